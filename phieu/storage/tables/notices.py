"""The outbox: what the bot has still to say on its own initiative."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from phieu.storage.columns import utc, word
from phieu.words import Channel, NoticeKind, NoticeState


class Notice(SQLModel, table=True):
    """One notice to one person. The key (kind, subject, person) makes saying it twice a no-op."""

    __table_args__ = (
        UniqueConstraint("kind", "subject", "person_id"),
        Index("ix_notice_due", "state", "next_attempt_at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: NoticeKind = Field(sa_type=word(NoticeKind))
    subject: str
    """What it is about: `round:12`, `proposal:quarterly:2026-Q3`."""
    person_id: int = Field(foreign_key="person.id")
    state: NoticeState = Field(default=NoticeState.WAITING, sa_type=word(NoticeState))
    attempts: int = 0
    created_at: datetime = Field(sa_type=utc())
    next_attempt_at: datetime = Field(sa_type=utc())
    urgent: bool = False
    """It may be said at any hour."""
    doubts: int = 0
    """How often nobody could tell whether it had been delivered."""
    message_ids: str = ""
    """The platform's ids of its messages, with commas, where they may be corrected later. On Telegram they count
    over all the bot's chats, and so tell nothing of what this person did."""
    channel: Channel | None = Field(default=None, sa_type=word(Channel))
    """The channel by which it was delivered, or has begun to be; or on which what it changes stands. None: as its
    person prefers."""
    failed_on: Channel | None = Field(default=None, sa_type=word(Channel))
    """The channel on which it has failed for good, so that it goes by another one, if there is one."""
    failure: str = ""
    """Why it could not be delivered, in the program's own words; never text of the notice."""
