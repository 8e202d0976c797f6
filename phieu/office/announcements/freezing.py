"""Keeping what became of an announcement for whom, before the notices that tell it leave the outbox."""

from collections import defaultdict
from collections.abc import Collection

from sqlmodel import col, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.recipients import Outcome, load_recipients
from phieu.storage.tables import AnnouncementRecipient

BATCH = 500
"""People in one statement: below every database's limit of variables."""


async def freeze_outcomes(session: AsyncSession, announcement_id: int, person_ids: Collection[int]) -> None:
    """Write down what the outbox knows for these people, whose notices are deleted in the same transaction."""
    people: defaultdict[Outcome, list[int]] = defaultdict(list)
    wanted = set(person_ids)
    for one in await load_recipients(session, announcement_id):
        if one.person_id in wanted:
            people[one.outcome].append(one.person_id)
    for outcome, theirs in people.items():
        for start in range(0, len(theirs), BATCH):
            some = col(AnnouncementRecipient.person_id).in_(theirs[start : start + BATCH])
            row = (col(AnnouncementRecipient.announcement_id) == announcement_id) & some
            await session.exec(update(AnnouncementRecipient).where(row).values(outcome=outcome.value))
