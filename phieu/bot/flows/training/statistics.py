"""The statistics of training, for admins: level × scheme × mode × finished, of a year or all, of a unit or all."""

from markupsafe import Markup
from sqlmodel import col, select

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import lines, paragraphs
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.training.course_words import level_name, mode_name
from phieu.bot.flows.unit_choice import unit_rows
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.training.records import load_attendances, years_with_courses
from phieu.office.training.statistics import Line, Tally, chosen, statistics, tally, tally_by
from phieu.office.written_dates import LAST_YEAR
from phieu.storage.tables import Unit

ADMIN = True
ALL = 0
"""For the year, or the unit: all of them."""
YEARS_IN_A_ROW = 4
MOST_YEARS = 12
MOST_LINES = 30
UNITS_A_PAGE = 15


async def show(event: Event, context: Context) -> Screen:
    """The figures of a year and a unit."""
    year, unit_id = parse(event.action).numbers(2)
    if year > LAST_YEAR:
        raise UnknownActionError
    t = context.t
    async with context.installation.database.reading() as session:
        attendances = await load_attendances(session, by_chat=True)
        years = await years_with_courses(session)
        name = await session.exec(select(Unit.name).where(col(Unit.id) == unit_id)) if unit_id else None
    unit = name.first() if name else None
    if unit_id and unit is None:
        raise UnknownActionError
    wanted = chosen(attendances, year or None, unit_id or None)
    of_which = t.html("Year {year}", year=year) if year else t.html("All years")
    head = lines(
        t.html("📊 <b>Training statistics</b>"),
        Markup("{} · {}").format(of_which, unit or t("the whole office")),
    )
    text = paragraphs(head, *_table(statistics(wanted), t), _total(tally(wanted), t), _what_counts(t))
    return Screen(text, (*_choices(year, unit_id, years, t), row(t("↩️ Training"), action("training"))))


async def by_unit(event: Event, context: Context) -> Screen:
    """One line for each unit, a page at a time."""
    year, number = parse(event.action).numbers(2)
    t = context.t
    async with context.installation.database.reading() as session:
        attendances = await load_attendances(session, by_chat=True)
        names = dict((await session.exec(select(Unit.id, Unit.name))).all())
    found = tally_by(chosen(attendances, year or None), lambda one: one.unit_id)
    page = page_of(sorted(found, key=lambda unit_id: (unit_id is None, unit_id or 0)), number, UNITS_A_PAGE)
    said = [
        Markup("<b>{}</b>: {}").format(names[one] if one else t("left the office, or no unit"), _figures(found[one], t))
        for one in page.items
    ]
    of_which = t.html("Year {year}", year=year) if year else t.html("All years")
    head = lines(t.html("📊 <b>Training by unit</b>"), of_which)
    text = paragraphs(head, *(said or [t.html("Nobody took part in any course.")]), _what_counts(t))
    turn = turning(page, t, "training-by-unit", year)
    return Screen(text, (*turn, row(t("↩️ Back"), action("training-statistics", year, ALL))))


async def units(event: Event, context: Context) -> Screen:
    """Of which unit?"""
    year, page = parse(event.action).numbers(2)
    t = context.t
    async with context.installation.database.reading() as session:
        rows = await unit_rows(
            session,
            lambda unit_id: action("training-statistics", year, unit_id),
            t,
            page=page,
            turn="training-stat-units",
            turn_arguments=(year,),
        )
    whole = row(t("↩️ The whole office"), action("training-statistics", year, ALL))
    return Screen(t.html("🏢 Of which unit?"), (*rows, whole))


def _table(found: list[Line], t: Translator) -> list[Markup]:
    if not found:
        return [t.html("Nobody took part in any course.")]
    parts = []
    for level in dict.fromkeys(line.level for line in found):
        of_level = [line for line in found if line.level is level]
        shown = [Markup("• {}: {}").format(_kind(line, t), _figures(line.tally, t)) for line in of_level]
        parts.append(lines(Markup("<b>{}</b>").format(level_name(level, t)), *shown))
    return parts[:MOST_LINES]


def _kind(line: Line, t: Translator) -> str:
    mode = mode_name(line.mode, t)
    return f"{mode}, {line.scheme}" if line.scheme else mode


def _figures(one: Tally, t: Translator) -> Markup:
    turns = t.plural_html("{count} turn", "{count} turns", one.turns)
    parts = [turns, t.html("{count} finished", count=t.number(one.finished))]
    if one.going_on:
        parts.append(t.html("{count} going on", count=t.number(one.going_on)))
    if one.broken_off:
        parts.append(t.html("{count} broken off", count=t.number(one.broken_off)))
    return Markup(", ").join(parts)


def _total(one: Tally, t: Translator) -> Markup:
    people = t.plural_html("{count} person", "{count} people", one.people)
    return t.html("<b>Together</b>: {figures}, of {people}", figures=_figures(one, t), people=people)


def _what_counts(t: Translator) -> Markup:
    return t.html(
        "<i>A turn is somebody who began a course, in the year in which the course begins; the unit is the one of "
        "today. What must not go by chat is not counted here.</i>"
    )


def _choices(year: int, unit_id: int, years: list[int], t: Translator) -> list[Row]:
    def button(label: str, chosen: int) -> Choice:
        tick = "✓ " if chosen == year else ""
        return Choice(tick + label, action("training-statistics", chosen, unit_id))

    offered = [button(str(one), one) for one in years[:MOST_YEARS]]
    rows = [tuple(offered[place : place + YEARS_IN_A_ROW]) for place in range(0, len(offered), YEARS_IN_A_ROW)]
    rows.append((button(t("All years"), ALL),))
    one_unit = Choice(t("🏢 One unit"), action("training-stat-units", year, 0))
    rows.append((one_unit, Choice(t("🏢 All units"), action("training-by-unit", year, 0))))
    if year:
        rows.append(row(t("📗 As a workbook"), action("training-export", year)))
    return rows


ACTIONS = {"training-statistics": show, "training-stat-units": units, "training-by-unit": by_unit}
