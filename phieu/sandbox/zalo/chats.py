"""Chats with the bot, private ones and groups, and the messages in them."""

from dataclasses import dataclass, field
from typing import Any

from phieu.sandbox.changes import Journal
from phieu.sandbox.zalo.ids import chat_id, new_message_id

TEXT, IMAGE, STICKER, VOICE, UNSUPPORTED = "text", "image", "sticker", "voice", "unsupported"


@dataclass(slots=True)
class Message:
    """One message. `sender` is a person's number, None for the bot; `date` is in milliseconds.

    `event` is the name under which the bot hears of it. `picture` is the id of a picture that the platform keeps;
    `sticker` an id, `voice` an address; `more` what else the event says.
    """

    sender: int | None
    kind: str
    date: int
    text: str = ""  # of a picture, its caption
    styles: list[dict[str, Any]] = field(default_factory=list)  # [{"start", "len", "st": [codes]}], in UTF-16 units
    picture: str = ""
    sticker: str = ""
    voice: str = ""
    event: str = ""
    more: dict[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=new_message_id)


@dataclass(slots=True)
class Chat:
    """A chat by its number: a person's own for the private one, below 0 for a group."""

    number: int
    name: str
    members: list[int]
    messages: dict[str, Message] = field(default_factory=dict)
    journal: Journal = field(default_factory=Journal)
    newest: int = 0  # the latest date of a message here
    heard: bool = False  # the bot has heard from here, so it may write here
    unheard: bool = False  # a person wrote, and the bot has done nothing here since

    @property
    def id(self) -> str:
        return chat_id(self.number)

    @property
    def group(self) -> bool:
        return self.number < 0

    def add(self, message: Message) -> None:
        self.messages[message.id] = message
        self.newest = max(self.newest, message.date)
