"""What waits for a person's answer, of every kind but ballots: one list."""

from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.matter import Matter, Matters
from phieu.bot.screen import Screen, row

SOURCES: tuple[Matters, ...] = ()
"""Each kind of thing says what waits."""


async def matters_of(context: Context) -> list[Matter]:
    """All that waits for the answer of whoever acts."""
    return [matter for source in SOURCES for matter in await source(context)]


async def show(_event: Event, context: Context) -> Screen:
    """The list."""
    t, waiting = context.t, await matters_of(context)
    back = row(t("🏠 Main menu"), "home")
    if not waiting:
        return Screen(t.html("📬 Nothing waits for your answer."), (back,))
    text = t.html("📬 <b>For you to answer</b>\n\nPlease choose.")
    return Screen(text, (*(row(matter.label, matter.action) for matter in waiting), back))


ACTIONS = {"matters": show}
