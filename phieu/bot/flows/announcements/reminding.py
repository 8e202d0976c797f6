"""Reminding those who have not confirmed an announcement; it is asked about first."""

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.received import READ
from phieu.bot.flows.announcements.sent_page import SENT, sent_announcement, sent_screen, wanted
from phieu.bot.screen import Screen, row
from phieu.office.announcements.acknowledgements import owing
from phieu.office.announcements.changes import remind
from phieu.office.announcements.recipients import load_recipients
from phieu.office.announcements.sent import load_received
from phieu.office.announcements.subjects import announcement_of
from phieu.words import NoticeKind

ADMIN = True


async def ask(event: Event, context: Context) -> Screen:
    """So many people?"""
    t, sent = context.t, await wanted(event, context)
    async with context.installation.database.reading() as session:
        rest = len(owing(await load_recipients(session, sent.id)))
    if not rest or not sent.announcement.acknowledge or sent.withdrawn:
        return await sent_screen(sent.id, context, toast=t("There is nobody to be reminded."))
    text = t.plural_html(
        "🔔 <b>Remind them?</b>\n\n{count} person who has the announcement has not confirmed it yet, and gets a "
        "message from which it can be read again.",
        "🔔 <b>Remind them?</b>\n\n{count} people who have the announcement have not confirmed it yet, and get a "
        "message from which they can read it again.",
        rest,
    )
    number = sent.announcement.reminders + 1
    yes = row(t("🔔 Yes, remind them"), action("announcement-remind-yes", sent.id, number))
    return Screen(text, (yes, row(t("↩️ No"), action(SENT, sent.id))))


async def remind_now(event: Event, context: Context) -> Screen:
    """The second of two taps, or of two admins, finds them reminded."""
    t, (announcement_id, number) = context.t, parse(event.action).numbers(2)
    await sent_announcement(announcement_id, context)
    reminded = await remind(context.installation.database, announcement_id, number, context.now)
    if reminded is None:
        return await sent_screen(announcement_id, context, toast=t("They have been reminded already."))
    lead = t.plural_html("🔔 {count} person is being reminded.", "🔔 {count} people are being reminded.", reminded)
    return await sent_screen(announcement_id, context, lead)


async def reminder(subject: str, context: Context) -> Screen | None:
    """The reminder as it comes; None if it has been confirmed or withdrawn meanwhile."""
    t, person = context.t, context.somebody
    assert person.id is not None
    async with context.installation.database.reading() as session:
        found = await load_received(session, announcement_of(subject), person.id)
    if found is None or found[1]:
        return None
    sent, _ = found
    assert sent.announcement.sent_at is not None
    text = t.html(
        "🔔 Dear <b>{name}</b>, on {day} you received an announcement that you have not confirmed yet. Please read it, "
        "and then choose “I have read it”.",
        name=person.name,
        day=t.date(sent.announcement.sent_at),
    )
    return Screen(text, (row(t("📖 Read the announcement"), action(READ, sent.id)),), keeps=True)


ACTIONS = {"announcement-remind": ask, "announcement-remind-yes": remind_now}
NOTICES = {NoticeKind.ANNOUNCEMENT_REMINDER: reminder}
