"""The office, its units and people, and the positions they hold."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from phieu.storage.columns import utc, word
from phieu.words import Channel, Rank


class Office(SQLModel, table=True):
    """The organisation that runs this installation: one row, with id 1."""

    id: int = Field(default=1, primary_key=True)
    name: str
    time_zone: str = "Asia/Ho_Chi_Minh"
    threshold: int = 5
    comment_threshold: int = 3
    invite_days: int = 30
    first_hour: int = 7
    """Nothing that is not urgent is said before this hour of the office's zone, 0 to 23."""
    last_hour: int = 21
    """Nor from this hour on, 1 to 24."""
    answer_days: int = 7
    """How many days people have to answer a nomination, unless its course says otherwise."""
    check_in_months: int = 3
    """How often somebody on a rotation is asked how it goes; 0 for never."""
    reminders: str = "half,3,1"
    """When people are reminded of an open round: at half time, and so many working days before its close."""
    reminder_hour: int = 9
    """At this hour of the office's zone, 0 to 23."""
    keep_notices_days: int = 180
    """So long notices that have been delivered, or given up, are kept."""
    keep_left_days: int = 365
    """So long the personal data of somebody who has left are kept."""


class Unit(SQLModel, table=True):
    """A department or ward. Who heads it is read off the positions."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    supervisor_id: int | None = Field(default=None, foreign_key="person.id")
    active: bool = True


class Person(SQLModel, table=True):
    """Somebody on the staff, known by the staff number. Who left stays, deactivated."""

    id: int | None = Field(default=None, primary_key=True)
    staff_number: str = Field(unique=True)
    name: str
    locale: str = "vi"
    contact: str = ""
    admin: bool = False
    active: bool = True
    left_at: datetime | None = Field(default=None, sa_type=utc())
    erased: bool = False
    """They left so long ago that their personal data have been deleted; this row only keeps others together."""
    preferred_channel: Channel | None = Field(default=None, sa_type=word(Channel))
    """Where notices go to somebody who has joined on several channels."""
    fixed_numbers: bool = False
    """Asked that a ballot's answers keep the same numbers on every question, where a channel numbers choices."""


class Position(SQLModel, table=True):
    """A post that a person holds in a unit; a person may hold several."""

    __table_args__ = (UniqueConstraint("person_id", "unit_id", "title"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    title: str
    rank: Rank = Field(sa_type=word(Rank))


class Group(SQLModel, table=True):
    """A set of people that cuts across units: a party committee, the office's leadership, a council."""

    __tablename__ = "people_group"

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str


class GroupMember(SQLModel, table=True):
    """One person's membership of one group."""

    __tablename__ = "people_group_member"

    group_id: int = Field(foreign_key="people_group.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)
