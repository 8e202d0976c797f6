"""Sending texts, stickers and voice, and showing that the bot is typing."""

from typing import Any
from urllib.parse import urlsplit

from phieu.sandbox.call import Call
from phieu.sandbox.changes import ChangeKind
from phieu.sandbox.errors import bad_request
from phieu.sandbox.zalo.chats import STICKER, TEXT, VOICE, Chat, Message
from phieu.sandbox.zalo.events import event_name
from phieu.sandbox.zalo.rich_text import styled_text
from phieu.sandbox.zalo.state import Zalo


async def send_message(zalo: Zalo, call: Call) -> dict[str, Any]:
    chat = zalo.named_chat(call.text("chat_id"))
    text, styles = styled_text(call, "text", required=True)
    return post(zalo, chat, TEXT, text=text, styles=styles)


async def send_sticker(zalo: Zalo, call: Call) -> dict[str, Any]:
    chat = zalo.named_chat(call.text("chat_id"))
    sticker = call.text("sticker").strip()
    if not sticker:
        raise bad_request("sticker is required")
    return post(zalo, chat, STICKER, sticker=sticker)


async def send_voice(zalo: Zalo, call: Call) -> dict[str, Any]:
    """Send an .aac by its address. To a group it succeeds, and nothing is delivered: a trap of the real platform."""
    chat = zalo.named_chat(call.text("chat_id"))
    address = call.text("voice_url").strip()
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.path.endswith(".aac"):
        raise bad_request("voice_url must be the address of an .aac file")
    return post(zalo, chat, VOICE, voice=address, delivered=not chat.group)


async def send_chat_action(zalo: Zalo, call: Call) -> None:
    chat = zalo.named_chat(call.text("chat_id"))
    if call.text("action") != "typing":
        raise bad_request("action is not supported")
    zalo.publish(chat, ChangeKind.ACTION, "typing")


def post(zalo: Zalo, chat: Chat, kind: str, *, delivered: bool = True, **content: Any) -> dict[str, Any]:
    """Put what a sending method made into the chat: `{"message_id", "date"}`. Raises ApiError 429 beyond the plan."""
    zalo.check_quota()
    message = Message(sender=None, kind=kind, date=zalo.clock.date(), event=event_name(kind), **content)
    if delivered:
        zalo.post(chat, message)
    return {"message_id": message.id, "date": message.date}


METHODS: dict[str, Any] = {
    "sendMessage": send_message,
    "sendSticker": send_sticker,
    "sendVoice": send_voice,
    "sendChatAction": send_chat_action,
}
