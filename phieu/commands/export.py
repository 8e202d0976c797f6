"""`phieu export ROUND FILE`: the figures of a closed round as a workbook."""

from pathlib import Path
from typing import Annotated

import typer

from phieu.commands.opened import opened_office
from phieu.commands.private_file import write_privately
from phieu.commands.terminal import CommandError, Terminal
from phieu.commands.which_round import the_round


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Write the figures of a closed round as a workbook."))
    def export(
        wanted: Annotated[str, typer.Argument(metavar="ROUND", help=t("Its number or period."))],
        file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=t("Where to write."))],
        force: Annotated[bool, typer.Option("--force", help=t("Write over a file that is there."))] = False,
    ) -> None:
        refuse_overwriting(terminal, file, force=force)
        write_privately(file, terminal.run(_export(terminal, wanted)))
        terminal.say(t("Written: {path}", path=str(file)), "green")


async def _export(terminal: Terminal, wanted: str) -> bytes:
    from phieu.office.reports.export import export_round

    t = terminal.t
    async with opened_office(terminal) as installation:
        status = await the_round(terminal, installation, wanted)
        if status.open:
            raise CommandError(t("That round is still open; there are figures once it is closed."))
        if status.called_off:
            raise CommandError(t("That round was called off; there are no figures."))
        with terminal.working(t("Writing the workbook …")):
            async with installation.database.reading() as session:
                return await export_round(session, status.id, t)


def refuse_overwriting(terminal: Terminal, file: Path, *, force: bool) -> None:
    """Raise CommandError if the file is there and was not meant to be written over."""
    if file.exists() and not force:
        raise CommandError(
            terminal.t("{path} is there already. Choose another name, or add --force to write over it.", path=str(file))
        )
