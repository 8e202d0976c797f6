"""Who has confirmed that they have read an announcement, and what waits for a person's confirmation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.recipients import Recipient, in_chat_of
from phieu.storage.columns import LARGEST_ID
from phieu.storage.database import Database
from phieu.storage.tables import Announcement, AnnouncementRecipient
from phieu.words import AnnouncementState

SENT_STATES = (AnnouncementState.SENDING, AnnouncementState.DONE, AnnouncementState.STOPPED)
"""Those of an announcement that people have, or may have."""


class Acknowledged(StrEnum):
    """What came of somebody's confirmation."""

    NOW = "now"
    BEFORE = "before"
    CORRECTED = "corrected"
    """They read an older text: it has been corrected since."""
    GONE = "gone"
    """It was withdrawn."""


@dataclass(frozen=True, slots=True)
class UnitCount:
    """How many of a unit's people have confirmed an announcement, as the units are today."""

    unit_id: int
    """0 for people without a position."""
    name: str
    """Empty for people without a position."""
    acknowledged: int
    asked: int


async def acknowledge(database: Database, announcement_id: int, version: int, person_id: int) -> Acknowledged | None:
    """Note that this person has read this version; a second time changes nothing. No time is kept.

    None if it was never for them, or asks for no confirmation.
    """
    async with database.writing() as session:
        if not 0 < announcement_id <= LARGEST_ID:
            return None
        # shared: a correction that asks everybody anew comes before this confirmation or after it, never in between
        announcement = await session.get(Announcement, announcement_id, with_for_update={"read": True})
        mine = await session.get(AnnouncementRecipient, (announcement_id, person_id))
        if announcement is None or mine is None or not announcement.acknowledge:
            return None
        if announcement.state not in SENT_STATES:
            return Acknowledged.GONE
        if mine.acknowledged:
            return Acknowledged.BEFORE
        if announcement.version != version:
            return Acknowledged.CORRECTED
        key = (
            col(AnnouncementRecipient.announcement_id) == announcement_id,
            col(AnnouncementRecipient.person_id) == person_id,
        )
        await session.exec(update(AnnouncementRecipient).where(*key).values(acknowledged=True))
    return Acknowledged.NOW


async def waiting_for(session: AsyncSession, person_id: int) -> list[Announcement]:
    """The announcements that this person has not confirmed yet, newest first."""
    owed = (
        select(Announcement)
        .join(AnnouncementRecipient, col(AnnouncementRecipient.announcement_id) == col(Announcement.id))
        .where(AnnouncementRecipient.person_id == person_id, ~col(AnnouncementRecipient.acknowledged))
        .where(col(Announcement.acknowledge), col(Announcement.state).in_(SENT_STATES))
        .order_by(col(Announcement.sent_at).desc(), col(Announcement.id).desc())
    )
    found = (await session.exec(owed)).all()
    have = await in_chat_of(session, person_id, (one.id for one in found))
    return [one for one in found if one.id in have]


def owing(recipients: Iterable[Recipient]) -> list[Recipient]:
    """Those who have it and have not confirmed it, in the order given."""
    return [one for one in recipients if one.has_it and not one.acknowledged]


def by_unit(recipients: Iterable[Recipient], names: Mapping[int, str]) -> list[UnitCount]:
    """The counts of each unit in the order of `names`, and last of those who belong to none.

    Counts whoever the announcement was for, whether it has reached them or not.
    """
    asked: dict[int, int] = {}
    acknowledged: dict[int, int] = {}
    for one in recipients:
        asked[one.unit_id] = asked.get(one.unit_id, 0) + 1
        acknowledged[one.unit_id] = acknowledged.get(one.unit_id, 0) + one.acknowledged
    places = [*(unit_id for unit_id in names if unit_id in asked), *([0] if 0 in asked else [])]
    return [UnitCount(place, names.get(place, ""), acknowledged[place], asked[place]) for place in places]
