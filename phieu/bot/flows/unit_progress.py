"""“Ballots of my unit”: how far their people have got, for those who head a unit or are in charge of one."""

from markupsafe import Markup
from sqlmodel import col, select

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.unit_share_words import share_line, what_it_means
from phieu.bot.screen import Row, Screen, row
from phieu.office.heads import units_looked_after
from phieu.office.open_rounds import OpenRound, RoundOverError
from phieu.office.periods import round_title
from phieu.office.unit_progress import looks_after_asked_unit, rounds_asking, told_of_units
from phieu.storage.tables import Unit

UNITS = "unit-ballots"


async def my_units(_event: Event, context: Context) -> Screen:
    """Every open round that asks somebody of their units, with each of these units."""
    t = context.t
    async with context.installation.database.reading() as session:
        mine = await units_looked_after(session, _me(context))
        found = await session.exec(select(Unit.id, Unit.name).where(col(Unit.id).in_(mine)))
        names = {unit_id: name for unit_id, name in found if unit_id is not None}
    rounds = await rounds_asking(context.installation, names)
    parts = [part for one in rounds for part in await _round(one, names, context)]
    menu = row(t("🏠 Main menu"), action("home"))
    if not parts:
        return Screen(t.html("No open round asks people of a unit that you look after."), (menu,))
    return Screen(Markup("\n\n").join([t.html("🏢 <b>Ballots of my unit</b>"), *parts]), (menu,))


async def row_of_menu(context: Context) -> tuple[Row, ...]:
    """The row of the main menu, for those who have something to see there."""
    if not await looks_after_asked_unit(context.installation, _me(context)):
        return ()
    return (row(context.t("🏢 Ballots of my unit"), action(UNITS)),)


async def _round(one: OpenRound, names: dict[int, str], context: Context) -> list[Markup]:
    t = context.t
    try:
        told = await told_of_units(context.installation, one.id)
    except RoundOverError:  # just now
        return []
    title = t.html("<b>{title}</b>, until {due}", title=round_title(one.kind, one.period, t), due=t.moment(one.due_at))
    lines = [share_line(names[share.unit_id], share, t) for share in told.shares if share.unit_id in names]
    return [Markup("\n").join([title, *lines]), what_it_means(told, t)]


def _me(context: Context) -> int:
    assert context.somebody.id is not None
    return context.somebody.id


ACTIONS = {UNITS: my_units}
