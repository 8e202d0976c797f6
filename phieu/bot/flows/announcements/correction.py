"""A correction as it will look, the last question, and then changing what stands in people's chats."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.delivery.revision import NotYetError, Revision
from phieu.bot.event import Event
from phieu.bot.flows.announcements.correcting import CORRECT, correcting, correcting_screen, may_be_corrected, person_id
from phieu.bot.flows.announcements.sent_page import sent_announcement, sent_screen, wanted
from phieu.bot.flows.announcements.showing import announcement_screen, file_of
from phieu.bot.flows.announcements.told_anew import (
    changes_nothing,
    corrected_anew,
    correction_anew,
    have_it_changeable,
)
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.announcements.correcting_draft import CorrectingDraft, drop_correcting
from phieu.office.announcements.corrections import correct
from phieu.office.announcements.recipients import load_recipients
from phieu.office.announcements.sent import Sent, load_received
from phieu.office.announcements.standing import load_standing
from phieu.office.announcements.subjects import announcement_of, number_of
from phieu.storage.tables import Announcement, AnnouncementFile
from phieu.words import NoticeKind

ADMIN = True


async def look(event: Event, context: Context) -> Screen:
    """The corrected announcement exactly as people will see it, with ways on below it."""
    t, sent = context.t, await wanted(event, context)
    draft = await _draft(sent, context)
    if draft is None:
        return await correcting_screen(sent.id, context)
    shown = await _as_corrected(sent, draft, context)
    ways = (
        Choice(t("↩️ Back"), action(CORRECT, sent.id)),
        Choice(t("✏️ Go on"), action("announcement-correct-ask", sent.id)),
    )
    refused = t.html(
        "⚠️ The platform refuses it like this; that may be its formatting or its picture. "
        "<b>Nothing has been changed, and your correction has been kept.</b>"
    )
    otherwise = Screen(refused, (row(t("↩️ Back to the correction"), action(CORRECT, sent.id)),))
    return replace(shown, rows=(ways,), keeps=False, otherwise=otherwise)


async def ask(event: Event, context: Context) -> Screen:
    """From now on, for everybody?"""
    t, sent = context.t, await wanted(event, context)
    draft = await _draft(sent, context)
    if draft is None:
        return await correcting_screen(sent.id, context)
    async with context.installation.database.reading() as session:
        recipients = await load_recipients(session, sent.id)
    parts = [
        t.html("✏️ <b>Shall it be corrected like this?</b>"),
        *_changed_there(have_it_changeable(recipients), t),
        *corrected_anew(sent.announcement, recipients, t),
        t.html("Whoever gets it later gets only the new one."),
    ]
    rows: list[Row] = [row(t("✏️ Yes, correct it"), _yes(sent, draft, ask_anew=False))]
    if sent.announcement.acknowledge:
        parts.append(
            t.plural_html(
                "{count} person has confirmed it as it is now. If they should read it again, ask everybody to confirm "
                "anew; then you can remind them.",
                "{count} people have confirmed it as it is now. If they should read it again, ask everybody to confirm "
                "anew; then you can remind them.",
                sum(one.acknowledged for one in recipients),
            )
        )
        rows.append(row(t("✏️ Correct, and all confirm anew"), _yes(sent, draft, ask_anew=True)))
    rows.append(row(t("↩️ No, back to the correction"), action(CORRECT, sent.id)))
    return Screen(Markup("\n\n").join(parts), tuple(rows))


def _changed_there(count: int, t: Translator) -> list[Markup]:
    if not count:
        return []
    changed = t.plural_html(
        "It is changed in the chat of {count} person who has it.",
        "It is changed in the chats of {count} people who have it.",
        count,
    )
    return [changed + " " + t.html("A text that changes makes no sound: nobody is called to the phone by it.")]


async def correct_now(event: Event, context: Context) -> Screen:
    """Exactly what was shown. The second of two taps finds it corrected; of two admins, the second looks again."""
    t, (sent, fingerprint, ask_anew) = context.t, await _confirmed(event, context)
    draft = await _draft(sent, context)
    if draft is None:
        return await sent_screen(sent.id, context)
    done = False
    if _fingerprint(sent, draft) == fingerprint:
        async with context.installation.database.writing() as session:
            version, correction = sent.announcement.version, draft.correction_of(sent)
            done = await correct(session, sent.id, version, correction, context.now, ask_anew=ask_anew)
            if done:
                await drop_correcting(session, person_id(context), sent.id)
    if not done:
        lead = t.html(
            "⚠️ Something has been changed since you looked at it, so nothing was corrected. Please look again."
        )
        return await correcting_screen(sent.id, context, lead)
    return await sent_screen(sent.id, context, t.html("✅ It has been corrected, and people are being told."))


async def corrected(subject: str, context: Context) -> Revision | Screen | None:
    """Changes it in one chat, or says it anew; None where it does not stand, or a later correction does that."""
    announcement_id, person = announcement_of(subject), context.somebody
    assert person.id is not None
    async with context.installation.database.reading() as session:
        found = await load_received(session, announcement_id, person.id)
        standing = await load_standing(session, announcement_id, person.id, but=subject)
    if found is not None and found[0].announcement.version != number_of(subject):
        return None
    if not standing.settled:
        raise NotYetError
    if found is None or standing.channel is None:
        return None
    sent, acknowledged = found
    file = await file_of(sent.announcement, context)
    shown = announcement_screen(sent.announcement, file, context, acknowledged=acknowledged)
    anew = correction_anew(shown, sent.announcement, context.t)
    if standing.message_ids:
        return Revision(shown, standing.message_ids, anew, standing.channel)
    return anew if changes_nothing(standing.channel) else None


async def _draft(sent: Sent, context: Context) -> CorrectingDraft | None:
    """What is to be corrected; None if that is nothing, or cannot be."""
    draft = await correcting(sent, context) if may_be_corrected(sent) else CorrectingDraft()
    return None if draft.empty else draft


async def _as_corrected(sent: Sent, draft: CorrectingDraft, context: Context) -> Screen:
    correction = draft.correction_of(sent)
    values = sent.announcement.model_dump() | {"text": correction.text, "version": sent.announcement.version + 1}
    new, file = correction.file, None
    if new is not None:
        file = AnnouncementFile(announcement_id=sent.id, name=new.name, picture=new.picture, content=new.content)
    elif not correction.file_goes:
        file = await file_of(sent.announcement, context)
    return announcement_screen(Announcement(**values), file, context, acknowledged=False)


def _fingerprint(sent: Sent, draft: CorrectingDraft) -> str:
    return f"{sent.announcement.version}-{draft.fingerprint}"


def _yes(sent: Sent, draft: CorrectingDraft, *, ask_anew: bool) -> str:
    return action("announcement-correct-yes", sent.id, int(ask_anew), _fingerprint(sent, draft))


async def _confirmed(event: Event, context: Context) -> tuple[Sent, str, bool]:
    arguments = parse(event.action).arguments
    if len(arguments) != 3:  # noqa: PLR2004 - the announcement, whether to ask anew, and the fingerprint
        raise UnknownActionError
    announcement_id, ask_anew = parse(action(CORRECT, *arguments[:2])).numbers(2)
    return await sent_announcement(announcement_id, context), arguments[2], bool(ask_anew)


ACTIONS = {
    "announcement-correct-look": look,
    "announcement-correct-ask": ask,
    "announcement-correct-yes": correct_now,
}
NOTICES = {NoticeKind.ANNOUNCEMENT_CORRECTED: corrected}
