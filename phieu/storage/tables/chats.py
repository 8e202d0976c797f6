"""Which chat belongs to whom, and the codes by which people join."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from phieu.storage.columns import utc, word
from phieu.words import Channel


class ChatAccount(SQLModel, table=True):
    """A person's chat on one channel: one person, one chat a channel. Joining again replaces it."""

    channel: Channel = Field(sa_type=word(Channel), primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True, index=True)
    chat_id: str = Field(index=True)
    joined_at: datetime = Field(sa_type=utc())
    reachable: bool = True
    """False after the platform said that the person has blocked the bot."""


class Invite(SQLModel, table=True):
    """A one-time code by which a person joins; only its keyed hash is stored."""

    code_hash: bytes = Field(primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    expires_at: datetime = Field(sa_type=utc())
    used_at: datetime | None = Field(default=None, sa_type=utc())


class ZaloUpdateSeen(SQLModel, table=True):
    """An update from Zalo that has been dealt with, by the keyed hash of its message's id: the platform may send it
    again. Nothing of the message is kept, nor who wrote it, nor when but for the day."""

    __table_args__ = {"sqlite_with_rowid": False}

    key_hash: bytes = Field(primary_key=True)
    day: date = Field(index=True)
    """In UTC; it is forgotten some days after."""


class ZaloMonth(SQLModel, table=True):
    """How much of the plan's messages a month has taken, for the whole office and coarsely."""

    month: str = Field(primary_key=True)
    """Of the office's zone: `2026-11`."""
    sent: int = 0
    received: int = 0
