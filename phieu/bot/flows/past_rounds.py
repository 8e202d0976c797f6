"""All rounds that have been held, or were called off, for admins, however long ago."""

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.rounds import past_label
from phieu.bot.screen import Screen, row
from phieu.office.round_status import load_rounds

ADMIN = True
A_PAGE = 10


async def past_rounds(event: Event, context: Context) -> Screen:
    """One page of them, the newest first."""
    (number,) = parse(event.action).numbers(1)
    t = context.t
    past = [one for one in await load_rounds(context.installation) if not one.open]
    page = page_of(past, number, A_PAGE)
    rows = [row(past_label(one, context), action("round", one.id)) for one in page.items]
    text = t.html("📁 <b>Rounds that have been held</b>")
    if page.pages > 1:
        text += "\n\n" + t.html("Page {number} of {pages}", number=page.number + 1, pages=page.pages)
    back = row(t("↩️ All rounds"), action("rounds"))
    return Screen(text, (*rows, *turning(page, t, "rounds-past"), back))


ACTIONS = {"rounds-past": past_rounds}
