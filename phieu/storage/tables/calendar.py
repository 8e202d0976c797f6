"""When rounds are held by themselves, and what became of each date."""

from datetime import datetime

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
    open_days: int
    """How many calendar days a round of this kind stays open."""


class Occurrence(SQLModel, table=True):
    """One date of the calendar that has been dealt with; the key makes dealing with it again a no-op."""

    kind: RoundKind = Field(sa_type=word(RoundKind), primary_key=True)
    period: str = Field(primary_key=True)
    state: OccurrenceState = Field(sa_type=word(OccurrenceState))
    due_at: datetime = Field(sa_type=utc())
