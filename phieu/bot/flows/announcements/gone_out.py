"""The word to its author that an announcement has gone out, and whom it has not reached."""

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.announcements.sent_page import SENT
from phieu.bot.flows.announcements.titles import announcement_title
from phieu.bot.screen import Screen, row
from phieu.office.announcements.progress import load_progress
from phieu.office.announcements.sent import load_sent
from phieu.office.announcements.subjects import announcement_of
from phieu.office.erased import named
from phieu.words import NoticeKind

LONGEST_TITLE = 100


async def notice(subject: str, context: Context) -> Screen | None:
    """None if it was withdrawn meanwhile, or the reader is no admin any more."""
    if not context.somebody.admin:
        return None
    async with context.installation.database.reading() as session:
        sent = await load_sent(session, announcement_of(subject))
        counts = await load_progress(session, announcement_of(subject))
    if sent is None or sent.withdrawn:
        return None
    t = context.t
    text = t.html(
        "📣 The announcement “{title}” by {name} has gone out: {sent} of {total} people have it.",
        title=announcement_title(sent.announcement, t, LONGEST_TITLE),
        name=named(sent.author.name, t),
        sent=t.number(counts.sent),
        total=t.number(counts.total),
    )
    if missing := counts.total - counts.sent:
        text += "\n\n" + t.plural_html(
            "{count} person could not be reached.", "{count} people could not be reached.", missing
        )
    return Screen(text, (row(t("📤 How it went"), action(SENT, sent.id)),), keeps=True)


NOTICES = {NoticeKind.ANNOUNCEMENT_DONE: notice}
