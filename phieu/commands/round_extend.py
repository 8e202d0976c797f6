"""`phieu round extend`: gives people more time in an open round."""

from datetime import date, datetime
from typing import Annotated

import typer

from phieu.commands.opened import opened_office
from phieu.commands.terminal import CommandError, Terminal
from phieu.commands.which_round import over, the_open_round, the_round


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Give people more time in an open round; everybody who is asked is told."))
    def extend(
        wanted: Annotated[
            str, typer.Argument(metavar="ROUND", help=t("Its number or period; not needed if one round is open."))
        ] = "",
        due: Annotated[
            datetime | None,
            typer.Option("--due", formats=["%Y-%m-%d"], help=t("The new last day to answer, as 2026-06-25.")),
        ] = None,
        yes: Annotated[bool, typer.Option("--yes", help=t("Do not ask."))] = False,
    ) -> None:
        if due is None:
            raise CommandError(t("Please give the new last day, as --due 2026-06-25."))
        terminal.run(_extend(terminal, wanted, due.date(), yes=yes))


async def _extend(terminal: Terminal, wanted: str, day: date, *, yes: bool) -> None:
    from phieu.office.extending import ExtendingError, check_extension, extend_round
    from phieu.office.periods import round_title

    t = terminal.t
    async with opened_office(terminal) as installation:
        status = await (the_round(terminal, installation, wanted) if wanted else the_open_round(terminal, installation))
        if not status.open:
            raise CommandError(over(terminal, status))
        title = round_title(status.kind, status.period, t)
        try:
            due_at = await check_extension(installation, status.id, day)
            question = t(
                "Keep {title} open until {moment}, and tell everybody who is asked?",
                title=title,
                moment=t.moment(due_at),
            )
            terminal.confirm(question, already=yes)
            await extend_round(installation, status.id, day)
        except ExtendingError as error:
            raise CommandError(error.explain(t)) from error
    terminal.say(t("{title} can be answered until {moment}.", title=title, moment=t.moment(due_at)), "green")
