"""Deletes the personal data of somebody who has left, in one transaction; the row itself stays, without a name.

It stays so that what others did, and what the statistics of training and rotations (M21, M24) count, does not change:
a turn on a course keeps its course and its state, a move its kind, units, ranks and year. `tests/retention` walks all
tables and asks of each column that names a person what becomes of it.
"""

from secrets import token_hex

from sqlmodel import col, delete, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.installation import Installation
from phieu.office.announcements.nameless_audience import renumbered
from phieu.office.reports.figures import forget_office_ranges
from phieu.office.retention.erasing_rotations import erase_rotations
from phieu.office.retention.leaving import ErasingError, may_be_erased
from phieu.office.selectors import TermKind
from phieu.storage.clearing import clear_deleted
from phieu.storage.tables import (
    Announcement,
    AnnouncementRecipient,
    Assignment,
    ChatAccount,
    Comment,
    Draft,
    Figure,
    GroupMember,
    Invite,
    NeedsSaid,
    Nomination,
    NominationQuestion,
    Notice,
    Person,
    Position,
    RaterGroup,
    RaterUnit,
    TrainingNeed,
    Unit,
)

OF_A_PERSON = (
    ChatAccount,
    Invite,
    Position,
    GroupMember,
    Notice,
    Draft,
    AnnouncementRecipient,
    TrainingNeed,
    NeedsSaid,
)
"""Rows that go with their person."""
ABOUT_A_RATEE = (Figure, Comment, RaterGroup)
"""Rows that go with the person whom a round was about. Assignments point at groups, and go first."""


async def erase(installation: Installation, person_id: int) -> None:
    """Delete somebody's data for good, and clear away what is left of them in the files. Raises ErasingError."""
    await delete_data(installation, person_id)
    await clear_deleted(installation.database, installation.box)


async def erase_all(installation: Installation, person_ids: list[int]) -> int:
    """The same for many, one transaction each; those against whom something stands by now are passed over."""
    count = 0
    for person_id in person_ids:
        try:
            await delete_data(installation, person_id)
            count += 1
        except ErasingError:
            continue  # they have come back, or a round has opened, since they were found
    if count:
        await clear_deleted(installation.database, installation.box)
    return count


async def delete_data(installation: Installation, person_id: int) -> None:
    """The transaction alone. Raises ErasingError."""
    async with installation.database.writing() as session:
        person = await may_be_erased(session, person_id)
        asked = or_(col(Assignment.rater_id) == person_id, col(Assignment.ratee_id) == person_id)
        await session.exec(delete(Assignment).where(asked))
        await session.exec(delete(RaterUnit).where(col(RaterUnit.rater_id) == person_id))
        for of_ratee in ABOUT_A_RATEE:
            await session.exec(delete(of_ratee).where(col(of_ratee.ratee_id) == person_id))
        for table in OF_A_PERSON:
            await session.exec(delete(table).where(col(table.person_id) == person_id))
        await session.exec(update(Unit).where(col(Unit.supervisor_id) == person_id).values(supervisor_id=None))
        await _erase_nominations(session, person_id)
        await erase_rotations(session, person_id)
        await _make_nameless(session, person)
    forget_office_ranges(installation.database)


async def _erase_nominations(session: AsyncSession, person_id: int) -> None:
    theirs = col(Nomination.person_id) == person_id
    ids = select(Nomination.id).where(theirs)
    await session.exec(delete(NominationQuestion).where(col(NominationQuestion.nomination_id).in_(ids)))
    nothing = {"reason": "", "refusal": "", "result": "", "nominated_by": None}
    no_days = {"answer_by": None, "asked_on": None, "ended_on": None}
    await session.exec(update(Nomination).where(theirs).values(**nothing, **no_days, askings=1))


async def _make_nameless(session: AsyncSession, person: Person) -> None:
    number = f"erased-{token_hex(8)}"
    named = select(Announcement).where(col(Announcement.audience).contains(f"{TermKind.PERSON.value}:"))
    for one in await session.exec(named):
        one.audience = renumbered(one.audience, person.staff_number, number)
    person.name = person.contact = ""
    person.staff_number = number
    person.locale, person.admin, person.left_at, person.erased = "vi", False, None, True
    person.preferred_channel, person.fixed_numbers = None, False
    await session.flush()
