"""All rounds that have been held, for admins, however long ago."""

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Choice, Screen
from phieu.office.periods import round_title
from phieu.office.round_status import load_rounds

ADMIN = True
A_PAGE = 10


async def past_rounds(event: Event, context: Context) -> Screen:
    """One page of them, the newest first."""
    (number,) = parse(event.action).numbers(1)
    t = context.t
    closed = [one for one in await load_rounds(context.installation) if not one.open]
    page = page_of(closed, number, A_PAGE)
    rows = [(Choice(f"📁 {round_title(one.kind, one.period, t)}", action("round", one.id)),) for one in page.items]
    text = t.html("📁 <b>Rounds that have been held</b>")
    if page.pages > 1:
        text += "\n\n" + t.html("Page {number} of {pages}", number=page.number + 1, pages=page.pages)
    back = (Choice(t("↩️ All rounds"), action("rounds")),)
    return Screen(text, (*rows, *turning(page, t, "rounds-past"), back))


ACTIONS = {"rounds-past": past_rounds}
