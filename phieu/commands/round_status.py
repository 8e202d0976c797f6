"""`phieu round status`: all rounds; of an open one no more than anybody may know."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape
from rich.table import Table

from phieu.commands.opened import opened_office
from phieu.commands.terminal import Terminal

if TYPE_CHECKING:
    from phieu.office.round_status import RoundStatus


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Show all rounds, and how far the open ones have got."))
    def status() -> None:
        terminal.run(_status(terminal))


async def _status(terminal: Terminal) -> None:
    from phieu.office.periods import round_title
    from phieu.office.round_status import load_rounds

    t = terminal.t
    async with opened_office(terminal) as installation:
        rounds = await load_rounds(installation)
    if not rounds:
        terminal.say(t("No round has been held yet. “phieu round open” opens one."))
        return
    table = Table(t("No."), t("Round"), t("State"), t("Until"), t("Ballots"))
    for one in rounds:
        title = round_title(one.kind, one.period, t)
        until = t.moment(one.due_at if one.open else one.closed_at or one.due_at)
        table.add_row(str(one.id), escape(title), _state(terminal, one), until, t.number(one.ballots_asked))
    terminal.out.print(table)


def _state(terminal: Terminal, one: "RoundStatus") -> str:
    t = terminal.t
    if one.called_off:
        return t("called off")
    if not one.open:
        return t("closed")
    state = t("open")
    tenths = one.progress.tenths if one.progress else None
    if tenths is not None and one.progress and one.progress.of_people:
        state = t("open, roughly {tenths}0 % of the people have handed in everything", tenths=tenths)
    elif tenths == 0:
        state = t("open, fewer than one in ten submitted")
    elif tenths is not None:
        state = t("open, {tenths}0 % or a little more submitted", tenths=tenths)
    return state + (", " + t("its key is lost: answers count, but cannot be changed") if one.key_lost else "")
