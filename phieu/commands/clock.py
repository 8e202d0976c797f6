"""`phieu clock`: what the machine's clock shows and what the program has seen; `--accept` goes by the machine's."""

from typing import TYPE_CHECKING, Annotated

import typer

from phieu.commands.opened import opened
from phieu.commands.terminal import Terminal
from phieu.office.clock_faults import clock_fault
from phieu.office.clock_mark import clock_mark, set_clock_mark

if TYPE_CHECKING:
    from datetime import datetime


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Show whether the machine's clock fits what the program has seen."))
    def clock(
        accept: Annotated[bool, typer.Option("--accept", help=t("The machine's clock is right: go by it."))] = False,
    ) -> None:
        terminal.run(_clock(terminal, accept=accept))


async def _clock(terminal: Terminal, *, accept: bool) -> None:
    t = terminal.t
    async with opened(terminal) as installation:
        now = installation.now()
        async with installation.database.reading() as session:
            mark = await clock_mark(session)
        terminal.say(t("The machine's clock stands at {moment}.", moment=t.moment(now)))
        if clock_fault(now, mark) is None:
            terminal.say(t("It fits what the program has seen."), "green")
            return
        if accept:
            async with installation.database.writing() as session:
                await set_clock_mark(session, now)
            terminal.say(t("From now on the program goes by it."), "green")
            return
        _warn(terminal, mark)


def _warn(terminal: Terminal, mark: "datetime | None") -> None:
    t = terminal.t
    assert mark is not None
    text = t(
        "But the program has seen {moment}. Until the machine's clock is set right, no round opens or closes. "
        "If it is right as it stands, run “phieu clock --accept”.",
        moment=t.moment(mark),
    )
    terminal.say(text, "yellow")
