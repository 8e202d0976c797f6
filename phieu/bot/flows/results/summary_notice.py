"""The notice that brings a rated person their results: the pictures, the result in short, and the comments."""

from phieu.bot.context import Context, NoticeFlow
from phieu.bot.flows.results.own import draw_pictures, load_own_summary, result_rows
from phieu.bot.flows.results.texts import anything_shown, summary_text
from phieu.bot.screen import Screen
from phieu.office.notices import round_of
from phieu.words import NoticeKind


async def summary_notice(subject: str, context: Context) -> Screen | None:
    """It stays in the chat. None if there is nothing to tell."""
    summary = await load_own_summary(round_of(subject), context)
    if summary is None:
        return None
    text = summary_text(summary, context.t, with_comments=True)
    pictures = await draw_pictures(summary, context) if anything_shown(summary) else ()
    return Screen(text, result_rows(summary, context), attachments=pictures, keeps=True)


NOTICES: dict[NoticeKind, NoticeFlow] = {NoticeKind.SUMMARY: summary_notice}
