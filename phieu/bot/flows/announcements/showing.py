"""An announcement as the people whom it is for see it: as a notice, in the preview, and when they read it again."""

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.bot.flows.announcements.acknowledge_button import acknowledge_button
from phieu.bot.flows.announcements.file_on_zalo import file_in_words, lasting_way
from phieu.bot.flows.answering.parts import paragraphs
from phieu.bot.flows.not_by_chat import at_the_office
from phieu.bot.screen import Attachment, Row, Screen
from phieu.locales.translator import Translator
from phieu.office.announcements.subjects import announcement_of
from phieu.storage.tables import Announcement, AnnouncementFile
from phieu.words import AnnouncementState, NoticeKind

GONE = (AnnouncementState.STOPPED, AnnouncementState.WITHDRAWN)
"""No longer brought to anybody."""


def announcement_screen(
    announcement: Announcement, file: AnnouncementFile | None, context: Context, *, acknowledged: bool
) -> Screen:
    """The whole announcement in the reader's chat, where it stays."""
    assert announcement.id is not None
    t = context.t
    rows: tuple[Row, ...] = ()
    if announcement.acknowledge:
        rows = (acknowledge_button(announcement.id, announcement.version, t, acknowledged=acknowledged),)
    text = announcement_text(announcement, t)
    if file is None or announcement.not_by_chat:
        return Screen(text, rows, keeps=True)
    text = paragraphs(text, lasting_way(file, context))
    return Screen(text, rows, attachments=(attachment_of(file, context),), keeps=True)


def announcement_text(announcement: Announcement, t: Translator) -> Markup:
    """What it says, under a word that it is an announcement; nothing of its content where it is not by chat."""
    if announcement.not_by_chat:
        text = at_the_office(t, announcement.read_from, announcement.read_until)
    else:
        text = Markup(announcement.text)  # noqa: S704 - admins' formatting, as the channel gave it
    parts = [_heading(announcement, t), text]
    if announcement.version > 1:
        parts.append(t.html("✏️ <i>This announcement has been corrected.</i>"))
    return Markup("\n\n").join(part for part in parts if part)


def attachment_of(file: AnnouncementFile, context: Context) -> Attachment:
    """Its picture or document."""
    return Attachment(file.name, file.content, picture=file.picture, in_words=file_in_words(file, context))


async def notice(subject: str, context: Context) -> Screen | None:
    """The announcement as it is now; None if it has been stopped or withdrawn."""
    announcement_id = announcement_of(subject)
    async with context.installation.database.reading() as session:
        announcement = await session.get(Announcement, announcement_id)
        if announcement is None or announcement.state in GONE:
            return None
    file = await file_of(announcement, context)
    return announcement_screen(announcement, file, context, acknowledged=False)


async def file_of(announcement: Announcement, context: Context) -> AnnouncementFile | None:
    """The picture or document of an announcement that has been sent; a version's file never changes."""

    async def load() -> AnnouncementFile | None:
        async with context.installation.database.reading() as session:
            return await session.get(AnnouncementFile, announcement.id)

    version = (announcement.id, announcement.version)
    file: AnnouncementFile | None = await context.memory.announcement_file.get(version, load)
    return file


def _heading(announcement: Announcement, t: Translator) -> Markup:
    if announcement.urgent:
        return t.html("🔔 <b>Urgent announcement</b>")
    return t.html("📣 <b>Announcement</b>")


NOTICES = {NoticeKind.ANNOUNCEMENT: notice}
