"""Reads what goes on, so that notices about it stay."""

from datetime import date

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.retention.lasting import LARGEST_GAP_YEARS, Lasting
from phieu.storage.tables import Announcement, Course, Nomination, Rotation, Round, SharedResults
from phieu.words import AnnouncementState, RotationState, RoundState, Sharing

OVER = (RotationState.ENDED, RotationState.DROPPED)


async def load_lasting(session: AsyncSession, today: date) -> Lasting:
    """Everything of which the clock may still ask whether it has been said."""
    to_come = select(Course.id).where(col(Course.starts_on) > today)
    ids = {
        "rotation": select(Rotation.id).where(col(Rotation.state).not_in(OVER)),
        "course": to_come,
        "nomination": select(Nomination.id).where(col(Nomination.course_id).in_(to_come)),
        "round": select(Round.id).where(Round.state == RoundState.OPEN),
        "announcement": select(Announcement.id).where(Announcement.state == AnnouncementState.SENDING),
    }
    found = {
        thing: frozenset(id_ for id_ in await session.exec(query) if id_ is not None) for thing, query in ids.items()
    }
    levels = select(SharedResults.round_id).where(SharedResults.sharing == Sharing.LEVELS)
    return Lasting(today.year - LARGEST_GAP_YEARS, found, frozenset(await session.exec(levels)))
