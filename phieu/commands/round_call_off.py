"""`phieu round call-off`: destroys what was answered in an open round, and tells everybody."""

from typing import Annotated

import typer

from phieu.commands.opened import opened_office
from phieu.commands.terminal import CommandError, Terminal
from phieu.commands.which_round import over, the_open_round, the_round


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(
        "call-off", help=t("Call an open round off: what was answered is destroyed uncounted, and everybody is told.")
    )
    def call_off(
        wanted: Annotated[
            str, typer.Argument(metavar="ROUND", help=t("Its number or period; not needed if one round is open."))
        ] = "",
        reason: Annotated[str, typer.Option("--reason", help=t("A sentence that everybody is told."))] = "",
        yes: Annotated[bool, typer.Option("--yes", help=t("Do not ask."))] = False,
    ) -> None:
        terminal.run(_call_off(terminal, wanted, reason, yes=yes))


async def _call_off(terminal: Terminal, wanted: str, reason: str, *, yes: bool) -> None:
    from phieu.office.calling_off import LONGEST_REASON, call_off_round
    from phieu.office.comment_text import clean_comment
    from phieu.office.periods import round_title

    t = terminal.t
    try:
        reason = clean_comment(reason) if reason else ""
    except ValueError as error:
        raise CommandError(t("Please give the reason in words.")) from error
    if len(reason) > LONGEST_REASON:
        raise CommandError(t("The reason is too long. There is room for {limit} characters.", limit=LONGEST_REASON))
    async with opened_office(terminal) as installation:
        status = await (the_round(terminal, installation, wanted) if wanted else the_open_round(terminal, installation))
        if not status.open:
            raise CommandError(over(terminal, status))
        title = round_title(status.kind, status.period, t)
        question = t(
            "Call off {title}? All ballots that were given are destroyed uncounted, and nobody can bring them back.",
            title=title,
        )
        terminal.confirm(question, already=yes)
        with terminal.working(t("Calling off …")):
            await call_off_round(installation, status.id, reason)
    terminal.say(t("{title} is called off. The bot tells everybody who was asked.", title=title), "green")
