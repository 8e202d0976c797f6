"""What was left out, moved or dropped in past months: dates of the calendar, and how many notices of which kind."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.tables import Notice, Occurrence
from phieu.words import NoticeKind, NoticeState, OccurrenceState

OF_INTEREST = (OccurrenceState.MISSED, OccurrenceState.SKIPPED, OccurrenceState.MOVED, OccurrenceState.DECLINED)
TOO_LATE = "too late"
"""What `Notice.failure` says of a notice that nobody was given because its matter was over."""


@dataclass(frozen=True, slots=True)
class DroppedNotices:
    """Notices that came too late. Of whom they were for nothing is said."""

    kind: NoticeKind
    count: int


async def dropped_dates(session: AsyncSession, now: datetime) -> list[Occurrence]:
    """The dates that admins moved, left out or declined, or that were missed; the last one first."""
    found = select(Occurrence).where(
        col(Occurrence.state).in_(OF_INTEREST) | (col(Occurrence.moved_to).is_not(None)), col(Occurrence.due_at) <= now
    )
    return list(await session.exec(found.order_by(col(Occurrence.due_at).desc(), col(Occurrence.kind))))


async def dropped_notices(session: AsyncSession) -> list[DroppedNotices]:
    """Those that are still kept, by kind, the most frequent first."""
    counted = (
        select(Notice.kind, func.count())
        .where(Notice.state == NoticeState.FAILED, Notice.failure == TOO_LATE)
        .group_by(col(Notice.kind))
    )
    found = [DroppedNotices(NoticeKind(kind), count) for kind, count in await session.exec(counted)]
    return sorted(found, key=lambda one: (-one.count, one.kind))
