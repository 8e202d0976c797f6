"""What waits for a person's answer, of every kind but ballots: one list."""

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements import received as announcements
from phieu.bot.flows.matter import Matter, Matters
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.rotations import life_matters as rotation_life
from phieu.bot.flows.rotations import step_matters as rotation_steps
from phieu.bot.flows.training import matters as training_matters
from phieu.bot.flows.training import needs_matters
from phieu.bot.screen import Screen, row
from phieu.office.shortening import shorten

SOURCES: tuple[Matters, ...] = (
    announcements.matters,
    training_matters.matters,
    needs_matters.matters,
    rotation_steps.matters,
    rotation_life.matters,
)
"""Each kind of thing says what waits."""
A_PAGE = 8
LONGEST_LABEL = 40


async def matters_of(context: Context) -> list[Matter]:
    """All that waits for the answer of whoever acts."""
    return [matter for source in SOURCES for matter in await source(context)]


async def show(event: Event, context: Context) -> Screen:
    """The list, or a page of it."""
    number = parse(event.action).numbers(1)[0] if parse(event.action).arguments else 0
    t, page = context.t, page_of(await matters_of(context), number, A_PAGE)
    back = row(t("🏠 Main menu"), action("home"))
    if not page.items:
        return Screen(t.html("📬 Nothing waits for your answer."), (back,))
    text = t.html("📬 <b>For you to answer</b>\n\nPlease choose.")
    rows = [row(shorten(matter.label, LONGEST_LABEL), matter.action) for matter in page.items]
    return Screen(text, (*rows, *turning(page, t, "matters"), back))


COMMANDS = {"matters": show}
ACTIONS = {"matters": show}
