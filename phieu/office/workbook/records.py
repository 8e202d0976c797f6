"""What a workbook says, as plain values: one class a sheet, one field a column.

People, units, sets and scales are referred to by their codes, spelled as their own sheet spells them.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from phieu.words import (
    CourseLevel,
    NominationState,
    Rank,
    RotationEnding,
    RotationKind,
    RotationState,
    RoundKind,
    StudyMode,
)


@dataclass(frozen=True, slots=True)
class OfficeRecord:
    """The office and its thresholds."""

    name: str
    time_zone: str
    threshold: int
    comment_threshold: int
    invite_days: int
    first_hour: int | None = None
    """None, here and below: as it is."""
    last_hour: int | None = None
    answer_days: int | None = None
    check_in_months: int | None = None
    reminders: str | None = None
    """As `storage.tables.Office` keeps it; empty: nobody is reminded."""
    reminder_hour: int | None = None
    keep_notices_days: int | None = None
    keep_left_days: int | None = None


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """Somebody on the staff."""

    number: str
    name: str
    locale: str | None
    """None: as it is; Vietnamese for somebody new."""
    contact: str
    admin: bool | None
    """None: as it is; no for somebody new."""


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit and the staff number of the deputy chief in charge, or nothing."""

    code: str
    name: str
    supervisor: str


@dataclass(frozen=True, slots=True)
class PositionRecord:
    """A post: staff number, unit's code, title, rank."""

    person: str
    unit: str
    title: str
    rank: Rank


@dataclass(frozen=True, slots=True)
class GroupRecord:
    """A set of people that cuts across units."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """One person in one group."""

    group: str
    person: str


@dataclass(frozen=True, slots=True)
class ScaleRecord:
    """One answer of a scale; values run from 1, the least."""

    scale: str
    value: int
    label_vi: str
    label_en: str


@dataclass(frozen=True, slots=True)
class CriteriaRecord:
    """A criteria set."""

    code: str
    name_vi: str
    name_en: str


@dataclass(frozen=True, slots=True)
class QuestionRecord:
    """One criterion of a set."""

    criteria: str
    code: str
    place: int
    text_vi: str
    text_en: str
    scale: str


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """Who rates whom; the selectors as they were written."""

    place: int
    raters: str
    ratees: str
    group_vi: str
    group_en: str
    criteria: str


@dataclass(frozen=True, slots=True)
class CalendarRecord:
    """A kind of round that comes again."""

    kind: RoundKind
    months: str
    day: int
    hour: int
    working_days: int


@dataclass(frozen=True, slots=True)
class DateRecord:
    """A round that is held once."""

    kind: RoundKind
    day: date
    hour: int
    working_days: int


@dataclass(frozen=True, slots=True)
class SpecialDayRecord:
    """A day on which this office is off although others work, or the other way round."""

    day: date
    works: bool
    name: str


@dataclass(frozen=True, slots=True)
class YearlyDateRecord:
    """What has to be done each year at a certain time, and how many working days before the admins are told."""

    code: str
    name: str
    month: int
    day: int
    days_before: int


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """A course. Blanks of what need not be filled in are as it is."""

    code: str
    """Empty: that of the course with this name and first day, or the next one that is free."""
    name: str
    level: CourseLevel
    scheme: str
    mode: StudyMode
    place: str
    provider: str
    starts_on: date
    ends_on: date
    seats: int | None
    answer_by: date | None
    not_by_chat: bool | None
    read_from: str


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """One person and one course, and what became of it."""

    course: str
    person: str
    state: NominationState | None
    """None: as it is; finished for a new record."""
    reason: str
    result: str
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class RotationRecord:
    """One move of one person; blanks of what need not be filled in are as it is."""

    code: str
    """Empty: that of this person's rotation with this first day, or the next one that is free."""
    person: str
    kind: RotationKind
    state: RotationState
    from_unit: str
    from_title: str
    from_rank: Rank
    to_unit: str
    to_title: str
    to_rank: Rank
    keeps_post: bool | None
    starts_on: date
    ends_on: date | None
    tasks: str
    decision_number: str
    ending: RotationEnding | None
    ended_on: date | None
    end_unit: str
    end_title: str
    end_rank: Rank | None
    not_by_chat: bool | None
    read_from: str
    read_until: date | None


@dataclass(frozen=True, slots=True)
class Book:
    """All that a workbook says, or all that the database knows; each tuple in the order of its sheet."""

    office: tuple[OfficeRecord, ...] = ()
    units: tuple[UnitRecord, ...] = ()
    people: tuple[PersonRecord, ...] = ()
    positions: tuple[PositionRecord, ...] = ()
    groups: tuple[GroupRecord, ...] = ()
    members: tuple[MemberRecord, ...] = ()
    scales: tuple[ScaleRecord, ...] = ()
    criteria: tuple[CriteriaRecord, ...] = ()
    questions: tuple[QuestionRecord, ...] = ()
    rules: tuple[RuleRecord, ...] = ()
    calendar: tuple[CalendarRecord, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    special_days: tuple[SpecialDayRecord, ...] = ()
    yearly_dates: tuple[YearlyDateRecord, ...] = ()
    courses: tuple[CourseRecord, ...] = ()
    training: tuple[TrainingRecord, ...] = ()
    rotations: tuple[RotationRecord, ...] = ()
    unsaid: tuple[str, ...] = ()
    """The keys of sheets that the workbook does not have, and that are therefore left as they are."""


@dataclass(frozen=True, slots=True)
class Current:
    """The office as it is: those who are here, who has left, which units are closed, and who has joined a chat."""

    book: Book
    left: tuple[PersonRecord, ...] = ()
    closed: tuple[UnitRecord, ...] = ()
    joined: frozenset[str] = frozenset()
    """Staff numbers. They have chosen their language themselves."""
    cancelled: frozenset[str] = frozenset()
    """The codes of courses that are not held after all."""

    @property
    def fingerprint(self) -> str:
        """Differs when anything differs that an import would write, but for the sheets that only add: of those an
        import writes the rows that it changes, and `Changes.still_hold` compares them."""
        # the language is left out: people change it themselves, and that is no reason to ask an admin again
        people = tuple(replace(person, locale=None) for person in self.book.people)
        book = replace(self.book, people=people, courses=(), training=(), rotations=())
        everything = (book, self.left, self.closed)
        return hashlib.sha256(repr(everything).encode()).hexdigest()
