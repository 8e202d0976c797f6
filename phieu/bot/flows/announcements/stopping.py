"""Stopping an announcement that is going out, and withdrawing one that people have; both are asked about first."""

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.delivery.revision import NotYetError, Removal
from phieu.bot.event import Event
from phieu.bot.flows.announcements.sent_page import SENT, sent_screen, wanted
from phieu.bot.flows.announcements.told_anew import changes_nothing, have_it_changeable, withdrawal_anew, withdrawn_anew
from phieu.bot.screen import Screen, row
from phieu.locales.translator import Translator
from phieu.office.announcements.acknowledgements import SENT_STATES
from phieu.office.announcements.changes import stop, withdraw
from phieu.office.announcements.progress import load_progress
from phieu.office.announcements.recipients import load_recipients
from phieu.office.announcements.standing import load_standing
from phieu.office.announcements.subjects import announcement_of
from phieu.storage.tables import Announcement
from phieu.words import AnnouncementState, NoticeKind

ADMIN = True


async def ask_to_stop(event: Event, context: Context) -> Screen:
    """Whoever has it keeps it."""
    t, sent = context.t, await wanted(event, context)
    async with context.installation.database.reading() as session:
        counts = await load_progress(session, sent.id)
    if sent.announcement.state is not AnnouncementState.SENDING or not counts.left:
        return await sent_screen(sent.id, context)
    text = t.plural_html(
        "⏹ <b>Stop it?</b>\n\n{count} person has it by now and keeps it; nobody else gets it. It cannot be started "
        "again. It goes on until you decide.",
        "⏹ <b>Stop it?</b>\n\n{count} people have it by now and keep it; nobody else gets it. It cannot be started "
        "again. It goes on until you decide.",
        counts.sent,
    )
    yes = row(t("⏹ Yes, stop it"), action("announcement-stop-yes", sent.id))
    return Screen(text, (yes, row(t("↩️ No, let it go on"), action(SENT, sent.id))))


async def stop_now(event: Event, context: Context) -> Screen:
    """The second of two taps finds it stopped."""
    sent = await wanted(event, context)
    await stop(context.installation.database, sent.id)
    return await sent_screen(sent.id, context)


async def ask_to_withdraw(event: Event, context: Context) -> Screen:
    """It goes from everybody's chat."""
    t, sent = context.t, await wanted(event, context)
    if sent.announcement.state not in SENT_STATES:
        return await sent_screen(sent.id, context)
    async with context.installation.database.reading() as session:
        recipients = await load_recipients(session, sent.id)
    text = Markup("\n\n").join(
        [
            t.html("↩️ <b>Withdraw it?</b>"),
            *_withdrawn_there(have_it_changeable(recipients), t),
            *withdrawn_anew(sent.announcement, recipients, t),
            t.html("Nobody else gets it. This cannot be undone."),
        ]
    )
    yes = row(t("🗑 Yes, withdraw the announcement"), action("announcement-withdraw-yes", sent.id))
    return Screen(text, (yes, row(t("↩️ No, leave it as it is"), action(SENT, sent.id))))


def _withdrawn_there(count: int, t: Translator) -> list[Markup]:
    """Of the chats from which it can be taken; nothing if there are none."""
    if not count:
        return []
    return [
        t.plural_html(
            "It is taken out of the chat of {count} person. Where the platform no longer deletes it, it is replaced "
            "by a word that it was withdrawn.",
            "It is taken out of the chats of {count} people. Where the platform no longer deletes it, it is replaced "
            "by a word that it was withdrawn.",
            count,
        )
    ]


async def withdraw_now(event: Event, context: Context) -> Screen:
    """The second of two taps finds it withdrawn."""
    sent = await wanted(event, context)
    await withdraw(context.installation.database, sent.id, context.now)
    return await sent_screen(sent.id, context)


async def withdrawn(subject: str, context: Context) -> Removal | Screen | None:
    """Takes it, and its reminders, out of one chat, or asks to disregard it; None where none of it is there."""
    t, announcement_id = context.t, announcement_of(subject)
    assert context.somebody.id is not None
    async with context.installation.database.reading() as session:
        standing = await load_standing(session, announcement_id, context.somebody.id)
        announcement = await session.get_one(Announcement, announcement_id)
    if not standing.settled:
        raise NotYetError
    if standing.channel is None:
        return None
    anew = withdrawal_anew(announcement, t)
    if messages := (*standing.message_ids, *standing.reminder_ids):
        return Removal(messages, anew, t.html("↩️ This announcement has been withdrawn."), standing.channel)
    return anew if standing.told and changes_nothing(standing.channel) else None


ACTIONS = {
    "announcement-stop": ask_to_stop,
    "announcement-stop-yes": stop_now,
    "announcement-withdraw": ask_to_withdraw,
    "announcement-withdraw-yes": withdraw_now,
}
NOTICES = {NoticeKind.ANNOUNCEMENT_WITHDRAWN: withdrawn}
