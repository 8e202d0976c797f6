"""One installation of the program: its settings, its data directory, its database and its ballot box."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlmodel import col, select

from phieu.locales.translator import mark
from phieu.settings import Settings
from phieu.storage import sqlite_file
from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database
from phieu.storage.keyring import Keyring
from phieu.storage.migrate import NewerDatabaseError, migrate
from phieu.storage.mixer import Mixer
from phieu.storage.tables import Office, Round
from phieu.storage.volatile import InMemory, Volatile
from phieu.storage.volatile.opening import UnusableRedisError, open_volatile


class InstallationError(Exception):
    """The program cannot start; the text says what to do. `text` and `arguments` are for a translator."""

    def __init__(self, text: str, **arguments: Any) -> None:
        super().__init__(text.format(**arguments))
        self.text = text
        self.arguments = arguments


Admission = Callable[[Database], Awaitable[None]]


def utc_now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Installation:
    """What every part of the program works with. The clock is a part of it, so that a test can set it."""

    settings: Settings
    database: Database
    keyring: Keyring
    box: BallotBox
    mixer: Mixer
    now: Callable[[], datetime] = utc_now
    volatile: Volatile = field(default_factory=InMemory)
    """What may be forgotten; on no disk."""
    steady: Callable[[], float] = time.monotonic
    """Seconds that nobody sets, by which a leap of the machine's clock is noticed."""

    @classmethod
    async def start(
        cls, settings: Settings, now: Callable[[], datetime] = utc_now, admit: Admission | None = None
    ) -> Self:
        """Make ready what is missing and finish what was interrupted; raises InstallationError.

        `admit` is asked before the database is touched, and raises what it likes where somebody else is at work.
        """
        keyring = prepared_keyring(settings.home)
        database = open_database(settings)
        box = BallotBox(database)
        volatile = await _volatile(settings, keyring)
        installation = cls(settings, database, keyring, box, Mixer(database, box), now, volatile)
        try:
            await prepared_database(database, admit)
            await remove_orphaned_keys(database, keyring)
            await installation.box.start()
            await _finish_closings(installation)
            installation.mixer.start()
        except BaseException:
            await installation.stop()
            raise
        return installation

    async def stop(self) -> None:
        """Save and confirm what is in flight, then close everything."""
        await self.box.stop()
        await self.mixer.stop()
        await self.volatile.close()
        await self.database.dispose()


async def _finish_closings(installation: Installation) -> None:
    from phieu.office.closing import finish_closings  # noqa: PLC0415 - it works on an Installation itself

    await finish_closings(installation)


async def remove_orphaned_keys(database: Database, keyring: Keyring) -> None:
    """Destroy the keys of rounds whose opening was never committed.

    Without an office no round can have been opened: its database was lost, and the keys wait for a backup to be taken
    back, whose open rounds go on with them.
    """
    if not keyring.rounds_with_key():
        return
    async with database.writing() as session:
        if not database.is_sqlite:  # as SQLite's write lock does: wait until no round is being opened
            await (await session.connection()).execute(text("LOCK TABLE round IN SHARE MODE"))
        if (await session.exec(select(Office.id))).first() is None:
            return
        known = set(await session.exec(select(col(Round.id))))
        for round_id in keyring.rounds_with_key():
            if round_id not in known:
                keyring.destroy_round_key(round_id)


def prepared_keyring(home: Path) -> Keyring:
    """The keyring in a data directory, made if it is not there; raises InstallationError."""
    keyring = Keyring(home)
    try:
        keyring.prepare()
        probe = home / ".writable"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise InstallationError(
            mark("The data directory {path} cannot be written ({reason}). Set PHIEU_HOME to one that can."),
            path=home,
            reason=error.strerror,
        ) from error
    return keyring


def open_database(settings: Settings) -> Database:
    """The database that the settings name, whether it is there or not; raises InstallationError."""
    try:
        database = Database(settings.sqlalchemy_url)
        known = database.engine.dialect.name in ("sqlite", "postgresql") and bool(database.url.database)
    except (SQLAlchemyError, ImportError):  # ImportError: a kind of database that we do not speak
        known = False
    if known:
        return database
    raise InstallationError(
        mark(
            "DATABASE_URL is not the address of a database. Write postgresql://user:password@host/database, "
            "or leave it empty to keep the data in a file."
        )
    )


async def _volatile(settings: Settings, keyring: Keyring) -> Volatile:
    try:
        return await open_volatile(settings.redis_url.get_secret_value() if settings.redis_url else "", keyring)
    except UnusableRedisError as error:
        raise InstallationError(error.finding.text, detail=error.finding.detail) from None


async def prepared_database(database: Database, admit: Admission | None = None) -> None:
    """Make the database if it is not there, and bring it up to date. Raises InstallationError, and as `admit`."""
    try:
        if admit is not None:
            await admit(database)
        if database.is_sqlite:
            sqlite_file.prepare(database)
        await migrate(database)
    except sqlite_file.NoDatabaseError as error:
        raise InstallationError(
            mark("The file {path} is not a database. Move it away, or set DATABASE_URL to another file."),
            path=database.url.database,
        ) from error
    except NewerDatabaseError as error:
        raise InstallationError(
            mark("The database was made by a newer version of the program. Install that version or a later one.")
        ) from error
    except (DBAPIError, OSError) as error:
        raise InstallationError(
            mark("The database {address} cannot be opened ({reason}). Check DATABASE_URL, and that it is running."),
            address=database.address,
            reason=_reason(error),
        ) from error


def _reason(error: DBAPIError | OSError) -> str:
    cause = error.orig if isinstance(error, DBAPIError) else error.strerror
    return str(cause).splitlines()[0] if cause and str(cause) else type(error).__name__
