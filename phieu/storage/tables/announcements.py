"""Announcements: what an admin tells the staff, from the first draft to who has acknowledged it."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from phieu.storage.columns import utc, word
from phieu.words import AnnouncementState


class Announcement(SQLModel, table=True):
    """One announcement. What is being composed is a row from the first step on, so that nothing of it is lost."""

    id: int | None = Field(default=None, primary_key=True)
    state: AnnouncementState = Field(default=AnnouncementState.DRAFT, sa_type=word(AnnouncementState), index=True)
    author_id: int = Field(foreign_key="person.id")
    name: str = ""
    """What a template is called."""
    text: str = ""
    """With the platform's formatting, as markup; empty where it is not by chat."""
    audience: str = ""
    """Whom it is for: a selector, as `office.selectors` reads it."""
    send_at: datetime | None = Field(default=None, sa_type=utc())
    """When it is to be sent; None for at once."""
    acknowledge: bool = False
    """People must say that they have read it."""
    urgent: bool = False
    not_by_chat: bool = False
    """Its content must not go by chat: people are told only that there is something to read at the office."""
    read_from: str = ""
    """Where it is not by chat: from whom."""
    read_until: date | None = None
    """Where it is not by chat: until when it can be read."""
    version: int = 1
    """Rises with each correction after it was sent."""
    reminders: int = 0
    """How often those who had not acknowledged it were reminded."""
    sent_at: datetime | None = Field(default=None, sa_type=utc())
    """When it was handed to the outbox."""


class AnnouncementFile(SQLModel, table=True):
    """The picture or document of an announcement."""

    announcement_id: int = Field(foreign_key="announcement.id", primary_key=True)
    name: str
    picture: bool
    content: bytes


class AnnouncementRecipient(SQLModel, table=True):
    """Whom an announcement was for when it was sent, and whether they have acknowledged it; not when."""

    announcement_id: int = Field(foreign_key="announcement.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
    acknowledged: bool = False
    outcome: str = ""
    """What became of it for this person, once its notice has gone from the outbox
    (`office.announcements.recipients.Outcome`); empty as long as the notice tells."""
