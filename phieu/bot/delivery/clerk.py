"""Writes down how notices stand: many at once, in few short transactions, so that answers find the database free."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, bindparam, func
from sqlmodel import SQLModel, col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.bot.delivery.outcomes import KEPT_IDS, DueNotice, Outcome
from phieu.storage.database import Database
from phieu.storage.tables import ChatAccount, Notice
from phieu.storage.together import Together
from phieu.words import NoticeState

UNHURRIED_SECONDS = 0.1
"""What became of a notice is written with the next one that is handed over, or after so long."""
_NOTICES: Table = SQLModel.metadata.tables[str(Notice.__tablename__)]


@dataclass(frozen=True, slots=True)
class Marked:
    """This notice is about to be handed to the platform."""

    notice: DueNotice


@dataclass(frozen=True, slots=True)
class Noted:
    """This is how the notice stands now."""

    notice: DueNotice
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Replaced:
    """Messages that this person had been sent are now these others, or none."""

    person_id: int
    old: tuple[str, ...]
    new: tuple[str, ...]


Entry = Marked | Noted | Replaced


class Clerk:
    """One for an installation; whatever is asked of it is in the database when it answers."""

    def __init__(self, database: Database, unhurried: float = UNHURRIED_SECONDS) -> None:
        """`unhurried` is in seconds: how long outcomes may wait to be written with others."""
        self._database = database
        self._unhurried = unhurried
        self._together: Together[Entry, bool] = Together("notes about notices", self._write)

    def start(self) -> None:
        """Begin to write."""
        self._together.start()

    async def stop(self) -> None:
        """Write what waits, end."""
        await self._together.stop()

    async def mark(self, notice: DueNotice) -> bool:
        """Note that it is being handed over, before it is. False if it is not ours to send any more."""
        return await self._together.ask(Marked(notice))

    async def note(self, notice: DueNotice, outcome: Outcome) -> None:
        """Note how it stands now."""
        await self._together.ask(Noted(notice, outcome), within=self._unhurried)

    async def replaced(self, person_id: int, old: tuple[str, ...], new: tuple[str, ...]) -> None:
        """Keep the ids of a person's messages right where others have taken their place."""
        await self._together.ask(Replaced(person_id, old, new), within=self._unhurried)

    async def _write(self, entries: list[Entry]) -> Sequence[bool]:
        async with self._database.writing() as session:
            marked = await _mark(session, [entry.notice for entry in entries if isinstance(entry, Marked)])
            await _note(session, [entry for entry in entries if isinstance(entry, Noted)])
            for entry in entries:
                if isinstance(entry, Replaced):
                    await _replace(session, entry)
        return [not isinstance(entry, Marked) or entry.notice.id in marked for entry in entries]


async def _mark(session: AsyncSession, notices: list[DueNotice]) -> set[int]:
    """The ids of those that were still ours, now marked."""
    marked: set[int] = set()
    for leased_until, channel in {(notice.leased_until, notice.channel) for notice in notices}:
        ids = [one.id for one in notices if (one.leased_until, one.channel) == (leased_until, channel)]
        ours = col(Notice.id).in_(ids) & (col(Notice.next_attempt_at) == leased_until)
        under_way = col(Notice.state).in_((NoticeState.WAITING, NoticeState.SENDING))
        # the channel, too: what is in doubt after a crash is tried again where it may stand
        values = {"state": NoticeState.SENDING, "channel": channel}
        marking = update(Notice).where(ours, under_way).values(values).returning(col(Notice.id))
        result = await session.exec(marking.execution_options(synchronize_session=False))
        marked.update(result.scalars())
    return marked


async def _note(session: AsyncSession, noted: list[Noted]) -> None:
    if not noted:
        return
    await (await session.connection()).execute(_noting(), [_values(entry) for entry in noted])
    for entry in noted:
        if entry.outcome.blocked:
            chat = (col(ChatAccount.channel) == entry.notice.channel) & (
                col(ChatAccount.chat_id) == entry.notice.chat_id
            )
            await session.exec(update(ChatAccount).where(chat).values(reachable=False))


def _noting() -> Any:
    """That a notice has been delivered is true whoever has it by now; all else only its holder may say."""
    columns = _NOTICES.columns
    ours = (columns.next_attempt_at == bindparam("b_lease")) | (
        bindparam("b_state_", type_=columns.state.type) == NoticeState.SENT
    )
    # not IN, which cannot be executed for many rows at once
    under_way = (columns.state == NoticeState.WAITING) | (columns.state == NoticeState.SENDING)
    return (
        _NOTICES.update()
        .where(columns.id == bindparam("b_id"), under_way, ours)
        .values(
            state=bindparam("b_state"),
            next_attempt_at=bindparam("b_next_attempt_at"),
            failure=bindparam("b_failure"),
            attempts=columns.attempts + bindparam("b_tried"),
            doubts=columns.doubts + bindparam("b_doubtful"),
            message_ids=bindparam("b_message_ids"),
            channel=bindparam("b_channel"),
            failed_on=func.coalesce(bindparam("b_failed_on", type_=columns.failed_on.type), columns.failed_on),
        )
    )


def _values(entry: Noted) -> dict[str, Any]:
    notice, outcome = entry.notice, entry.outcome
    return {
        "b_id": notice.id,
        "b_lease": notice.leased_until,
        "b_state": outcome.state,
        "b_state_": outcome.state,
        "b_next_attempt_at": outcome.next_attempt_at,
        "b_failure": outcome.failure,
        # on another channel it has as many attempts as on this one
        "b_tried": -notice.attempts if outcome.gives_up_channel else int(outcome.tried),
        "b_doubtful": int(outcome.doubtful),
        "b_message_ids": ",".join(outcome.message_ids),
        "b_channel": outcome.channel,
        "b_failed_on": notice.channel if outcome.gives_up_channel else None,
    }


async def _replace(session: AsyncSession, entry: Replaced) -> None:
    """Of the person's notices that stood in these messages the first stands in the new ones now, the others in none."""
    theirs = select(Notice.id, Notice.message_ids).where(
        col(Notice.person_id) == entry.person_id, col(Notice.kind).in_(KEPT_IDS), col(Notice.message_ids) != ""
    )
    rows = await session.exec(theirs.order_by(col(Notice.id)))
    found = [notice_id for notice_id, ids in rows if set(ids.split(",")) <= set(entry.old)]
    for place, notice_id in enumerate(found):
        ids = ",".join(entry.new) if place == 0 else ""
        await session.exec(update(Notice).where(col(Notice.id) == notice_id).values(message_ids=ids))
