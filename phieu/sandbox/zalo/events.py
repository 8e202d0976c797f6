"""Events for the bot, and how they look on the wire as the switches stand when they are delivered."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from phieu.sandbox.zalo.chats import IMAGE, STICKER, TEXT, VOICE, Chat, Message
from phieu.sandbox.zalo.ids import chat_id

if TYPE_CHECKING:
    from phieu.sandbox.zalo.state import Zalo

STICKERS = "https://stickers.example/"


@dataclass(slots=True, frozen=True, eq=False)
class Event:
    """A message that the bot is told of; or, for tests, `raw`: anything at all in an event's place."""

    lane: int  # the chat's number: events of one chat are delivered in order
    chat: Chat | None = None
    message: Message | None = None
    raw: Any = None


def event_name(kind: str) -> str:
    return f"message.{kind}.received"


def event_body(zalo: "Zalo", event: Event) -> Any:
    """`{"event_name", "message"}`."""
    if event.chat is None or event.message is None:
        return event.raw
    chat, message = event.chat, event.message
    return {
        "event_name": message.event,
        "message": {
            "message_id": message.id,
            "date": message.date,
            "from": _sender(zalo, message.sender),
            "chat": {"id": chat.id, "chat_type": "GROUP" if chat.group else "PRIVATE"},
            "message_type": "CHAT_MESSAGE",
            **_content(zalo, message),
            **message.more,
        },
    }


def _sender(zalo: "Zalo", number: int | None) -> dict[str, Any]:
    name = zalo.bot.name if number is None else zalo.users.by_id[number].name
    key = zalo.switches.sender_name
    sender = {"id": zalo.bot.id if number is None else chat_id(number), key: name}
    return {**sender, "is_bot": number is None} if key == "display_name" else sender


def _content(zalo: "Zalo", message: Message) -> dict[str, Any]:
    if message.kind == TEXT:
        return {"text": message.text}
    if message.kind == IMAGE:
        picture = {zalo.switches.picture_field: zalo.picture_url(message.picture)}
        return {**picture, "caption": message.text} if message.text else picture
    if message.kind == STICKER:
        return {"sticker": message.sticker, "url": f"{STICKERS}{message.sticker}"}
    if message.kind == VOICE:
        return {"voice_url": message.voice}
    return {}
