"""When rounds are held by themselves, what became of each date, and on which days the office works."""

from datetime import UTC, date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from phieu.storage.columns import utc, word
from phieu.words import OccurrenceState, RoundKind


class CalendarRule(SQLModel, table=True):
    """A kind of round that comes again: in these months, on this day and hour of the office's zone."""

    kind: RoundKind = Field(sa_type=word(RoundKind), primary_key=True)
    months: str
    """Months as numbers with commas, `6,12`."""
    day: int
    """Day of the month; in a shorter month its last day."""
    hour: int
    working_days: int
    """How many working days a round of this kind can be answered after the day on which it opens."""
    since: datetime = Field(default=datetime(2000, 1, 1, tzinfo=UTC), sa_type=utc())
    """When the rule came, or was last changed: what it would have asked for before that was never due."""


class CalendarDate(SQLModel, table=True):
    """A round that is to be held once, on this day: ad hoc, or about rotations."""

    __table_args__ = (UniqueConstraint("kind", "day"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: RoundKind = Field(sa_type=word(RoundKind))
    day: date
    hour: int
    working_days: int
    since: datetime = Field(default=datetime(2000, 1, 1, tzinfo=UTC), sa_type=utc())


class Occurrence(SQLModel, table=True):
    """One date of the calendar that has been dealt with; the key makes dealing with it again a no-op."""

    kind: RoundKind = Field(sa_type=word(RoundKind), primary_key=True)
    period: str = Field(primary_key=True)
    state: OccurrenceState = Field(sa_type=word(OccurrenceState))
    due_at: datetime = Field(sa_type=utc())
    """When the rule asked for it."""
    moved_to: datetime | None = Field(default=None, sa_type=utc())
    """When it is held instead."""


class SpecialDay(SQLModel, table=True):
    """A day on which this office is off although others work, or works although others are off."""

    day: date = Field(primary_key=True)
    works: bool
    name: str = ""


class YearlyDate(SQLModel, table=True):
    """What the office has to do each year at a certain time: review the planning list, say. Admins are told of it."""

    code: str = Field(primary_key=True)
    name: str
    month: int
    day: int
    """Day of the month; in a shorter month its last day."""
    days_before: int
    """So many working days before it the admins are told."""


class Shift(SQLModel, table=True):
    """One date of something that is no round (a check-in, say), which an admin has moved or left out."""

    what: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    """What it is about: `rotation:5`."""
    planned_on: date = Field(primary_key=True)
    moved_to: date | None = None
    """None: left out this time."""


class ReminderRun(SQLModel, table=True):
    """A reminder that an open round has had. Says nothing of who was reminded, nor of how many."""

    round_id: int = Field(foreign_key="round.id", primary_key=True)
    planned_at: datetime = Field(sa_type=utc(), primary_key=True)


class ClockMark(SQLModel, table=True):
    """How far the clock has got: one row, with id 1, so that a machine whose clock was put back is noticed."""

    id: int = Field(default=1, primary_key=True)
    ticked_at: datetime = Field(sa_type=utc())
