"""The ballot box: answers, saved as they are given, under keys that only the round's key can work out.

Nothing in a ballot's row says who gave it, when, or after whom. Changes that wait are committed together, in the order
of their keys, so that not even the storage engine learns the order inside a batch; what it does learn between batches,
`storage.mixing` makes it forget. No transaction here writes to any other table than the ballots'.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from phieu.storage.ballot_rows import open_rounds, read_ballots, write_ballots
from phieu.storage.ballots import Change, NotSavedError, RoundNotOpenError, StoredBallot, ballot_key
from phieu.storage.database import Database
from phieu.storage.kept_connection import KeptConnection
from phieu.storage.together import Together

__all__ = ["BallotBox", "Change", "NotSavedError", "RoundNotOpenError", "StoredBallot", "ballot_key"]

ADVISORY_LOCK = 0x50686965750001
"""On PostgreSQL, whoever holds this lock is the only one, in any process, who writes to the box."""

log = logging.getLogger(__name__)


class BallotBox:
    """Finds ballots and changes them; one task writes, whoever asks."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._finder: Together[Collection[bytes], dict[bytes, StoredBallot]] = Together("ballot finder", self._find)
        self._writer: Together[Change, StoredBallot] = Together("ballot writer", self._write)
        self._to_read = KeptConnection(database.engine)
        self._to_write = KeptConnection(database.writing_engine)
        self._writing = asyncio.Lock()
        self._paused_by: asyncio.Task[Any] | None = None
        self.unmixed = asyncio.Event()
        """Set while there are ballots whose order of arrival can still be seen in the files."""

    async def start(self) -> None:
        """Begin to serve."""
        self._finder.start()
        self._writer.start()

    async def stop(self) -> None:
        """Save what waits, confirm it, and end."""
        await self._writer.stop()
        await self._finder.stop()
        await self._to_write.close()
        await self._to_read.close()

    async def find(self, keys: Collection[bytes]) -> dict[bytes, StoredBallot]:
        """The ballots under these keys; a key under which nothing lies is left out."""
        return await self._finder.ask(keys) if keys else {}

    async def put(self, change: Change) -> StoredBallot:
        """Make the change, and return the whole ballot once that is durable.

        Raises RoundNotOpenError, and NotSavedError where the database failed: then nothing was saved.
        """
        return await self._writer.ask(change)

    @asynccontextmanager
    async def paused(self) -> AsyncIterator[None]:
        """Nobody writes to the box meanwhile but the task that paused it; changes wait. It may pause again inside."""
        if self._paused_by is asyncio.current_task():
            yield
            return
        async with self._writing:
            self._paused_by = asyncio.current_task()
            try:
                async with self._other_processes_waiting():
                    yield
            finally:
                self._paused_by = None

    async def _find(self, wanted: Sequence[Collection[bytes]]) -> list[dict[bytes, StoredBallot]]:
        async with self._to_read.transaction() as connection:
            found = await read_ballots(connection, (key for keys in wanted for key in keys))
        return [{key: found[key] for key in keys if key in found} for keys in wanted]

    async def _write(self, changes: list[Change]) -> list[StoredBallot | Exception]:
        async with self._writing:
            return await self._save(changes)

    async def _save(self, changes: list[Change]) -> list[StoredBallot | Exception]:
        """Commit the changes together; if one of them is what the database cannot take, it fails alone."""
        try:
            return await self._commit(changes)
        except Exception as error:  # noqa: BLE001 - told to those who wait
            log.error("ballots could not be saved: %s", type(error).__name__)  # noqa: TRY400 - its text may quote them
            if len(changes) == 1 or _database_is_out_of_order(error):
                return [_not_saved(error) for _ in changes]
        half = len(changes) // 2
        return [*await self._save(changes[:half]), *await self._save(changes[half:])]

    async def _commit(self, changes: list[Change]) -> list[StoredBallot | Exception]:
        async with self._to_write.transaction() as connection:
            if not self._database.is_sqlite:
                await connection.execute(select(func.pg_advisory_xact_lock(ADVISORY_LOCK)))
            still_open = await open_rounds(connection, {change.round_id for change in changes})
            ballots = await read_ballots(connection, (change.key for change in changes))
            outcomes: list[StoredBallot | Exception] = []
            changed: dict[bytes, Change] = {}
            for change in changes:
                if change.round_id not in still_open:
                    outcomes.append(RoundNotOpenError())
                    continue
                ballots[change.key] = change.applied_to(ballots.get(change.key))
                changed[change.key] = change
                outcomes.append(ballots[change.key])
            await write_ballots(connection, [(change, ballots[key]) for key, change in changed.items()])
            self.unmixed.set()
        return outcomes

    @asynccontextmanager
    async def _other_processes_waiting(self) -> AsyncIterator[None]:
        if self._database.is_sqlite:  # its write lock is the whole database's: a transaction keeps others out by itself
            yield
            return
        async with self._database.engine.connect() as connection:
            await connection.execute(select(func.pg_advisory_lock(ADVISORY_LOCK)))
            await connection.commit()
            try:
                yield
            finally:
                await connection.execute(select(func.pg_advisory_unlock(ADVISORY_LOCK)))
                await connection.commit()


def _database_is_out_of_order(error: Exception) -> bool:
    lost = getattr(error, "connection_invalidated", False)
    return lost or isinstance(error, OperationalError | OSError)


def _not_saved(error: Exception) -> NotSavedError:
    told = NotSavedError(type(error).__name__)
    told.__cause__ = error
    return told
