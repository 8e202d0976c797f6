"""A lock that PostgreSQL keeps for one connection of its own, and frees when that is gone, however a program ends.

A machine that dies, or whose network is cut, says no farewell. So the server is told to look after this connection
closely: it ends one that has said nothing for `SILENCE_SECONDS`, and one whose other end does not acknowledge. The
holder asks it something every few seconds (`until_lost`), and so learns earlier than the server that they have lost
each other: whoever finds the lock free comes after one who knows that it is lost. A holder that stood still for longer
than that, on a machine that slept, finds the connection closed when it goes on.
"""

import asyncio
import logging
from contextlib import suppress
from typing import Any

from asyncpg import Connection, InterfaceError, PostgresError  # type: ignore[import-untyped]
from sqlalchemy.dialects.postgresql.asyncpg import AsyncAdapt_asyncpg_dbapi
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from phieu.storage.database import Database

SILENCE_SECONDS = 25
"""After so long without a word the server takes the holder for dead."""
ANSWER_SECONDS = 5
"""So long the holder waits for an answer before it takes the lock for lost."""
WATCHED = {
    # where the two machines can no longer reach each other; on servers before 14 this alone tells
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": "25000",
}
_END_WHEN_SILENT = """
    SELECT set_config('idle_session_timeout', $1, false)
    WHERE current_setting('server_version_num')::int >= 140000
"""
log = logging.getLogger(__name__)

OUT_OF_REACH = (DBAPIError, AsyncAdapt_asyncpg_dbapi.Error, PostgresError, InterfaceError, OSError)
"""What `take` raises where the database cannot be asked: a server that starts or shuts down refuses by the second of
them, one that is gone by the last, as a timeout is."""


class AdvisoryLock:
    """One lock of one program; taken and given back as often as needed."""

    def __init__(self, database: Database, key: int, *, shared: bool = False) -> None:
        """`shared`: as many as like may hold it together, as long as nobody holds it alone."""
        self._key = key
        self._mode = "_shared" if shared else ""
        # a pool would hand the connection to others, and end it with a rollback; a dialect that is loaded costs nothing
        self._engine = create_async_engine(
            database.url,
            poolclass=NullPool,
            connect_args={"server_settings": WATCHED, "timeout": ANSWER_SECONDS, "command_timeout": ANSWER_SECONDS},
        )
        self._connection: Connection[Any] | None = None
        self.given_up = False
        """Whoever waits here is to go."""
        self._awake = asyncio.Event()

    async def take(self) -> bool:
        """Whether it is ours now. Does not wait for others; raises one of OUT_OF_REACH."""
        try:
            connection = await self._connected()
            taken = await connection.fetchval(f"SELECT pg_try_advisory_lock{self._mode}($1)", self._key)
        except BaseException:
            self._hang_up()
            raise
        return bool(taken)

    async def holds(self) -> bool:
        """Whether it is ours still, by the database; False where that cannot be asked."""
        try:
            if self._connection is not None and not self._connection.is_closed():
                await self._connection.fetchval("SELECT 1")
                return True
        except Exception as error:  # noqa: BLE001 - whatever hinders us, we do not know, and so must not act
            log.debug("asking after the lock failed: %s", type(error).__name__)
        self._hang_up()
        return False

    async def until_lost(self, look_seconds: float) -> None:
        """Wait until it is not ours any more; asks every so many seconds, and hears at once of a connection closed."""
        while not self.given_up and await self.holds():
            await self.pause(look_seconds)

    async def pause(self, seconds: float) -> None:
        """Wait so long, or until the connection is closed or the lock given up."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._awake.wait(), seconds)

    def give_up(self) -> None:
        """Let whoever waits here go; to be followed by `release`."""
        self.given_up = True
        self._awake.set()

    async def release(self) -> None:
        """Give it back; also if it is not held, or not known whether it is."""
        connection = self._connection
        if connection is not None:
            with suppress(*OUT_OF_REACH):
                await connection.close(timeout=ANSWER_SECONDS)
        self._hang_up()

    async def _connected(self) -> "Connection[Any]":
        if self._connection is not None and not self._connection.is_closed():
            return self._connection
        pooled = await self._engine.raw_connection()
        connection = pooled.driver_connection
        assert isinstance(connection, Connection)
        pooled.detach()
        self._connection = connection
        connection.add_termination_listener(self._on_termination)
        await connection.fetchval(_END_WHEN_SILENT, f"{SILENCE_SECONDS}s")
        return connection

    def _hang_up(self) -> None:
        """Without a word: the server frees the lock as soon as it notices."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.terminate()
        if not self.given_up:
            self._awake.clear()

    def _on_termination(self, connection: "Connection[Any]") -> None:
        if connection is self._connection:
            self._awake.set()
