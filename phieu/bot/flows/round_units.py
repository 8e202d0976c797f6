"""How far each unit has got in an open round, for admins."""

from markupsafe import Markup
from sqlmodel import select

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.round_page import over, round_screen, title_of, wanted_round
from phieu.bot.flows.unit_share_words import share_line, what_it_means
from phieu.bot.screen import Screen, row
from phieu.office.open_rounds import RoundOverError
from phieu.office.unit_progress import told_of_units
from phieu.storage.tables import Unit

ADMIN = True
A_PAGE = 20


async def units(event: Event, context: Context) -> Screen:
    """A page of the units, in the workbook's order; the small ones together come last."""
    t, status = context.t, await wanted_round(event, context, 1)
    _, number = parse(event.action).numbers(2)
    try:
        told = await told_of_units(context.installation, status.id)
    except RoundOverError:
        return await round_screen(status, context, toast=over(status, context))
    async with context.installation.database.reading() as session:
        names = dict((await session.exec(select(Unit.id, Unit.name))).all())
    together = t("The units with fewer than ten people, together")
    page = page_of(told.shares, number, A_PAGE)
    lines = [share_line(names.get(one.unit_id, "") if one.unit_id else together, one, t) for one in page.items]
    head = t.html("🏢 <b>{title}</b>, unit by unit", title=title_of(status, context))
    text = Markup("\n\n").join([head, Markup("\n").join(lines), what_it_means(told, t)])
    back = row(t("↩️ To the round"), action("round", status.id))
    return Screen(text, (*turning(page, t, "round-units", status.id), back))


ACTIONS = {"round-units": units}
