"""The keeper: of several programs on one PostgreSQL, the one that keeps the clock and the outbox for the whole office.

The others look every few seconds whether its lock is free, and the first to find it so takes over. Nothing is done
twice by that, for three reasons, of which each would do:

* The keeper asks after its lock every few seconds, and stops at once when it does not hear back; the server frees the
  lock of a program it has lost sight of only later (`storage.advisory_lock`), and who takes over waits a moment more.
* Whatever the clock does is claimed in the database first, under a unique key.
* A notice is handed over only by who has it leased, after noting that in its row (`bot.delivery.clerk`). Who takes
  over frees all leases, so a keeper of yesterday that goes on, without having heard of it, finds its notices taken
  back; and one that has lost the database can note, and therefore hand over, nothing.

What was being handed over when the keeper died is in doubt, and is delivered once more, as after any other crash.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from phieu.storage.advisory_lock import AdvisoryLock
from phieu.storage.database import Database
from phieu.supervisor import Supervisor

ADVISORY_LOCK = 0x50686965750004

log = logging.getLogger(__name__)


class Duties(Protocol):
    """What the keeper does."""

    def start(self) -> None:
        """Begin, with whatever a keeper before left behind."""

    async def stop(self) -> None:
        """Begin nothing more, from the first moment; returns when what was under way has ended."""


@dataclass(frozen=True, slots=True)
class Pace:
    """In seconds."""

    look: float = 5
    """How often who does not keep looks whether somebody does, and who keeps makes sure of it."""
    settle: float = 5
    """So long who takes over waits for one who has just lost the lock, and lives, to finish what is being sent."""


PACE = Pace()


class Keeper:
    """One a program. Where no other program can be, it always keeps."""

    def __init__(
        self, database: Database, duties: Callable[[], Duties], *, contested: bool = False, pace: Pace | None = None
    ) -> None:
        """`duties` makes those of one term of office; `contested` where other programs run on the database."""
        self.held = False
        """Whether this program keeps the clock and the outbox now."""
        self._duties = duties
        self._pace = pace or PACE
        self._lock = AdvisoryLock(database, ADVISORY_LOCK) if contested else None
        self._present: Duties | None = None
        self._looking = Supervisor()
        self._leaving = Supervisor()

    def start(self) -> None:
        """Keep, or look for the moment to."""
        if self._lock is None:
            self._begin()
        else:
            self._looking.start(self._compete(self._lock), "keeper")

    async def stop(self) -> None:
        """Finish what is under way; then at once it is anybody else's."""
        if self._lock is not None:
            self._lock.give_up()
        await self._looking.drain()
        self._end()
        await self._leaving.drain()
        if self._lock is not None:
            await self._lock.release()

    async def _compete(self, lock: AdvisoryLock) -> None:
        while not lock.given_up:
            if not await self._taken(lock):
                await lock.pause(self._pace.look)
                continue
            self._begin()
            log.info("this process keeps the clock and the outbox now")
            await lock.until_lost(self._pace.look)
            if not lock.given_up:
                log.warning("the database has lost sight of this process, which keeps the clock and the outbox no more")
                self._end()  # what is under way may last as long as the silence; meanwhile this one competes anew

    async def _taken(self, lock: AdvisoryLock) -> bool:
        try:
            if not await lock.take():
                return False
        except Exception:  # noqa: BLE001 - whatever it is, it is tried again; whoever waits for the database says so
            return False
        await lock.pause(self._pace.settle)
        return not lock.given_up and await lock.holds()

    def _begin(self) -> None:
        self._present = self._duties()
        self._present.start()
        self.held = True

    def _end(self) -> None:
        self.held = False
        if self._present is not None:
            self._leaving.start(self._present.stop(), "what the keeper had under way")
            self._present = None
