"""`phieu erase STAFFNO`: deletes the personal data of somebody who has left, before their time."""

from typing import TYPE_CHECKING, Annotated

import typer
from sqlmodel import select

from phieu.commands.opened import opened_office
from phieu.commands.terminal import CommandError, Terminal
from phieu.storage.tables import Person

if TYPE_CHECKING:
    from phieu.installation import Installation


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Delete the personal data of somebody who has left, at once and for good."))
    def erase(
        staff_number: Annotated[
            str, typer.Argument(metavar="STAFFNO", help=t("The staff number, as in the workbook."))
        ],
        yes: Annotated[bool, typer.Option("--yes", help=t("Do not ask."))] = False,
    ) -> None:
        terminal.run(_erase(terminal, staff_number.strip(), yes=yes))


async def _erase(terminal: Terminal, staff_number: str, *, yes: bool) -> None:
    from phieu.office.retention.erasing import erase
    from phieu.office.retention.leaving import ErasingError, kept_until, may_be_erased

    t = terminal.t
    async with opened_office(terminal) as installation:
        person = await _somebody(terminal, installation, staff_number)
        assert person.id is not None
        try:
            async with installation.database.writing() as session:
                await may_be_erased(session, person.id)
            async with installation.database.reading() as session:
                until = await kept_until(session, person)
            terminal.confirm(_question(terminal, person, t.date(until) if until else ""), already=yes)
            with terminal.working(t("Deleting …")):
                await erase(installation, person.id)
        except ErasingError as error:
            raise CommandError(f"{person.name}: {t(error.text)}") from error
    terminal.say(t("It has been deleted. What the statistics count stays, without a name."), "green")
    terminal.say(
        t("Backups made before still hold it until they go; so does a copy of the workbook with this staff number.")
    )


async def _somebody(terminal: Terminal, installation: "Installation", staff_number: str) -> Person:
    async with installation.database.reading() as session:
        person = (await session.exec(select(Person).where(Person.staff_number == staff_number))).first()
    if person is None or person.erased:
        raise CommandError(
            terminal.t("There is no staff number {number}. Please look it up in the workbook.", number=staff_number)
        )
    return person


def _question(terminal: Terminal, person: Person, until: str) -> str:
    if not until:
        return terminal.t("Delete all that is kept of {name}? It cannot be brought back.", name=person.name)
    return terminal.t(
        "Delete all that is kept of {name}? It would go by itself on {day}. It cannot be brought back.",
        name=person.name,
        day=until,
    )
