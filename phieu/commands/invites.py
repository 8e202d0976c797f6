"""`phieu invites`: one-time codes for those who have not joined, as a printable sheet or for one person."""

from pathlib import Path
from typing import Annotated

import typer

from phieu.commands.admin import find_staff_member
from phieu.commands.bot_name import bot_username
from phieu.commands.codes import print_code
from phieu.commands.opened import opened_office
from phieu.commands.private_file import make_private, write_privately
from phieu.commands.terminal import Terminal


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Make one-time codes for everybody who has not joined, and a sheet of them to print and cut."))
    def invites(
        out: Annotated[Path, typer.Option("--out", help=t("Where the sheet is written, as PDF."))] = Path(
            "invites.pdf"
        ),
        person: Annotated[
            str, typer.Option("--person", metavar="STAFFNO", help=t("Only this person; the code is printed here."))
        ] = "",
        yes: Annotated[bool, typer.Option("--yes", help=t("Do not ask."))] = False,
    ) -> None:
        if person:
            terminal.run(_one(terminal, person))
        else:
            terminal.run(_sheet(terminal, out, yes=yes))


async def _one(terminal: Terminal, staff_number: str) -> None:
    async with opened_office(terminal) as installation:
        person = await find_staff_member(terminal, installation, staff_number)
        await print_code(terminal, installation, person, await bot_username(terminal))


async def _sheet(terminal: Terminal, out: Path, *, yes: bool) -> None:
    from phieu.office.invitations import count_joined, make_sheet

    t = terminal.t
    async with opened_office(terminal) as installation:
        async with installation.database.reading() as session:
            joined = await count_joined(session)
        if joined.missing == 0:
            terminal.say(t("Everybody has joined; nobody needs a code."), "green")
            return
        question = t(
            "Codes that were made before for {count} people stop working. Go on?", count=t.number(joined.missing)
        )
        terminal.confirm(question, already=yes)
        username = await bot_username(terminal)
        make_private(out)  # before any code is made: a code that is nowhere written down helps nobody
        with terminal.working(t("Drawing the sheet …")):
            sheet = await make_sheet(installation, username)
            write_privately(out, sheet.pdf)
    terminal.say(t("{count} codes: {path}", count=t.number(sheet.count), path=str(out)), "green")
    terminal.say(t("Whoever has a code can join as that person: please print it, hand it out, and delete the file."))
