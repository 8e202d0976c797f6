"""The outbox: which notices are due, and what became of each. Nothing here knows how a notice is sent."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select, update

from phieu.storage.database import Database
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, NoticeKind, NoticeState

LEASE = timedelta(minutes=5)
"""A claimed notice is due again after this, if the program that claimed it has said nothing by then."""
_WHEN_FORGOTTEN = {"next_attempt_at": Notice.created_at}
"""What is done with keeps no instant of its own: many answer as soon as they are asked, or have joined, and it would
date their ballots (`office.joining` keeps the day of a joining alone, for the same reason)."""


@dataclass(frozen=True, slots=True)
class DueNotice:
    """A notice that has been claimed for delivery, and where it goes."""

    id: int
    kind: NoticeKind
    subject: str
    person: Person
    channel: Channel
    chat_id: str
    attempts: int
    """With the one that it was claimed for."""


class Outbox:
    """The notices of one installation. Those of people without a chat, or who blocked it, wait until they come back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(self, channels: Collection[Channel], now: datetime, most: int) -> list[DueNotice]:
        """Take up to `most` due notices; nobody else gets them for the length of a lease.

        The claim is committed before anything is sent: a notice is never sent by two, and after a crash in between
        it is sent again rather than lost.
        """
        due = _due(channels, now).limit(most)
        async with self._database.reading() as session:  # mostly there is nothing, and then nothing is locked
            if (await session.exec(due.limit(1))).first() is None:
                return []
        async with self._database.writing() as session:
            rows = (await session.exec(due.with_for_update(of=Notice, skip_locked=True))).all()
            claimed = {notice.id: (notice, person, chat) for notice, person, chat in rows}
            theirs = col(Notice.id).in_(claimed)
            leased = {"attempts": col(Notice.attempts) + 1, "next_attempt_at": now + LEASE}
            await session.exec(update(Notice).where(theirs).values(leased).execution_options(synchronize_session=False))
        return [_claimed(notice, person, chat) for notice, person, chat in claimed.values()]

    async def sent(self, notice: DueNotice) -> None:
        """It has been delivered."""
        await self._note(notice, state=NoticeState.SENT, failure="", **_WHEN_FORGOTTEN)

    async def failed(self, notice: DueNotice, failure: str) -> None:
        """It will never be delivered, for this reason, which quotes nothing of it."""
        await self._note(notice, state=NoticeState.FAILED, failure=failure, **_WHEN_FORGOTTEN)

    async def postponed(self, notice: DueNotice, until: datetime, failure: str) -> None:
        """It could not be delivered now, for this reason; it is due again then."""
        await self._note(notice, next_attempt_at=until, failure=failure)

    async def unreachable(self, notice: DueNotice) -> None:
        """The person has blocked the bot: what there is to say waits until they write to it again."""
        chat = (col(ChatAccount.channel) == notice.channel) & (col(ChatAccount.chat_id) == notice.chat_id)
        async with self._database.writing() as session:
            await session.exec(update(ChatAccount).where(chat).values(reachable=False))
            await session.exec(_still_waiting(notice).values(_WHEN_FORGOTTEN))

    async def _note(self, notice: DueNotice, **values: Any) -> None:
        async with self._database.writing() as session:
            await session.exec(_still_waiting(notice).values(**values))


def _still_waiting(notice: DueNotice) -> Any:
    changed = update(Notice).where(col(Notice.id) == notice.id, col(Notice.state) == NoticeState.WAITING)
    return changed.execution_options(synchronize_session=False)


def _due(channels: Collection[Channel], now: datetime) -> Any:
    return (
        select(Notice, Person, ChatAccount)
        .join(Person, col(Person.id) == col(Notice.person_id))
        .join(ChatAccount, col(ChatAccount.person_id) == col(Person.id))
        .where(col(Notice.state) == NoticeState.WAITING, col(Notice.next_attempt_at) <= now)
        .where(col(Person.active), col(ChatAccount.reachable), col(ChatAccount.channel).in_(channels))
        .order_by(col(Notice.next_attempt_at), col(Notice.id))
    )


def _claimed(notice: Notice, person: Person, chat: ChatAccount) -> DueNotice:
    assert notice.id is not None
    attempts = notice.attempts + 1
    return DueNotice(notice.id, notice.kind, notice.subject, person, chat.channel, chat.chat_id, attempts)
