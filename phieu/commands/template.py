"""`phieu template FILE`: writes the workbook that an office fills in."""

from pathlib import Path
from typing import Annotated

import typer

from phieu.commands.export import refuse_overwriting
from phieu.commands.opened import opened_office
from phieu.commands.private_file import write_privately
from phieu.commands.terminal import CommandError, Terminal


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Write the workbook that an office fills in, with instructions."))
    def template(
        file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=t("Where to write."))],
        sample: Annotated[
            bool, typer.Option("--sample", help=t("Fill it with an invented office, to look at and to try out."))
        ] = False,
        current: Annotated[
            bool, typer.Option("--current", help=t("Fill it with the office as it is, with all there is."))
        ] = False,
        force: Annotated[bool, typer.Option("--force", help=t("Write over a file that is there."))] = False,
    ) -> None:
        from phieu.office.workbook.template import write_template
        from phieu.sandbox.sample_office import SAMPLE_OFFICE

        if sample and current:
            raise CommandError(t("Please choose one of --sample and --current."))
        refuse_overwriting(terminal, file, force=force)
        if current:
            write_privately(file, terminal.run(_current(terminal)))
        else:
            file.write_bytes(write_template(t, SAMPLE_OFFICE if sample else None))
        terminal.say(t("Written: {path}", path=str(file)), "green")
        if current:
            terminal.say(t("It holds what must not go by chat, too: please keep it accordingly."))
            terminal.say(t("Next: change it, then “phieu import {path}”.", path=str(file)))
        elif sample:
            terminal.say(t("Next: look at it, and try it out with “phieu import {path}”.", path=str(file)))
        else:
            terminal.say(t("Next: fill it in, then “phieu import {path}”.", path=str(file)))


async def _current(terminal: Terminal) -> bytes:
    from phieu.office.workbook.importing import current_workbook

    async with opened_office(terminal) as installation:
        return await current_workbook(installation.database, terminal.t, by_chat=False)
