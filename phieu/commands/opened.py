"""The installation, open for one command; a bot that runs meanwhile is not disturbed."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from phieu.commands.terminal import CommandError, Terminal
from phieu.storage.tables import Office

if TYPE_CHECKING:
    from phieu.installation import Installation


@asynccontextmanager
async def opened(terminal: Terminal) -> AsyncIterator["Installation"]:
    """The installation that the settings name, made if it is not there yet."""
    from phieu.installation import Installation
    from phieu.logs import set_up_logging

    set_up_logging("WARNING")
    installation = await Installation.start(terminal.settings)
    try:
        yield installation
    finally:
        await installation.stop()


@asynccontextmanager
async def opened_office(terminal: Terminal) -> AsyncIterator["Installation"]:
    """The same, but only if an office has been imported into it."""
    async with opened(terminal) as installation:
        async with installation.database.reading() as session:
            office = await session.get(Office, 1)
        if office is None:
            raise CommandError(
                terminal.t("There is no office here yet. Please write a workbook by “phieu template” and import it.")
            )
        yield installation
