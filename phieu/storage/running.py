"""Who may run on a database and a data directory: one program that has them for itself, or several that share.

A file is for one program alone. Behind a webhook several may share a PostgreSQL and its data directory; one that polls
takes all updates, so it shares with nobody. Nor does who replaces the whole content; nor who answers on Zalo without a
Redis, since a number that is typed there counts for what was shown last, which no other program would know. What is
locked is the data directory, by a file in it; a database in a file, by a file beside it, so that two data directories
with one DATABASE_URL meet; and PostgreSQL, by an advisory lock. The system frees them however a program ends.
"""

import asyncio
import fcntl
import logging
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from phieu.settings import Settings
from phieu.storage.advisory_lock import OUT_OF_REACH, AdvisoryLock
from phieu.storage.database import Database
from phieu.supervisor import Supervisor

ADVISORY_LOCK = 0x50686965750003
"""Held by every program that runs on a PostgreSQL: together by those behind a webhook, alone by one that polls."""
IN_HOME = "running.lock"

_HOLDERS = """
    SELECT count(*) FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND classid::bigint = :high AND objid::bigint = :low
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""

log = logging.getLogger(__name__)


class AnotherRunsError(Exception):
    """A bot runs already, or something else that has to be alone."""

    def __init__(self, where: str) -> None:
        """`where` is the data directory or the database that is in use, without a password."""
        super().__init__(where)
        self.where = where


@dataclass(frozen=True, slots=True)
class Pace:
    """In seconds."""

    look: float = 5
    """How often who holds a lock makes sure of it, and how often who lost it tries to have it again."""
    patience: float = 60
    """For how long the lock may be refused to who had it: the server may not have noticed yet that that was us."""


PACE = Pace()


class Permission:
    """The right to run, as long as it lasts."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.withdrawn = asyncio.Event()
        """Set when somebody else runs now who does not share: this program has to end."""


@asynccontextmanager
async def running(
    database: Database, home: Path, *, shared: bool = False, pace: Pace = PACE
) -> AsyncIterator[Permission]:
    """Run on this database and data directory, which exists, alone or with others that share as well.

    A database in a file is never shared. Raises AnotherRunsError, OSError where a lock's file cannot be made, and one
    of OUT_OF_REACH.
    """
    shared = shared and not database.is_sqlite
    with _flock(home / IN_HOME, str(home), shared=shared):
        if database.is_sqlite:
            lock = _beside(database)
            with _flock(lock, str(lock.with_suffix("")), shared=shared):
                yield Permission(str(lock.with_suffix("")))
        else:
            async with _advisory(database, shared=shared, pace=pace) as permission:
                yield permission


@asynccontextmanager
async def alone(database: Database, home: Path) -> AsyncIterator[None]:
    """Nobody runs on this database and data directory meanwhile, nor begins to.

    Raises AnotherRunsError while a bot runs, and as `running`.
    """
    async with running(database, home):
        yield


def may_share(database: Database, settings: Settings) -> bool:
    """Whether a bot with these settings lets others run beside it on this database."""
    return bool(settings.webhook_url) and not database.is_sqlite and not needs_redis(settings)


def needs_redis(settings: Settings) -> bool:
    """Whether only a Redis is missing for that, since what was shown on Zalo is known to one program alone."""
    return settings.zalo_token is not None and settings.redis_url is None


async def somebody_runs(database: Database, home: Path) -> bool:
    """Whether a bot runs here, or something else that has to be alone. Keeps nobody from starting; raises as `take`."""
    if database.is_sqlite:
        return _is_locked(home / IN_HOME) or _is_locked(_beside(database))
    async with database.engine.connect() as connection:
        held = await connection.execute(
            text(_HOLDERS), {"high": ADVISORY_LOCK >> 32, "low": ADVISORY_LOCK & 0xFFFFFFFF}
        )
        return bool(held.scalar())


def _beside(database: Database) -> Path:
    """The lock's file of a database in a file, whichever way leads there."""
    assert database.url.database is not None
    file = Path(database.url.database).resolve()
    return file.with_name(f"{file.name}.running")


def _is_locked(file: Path) -> bool:
    try:
        with _flock(file, str(file), shared=True, make=False):
            return False
    except FileNotFoundError:
        return False
    except AnotherRunsError:
        return True


@contextmanager
def _flock(file: Path, where: str, *, shared: bool, make: bool = True) -> Iterator[None]:
    lock = os.open(file, os.O_RDWR | (os.O_CREAT if make else 0), 0o600)
    try:
        try:
            fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AnotherRunsError(where) from error
        yield
    finally:
        os.close(lock)


@asynccontextmanager
async def _advisory(database: Database, *, shared: bool, pace: Pace) -> AsyncIterator[Permission]:
    lock = AdvisoryLock(database, ADVISORY_LOCK, shared=shared)
    permission = Permission(database.address)
    supervisor = Supervisor()
    try:
        if not await lock.take():
            raise AnotherRunsError(permission.where)
        supervisor.start(_keep(lock, permission, pace), "the right to run")
        yield permission
    finally:
        lock.give_up()
        await supervisor.drain()
        await lock.release()


async def _keep(lock: AdvisoryLock, permission: Permission, pace: Pace) -> None:
    """Take it again when the connection has been lost, for as long as that can be hoped for."""
    while not lock.given_up:
        await lock.until_lost(pace.look)
        if not lock.given_up:
            log.warning("the database has lost sight of this program, which goes on and reports back")
            await _take_again(lock, permission, pace)


async def _take_again(lock: AdvisoryLock, permission: Permission, pace: Pace) -> None:
    refused_since: float | None = None
    while not lock.given_up:
        try:
            if await lock.take():
                return
        except OUT_OF_REACH:
            refused_since = None
        else:
            refused_since = refused_since or time.monotonic()
            if time.monotonic() - refused_since >= pace.patience:
                permission.withdrawn.set()
        await lock.pause(pace.look)
