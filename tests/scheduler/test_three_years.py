"""Three years of an office, minute by minute where it matters: what happened equals what a calendar on the wall says.

Virtual time: nothing waits. Between the looks the program is stopped and started anew, is away for hours and for weeks,
and admins move, skip, bring forward, accept and decline.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlmodel import col, select, update

from phieu.installation import Installation
from phieu.office.moving import bring_forward, move, put_back, skip
from phieu.office.moving_check_ins import move_check_in, skip_check_in
from phieu.office.occurrences import decline, hold_round
from phieu.scheduler.clock import Clock
from phieu.settings import Settings
from phieu.storage.tables import (
    Announcement,
    CalendarDate,
    CalendarRule,
    Course,
    Nomination,
    Notice,
    Person,
    Rotation,
    Round,
    SpecialDay,
    YearlyDate,
)
from phieu.words import (
    AnnouncementState,
    CourseLevel,
    Rank,
    RotationKind,
    RotationState,
    RoundKind,
    RoundState,
    StudyMode,
)
from tests.offices import CHIEF_ID, OfficeSize, build_office
from tests.scheduler.three_years import (
    BUSY_DAYS,
    BUSY_MOMENTS,
    FIRST,
    LAST,
    OTHER_MATTERS,
    OUTAGES,
    PLANNED,
    SHORT,
    WALL,
)
from tests.scheduler.wall_calendar import DAY, at
from tests.scheduler.watching import Happened, Watcher, dates_that_are_told

SIZE = OfficeSize(units=2, people=3, committee=5)
MOVED_PERSON = SIZE.head_ids[0] + 1


def looks(until: date, often: float) -> list[datetime]:
    """When the program looks: every minute around what is due, else on most days at some moment or other."""
    found, random = set(), Random(2026)
    day = FIRST
    while day <= until:
        if day.day in BUSY_DAYS:
            found |= {at(day, hour, minute) for hour, minute in BUSY_MOMENTS}
        elif random.random() < often:
            found.add(at(day, *random.choice([(8, 0), (0, 10), (random.randrange(24), random.randrange(60))])))
        day += DAY
    found |= {end for _, end in OUTAGES if end.date() <= until}
    return sorted(look for look in found if not any(start <= look < end for start, end in OUTAGES))


def expected(all_looks: list[datetime], until: date) -> list[Happened]:
    """What should happen until then, by the wall and by hand."""
    watcher = Watcher(WALL, FIRST - timedelta(days=60), LAST)
    for look in all_looks:
        watcher.look(look)
    happened = watcher.happened + dates_that_are_told(WALL, all_looks, FIRST, until + timedelta(days=60))
    for day, what in OTHER_MATTERS:
        happened += [(next(look for look in all_looks if look >= at(day, 0)), what)] if day <= until else []
    for number, moment in PLANNED.items():
        happened += _announced(number, moment, next((look for look in all_looks if look >= moment), None))
    return sorted(happened)


def _announced(number: int, moment: datetime, look: datetime | None) -> list[Happened]:
    if look is None:
        return []
    subject = f"announcement:{number}"
    if look - moment > DAY:
        return [(look, f"announcement_missed {subject}:late:{int(moment.timestamp())}")]
    return [(look, f"announcement {subject}"), (look, f"announcement_done {subject}")]


class Simulation:
    """The office's program on one database, stopped and started at will, at a time that the test sets."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.time = at(FIRST, 0)
        self.happened: list[Happened] = []
        self._rounds: dict[int, str] = {}
        self._last_notice = 0

    async def start(self) -> None:
        self.installation = await Installation.start(self._settings, lambda: self.time.astimezone(UTC))
        self.clock = Clock(replace(self.installation, steady=self._seconds))

    def _seconds(self) -> float:
        return self.time.timestamp()

    async def stop(self) -> None:
        await self.installation.stop()

    async def look(self, moment: datetime) -> None:
        self.time = moment
        await self.clock.tick()
        await self.note()

    async def act(self, moment: datetime, do: Callable[[Installation], Awaitable[object]]) -> None:
        self.time = moment
        await do(self.installation)
        await self.note()

    async def note(self) -> None:
        """What is new since the last time."""
        async with self.installation.database.reading() as session:
            rounds = await session.exec(select(Round.id, Round.kind, Round.period, Round.state))
            for round_id, kind, key, state in rounds.all():
                if self._rounds.get(round_id or 0) != state:
                    word = "opened" if state == RoundState.OPEN else "closed"
                    self.happened.append((self.time, f"round_{word} {kind} {key}"))
                    self._rounds[round_id or 0] = state
            notices = (await session.exec(select(Notice).where(col(Notice.id) > self._last_notice))).all()
        told = {f"{notice.kind} {notice.subject}" for notice in notices if not notice.subject.startswith("round:")}
        self.happened += [(self.time, what) for what in sorted(told)]
        self._last_notice = max([self._last_notice, *(notice.id or 0 for notice in notices)])


async def furnish(installation: Installation) -> None:
    """The office, its calendar, and what else falls due."""
    await build_office(installation.database, SIZE)
    since = WALL.since.astimezone(UTC)
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id).in_((CHIEF_ID, CHIEF_ID + 1))).values(admin=True))
        for kind, (months, day, hour, length) in WALL.months.items():
            texts = ",".join(map(str, months))
            session.add(
                CalendarRule(
                    kind=RoundKind(kind),
                    months=texts,
                    day=day,
                    hour=hour,
                    working_days=length,
                    since=since,
                )
            )
        for (kind, on), (hour, length) in WALL.singles.items():
            session.add(CalendarDate(kind=RoundKind(kind), day=on, hour=hour, working_days=length, since=since))
        session.add_all(SpecialDay(day=day, works=works) for day, works in WALL.own_days.items())
        for code, (month, day, ahead) in WALL.yearly.items():
            session.add(YearlyDate(code=code, name="Việc hằng năm (mẫu)", month=month, day=day, days_before=ahead))
        for number, moment in PLANNED.items():
            session.add(
                Announcement(
                    id=number,
                    state=AnnouncementState.PLANNED,
                    author_id=CHIEF_ID,
                    text="Họp cơ quan (mẫu)",
                    audience="everyone",
                    send_at=moment.astimezone(UTC),
                )
            )
        session.add(_rotation())
        session.add(
            Course(
                id=1,
                code="LLCT",
                name="Lý luận chính trị (mẫu)",
                level=CourseLevel.ADVANCED_THEORY,
                mode=StudyMode.IN_SERVICE,
                starts_on=date(2027, 9, 15),
                ends_on=date(2028, 6, 30),
            )
        )
        await session.flush()
        days = {"asked_on": date(2027, 6, 1), "answer_by": date(2027, 6, 30)}
        session.add(Nomination(course_id=1, person_id=MOVED_PERSON, **days))  # type: ignore[arg-type]


def _rotation() -> Rotation:
    return Rotation(
        id=1,
        code="LC1",
        person_id=MOVED_PERSON,
        kind=RotationKind.TEMPORARY,
        state=RotationState.DECIDED,
        from_unit_id=1,
        from_title="staff",
        from_rank=Rank.STAFF,
        to_unit_id=2,
        to_title="Chuyên viên",
        to_rank=Rank.STAFF,
        starts_on=date(2026, 3, 2),
        ends_on=date(2027, 9, 1),
    )


def acts() -> list[tuple[datetime, Callable[[Installation], Awaitable[object]]]]:
    """What admins do, and when: the decisions on the wall, by the program's own means."""
    found: list[tuple[datetime, Callable[[Installation], Awaitable[object]]]] = [
        (at(date(2026, 11, 25), 10), lambda it: move_check_in(it, 1, date(2026, 12, 2), date(2026, 12, 7))),
        (at(date(2027, 2, 1), 10), lambda it: skip_check_in(it, 1, date(2027, 3, 2))),
    ]
    for (kind, key), decisions in WALL.decisions.items():
        found += [(when, _act(RoundKind(kind), key, when, what)) for when, what in decisions]
    return found


def _act(kind: RoundKind, key: str, when: datetime, what: object) -> Callable[[Installation], Awaitable[object]]:
    match what:
        case datetime():
            return lambda it: move(it, kind, key, what.date(), what.hour)
        case None:
            return lambda it: skip(it, kind, key)
        case "brought forward":
            return lambda it: bring_forward(it, kind, key)
        case "put back":
            return lambda it: put_back(it, kind, key)
        case "declined":
            return lambda it: decline(it, kind, key)
    until = at(WALL.later(when.date(), 5), 23, 59).astimezone(UTC)
    return lambda it: hold_round(it, kind, key, until)


async def test_what_happens_in_three_years_is_what_the_calendar_on_the_wall_says(
    empty_database_url: str, tmp_path: Path
) -> None:
    until = LAST if empty_database_url.startswith("sqlite") else SHORT
    settings = Settings(_env_file=None, database_url=empty_database_url, PHIEU_HOME=tmp_path / "home", backups_kept=0)
    simulation = Simulation(settings)
    await simulation.start()
    await furnish(simulation.installation)
    all_looks = looks(until, 0.5 if until == LAST else 0.2)
    ends = {end for _, end in OUTAGES}
    entries = [(moment, 1, None) for moment in all_looks]
    entries += [(moment, 0, act) for moment, act in acts() if moment.date() <= until]  # type: ignore[misc]
    for number, (moment, _, act) in enumerate(sorted(entries, key=lambda entry: entry[:2])):
        if moment in ends or number % 300 == 299:  # started anew now and then
            await simulation.stop()
            await simulation.start()
        if act is None:
            await simulation.look(moment)
        else:
            await simulation.act(moment, act)
    await simulation.stop()
    wanted = expected(all_looks, until)
    assert sorted(set(simulation.happened) ^ set(wanted)) == []
    assert sorted(simulation.happened) == wanted
