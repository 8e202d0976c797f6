"""What people do on their phones: write, tap, send files, block. Each becomes a message and an update for the bot."""

import re
import secrets
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

from phieu.sandbox.call import Upload
from phieu.sandbox.changes import ChangeKind
from phieu.sandbox.errors import ImpossibleActionError
from phieu.sandbox.telegram.entities import detect
from phieu.sandbox.telegram.files import ALBUM
from phieu.sandbox.telegram.keyboards import has_action
from phieu.sandbox.telegram.rich_text import CAPTION_LIMIT, TEXT_LIMIT, parse_html
from phieu.sandbox.telegram.state import CallbackQuery, Conversation, Message, Telegram
from phieu.sandbox.utf16 import utf16_length

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")


def write(telegram: Telegram, user_id: int, text: str) -> list[Message]:
    """Write a text. As on a phone it is trimmed, and sent in several messages if it is longer than one can be."""
    text = text.strip()
    if not text:
        raise ImpossibleActionError("an empty message cannot be sent")
    conversation = _open(telegram, user_id)
    return [_say(telegram, conversation, {"text": part}) for part in _parts(text)]


def write_formatted(telegram: Telegram, user_id: int, source: str) -> list[Message]:
    """Write a text with formatting, given as HTML. Raises ApiError where that is wrong."""
    text, entities = parse_html(source.strip())
    if not text or utf16_length(text) > TEXT_LIMIT:
        raise ImpossibleActionError("a formatted text must fit into one message, and not be empty")
    return [_say(telegram, _open(telegram, user_id), {"text": text}, entities=entities)]


def start(telegram: Telegram, user_id: int, payload: str = "") -> list[Message]:
    """Press "Start", with the payload of a link if one was followed. Unblocks the bot, as on a phone."""
    if not _PAYLOAD.fullmatch(payload):
        raise ImpossibleActionError("a link's payload has at most 64 letters, digits, _ and -")
    block(telegram, user_id, blocked=False)
    _use_invitation(telegram.phone(user_id), telegram, payload)
    return write(telegram, user_id, f"/start {payload}")


def open_link(telegram: Telegram, user_id: int, url: str) -> list[Message]:
    """Follow a link to the bot, `https://t.me/<bot>?start=<payload>`."""
    parts = urlsplit(url if "://" in url else f"https://{url}")
    if parts.hostname not in {"t.me", "telegram.me"} or parts.path.strip("/") != telegram.bot.username:
        raise ImpossibleActionError("this link does not lead to the bot")
    return start(telegram, user_id, "".join(parse_qs(parts.query).get("start", [])))


def tap(telegram: Telegram, user_id: int, message_id: int, data: str, *, forged: bool = False) -> CallbackQuery:
    """Tap a button by its callback data. `forged`: one that is not, or no longer, there, as a tampered app would."""
    conversation = _open(telegram, user_id)
    message = conversation.messages.get(message_id)
    if not forged and (message is None or not has_action(message, data)):
        raise ImpossibleActionError("this button is no longer there")
    query = telegram.add_callback(conversation, message_id, data)
    content = {
        "id": query.id,
        "from": conversation.as_user(),
        "chat_instance": telegram.chat_instance,
        "data": data,
        # a message that is gone is given without content, and with the date 0
        "message": message or {"message_id": message_id, "chat": conversation.as_chat(), "date": 0},
    }
    telegram.updates.add("callback_query", content)
    return query


def send_files(telegram: Telegram, user_id: int, kind: str, uploads: list[Upload], caption: str = "") -> list[Message]:
    """Send pictures ("photo") or documents, several as an album: one message each, the caption with the first.

    The caption is HTML. Raises ApiError where that is wrong, or a picture is none.
    """
    if len(uploads) != 1 and len(uploads) not in ALBUM:
        raise ImpossibleActionError("an album has 2 to 10 pictures or documents")
    text, entities = parse_html(caption.strip())
    if utf16_length(text) > CAPTION_LIMIT:
        raise ImpossibleActionError("the caption is too long")
    conversation = _open(telegram, user_id)
    keep = telegram.files.photo if kind == "photo" else telegram.files.document
    contents: list[Message] = [{kind: keep(upload)} for upload in uploads]
    if text:
        contents[0]["caption"] = text
    if len(contents) > 1:
        album = str(secrets.randbits(60))
        contents = [{**content, "media_group_id": album} for content in contents]
    return [_say(telegram, conversation, contents[0], entities=entities)] + [
        _say(telegram, conversation, content) for content in contents[1:]
    ]


def block(telegram: Telegram, user_id: int, *, blocked: bool) -> None:
    """Block the bot, or take it back. A change is told to the bot as `my_chat_member`."""
    conversation = telegram.phone(user_id)
    if conversation.blocked == blocked:
        return
    conversation.blocked = blocked
    member = {"status": "member", "user": telegram.bot.as_user()}
    kicked = {"status": "kicked", "user": telegram.bot.as_user(), "until_date": 0}
    content = {
        "chat": conversation.as_chat(),
        "from": conversation.as_user(),
        "date": int(time.time()),
        "old_chat_member": member if blocked else kicked,
        "new_chat_member": kicked if blocked else member,
    }
    telegram.updates.add("my_chat_member", content)
    telegram.publish(conversation, ChangeKind.PERSON, by_bot=False)


def _use_invitation(conversation: Conversation, telegram: Telegram, payload: str) -> None:
    """An invitation that has been followed is not offered again."""
    if payload and payload == conversation.user.invitation:
        conversation.user.invitation = ""
        telegram.publish(conversation, ChangeKind.PERSON, by_bot=False)


def _open(telegram: Telegram, user_id: int) -> Conversation:
    """The person's conversation, begun by the very fact that they do something in it."""
    conversation = telegram.phone(user_id)
    if conversation.blocked:
        raise ImpossibleActionError("this person has blocked the bot; press Start to take it back")
    if not conversation.started:
        conversation.started = True
        telegram.publish(conversation, ChangeKind.PERSON, by_bot=False)
    return conversation


def _say(
    telegram: Telegram, conversation: Conversation, content: Message, entities: list[dict[str, Any]] | None = None
) -> Message:
    shown, key = (
        (content["text"], "entities") if "text" in content else (content.get("caption", ""), "caption_entities")
    )
    found = [*(entities or []), *detect(shown, entities or [])]
    if found:
        content[key] = sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))
    message = telegram.add_message(conversation, content, from_bot=False)
    conversation.unheard = True
    telegram.updates.add("message", message)
    return message


def _parts(text: str) -> list[str]:
    """A text in pieces that fit into a message each."""
    if utf16_length(text) <= TEXT_LIMIT:
        return [text]
    units = text.encode("utf-16-le", "surrogatepass")
    parts, start = [], 0
    while start < len(units):
        stop = min(start + 2 * TEXT_LIMIT, len(units))
        if stop < len(units) and 0xD8 <= units[stop - 1] <= 0xDB:  # noqa: PLR2004 - never cut a surrogate pair
            stop -= 2
        parts.append(units[start:stop].decode("utf-16-le", "surrogatepass"))
        start = stop
    return parts
