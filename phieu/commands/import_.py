"""`phieu import FILE`: checks a workbook, shows what it would change, and applies it once confirmed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from phieu.commands.opened import opened
from phieu.commands.terminal import CommandError, Terminal

if TYPE_CHECKING:
    from phieu.office.workbook.importing import Examination


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command("import", help=t("Check a workbook, show what it would change, and load it."))
    def import_(
        file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=t("The workbook."))],
        yes: Annotated[bool, typer.Option("--yes", help=t("Do not ask."))] = False,
    ) -> None:
        if file.is_dir():
            raise CommandError(t("{path} is a folder. Please name the workbook in it.", path=str(file)))
        terminal.run(_import(terminal, file.read_bytes(), yes=yes))


async def _import(terminal: Terminal, content: bytes, *, yes: bool) -> None:
    from phieu.office.workbook.applying import ChangedMeanwhileError
    from phieu.office.workbook.importing import apply, examine

    t = terminal.t
    async with opened(terminal) as installation:
        with terminal.working(t("Checking the workbook …")):
            examination = await examine(installation.database, content)
        _show(terminal, examination)
        if not examination.changes:
            terminal.say(t("The office is as the workbook says; nothing has to be changed."), "green")
            return
        terminal.confirm(t("Change the office accordingly?"), already=yes)
        try:
            with terminal.working(t("Loading …")):
                await apply(installation.database, examination.changes, installation.now())
        except ChangedMeanwhileError as error:
            message = t(
                "The office has been changed meanwhile. Please repeat the command and look at the changes anew."
            )
            raise CommandError(message) from error
    terminal.say(t("Done. The office is as the workbook says."), "green")
    terminal.say(t("Next: “phieu admin STAFFNO” for whoever looks after the rounds, “phieu invites” for all."))


def _show(terminal: Terminal, examination: "Examination") -> None:
    from phieu.office.workbook.telling import change_lines, summary_lines

    t = terminal.t
    for warning in examination.warnings:
        terminal.say(t("Please look at this: {fault}", fault=warning.explain(t)), "yellow")
    for fault in examination.faults:
        terminal.say(fault.explain(t))
    if examination.changes is None:
        raise CommandError(
            t.plural(
                "Nothing has been changed: {count} fault is to be put right first. Then import the file again.",
                "Nothing has been changed: {count} faults are to be put right first. Then import the file again.",
                len(examination.faults),
            )
        )
    for line in change_lines(examination.changes, t):
        terminal.say(f"  {line}", "dim")
    if examination.changes:  # last, where it can still be seen after a long list
        terminal.say(t("In short:"))
        for line in summary_lines(examination.changes, t):
            terminal.say(f"  • {line}")
