"""The announcements that have been sent, for admins, and one of them as people see it."""

from dataclasses import replace

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.sent_page import SENT, wanted
from phieu.bot.flows.announcements.showing import announcement_screen, file_of
from phieu.bot.flows.announcements.titles import announcement_label
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Screen, row
from phieu.office.announcements.sent import sent_announcements
from phieu.words import AnnouncementState

ADMIN = True
A_PAGE = 8
SIGNS = {AnnouncementState.SENDING: "⏳", AnnouncementState.STOPPED: "⏹", AnnouncementState.WITHDRAWN: "🗑"}


async def show(event: Event, context: Context) -> Screen:
    """The list, newest first, or a page of it."""
    t, found = context.t, parse(event.action)
    async with context.installation.database.reading() as session:
        sent = await sent_announcements(session)
    page = page_of(sent, found.numbers(1)[0] if found.arguments else 0, A_PAGE)
    ways = (*turning(page, t, "announcements-sent"), row(t("↩️ All announcements"), "announcements"))
    if not page.items:
        return Screen(t.html("📤 <b>Sent announcements</b>\n\nNothing has been sent yet."), ways)
    text = t.html("📤 <b>Sent announcements</b>\n\nThe newest come first: ⏳ going out, ⏹ stopped, ↩️ withdrawn.")
    rows = [
        row(announcement_label(one, t, SIGNS.get(one.state, "")), action(SENT, one.id)) for one in page.items if one.id
    ]
    return Screen(text, (*rows, *ways))


async def as_people_see_it(event: Event, context: Context) -> Screen:
    """The whole of it."""
    sent = await wanted(event, context)
    file = await file_of(sent.announcement, context)
    shown = announcement_screen(sent.announcement, file, context, acknowledged=False)
    return replace(shown, rows=(row(context.t("↩️ Back"), action(SENT, sent.id)),), keeps=False)


ACTIONS = {"announcements-sent": show, "announcement-show": as_people_see_it}
