"""`phieu round close`: ends a round; its ballots become figures."""

from typing import Annotated

import typer

from phieu.commands.opened import opened_office
from phieu.commands.terminal import Terminal
from phieu.commands.which_round import over, the_open_round, the_round


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Close a round: ballots become figures, and nothing is left that links them to anybody."))
    def close(
        wanted: Annotated[
            str, typer.Argument(metavar="ROUND", help=t("Its number or period; not needed if one round is open."))
        ] = "",
        yes: Annotated[bool, typer.Option("--yes", help=t("Do not ask."))] = False,
    ) -> None:
        terminal.run(_close(terminal, wanted, yes=yes))


async def _close(terminal: Terminal, wanted: str, *, yes: bool) -> None:
    from phieu.office.closing import close_round
    from phieu.office.periods import round_title

    t = terminal.t
    async with opened_office(terminal) as installation:
        status = await (the_round(terminal, installation, wanted) if wanted else the_open_round(terminal, installation))
        title = round_title(status.kind, status.period, t)
        if not status.open:
            terminal.say(over(terminal, status))
            return
        question = t("Close {title}? Nobody can answer any more, and it cannot be opened again.", title=title)
        terminal.confirm(question, already=yes)
        with terminal.working(t("Closing …")):
            await close_round(installation, status.id)
    terminal.say(t("{title} is closed. The bot brings everybody their summary.", title=title), "green")
