"""What is being composed, planned or kept as a template, for the list."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.text import beginning
from phieu.storage.tables import Announcement, AnnouncementFile, Person
from phieu.words import AnnouncementState

LONGEST_TITLE = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """One announcement in brief."""

    id: int
    author_id: int
    author: str
    title: str
    """A template's name, else where it can be read, else the first words, else the file's name; or nothing."""
    not_by_chat: bool
    send_at: datetime | None


async def listed(session: AsyncSession, state: AnnouncementState) -> list[Listed]:
    """All in this state: what is planned in the order of its time, templates by name, drafts the newest first."""
    order = {
        AnnouncementState.PLANNED: (col(Announcement.send_at), col(Announcement.id)),
        AnnouncementState.TEMPLATE: (func.lower(col(Announcement.name)), col(Announcement.id)),
    }.get(state, (col(Announcement.id).desc(),))
    file = select(AnnouncementFile.name).where(col(AnnouncementFile.announcement_id) == col(Announcement.id))
    rows = await session.exec(
        select(Announcement, Person.name, file.scalar_subquery())
        .join(Person, col(Person.id) == col(Announcement.author_id))
        .where(Announcement.state == state)
        .order_by(*order)
    )
    return [_brief(one, author, file_name or "") for one, author, file_name in rows]


async def count(session: AsyncSession, *states: AnnouncementState) -> int:
    """How many are in one of these states."""
    return (await session.exec(select(func.count()).where(col(Announcement.state).in_(states)))).one()


def _brief(one: Announcement, author: str, file_name: str) -> Listed:
    assert one.id is not None
    title = one.name or one.read_from or beginning(one.text, LONGEST_TITLE) or file_name
    return Listed(one.id, one.author_id, author, title, one.not_by_chat, one.send_at)
