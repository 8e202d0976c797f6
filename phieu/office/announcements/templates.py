"""Templates: announcements that come again, to begin new ones from."""

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.office.announcements.drafts import announcement, copy
from phieu.office.spelling import fold, tidy
from phieu.storage.tables import Announcement
from phieu.words import AnnouncementState

LONGEST_NAME = 60


class TemplateNameError(ValueError):
    """The name is empty, or longer than LONGEST_NAME."""


async def template(session: AsyncSession, template_id: int) -> Announcement | None:
    """The template with this id; None if it has been deleted."""
    found = await announcement(session, template_id)
    return found if found is not None and found.state is AnnouncementState.TEMPLATE else None


async def save_as_template(session: AsyncSession, source: Announcement, author_id: int, name: str) -> bool:
    """Keep a copy under this name, in place of one that is called so already; says whether there was one.

    Raises TemplateNameError.
    """
    name = template_name(name)
    there = await _called(session, name)
    target = there or Announcement(state=AnnouncementState.TEMPLATE, author_id=author_id)
    target.name, target.author_id = name, author_id
    await copy(session, source, target)
    return there is not None


async def begin_from(session: AsyncSession, template_id: int, author_id: int) -> Announcement | None:
    """A new draft with the content of a template; None if that has been deleted."""
    source = await template(session, template_id)
    if source is None:
        return None
    draft = Announcement(author_id=author_id)
    await copy(session, source, draft)
    return draft


async def rename(session: AsyncSession, renamed: Announcement, name: str) -> bool:
    """Call a template so; False if another one is called so. Raises TemplateNameError."""
    name = template_name(name)
    there = await _called(session, name)
    if there is not None and there.id != renamed.id:
        return False
    renamed.name = name
    session.add(renamed)
    await session.flush()
    return True


def template_name(typed: str) -> str:
    """The name as it is kept; raises TemplateNameError."""
    name = tidy(typed)
    if not 0 < len(name) <= LONGEST_NAME:
        raise TemplateNameError
    return name


async def _called(session: AsyncSession, name: str) -> Announcement | None:
    templates = await session.exec(select(Announcement).where(Announcement.state == AnnouncementState.TEMPLATE))
    return next((one for one in templates if fold(one.name) == fold(name)), None)
