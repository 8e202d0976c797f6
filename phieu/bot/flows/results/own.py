"""One's own results: the rounds there are, one round in short, in charts, question by question, and its comments.

Every screen is made for the person who acts; no action says whose results are meant.
"""

import asyncio
from collections.abc import Sequence

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.flows.results.in_bars import head_in_bars, questions_in_bars
from phieu.bot.flows.results.since_last import can_compare, changes_in_full
from phieu.bot.flows.results.texts import anything_shown, comments_text, question_texts, summary_text, title
from phieu.bot.screen import Attachment, Choice, Screen, row
from phieu.locales.translator import Translator
from phieu.office.periods import round_title
from phieu.office.reports.closed_rounds import load_closed_rounds_of
from phieu.office.reports.sharing import load_shared_rounds
from phieu.office.reports.summary import Measured, Summary, load_summary

A_PAGE = 10
"""So many rounds are offered at once."""


async def results(_event: Event, context: Context) -> Screen:
    """The closed rounds in which colleagues were asked about this person, and those open to the whole office."""
    return await _rounds(0, context)


async def further_results(event: Event, context: Context) -> Screen:
    """Another page of them."""
    (number,) = parse(event.action).numbers(1)
    return await _rounds(number, context)


async def _rounds(number: int, context: Context) -> Screen:
    assert context.somebody.id is not None
    async with context.installation.database.reading() as session:
        rounds = await load_closed_rounds_of(session, context.somebody.id)
        shared = await load_shared_rounds(session)
    t, heading = context.t, context.t.html("📊 <b>Results</b>")
    rows = [row(round_title(one.kind, one.period, t), action("result", one.id)) for one in rounds]
    rows += [
        row(t("🏛 The office: {title}", title=round_title(one.kind, one.period, t)), action("office-results", one.id))
        for one in shared
    ]
    if rounds:
        text = t.html("Which round would you like to see?")
    else:
        text = t.html(
            "There are no results about you yet. They come when a round has closed in which colleagues were asked "
            "about you; you will be told."
        )
    page = page_of(rows, number, A_PAGE)
    ways = (*page.items, *turning(page, t, "results-page"), row(t("🏠 Main menu"), action("home")))
    return Screen(heading + "\n\n" + text, ways)


async def result(event: Event, context: Context) -> Screen:
    """One round in short."""
    summary = await _wanted(event, context)
    return Screen(summary_text(summary, context.t), result_rows(summary, context))


async def pictures(event: Event, context: Context) -> Screen:
    """The charts of one round; they stay in the chat."""
    summary = await _wanted(event, context)
    t = context.t
    back = row(t("↩️ Back to the results"), action("result", summary.round.id))
    return Screen(title(summary, t), (back,), attachments=await draw_pictures(summary, context), keeps=True)


async def questions(event: Event, context: Context) -> Screen:
    """One round question by question, in words."""
    summary = await _wanted(event, context)
    t = context.t
    text = Markup("\n\n").join([title(summary, t), *question_texts(summary, t)])
    return Screen(text, (row(t("↩️ Back to the results"), action("result", summary.round.id)),))


async def since_last(event: Event, context: Context) -> Screen:
    """What has changed since the last round."""
    summary = await _wanted(event, context)
    t = context.t
    text = Markup("\n\n").join([title(summary, t), *changes_in_full(summary, t)])
    return Screen(text, (row(t("↩️ Back to the results"), action("result", summary.round.id)),))


async def comments(event: Event, context: Context) -> Screen:
    """What colleagues wrote."""
    summary = await _wanted(event, context)
    t = context.t
    text = Markup("\n\n").join([title(summary, t), comments_text(summary, t)])
    return Screen(text, (row(t("↩️ Back to the results"), action("result", summary.round.id)),))


def result_rows(summary: Summary, context: Context) -> tuple[tuple[Choice, ...], ...]:
    """Where one can go from a round's results."""
    t, round_id = context.t, summary.round.id
    rows = [row(t("🖼 Charts"), action("result-pictures", round_id))] if anything_shown(summary) else []
    if can_compare(summary):
        rows.append(row(t("🔁 Since last time"), action("result-changes", round_id)))
    rows.append(row(t("📋 Question by question"), action("result-questions", round_id)))
    if summary.comments:
        label = t.plural("💬 {count} comment", "💬 {count} comments", len(summary.comments))
        rows.append(row(label, action("result-comments", round_id)))
    return (*rows, row(t("↩️ All results"), action("results")))


async def draw_pictures(summary: Summary, context: Context) -> tuple[Attachment, ...]:
    """The summary's pages, with the same in bars. Drawn in a thread, so that others are answered meanwhile."""
    from phieu.office.reports.picture import draw_summary  # noqa: PLC0415 - brings Pillow, when it is needed

    pages = await asyncio.to_thread(draw_summary, summary, context.t)
    return tuple(
        Attachment(
            f"phieu-{summary.round.period}-{number}.png",
            page.png,
            picture=True,
            in_words=_in_words(summary, page.questions, context.t, first=number == 1),
        )
        for number, page in enumerate(pages, start=1)
    )


def _in_words(summary: Summary, questions: Sequence[Measured], t: Translator, *, first: bool) -> Markup:
    """What one of the pictures shows."""
    head = head_in_bars(summary, t) if first else Markup()
    return Markup("\n\n").join(part for part in (head, questions_in_bars(summary, questions, t)) if part)


async def load_own_summary(round_id: int, context: Context) -> Summary | None:
    """The summary of the person who acts; None if there is none."""
    assert context.somebody.id is not None
    async with context.installation.database.reading() as session:
        return await load_summary(session, round_id, context.somebody.id)


async def _wanted(event: Event, context: Context) -> Summary:
    (round_id,) = parse(event.action).numbers(1)
    summary = await load_own_summary(round_id, context)
    if summary is None:
        raise UnknownActionError
    return summary


COMMANDS = {"results": results}
ACTIONS = {
    "results": results,
    "results-page": further_results,
    "result": result,
    "result-pictures": pictures,
    "result-questions": questions,
    "result-changes": since_last,
    "result-comments": comments,
}
