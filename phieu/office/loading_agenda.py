"""Everything that falls due in the next weeks, from the whole database, for the admins' list.

Of courses and rotations that must not go by chat there is nothing in it.
"""

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import mark
from phieu.office.agenda import Coming, ComingKind
from phieu.office.agenda_rounds import rounds_to_come
from phieu.office.announcements.listing import Listed, listed
from phieu.office.calendar import at_hour, end_of_day
from phieu.office.loading_calendar import load_calendar
from phieu.office.loading_shifts import check_in_plans
from phieu.office.notices import round_subject
from phieu.office.reminder_runs import load_reminders
from phieu.office.rotations.agenda import rotations_to_come
from phieu.office.rotations.in_brief import load_decided, load_lasting
from phieu.office.told_later import NamedRound, ToldLater
from phieu.office.working_days import WorkingDays
from phieu.office.yearly_dates import Yearly, YearlyDue, due_in, yearly_subject
from phieu.storage.tables import Course, Nomination, Office, Round, YearlyDate
from phieu.words import AnnouncementState, NominationState, RoundState

if TYPE_CHECKING:
    from phieu.installation import Installation


async def coming(installation: "Installation", until: date) -> list[Coming]:
    """What falls due from now until the end of this day, earliest first; nothing as long as there is no office."""
    now = installation.now()
    async with installation.database.reading() as session:
        office = await session.get(Office, 1)
        if office is None:
            return []
        zone = ZoneInfo(office.time_zone)
        calendar = await load_calendar(session, zone)
        today, end = now.astimezone(zone).date(), end_of_day(until, zone)
        found = [
            *rounds_to_come(calendar, now, end),
            *await _open_rounds(session, now, end),
            *await _reminders(session, now, end),
            *await _announcements(session, now, end),
            *await _nominations(session, today, until, zone),
            *await _yearly(session, office, calendar.days, today, until),
            *rotations_to_come(
                await load_lasting(session),
                await load_decided(session),
                await check_in_plans(session, office.check_in_months),
                today,
                until,
                zone,
            ),
        ]
    return sorted(found, key=lambda one: (one.at, one.kind, one.subject))


async def _open_rounds(session: AsyncSession, now: datetime, until: datetime) -> list[Coming]:
    due = select(Round).where(Round.state == RoundState.OPEN, col(Round.due_at) > now, col(Round.due_at) <= until)
    return [
        Coming(
            kind=ComingKind.ROUND_CLOSES,
            at=one.due_at,
            subject=round_subject(one.id or 0),
            title=ToldLater(mark("{round} closes"), {"round": NamedRound(one.kind, one.period)}),
            why=ToldLater(mark("open since {day}"), {"day": one.opened_at}),
        )
        for one in await session.exec(due)
    ]


async def _reminders(session: AsyncSession, now: datetime, until: datetime) -> list[Coming]:
    rounds = {one.id: one for one in await session.exec(select(Round).where(Round.state == RoundState.OPEN))}
    return [
        Coming(
            kind=ComingKind.REMINDER,
            at=at,
            subject=round_subject(one.round_id),
            title=ToldLater(
                mark("Reminder: {round}"),
                {"round": NamedRound(rounds[one.round_id].kind, rounds[one.round_id].period)},
            ),
            why=ToldLater(mark("to those alone who still have ballots then")),
        )
        for one in await load_reminders(session)
        for at in one.to_come(now)
        if now < at <= until
    ]


async def _announcements(session: AsyncSession, now: datetime, until: datetime) -> list[Coming]:
    return [
        Coming(
            kind=ComingKind.ANNOUNCEMENT,
            at=one.send_at,
            subject=f"announcement:{one.id}",
            title=_announcement_title(one),
            why=ToldLater(mark("planned by {name}"), {"name": one.author}),
        )
        for one in await listed(session, AnnouncementState.PLANNED)
        if one.send_at is not None and now < one.send_at <= until
    ]


def _announcement_title(one: Listed) -> ToldLater:
    if one.not_by_chat or not one.title:
        return ToldLater(mark("An announcement is sent"))
    return ToldLater(mark("An announcement is sent: {title}"), {"title": one.title})


async def _nominations(session: AsyncSession, today: date, until: date, zone: ZoneInfo) -> list[Coming]:
    wanted = (
        select(Course, col(Nomination.answer_by))
        .join(Nomination, col(Nomination.course_id) == col(Course.id))
        .where(Nomination.state == NominationState.ASKED, col(Nomination.answer_by).between(today, until))
        .where(Course.starts_on > today, col(Course.cancelled).is_(False), col(Course.not_by_chat).is_(False))
        .distinct()
    )
    return [
        Coming(
            kind=ComingKind.NOMINATIONS_END,
            at=at_hour(answer_by, 0, zone),
            subject=f"course:{course.id}",
            title=ToldLater(mark("Last day to answer nominations: {name}"), {"name": course.name}),
            why=ToldLater(mark("the course begins on {day}"), {"day": course.starts_on}),
            whole_day=True,
        )
        for course, answer_by in (await session.exec(wanted)).all()
        if answer_by is not None
    ]


async def _yearly(session: AsyncSession, office: Office, days: WorkingDays, today: date, until: date) -> list[Coming]:
    zone, found = ZoneInfo(office.time_zone), []
    for row in await session.exec(select(YearlyDate)):
        yearly = Yearly(row.code, row.name, row.month, row.day, row.days_before)
        for year in range(today.year, until.year + 1):
            due = due_in(yearly, year, office.reminder_hour, zone, days)
            if today <= due.day <= until:
                found.append(_yearly_entry(due, zone))
    return found


def _yearly_entry(due: YearlyDue, zone: ZoneInfo) -> Coming:
    return Coming(
        kind=ComingKind.YEARLY_DATE,
        at=at_hour(due.day, 0, zone),
        subject=yearly_subject(due.yearly.code, due.day),
        title=ToldLater("{name}", {"name": due.yearly.name}),
        why=ToldLater(mark("each year; you are told on {day}"), {"day": due.told_at}),
        whole_day=True,
    )
