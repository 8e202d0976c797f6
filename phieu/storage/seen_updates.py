"""Which updates from Zalo have been dealt with: the platform may hand one over again, even after days.

An update may hold an answer, and its id stands on the platform and on phones. So what is kept is a hash of the id under
a key outside the database, with the day; each in a transaction of its own, which holds nothing else. Since even the
number of messages on a day would tell something where one person alone is on Zalo, each day has rows that stand for
nothing, too. The order in which rows came is made forgotten with that of the ballots (`storage.mixing`).
"""

import asyncio
import hashlib
import hmac
import secrets
from datetime import UTC, date, datetime, timedelta
from typing import Self

from sqlmodel import col, delete, select

from phieu.storage.ballot_box import BallotBox
from phieu.storage.database import Database
from phieu.storage.inserting import insert_all_new, insert_new
from phieu.storage.keyring import Keyring
from phieu.storage.tables import ZaloUpdateSeen

SECRET = "zalo-updates"  # noqa: S105 - its name in the keyring
KEPT = timedelta(days=7)
OLDEST = timedelta(days=3)
"""Messages older than this are left unanswered. Much shorter than KEPT: whatever is forgotten would be too old."""
MOST_DECOYS = 200
"""A day has from none to so many rows that stand for nothing; somebody who answers writes some dozens of messages."""


def too_old(date_ms: int | None, now: datetime) -> bool:
    """Whether a message of this date, in milliseconds since 1970, is to be left unanswered; not if it has no date."""
    return date_ms is not None and date_ms < (now - OLDEST).timestamp() * 1000


class SeenUpdates:
    """Marks updates and knows them again. To be asked and told within the turn of the update's chat."""

    def __init__(self, database: Database, secret: bytes, unmixed: asyncio.Event) -> None:
        """`unmixed` is the ballot box's, by which the mixer hears that there is something to mix."""
        self._database, self._secret, self._unmixed = database, secret, unmixed

    @classmethod
    def of(cls, database: Database, keyring: Keyring, box: BallotBox) -> Self:
        """Those of an installation."""
        return cls(database, keyring.secret(SECRET), box.unmixed)

    async def seen(self, message_id: str) -> bool:
        """Whether it has been dealt with."""
        async with self._database.reading() as session:
            return await session.get(ZaloUpdateSeen, self._hash(message_id)) is not None

    async def mark(self, message_id: str, now: datetime) -> None:
        """It has been dealt with: to be called afterwards, so that a killed program loses none."""
        async with self._database.writing() as session:
            await insert_new(session, ZaloUpdateSeen, {"key_hash": self._hash(message_id), "day": _day_of(now)})
        self._unmixed.set()

    async def forget_old(self, now: datetime) -> None:
        """Delete what is older than it needs to be."""
        old = col(ZaloUpdateSeen.day) < _day_of(now - KEPT)
        async with self._database.reading() as session:
            if (await session.exec(select(ZaloUpdateSeen.key_hash).where(old).limit(1))).first() is None:
                return
        async with self._database.writing() as session:
            await session.exec(delete(ZaloUpdateSeen).where(old))
        self._unmixed.set()

    async def add_decoys(self, now: datetime) -> None:
        """Rows for this day that stand for nothing; to be called once a day, whatever has come."""
        day = _day_of(now)
        keys = [secrets.token_bytes(hashlib.sha256().digest_size) for _ in range(secrets.randbelow(MOST_DECOYS + 1))]
        async with self._database.writing() as session:
            await insert_all_new(session, ZaloUpdateSeen, [{"key_hash": key, "day": day} for key in keys])
        self._unmixed.set()

    def _hash(self, message_id: str) -> bytes:
        return hmac.digest(self._secret, message_id.encode(), "sha256")


def _day_of(now: datetime) -> date:
    return now.astimezone(UTC).date()
