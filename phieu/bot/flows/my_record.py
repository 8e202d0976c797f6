"""What the office keeps of somebody besides ballots: the way to their own training, rotations and so on."""

from collections.abc import Awaitable, Callable

from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements import received
from phieu.bot.flows.rotations import step_matters as rotation_steps
from phieu.bot.flows.training import own_record
from phieu.bot.screen import Row, Screen, row

RecordRow = Callable[[Context], Awaitable[Row | None]]
"""The row that leads to one part of the record of whoever acts; None if they have nothing there."""

SOURCES: tuple[RecordRow, ...] = (received.record_row, own_record.record_row, rotation_steps.record_row)
"""Each kind of thing gives its row."""


async def show(_event: Event, context: Context) -> Screen:
    """The parts of the record that have something in them."""
    t = context.t
    rows = [found for source in SOURCES if (found := await source(context)) is not None]
    if rows:
        text = t.html("🗂 <b>My record</b>\n\nWhat would you like to see?")
    else:
        text = t.html("🗂 <b>My record</b>\n\nNothing of yours is on record yet.")
    kept = row(t("🔎 What is kept of me"), "my-data")
    return Screen(text, (*rows, kept, row(t("🏠 Main menu"), "home")))


COMMANDS = {"record": show}
ACTIONS = {"my-record": show}
