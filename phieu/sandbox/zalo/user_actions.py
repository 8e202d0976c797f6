"""What people do on their phones: write, send pictures. Each becomes a message, and an event for the bot."""

from dataclasses import dataclass
from typing import Any

from phieu.sandbox.changes import ChangeKind
from phieu.sandbox.errors import ImpossibleActionError
from phieu.sandbox.zalo.chats import IMAGE, STICKER, TEXT, UNSUPPORTED, VOICE, Chat, Message
from phieu.sandbox.zalo.events import Event, event_name
from phieu.sandbox.zalo.methods.photos import checked_picture
from phieu.sandbox.zalo.state import Zalo

READING = 5_000  # milliseconds that people take to read before they write


@dataclass(slots=True, frozen=True)
class Manner:
    """How somebody writes: `hurried`, without having read what came last, or at a given `date` (milliseconds).

    In a group, `member` writes, and `mention`s the bot; otherwise the bot does not hear of it.
    """

    hurried: bool = False
    date: int | None = None
    member: int | None = None
    mention: bool = True

    @classmethod
    def from_json(cls, body: dict[str, Any]) -> "Manner":
        date, member = body.get("date"), body.get("member")
        return cls(
            hurried=bool(body.get("hurried")),
            date=None if date is None else int(date),
            member=None if member is None else int(member),
            mention=bool(body.get("mention", True)),
        )


def write(zalo: Zalo, number: int, text: str, manner: Manner) -> Message:
    """Write a text. As on a phone it is trimmed."""
    text = text.strip()
    if not text:
        raise ImpossibleActionError("an empty message cannot be sent")
    message = _say(zalo, number, manner, TEXT, text=text)
    _use_invitation(zalo, number, text)
    return message


def send_image(zalo: Zalo, number: int, content: bytes, caption: str, manner: Manner) -> Message:
    """Send a picture. Raises ApiError where it is none."""
    picture = zalo.keep_picture(checked_picture(content))
    return _say(zalo, number, manner, IMAGE, picture=picture, text=caption.strip())


def send_sticker(zalo: Zalo, number: int, sticker: str, manner: Manner) -> Message:
    return _say(zalo, number, manner, STICKER, sticker=sticker)


def send_voice(zalo: Zalo, number: int, address: str, manner: Manner) -> Message:
    return _say(zalo, number, manner, VOICE, voice=address)


def send_unsupported(zalo: Zalo, number: int, manner: Manner) -> Message:
    """Send what the bot is told nothing of: a file, a video; or anything at all, by somebody who is protected."""
    return _say(zalo, number, manner, UNSUPPORTED)


def send_event(zalo: Zalo, number: int, event: str, more: dict[str, Any], manner: Manner) -> Message:
    """Something of a kind that nobody has heard of yet, under the name that is given."""
    return _say(zalo, number, manner, "other", event=event, more=more)


def redeliver(zalo: Zalo, number: int, message_id: str) -> Message:
    """Let the platform deliver a message of a person's once more, as it may without anybody's doing."""
    chat = zalo.chat(number)
    message = chat.messages.get(message_id)
    if message is None or message.sender is None:
        raise ImpossibleActionError("there is no such message of a person's here")
    zalo.deliver(Event(chat.number, chat, message))
    return message


def _say(zalo: Zalo, number: int, manner: Manner, kind: str, **content: Any) -> Message:
    chat = zalo.chat(number)
    sender = number if manner.member is None else manner.member
    if sender not in chat.members:
        raise ImpossibleActionError("only a member can write here")
    if chat.group and manner.mention and kind in {TEXT, IMAGE}:
        content["text"] = f"@{zalo.bot.name} {content.get('text', '')}".rstrip()
    content.setdefault("event", event_name(kind))
    message = Message(sender=sender, kind=kind, date=_date(zalo, chat, manner), **content)
    chat.add(message)
    if not chat.group or manner.mention:
        _tell_bot(zalo, chat, message, sender)
    zalo.publish(chat, ChangeKind.MESSAGE, message.id, by_bot=False)
    return message


def _tell_bot(zalo: Zalo, chat: Chat, message: Message, sender: int) -> None:
    if zalo.plan.admits(sender, message.date):
        first, chat.heard, chat.unheard = not chat.heard, True, True
        if first:
            zalo.publish(chat, ChangeKind.PERSON, by_bot=False)
        zalo.deliver(Event(chat.number, chat, message))


def _use_invitation(zalo: Zalo, number: int, text: str) -> None:
    """An invitation whose code has been written is not offered again."""
    user = zalo.users.by_id.get(number)
    if user is not None and user.invitation and user.invitation == text:
        user.invitation = ""
        zalo.publish(zalo.chat(number), ChangeKind.PERSON, by_bot=False)


def _date(zalo: Zalo, chat: Chat, manner: Manner) -> int:
    """The message's date: after some time for reading, unless the manner says otherwise."""
    if manner.date is not None:
        date = manner.date
    elif manner.hurried and chat.messages:
        date = chat.newest + 1
    else:
        return zalo.clock.date(not_before=chat.newest + READING)
    zalo.clock.take_note(date)
    return date
