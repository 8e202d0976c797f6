"""Nominating people for a course: what an admin sees before, and the act itself."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.heads import heads_of, units_of
from phieu.office.namesakes import told_apart
from phieu.office.notices import announce
from phieu.office.training.absences import AT_WORK, WHOLE_TIME, load_absences, load_unit_members
from phieu.office.training.courses import count_states, find_course, nominations_for, seats_taken
from phieu.office.training.deadlines import answer_until
from phieu.office.training.nominee_checks import CourseDays, Nominee, away_already, nomination_faults, rules_out
from phieu.office.training.overlaps import Absence, fewest_present, overlaps
from phieu.office.training.refusals import Refusal, TrainingError
from phieu.office.training.staff_names import names_of
from phieu.office.training.subjects import nomination_subject
from phieu.storage.tables import Course, Nomination, Office, Person, Unit
from phieu.words import NominationState, NoticeKind

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Cover:
    """A unit in the days of a course: who is away already, and how many would be left."""

    unit: str
    away: tuple[Absence, ...]
    """Of those who are not nominated now."""
    members: int
    left: int
    """On the day on which the fewest are there, with the nominees gone."""


@dataclass(frozen=True, slots=True)
class Review:
    """What there is to see before people are nominated."""

    course: Course
    nominees: tuple[Nominee, ...]
    seats_left: int | None
    """Before this nomination; None where there is no limit."""
    faults: tuple[Refusal, ...]
    away: tuple[Absence, ...]
    """What the nominees have already in those days, and what does not rule the course out."""
    cover: tuple[Cover, ...]
    names: dict[int, str]
    """Of everybody who is mentioned."""
    answer_by: date


async def review(session: AsyncSession, course: Course, person_ids: Sequence[int], today: date) -> Review:
    """What nominating these people for the course would mean."""
    assert course.id is not None
    absences = await load_absences(session, course.starts_on, course.ends_on, without_course=course.id)
    taken = seats_taken(await count_states(session, course.id))
    left = None if course.seats is None else course.seats - taken
    days = CourseDays(course.starts_on, course.ends_on, course.cancelled, course.mode in WHOLE_TIME, left)
    nominees = await _nominees(session, course.id, person_ids)
    away = [one for person in nominees for one in away_already(days, person.id, absences) if not rules_out(days, one)]
    cover = [] if course.mode in AT_WORK else await _cover(session, course, {one.id for one in nominees})
    usual_days = (await session.exec(select(Office.answer_days))).first() or 1
    return Review(
        course,
        nominees,
        left,
        tuple(nomination_faults(days, nominees, absences, today)),
        tuple(away),
        tuple(cover),
        await names_of(session, [*person_ids, *(one.person_id for unit in cover for one in unit.away)]),
        answer_until(today, course.starts_on, course.answer_by, usual_days),
    )


async def nominate(
    session: AsyncSession,
    course_id: int,
    person_ids: Sequence[int],
    reason: str,
    nominated_by: int | None,
    now: datetime,
    reasons: Mapping[int, str] | None = None,
) -> list[int]:
    """Nominate these people, and tell them and the heads of their units; the nominations' ids.

    `reasons` are those of people who have one of their own; `reason` is that of the others.
    Raises TrainingError with all that speaks against it; then nobody is nominated.
    """
    course = await find_course(session, course_id, lock=True)
    assert course is not None, "courses are never deleted"
    today = now.astimezone(ZoneInfo((await session.get_one(Office, 1)).time_zone)).date()
    seen = await review(session, course, person_ids, today)
    faults = list(seen.faults)
    if not person_ids:
        faults.append(Refusal(mark("Nobody is chosen yet.")))
    own = {person_id: (reasons or {}).get(person_id) or reason for person_id in person_ids}
    if not (reason or (own and all(own.values()))) and not course.not_by_chat:
        faults.append(Refusal(mark("Please say why these people are nominated; they will read it.")))
    if faults:
        raise TrainingError(*faults)
    earlier = {one.person_id: one for one in await nominations_for(session, course_id)}
    asked = []
    for person_id in dict.fromkeys(person_ids):
        nomination = earlier.get(person_id) or Nomination(course_id=course_id, person_id=person_id, askings=0)
        nomination.state, nomination.reason, nomination.refusal = NominationState.ASKED, own[person_id], ""
        nomination.nominated_by, nomination.asked_on, nomination.answer_by = nominated_by, today, seen.answer_by
        nomination.askings += 1
        session.add(nomination)
        asked.append(nomination)
    await session.flush()
    await _tell(session, asked, now)
    return [nomination.id for nomination in asked if nomination.id is not None]


async def ask_by_workbook(session: AsyncSession, asked: Sequence[Nomination], now: datetime) -> None:
    """New nominations that came in by the workbook, as their courses must not go by chat: their people are told.

    What has been worked out there is not looked over again.
    """
    office = await session.get_one(Office, 1)
    today = now.astimezone(ZoneInfo(office.time_zone)).date()
    for nomination in asked:
        course = await session.get_one(Course, nomination.course_id)
        nomination.asked_on = today
        nomination.answer_by = answer_until(today, course.starts_on, course.answer_by, office.answer_days)
        session.add(nomination)
    await session.flush()
    await _tell(session, asked, now)


async def _tell(session: AsyncSession, asked: Sequence[Nomination], now: datetime) -> None:
    """The nominees, one by one; the heads, one notice a course and unit."""
    by_unit: defaultdict[tuple[int, int], list[Nomination]] = defaultdict(list)
    for nomination in asked:
        person_id = nomination.person_id
        await announce(session, NoticeKind.NOMINATION, nomination_subject(nomination), [person_id], now)
        for unit_id in await units_of(session, person_id):
            by_unit[nomination.course_id, unit_id].append(nomination)
    for (_, unit_id), theirs in by_unit.items():
        heads = {head for one in theirs for head in await heads_of(session, [unit_id], without=one.person_id)}
        await announce(
            session, NoticeKind.NOMINATION_HEAD, nomination_subject(theirs[0], "unit", unit_id), sorted(heads), now
        )


async def _nominees(session: AsyncSession, course_id: int, person_ids: Sequence[int]) -> tuple[Nominee, ...]:
    states = {one.person_id: one.state for one in await nominations_for(session, course_id)}
    people = await session.exec(select(Person).where(col(Person.id).in_(person_ids)))
    known = {person.id: person for person in people}
    names = told_apart({person_id: (one.name, one.staff_number) for person_id, one in known.items()})
    chosen = [person_id for person_id in dict.fromkeys(person_ids) if person_id in known]
    return tuple(Nominee(one or 0, names[one], known[one].active, states.get(one or 0)) for one in chosen)


async def _cover(session: AsyncSession, course: Course, person_ids: Collection[int]) -> list[Cover]:
    """The nominees' units, with whoever is away then, those on the same course among them."""
    first, last = course.starts_on, course.ends_on
    absences = await load_absences(session, first, last)
    members = await load_unit_members(session, absences)
    units = [unit_id for unit_id, people in members.items() if people & set(person_ids)]
    names = dict((await session.exec(select(Unit.id, Unit.name).where(col(Unit.id).in_(units)))).all())
    going = [Absence(person_id, first, last) for person_id in person_ids]
    found = []
    for unit_id in sorted(units):
        people = members[unit_id]
        here = [one for one in absences if one.unit_id in (None, unit_id)]
        away = overlaps(here, people - set(person_ids), first, last)
        left = fewest_present(people, [*here, *going], first, last)
        found.append(Cover(names[unit_id], tuple(away), len(people), left))
    return found
