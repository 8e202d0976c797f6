"""`phieu template FILE`: writes the workbook that an office fills in."""

from pathlib import Path
from typing import Annotated

import typer

from phieu.commands.export import refuse_overwriting
from phieu.commands.terminal import Terminal


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Write the workbook that an office fills in, with instructions."))
    def template(
        file: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help=t("Where to write."))],
        sample: Annotated[
            bool, typer.Option("--sample", help=t("Fill it with an invented office, to look at and to try out."))
        ] = False,
        force: Annotated[bool, typer.Option("--force", help=t("Write over a file that is there."))] = False,
    ) -> None:
        from phieu.office.workbook.template import write_template
        from phieu.sandbox.sample_office import SAMPLE_OFFICE

        refuse_overwriting(terminal, file, force=force)
        file.write_bytes(write_template(t, SAMPLE_OFFICE if sample else None))
        terminal.say(t("Written: {path}", path=str(file)), "green")
        if sample:
            terminal.say(t("Next: look at it, and try it out with “phieu import {path}”.", path=str(file)))
        else:
            terminal.say(t("Next: fill it in, then “phieu import {path}”.", path=str(file)))
