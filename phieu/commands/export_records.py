"""`phieu export-training YEAR FILE` and `phieu export-rotations FILE`: records as workbooks, with all there is."""

from pathlib import Path
from typing import Annotated

import typer

from phieu.commands.export import refuse_overwriting
from phieu.commands.opened import opened_office
from phieu.commands.private_file import write_privately
from phieu.commands.terminal import CommandError, Terminal
from phieu.office.written_dates import FIRST_YEAR, LAST_YEAR


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the commands."""
    t = terminal.t

    @app.command("export-training", help=t("Write a year's training as a workbook: plan, records and statistics."))
    def export_training(
        year: Annotated[int, typer.Argument(metavar="YEAR", help=t("Such as 2026."))],
        file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=t("Where to write."))],
        force: Annotated[bool, typer.Option("--force", help=t("Write over a file that is there."))] = False,
    ) -> None:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError(t("That is no year: {year}. Please write it with four digits.", year=year))
        refuse_overwriting(terminal, file, force=force)
        _write(terminal, file, terminal.run(_training(terminal, year)))

    @app.command("export-rotations", help=t("Write all rotations as a workbook: the list and the statistics."))
    def export_rotations(
        file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=t("Where to write."))],
        force: Annotated[bool, typer.Option("--force", help=t("Write over a file that is there."))] = False,
    ) -> None:
        refuse_overwriting(terminal, file, force=force)
        _write(terminal, file, terminal.run(_rotations(terminal)))


async def _training(terminal: Terminal, year: int) -> bytes:
    from phieu.office.reports.training_export import export_training

    async with opened_office(terminal) as installation:
        with terminal.working(terminal.t("Writing the workbook …")):
            async with installation.database.reading() as session:
                return await export_training(session, year, terminal.t, by_chat=False)


async def _rotations(terminal: Terminal) -> bytes:
    from phieu.office.reports.rotation_export import export_rotations
    from phieu.office.time_zone import office_zone

    async with opened_office(terminal) as installation:
        today = installation.now().astimezone(await office_zone(installation)).date()
        with terminal.working(terminal.t("Writing the workbook …")):
            async with installation.database.reading() as session:
                return await export_rotations(session, today, terminal.t, by_chat=False)


def _write(terminal: Terminal, file: Path, content: bytes) -> None:
    write_privately(file, content)
    terminal.say(terminal.t("Written: {path}", path=str(file)), "green")
    terminal.say(terminal.t("It holds what must not go by chat, too: please keep it accordingly."))
