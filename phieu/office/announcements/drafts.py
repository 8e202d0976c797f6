"""Announcements that are being composed, by any admin: rows from the first step on, so that nothing of them is lost."""

from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.storage.columns import LARGEST_ID
from phieu.storage.tables import Announcement, AnnouncementFile
from phieu.words import AnnouncementState

COMPOSED = ("text", "audience", "acknowledge", "urgent", "not_by_chat", "read_from", "read_until")
"""What is taken over when one announcement is begun from another one."""


async def begin(session: AsyncSession, author_id: int, *, not_by_chat: bool) -> Announcement:
    """A new draft; the author's last one if nothing has been put into it yet, so that tapping twice makes one."""
    last = select(Announcement).where(
        Announcement.state == AnnouncementState.DRAFT, Announcement.author_id == author_id
    )
    found = (await session.exec(last.order_by(col(Announcement.id).desc()).limit(1))).first()
    untouched = Announcement(author_id=author_id, not_by_chat=not_by_chat)
    if found is not None and _content(found) == _content(untouched) and await file_of(session, found) is None:
        return found
    session.add(untouched)
    await session.flush()
    return untouched


async def announcement(session: AsyncSession, announcement_id: int) -> Announcement | None:
    """The announcement with this id, in whatever state; None if there is none."""
    return await session.get(Announcement, announcement_id) if 0 < announcement_id <= LARGEST_ID else None


async def open_draft(session: AsyncSession, announcement_id: int) -> Announcement | None:
    """The draft, to be changed in this transaction; None if it is gone, or no draft any more."""
    if not 0 < announcement_id <= LARGEST_ID:
        return None
    draft = select(Announcement).where(
        Announcement.id == announcement_id, Announcement.state == AnnouncementState.DRAFT
    )
    return (await session.exec(draft.with_for_update())).first()


async def file_of(session: AsyncSession, of: Announcement) -> tuple[str, bool] | None:
    """The name of its file and whether that is a picture, without its content; None if it has no file."""
    file = select(AnnouncementFile.name, AnnouncementFile.picture).where(AnnouncementFile.announcement_id == of.id)
    return (await session.exec(file)).first()


async def put_file(session: AsyncSession, draft: Announcement, name: str, content: bytes, *, picture: bool) -> None:
    """This is the draft's file now, in place of the one before."""
    await remove_file(session, draft)
    assert draft.id is not None
    session.add(AnnouncementFile(announcement_id=draft.id, name=name, picture=picture, content=content))
    await session.flush()


async def remove_file(session: AsyncSession, draft: Announcement) -> None:
    """It has no file."""
    await session.exec(delete(AnnouncementFile).where(col(AnnouncementFile.announcement_id) == draft.id))


async def copy(session: AsyncSession, source: Announcement, onto: Announcement) -> None:
    """Put the content of one announcement, with its file, into another one."""
    for field in COMPOSED:
        setattr(onto, field, getattr(source, field))
    session.add(onto)
    await session.flush()
    file = await session.get(AnnouncementFile, source.id)
    if file is None:
        await remove_file(session, onto)
    else:
        await put_file(session, onto, file.name, file.content, picture=file.picture)


async def discard(session: AsyncSession, announcement_id: int, state: AnnouncementState) -> bool:
    """Delete it with its file, if it is still in this state; says whether it was."""
    mine = (col(Announcement.id) == announcement_id) & (col(Announcement.state) == state)
    if (await session.exec(select(Announcement.id).where(mine).with_for_update())).first() is None:
        return False
    await session.exec(delete(AnnouncementFile).where(col(AnnouncementFile.announcement_id) == announcement_id))
    await session.exec(delete(Announcement).where(mine))
    return True


def _content(one: Announcement) -> tuple[object, ...]:
    return tuple(getattr(one, field) for field in (*COMPOSED, "send_at"))
