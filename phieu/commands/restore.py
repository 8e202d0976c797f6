"""`phieu restore FILE`: says what taking a backup back would do, asks, keeps a copy of the present, and does it."""

from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from phieu.commands.terminal import CommandError, Terminal

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from phieu.storage.database import Database
    from phieu.storage.keyring import Keyring
    from phieu.storage.restore_candidate import Candidate


def register(app: typer.Typer, terminal: Terminal) -> None:
    """Add the command."""
    t = terminal.t

    @app.command(help=t("Take a backup back: everything is as it was then, and what came since is lost."))
    def restore(
        file: Annotated[Path, typer.Argument(metavar="FILE", help=t("The backup."))],
        yes: Annotated[bool, typer.Option("--yes", help=t("Do not ask."))] = False,
    ) -> None:
        terminal.run(_restore(terminal, file, yes=yes))


async def _restore(terminal: Terminal, file: Path, *, yes: bool) -> None:
    from phieu.installation import utc_now
    from phieu.logs import set_up_logging
    from phieu.office.backup_words import explain_fault
    from phieu.storage.backup_faults import BackupError
    from phieu.storage.restore_candidate import candidate

    set_up_logging("WARNING")
    now = utc_now()
    try:
        async with AsyncExitStack() as stack:
            database, keyring = await stack.enter_async_context(_place(terminal))
            with terminal.working(terminal.t("Checking the backup …")):
                found = await stack.enter_async_context(candidate(file, terminal.settings.home))
            await _take_back(terminal, found, database, keyring, now, yes=yes)
    except BackupError as error:
        raise CommandError(explain_fault(error, terminal.t)) from error


async def _take_back(
    terminal: Terminal, found: "Candidate", database: "Database", keyring: "Keyring", now: datetime, *, yes: bool
) -> None:
    from phieu.commands.restore_words import tell
    from phieu.office.restoring import look_at, take_back

    t = terminal.t
    prospect = await look_at(found, database, keyring)
    tell(terminal, prospect, now)
    terminal.confirm(t("Replace everything by this backup?"), already=yes)
    if prospect.now.office:
        await _keep_the_present(terminal, database, now)
    with terminal.counting(t("Taking back …")) as progress:
        await take_back(found, prospect, database, keyring, now, progress)
    terminal.say(t("Done. Everything is as it was at {moment}.", moment=t.moment(prospect.taken_at)), "green")
    terminal.say(t("Next: “phieu run”."))


async def _keep_the_present(terminal: Terminal, database: "Database", now: datetime) -> None:
    from phieu.office.backup_words import explain_fault
    from phieu.storage.backup import make_backup
    from phieu.storage.backup_faults import BackupError
    from phieu.storage.backup_names import before_restore, free_name
    from phieu.storage.backup_places import make_usual_folder
    from phieu.storage.ballot_box import BallotBox

    t, settings = terminal.t, terminal.settings
    target = free_name(settings.backup_folder, before_restore, now.astimezone(ZoneInfo(settings.tz_name)))
    try:
        make_usual_folder(settings.backup_folder, chosen=settings.backup_dir is not None)
        with terminal.counting(t("Keeping a copy of what is there now …")) as progress:
            box = BallotBox(database)
            await make_backup(database, box, target, home=settings.home, now=now, progress=progress)
    except BackupError as error:
        raise CommandError(
            t(
                "What is there now could not be copied first, so nothing has been replaced. {reason}",
                reason=explain_fault(error, t),
            )
        ) from error
    terminal.say(t("What was there until now is kept in {path}", path=str(target)))


@asynccontextmanager
async def _place(terminal: Terminal) -> "AsyncIterator[tuple[Database, Keyring]]":
    """The database to be replaced, made if it is not there, while nobody else is at work on it."""
    from phieu.installation import open_database, prepared_database, prepared_keyring
    from phieu.storage.running import AnotherRunsError, alone

    settings = terminal.settings
    keyring, database = prepared_keyring(settings.home), open_database(settings)
    try:
        async with alone(database, settings.home):
            await prepared_database(database)
            yield database, keyring
    except AnotherRunsError as error:
        raise CommandError(
            terminal.t(
                "The bot runs on {where}, and would go on with what is replaced. Please stop it first.",
                where=error.where,
            )
        ) from error
    finally:
        await database.dispose()
