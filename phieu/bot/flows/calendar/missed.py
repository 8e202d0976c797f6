"""The word that a round of the calendar was not held, and why, to the admins."""

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.screen import Screen, row
from phieu.office.missed_rounds import Missed, missed_in
from phieu.office.periods import round_title
from phieu.words import NoticeKind


async def notice(subject: str, context: Context) -> Screen | None:
    """None if the reader is no admin any more."""
    if not context.somebody.admin:
        return None
    t, (kind, period, reason) = context.t, missed_in(subject)
    title = round_title(kind, period, t)
    if reason is Missed.OFF:
        text = t.html(
            "🕒 By the calendar it was time for <b>{title}</b>, but I was not running then, and by now its time has "
            "passed. <b>It has not been held.</b>\n\nIf it is still needed, please open it by hand.",
            title=title,
        )
    else:
        text = t.html(
            "🕒 By the calendar it was time for <b>{title}</b>, but the rules ask nobody about anybody. "
            "<b>It has not been held.</b>\n\nPlease look at the rules in the workbook; then it can be opened by hand.",
            title=title,
        )
    rows = (
        row(t("➕ Open it by hand"), action("round-period", kind, period)),
        row(t("📅 Calendar"), action("calendar")),
    )
    return Screen(text, rows, keeps=True)


NOTICES = {NoticeKind.ROUND_MISSED: notice}
