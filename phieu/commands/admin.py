"""`phieu admin STAFFNO`: makes somebody an admin, and prints their code if they have not joined."""

from typing import TYPE_CHECKING, Annotated

import typer
from sqlmodel import col, select, update

from phieu.commands.bot_name import bot_username
from phieu.commands.codes import print_code
from phieu.commands.opened import opened_office
from phieu.commands.terminal import CommandError, Terminal
from phieu.storage.tables import ChatAccount, Person

if TYPE_CHECKING:
    from phieu.installation import Installation


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Make a member of the staff an admin, and print the code by which they join."))
    def admin(
        staff_number: Annotated[
            str, typer.Argument(metavar="STAFFNO", help=t("The staff number, as in the workbook."))
        ],
        remove: Annotated[bool, typer.Option("--remove", help=t("Take the right away again."))] = False,
    ) -> None:
        terminal.run(_admin(terminal, staff_number, make_admin=not remove))


async def _admin(terminal: Terminal, staff_number: str, *, make_admin: bool) -> None:
    t = terminal.t
    async with opened_office(terminal) as installation:
        person = await find_staff_member(terminal, installation, staff_number)
        async with installation.database.writing() as session:
            await session.exec(update(Person).where(col(Person.id) == person.id).values(admin=make_admin))
            joined = (await session.exec(select(ChatAccount).where(ChatAccount.person_id == person.id))).first()
        if not make_admin:
            terminal.say(t("{name} is no admin any more.", name=person.name), "green")
            return
        terminal.say(t("{name} is an admin now.", name=person.name), "green")
        if joined is None:
            await print_code(terminal, installation, person, await bot_username(terminal))
        else:
            terminal.say(t("They have joined already: /menu shows them what admins can do."))


async def find_staff_member(terminal: Terminal, installation: "Installation", staff_number: str) -> Person:
    """Somebody on the staff today, by staff number. Raises CommandError."""
    async with installation.database.reading() as session:
        person = (await session.exec(select(Person).where(Person.staff_number == staff_number.strip()))).first()
    if person is None:
        raise CommandError(
            terminal.t("There is no staff number {number}. Please look it up in the workbook.", number=staff_number)
        )
    if not person.active:
        raise CommandError(
            terminal.t(
                "{name} has left the office. If that is wrong, please put them back into the workbook and import it.",
                name=person.name,
            )
        )
    return person
