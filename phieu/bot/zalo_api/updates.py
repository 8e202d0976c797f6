"""Reads what comes in, by polling or in either form of a webhook's body, as one kind of value.

Whatever JSON comes, reading it raises nothing: field names differ between recordings, and anybody can send anything to
a webhook. Names of people are not even read.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MAX_ID = 200
"""Characters; real ids have about 20."""
MAX_DATE_MS = 10**14
"""The year 5138; whatever lies beyond is no date."""


class Kind(StrEnum):
    """What somebody has sent."""

    TEXT = "text"
    IMAGE = "image"
    STICKER = "sticker"
    VOICE = "voice"
    UNSUPPORTED = "unsupported"
    """What the platform does not pass on, also of people under its protection."""
    OTHER = "other"
    """What nobody has told us of yet."""


@dataclass(frozen=True, slots=True)
class ZaloUpdate:
    """A message of a person. It may hold an answer: it is never stored, and does not print what it holds."""

    message_id: str
    chat_id: str
    group: bool
    sender_id: str
    date_ms: int | None
    """Milliseconds since 1970, by the platform's clock; None if it did not say."""
    kind: Kind
    text: str = ""
    picture_url: str = ""
    caption: str = ""

    def __repr__(self) -> str:
        return f"ZaloUpdate({self.kind.value})"


Take = Callable[[ZaloUpdate], Awaitable[None]]
"""What deals with an update. It may be given one again that it has dealt with, and sees to that itself."""


def read_updates(body: object, bot_id: str) -> tuple[ZaloUpdate, ...]:
    """The messages of people in what getUpdates brought or a webhook was sent; none of bots, and none of our own."""
    found = (_read_one(entry, bot_id) for entry in _entries(body))
    return tuple(update for update in found if update is not None)


def _entries(body: object) -> list[object]:
    inside = body.get("result") if isinstance(body, dict) else None
    if isinstance(inside, dict | list):
        body = inside
    return body if isinstance(body, list) else [body]


def _read_one(entry: object, bot_id: str) -> ZaloUpdate | None:
    message = _part(entry, "message")
    sender, chat = _part(message, "from"), _part(message, "chat")
    message_id, sender_id, chat_id = _id(message.get("message_id")), _id(sender.get("id")), _id(chat.get("id"))
    if not (message_id and sender_id and chat_id) or sender.get("is_bot") is True or sender_id == bot_id:
        return None
    return ZaloUpdate(
        message_id=message_id,
        chat_id=chat_id,
        group=_is_group(chat, chat_id, sender_id),
        sender_id=sender_id,
        date_ms=_date(message.get("date")),
        kind=_kind(entry, message),
        text=_text(message.get("text")),
        picture_url=_text(message.get("photo")) or _text(message.get("photo_url")),
        caption=_text(message.get("caption")),
    )


def _part(whole: object, name: str) -> dict[str, Any]:
    part = whole.get(name) if isinstance(whole, dict) else None
    return part if isinstance(part, dict) else {}


def _is_group(chat: dict[str, Any], chat_id: str, sender_id: str) -> bool:
    """Whether others read along. Where it is not said, a private chat has its person's own id."""
    said = chat.get("chat_type")
    return said.upper() != "PRIVATE" if isinstance(said, str) else chat_id != sender_id


def _kind(entry: object, message: dict[str, Any]) -> Kind:
    """By the name of the event, `message.KIND.received`; without a name, a text is a text."""
    name = entry.get("event_name") if isinstance(entry, dict) else None
    if not isinstance(name, str):
        return Kind.TEXT if isinstance(message.get("text"), str) else Kind.OTHER
    for kind in Kind:
        if name == f"message.{kind.value}.received":
            return kind
    return Kind.OTHER


def _id(value: object) -> str:
    """An id as text; empty if it is none."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**30 else ""
    return value if isinstance(value, str) and len(value) <= MAX_ID and value == _text(value) else ""


def _date(value: object) -> int | None:
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:  # noqa: PLR2004 - no date has
        value = int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 < value < MAX_DATE_MS else None  # type: ignore[operator,return-value]


def _text(value: object) -> str:
    """Text that every database and every reply can hold: without halves of characters and without zeros."""
    if not isinstance(value, str):
        return ""
    return value.replace("\0", "").encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
