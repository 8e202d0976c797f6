"""The word that something planned was not sent, to its author."""

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.screen import Screen, row
from phieu.office.announcements.drafts import announcement
from phieu.office.announcements.subjects import Missed, announcement_of, missed_of
from phieu.words import AnnouncementState, NoticeKind


async def notice(subject: str, context: Context) -> Screen | None:
    """None if somebody has gone on with it meanwhile, or the reader is no admin any more."""
    t, announcement_id = context.t, announcement_of(subject)
    reason, planned_for = missed_of(subject)
    async with context.installation.database.reading() as session:
        draft = await announcement(session, announcement_id)
    if draft is None or draft.state is not AnnouncementState.DRAFT or not context.somebody.admin:
        return None
    if reason is Missed.LATE:
        text = t.html(
            "🕒 An announcement was planned for {moment}. I was not running then, and it is too late now to send it "
            "unasked. <b>Nobody has got it.</b> It is among the drafts again.",
            moment=t.moment(planned_for),
        )
    else:
        text = t.html(
            "🕒 An announcement was planned for {moment}, but something is missing: there may be nobody left for whom "
            "it is. <b>Nobody has got it.</b> It is among the drafts again.",
            moment=t.moment(planned_for),
        )
    return Screen(text, (row(t("📝 To the draft"), action("announcement", announcement_id)),), keeps=True)


NOTICES = {NoticeKind.ANNOUNCEMENT_MISSED: notice}
