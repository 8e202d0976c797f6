"""Calling a round off: what was answered is destroyed uncounted, nothing is published, and everybody is told.

As in closing, one transaction changes the state and deletes the ballots; then the key is destroyed and the space is
overwritten. If the program dies in between, `closing.finish_closings` does the rest at the start.
"""

import logging
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.closing import destroy_traces
from phieu.office.extending import asked_in
from phieu.office.notices import admin_ids, announce, round_subject
from phieu.office.open_rounds import UnknownRoundError, open_rounds
from phieu.storage.inserting import insert_new
from phieu.storage.tables import Ballot, Notice, Occurrence, Round
from phieu.words import NoticeKind, NoticeState, OccurrenceState, RoundState

log = logging.getLogger(__name__)

LONGEST_REASON = 300
"""Characters of the reason that everybody is told."""


async def call_off_round(installation: Installation, round_id: int, reason: str = "") -> bool:
    """Call an open round off; False if it was over already. Raises UnknownRoundError.

    `reason`, in the admin's words, is told to everybody; at most LONGEST_REASON characters of it are kept.
    """
    async with installation.box.paused(), installation.database.writing() as session:
        one = await session.get(Round, round_id)
        if one is None:
            raise UnknownRoundError(round_id)
        called_off_now = await _mark_called_off(session, installation, round_id, reason[:LONGEST_REASON])
        if called_off_now:
            await session.exec(delete(Ballot).where(col(Ballot.round_id) == round_id))
            await _stop_notices(session, round_id)
            await _keep_the_calendar_from_asking(session, one)
            people = {*await asked_in(session, round_id), *await admin_ids(session)}
            subject, now = round_subject(round_id), installation.now()
            await announce(session, NoticeKind.ROUND_CALLED_OFF, subject, sorted(people), now)
    if called_off_now:
        open_rounds(installation.database).forget(round_id)
        log.info("round %d is called off", round_id)
    await destroy_traces(installation, [round_id])
    return called_off_now


async def _mark_called_off(session: AsyncSession, installation: Installation, round_id: int, reason: str) -> bool:
    still_open = (col(Round.id) == round_id) & (col(Round.state) == RoundState.OPEN)
    values: dict[str, Any] = {
        "state": RoundState.CALLED_OFF,
        "closed_at": installation.now(),
        "called_off_because": reason,
    }
    called_off = await session.exec(
        update(Round).where(still_open).values(**values), execution_options={"synchronize_session": False}
    )
    return bool(called_off.rowcount)


async def _stop_notices(session: AsyncSession, round_id: int) -> None:
    """Nobody is told any more that it has opened, or was extended."""
    subject = round_subject(round_id)
    opened = (col(Notice.kind) == NoticeKind.ROUND_OPENED) & (col(Notice.subject) == subject)
    extended = (col(Notice.kind) == NoticeKind.ROUND_EXTENDED) & col(Notice.subject).startswith(f"{subject}:")
    waiting = update(Notice).where(opened | extended, col(Notice.state) == NoticeState.WAITING)
    await session.exec(
        waiting.values(state=NoticeState.STOPPED, next_attempt_at=Notice.created_at).execution_options(
            synchronize_session=False
        )
    )


async def _keep_the_calendar_from_asking(session: AsyncSession, one: Round) -> None:
    """An admin may open it again by hand; by itself it does not open again, nor is it proposed."""
    values = {"kind": one.kind, "period": one.period, "state": OccurrenceState.DECLINED, "due_at": one.opened_at}
    if not await insert_new(session, Occurrence, values | {"moved_to": None}):
        mine = (col(Occurrence.kind) == one.kind) & (col(Occurrence.period) == one.period)
        await session.exec(update(Occurrence).where(mine).values(state=OccurrenceState.DECLINED))
