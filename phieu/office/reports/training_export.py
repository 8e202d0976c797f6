"""A year's training as a workbook: plan, records, statistics. Import this when one is written: it brings openpyxl.

By chat, without what must not go by chat; the operator's shell has it.
"""

import asyncio
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import Translator
from phieu.office.erased import named
from phieu.office.reports.spreadsheet import Table, Value, write_spreadsheet
from phieu.office.training.names import LEVEL_NAMES, MODE_NAMES, STATE_NAMES
from phieu.office.training.plan_counts import plan_counts
from phieu.office.training.records import Attended, PlannedCourse, load_attendances, load_attended, load_plan
from phieu.office.training.statistics import Line, Tally, chosen, statistics, tally, tally_by
from phieu.office.training.unit_needs import Need, is_supported, load_needs
from phieu.storage.tables import Course, Unit
from phieu.words import NominationState

Row: TypeAlias = list[Value]


async def export_training(session: AsyncSession, year: int, t: Translator, *, by_chat: bool) -> bytes:
    """The workbook (xlsx) in the reader's language."""
    plan = await load_plan(session, year, by_chat=by_chat)
    attended = await load_attended(session, year, by_chat=by_chat)
    needs = await load_needs(session, year)
    of_year = chosen(await load_attendances(session, by_chat=by_chat), year)
    units = dict((await session.exec(select(Unit.id, Unit.name))).all())
    title = t("Training in {year}", year=year)
    return await asyncio.to_thread(
        write_spreadsheet,
        [
            _plan(plan, title, t),
            *([_needs(needs, title, t)] if needs else []),
            _records(attended, title, t),
            _statistics(statistics(of_year), tally(of_year), title, t),
            _by_unit(tally_by(of_year, lambda one: one.unit_id), units, title, t),
            _explanation(title, t),
        ],
    )


def _plan(plan: Iterable[PlannedCourse], title: str, t: Translator) -> Table:
    columns = [
        (t("Month"), 8),
        *_course_columns(t),
        (t("Seats"), 9),
        (t("Nominated"), 9),
        (t("Accepted"), 10),
        (t("Enrolled"), 9),
        (t("Finished"), 10),
    ]
    rows = []
    for one in plan:
        counts = plan_counts([one])
        figures: Row = [counts.nominated, counts.accepted, counts.enrolled, counts.finished]
        rows.append([one.course.starts_on.month, *_course(one.course, t), one.course.seats, *figures])
    return Table(t("Plan"), title, columns, rows)


def _needs(needs: Iterable[Need], title: str, t: Translator) -> Table:
    columns = [
        (t("Unit"), 30),
        (t("Staff number"), 12),
        (t("Name"), 26),
        (t("Level of training"), 24),
        (t("What is needed"), 44),
        (t("Chosen by the unit"), 14),
    ]
    rows: list[Row] = [
        [
            one.unit,
            one.staff_number,
            one.person,
            t.either(*LEVEL_NAMES[one.need.level][:2]),
            one.need.topic,
            t("yes") if is_supported(one) else t("no"),
        ]
        for one in needs
    ]
    return Table(t("Needs"), title, columns, rows)


def _records(attended: Iterable[Attended], title: str, t: Translator) -> Table:
    columns = [
        (t("Staff number"), 12),
        (t("Name"), 26),
        (t("Unit"), 22),
        (t("Course code"), 13),
        (t("Course name"), 36),
        (t("Level of training"), 20),
        (t("First day"), 12),
        (t("Last day"), 12),
        (t("State"), 18),
        (t("Result"), 20),
        (t("Ended on"), 12),
    ]
    rows: list[Row] = [
        [
            "" if one.person.erased else one.person.staff_number,
            named(one.person.name, t),
            one.unit,
            one.course.code,
            one.course.name,
            t.either(*LEVEL_NAMES[one.course.level][:2]),
            one.course.starts_on,
            one.course.ends_on,
            t.either(*STATE_NAMES[NominationState(one.nomination.state)][:2]),
            one.nomination.result,
            one.nomination.ended_on,
        ]
        for one in attended
    ]
    return Table(t("Records"), title, columns, rows)


def _statistics(lines: Iterable[Line], total: Tally, title: str, t: Translator) -> Table:
    columns = [(t("Level of training"), 32), (t("Scheme"), 26), (t("Mode"), 26), *_tally_columns(t)]
    rows: list[Row] = [
        [
            t.either(*LEVEL_NAMES[line.level][:2]),
            line.scheme,
            t.either(*MODE_NAMES[line.mode][:2]),
            *_tally(line.tally),
        ]
        for line in lines
    ]
    return Table(t("Statistics"), title, columns, [*rows, [t("Together"), "", "", *_tally(total)]])


def _by_unit(found: Mapping[int | None, Tally], units: Mapping[int | None, str], title: str, t: Translator) -> Table:
    in_order = sorted(found, key=lambda unit_id: (unit_id is None, unit_id or 0))
    nowhere = t("left the office, or no unit")
    rows: list[Row] = [[units.get(unit_id, nowhere), *_tally(found[unit_id])] for unit_id in in_order]
    return Table(t("By unit"), title, [(t("Unit"), 40), *_tally_columns(t)], rows)


def _explanation(title: str, t: Translator) -> Table:
    rows: list[Row] = [
        [t("Turns"), t("Somebody who began a course: enrolled, finished or broken off.")],
        [t("Year"), t("Everything belongs to the year in which its course begins.")],
        [t("Unit"), t("The unit to which the person belongs today; whoever has left is in none.")],
        [t("Nominated"), t("Everybody who was nominated, unless the nomination was withdrawn.")],
        [t("Accepted"), t("Whoever accepted, or went further.")],
        [t("Enrolled"), t("Whoever began the course, whatever became of it.")],
        [t("People"), t("Each person once, however many courses they attended.")],
    ]
    return Table(t("Explanation"), title, [(t("Word"), 24), (t("What it means"), 90)], rows)


def _course_columns(t: Translator) -> list[tuple[str, int]]:
    return [
        (t("Course code"), 13),
        (t("Course name"), 36),
        (t("Level of training"), 20),
        (t("Scheme"), 16),
        (t("Mode"), 17),
        (t("Place"), 18),
        (t("Provider"), 20),
        (t("First day"), 12),
        (t("Last day"), 12),
    ]


def _course(course: Course, t: Translator) -> Row:
    return [
        course.code,
        course.name,
        t.either(*LEVEL_NAMES[course.level][:2]),
        course.scheme,
        t.either(*MODE_NAMES[course.mode][:2]),
        course.place,
        course.provider,
        course.starts_on,
        course.ends_on,
    ]


def _tally_columns(t: Translator) -> list[tuple[str, int]]:
    return [(t("Turns"), 12), (t("Finished"), 12), (t("Going on"), 12), (t("Broken off"), 12), (t("People"), 12)]


def _tally(one: Tally) -> Row:
    return [one.turns, one.finished, one.going_on, one.broken_off, one.people]
