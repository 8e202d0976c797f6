"""The outbox: which notices are due, and taking them up. Nothing here knows how a notice is sent."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.delivery.outcomes import LOST_ANSWER, MOST_DOUBTS, PROBABLY_DELIVERED, DueNotice
from phieu.bot.delivery.pauses import LONGEST_PAUSE
from phieu.office.chat_of_notice import its_chat, may_go_to
from phieu.office.hours_of_office import speaking_hours
from phieu.storage.database import Database
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel, NoticeState

LEASE = timedelta(minutes=5)
"""A claimed notice is due again after this, if the program that claimed it has said nothing by then."""


class Outbox:
    """The notices of one installation. Those of people without a chat, or who blocked it, wait until they come back."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def claim(
        self,
        channels: Collection[Channel],
        now: datetime,
        most: int,
        *,
        resting: Collection[Channel] = (),
        down: Collection[Channel] = (),
    ) -> list[DueNotice]:
        """Take up to `most` due notices that go by these channels; nobody else gets them for the length of a lease.

        What goes by a channel that is `resting` waits, unless it is one of those that are `down` and there is another.
        The claim is committed before anything is sent: a notice is never sent by two, and after a crash in between
        it is sent again rather than lost. Outside the office's hours only what is urgent is due.
        """
        on = {*channels, *resting}
        found = await self._look(its_chat(on, down), channels, now, most)
        while found:
            leased_until = now + LEASE
            taken = await self._take([notice for notice, _, _ in found], now, leased_until)
            if taken:
                elsewhere = await self._elsewhere([row for row in found if row[0].id in taken], on)
                rows = {row[0].id: row for row in found}
                return [_claimed(*rows[one], leased_until, elsewhere[one]) for one in rows if one in elsewhere]
            found = await self._look(its_chat(on, down), channels, now, most)  # somebody was quicker with all of them
        return []

    async def _look(
        self, its_chat: Any, channels: Collection[Channel], now: datetime, most: int
    ) -> Sequence[tuple[Notice, Person, ChatAccount]]:
        """What is due; mostly that is nothing, and then nothing is locked."""
        async with self._database.reading() as session:
            in_doubt = (await session.exec(select(Notice.id).where(_left_behind(now)).limit(1))).first() is not None
            quiet = not (await speaking_hours(session)).allow(now)
            found: Sequence[tuple[Notice, Person, ChatAccount]] = (
                await session.exec(_due(its_chat, channels, now, quiet=quiet).limit(most))
            ).all()
        if in_doubt:
            await self.recover(now, everything=False)
        return found

    async def _take(self, notices: list[Notice], now: datetime, leased_until: datetime) -> set[int]:
        """Lease those that are still due; their ids."""
        theirs = col(Notice.id).in_([notice.id for notice in notices])
        still_due = (col(Notice.state) == NoticeState.WAITING) & (col(Notice.next_attempt_at) <= now)
        taking = update(Notice).where(theirs, still_due).values(next_attempt_at=leased_until)
        async with self._database.writing() as session:
            result = await session.exec(taking.returning(col(Notice.id)).execution_options(synchronize_session=False))
            return set(result.scalars())

    async def _elsewhere(
        self, rows: Collection[tuple[Notice, Person, ChatAccount]], on: Collection[Channel]
    ) -> dict[int | None, frozenset[Channel]]:
        """By which other channels these notices could go, by id."""
        found: dict[int | None, set[Channel]] = {notice.id: set() for notice, _, _ in rows}
        if len(on) > 1:
            chats = select(Notice.id, ChatAccount.channel).join(ChatAccount, may_go_to())
            theirs = chats.where(col(Notice.id).in_(list(found)), col(ChatAccount.channel).in_(on))
            async with self._database.reading() as session:
                for notice_id, channel in await session.exec(theirs):
                    found[notice_id].add(Channel(channel))
        return {notice.id: frozenset(found[notice.id] - {chat.channel}) for notice, _, chat in rows}

    async def recover(self, now: datetime, *, everything: bool) -> None:
        """Free what programs that are gone had taken up; what they were handing over is in doubt.

        With `everything`, for an installation on which only this program runs, also what a lease still protects.
        """
        async with self._database.writing() as session:
            gone = col(Notice.state) == NoticeState.SENDING
            if not everything:
                gone &= col(Notice.next_attempt_at) <= now
            counted = {"attempts": col(Notice.attempts) + 1, "doubts": col(Notice.doubts) + 1}
            too_often = col(Notice.doubts) + 1 >= MOST_DOUBTS
            given_up = {"state": NoticeState.FAILED, "failure": PROBABLY_DELIVERED}
            await _change(session, gone & too_often, counted | given_up | {"next_attempt_at": Notice.created_at})
            once_more = {"state": NoticeState.WAITING, "failure": LOST_ANSWER, "next_attempt_at": now}
            await _change(session, gone, counted | once_more)
            await _change(session, _from_a_clock_ahead(now), {"next_attempt_at": now})
            if everything:  # what merely pauses for so short a time may be tried at once, too
                leased = (col(Notice.next_attempt_at) > now) & (col(Notice.next_attempt_at) <= now + LEASE)
                await _change(session, (col(Notice.state) == NoticeState.WAITING) & leased, {"next_attempt_at": now})


async def _change(session: AsyncSession, which: Any, values: dict[str, Any]) -> None:
    await session.exec(update(Notice).where(which).values(values).execution_options(synchronize_session=False))


def _left_behind(now: datetime) -> Any:
    expired = (col(Notice.state) == NoticeState.SENDING) & (col(Notice.next_attempt_at) <= now)
    return expired | _from_a_clock_ahead(now)


def _from_a_clock_ahead(now: datetime) -> Any:
    """Nothing waits so long: the machine's clock was ahead when this was written, and has been put right since."""
    return (col(Notice.state) == NoticeState.WAITING) & (col(Notice.next_attempt_at) > now + LONGEST_PAUSE)


def _due(its_chat: Any, channels: Collection[Channel], now: datetime, *, quiet: bool) -> Any:
    due = (
        select(Notice, Person, ChatAccount)
        .join(Person, col(Person.id) == col(Notice.person_id))
        .join(ChatAccount, col(ChatAccount.person_id) == col(Person.id))
        .where(col(Notice.state) == NoticeState.WAITING, col(Notice.next_attempt_at) <= now)
        .where(col(Person.active), its_chat, col(ChatAccount.channel).in_(channels))
        .order_by(col(Notice.urgent).desc(), col(Notice.next_attempt_at), col(Notice.id))
    )
    return due.where(col(Notice.urgent)) if quiet else due


def _claimed(
    notice: Notice, person: Person, chat: ChatAccount, leased_until: datetime, elsewhere: frozenset[Channel]
) -> DueNotice:
    assert notice.id is not None
    goes_on = notice.channel in (None, chat.channel)  # else what another channel has of it counts for nothing here
    return DueNotice(
        notice.id,
        notice.kind,
        notice.subject,
        person,
        chat.channel,
        chat.chat_id,
        notice.attempts,
        notice.doubts,
        tuple(filter(None, notice.message_ids.split(","))) if goes_on else (),
        notice.created_at,
        notice.next_attempt_at,
        leased_until,
        notice.channel if goes_on else None,
        elsewhere,
    )
