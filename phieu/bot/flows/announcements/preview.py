"""The preview: the announcement exactly as the others will see it, before it is sent."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.changing import changed
from phieu.bot.flows.announcements.showing import announcement_screen
from phieu.bot.flows.announcements.standing import standing
from phieu.bot.screen import Choice, NewChoices, Row, Screen, row
from phieu.office.announcements.composed import Composed, look_at
from phieu.office.announcements.drafts import announcement
from phieu.office.announcements.sending import UNSENT
from phieu.office.announcements.text import without_markup
from phieu.storage.tables import AnnouncementFile
from phieu.words import AnnouncementState

ADMIN = True


async def preview(event: Event, context: Context) -> Screen:
    """The real screen. Its button for confirming does nothing here; below it are the ways on."""
    (announcement_id,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        composed = await look_at(session, announcement_id)
        found = await announcement(session, announcement_id)
        file = await session.get(AnnouncementFile, announcement_id) if found is not None else None
    if found is None or composed is None or composed.state not in UNSENT or composed.missing:
        return await standing(announcement_id, context)
    shown = announcement_screen(found, file, context, acknowledged=False)
    return replace(shown, rows=_rows(composed, context), keeps=False, otherwise=_refused(composed, context))


async def inert(event: Event, context: Context) -> Screen | NewChoices:
    """The button under the preview was tried."""
    (announcement_id,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        composed = await look_at(session, announcement_id)
    if composed is None or composed.state not in UNSENT:
        return await standing(announcement_id, context)
    toast = context.t("This is only the preview. With this choice the others confirm that they have read it.")
    return NewChoices(_rows(composed, context), toast)


async def plain(event: Event, context: Context) -> Screen:
    """Without the formatting that the platform refuses."""
    (announcement_id,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        found = await announcement(session, announcement_id)
    if found is None:
        return await standing(announcement_id, context)
    return await changed(announcement_id, context, text=str(Markup.escape(without_markup(found.text))))


def _rows(composed: Composed, context: Context) -> tuple[Row, ...]:
    t, rows = context.t, list[Row]()
    if composed.acknowledge:
        rows.append(row(t("👉 I have read it"), action("announcement-inert", composed.id)))
    back = Choice(t("↩️ Back"), action("announcement", composed.id))
    if composed.state is AnnouncementState.PLANNED:
        return (*rows, (back,))
    return (*rows, (back, Choice(t("📤 Go on"), action("announcement-confirm", composed.id))))


def _refused(composed: Composed, context: Context) -> Screen:
    """What is shown if the platform does not take it."""
    t = context.t
    words = t.html(
        "⚠️ The platform refuses this announcement as it is; that may be its formatting or its picture. "
        "<b>Nothing has been sent, and the draft has been kept.</b>"
    )
    rows = [row(t("📝 Back to the draft"), action("announcement", composed.id))]
    if composed.text and composed.state is AnnouncementState.DRAFT:
        rows.insert(0, row(t("🧹 Take the formatting out"), action("announcement-plain", composed.id)))
    return Screen(words, tuple(rows))


ACTIONS = {"announcement-preview": preview, "announcement-inert": inert, "announcement-plain": plain}
