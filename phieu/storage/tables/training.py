"""Courses, who was nominated for them, and what became of it."""

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from phieu.storage.columns import word
from phieu.words import CourseLevel, NominationState, StudyMode


class Course(SQLModel, table=True):
    """One course at one time. The year's plan is the courses that begin in it."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    name: str
    level: CourseLevel = Field(sa_type=word(CourseLevel))
    scheme: str = ""
    """The programme or project that pays for it (đề án), if any."""
    mode: StudyMode = Field(sa_type=word(StudyMode))
    place: str = ""
    provider: str = ""
    starts_on: date
    ends_on: date
    """Its last day."""
    seats: int | None = None
    answer_by: date | None = None
    """The last day on which people can answer a nomination; None for the office's usual number of days."""
    not_by_chat: bool = False
    read_from: str = ""
    """Where it is not by chat: from whom there is something to read."""
    cancelled: bool = False
    version: int = 1
    """Rises with each change that people have to be told of."""


class Nomination(SQLModel, table=True):
    """One person and one course."""

    __table_args__ = (UniqueConstraint("course_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    course_id: int = Field(foreign_key="course.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    state: NominationState = Field(default=NominationState.ASKED, sa_type=word(NominationState))
    reason: str = ""
    """Why this person."""
    refusal: str = ""
    """Why they cannot, in their words."""
    answer_by: date | None = None
    """The last day for the answer; None for a past record, which nobody is asked about."""
    nominated_by: int | None = Field(default=None, foreign_key="person.id")
    asked_on: date | None = None
    """The day on which they were asked; None for a past record."""
    askings: int = 1
    """How often they have been asked: who could not, or was withdrawn, may be asked anew."""
    result: str = ""
    """What was reached: a grade, a certificate; or why it was broken off."""
    ended_on: date | None = None
    """The day on which it was finished or broken off."""


class NominationQuestion(SQLModel, table=True):
    """A question that somebody had about their nomination, and the admin's reply."""

    id: int | None = Field(default=None, primary_key=True)
    nomination_id: int = Field(foreign_key="nomination.id", index=True)
    question: str
    reply: str = ""
    replied_by: int | None = Field(default=None, foreign_key="person.id")
