"""What the pictures show, with bars of characters: for a chat that cannot carry them."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from phieu.bot.flows.range_note import range_note
from phieu.locales.translator import Translator
from phieu.office.disclosure import Published
from phieu.office.forms import Option, question_text
from phieu.office.reports.bars import bar
from phieu.office.reports.highlights import direction, last_overall, office_overall
from phieu.office.reports.overall import main_scale, overall
from phieu.office.reports.summary import Measured, Summary
from phieu.office.reports.wording import hidden_reason, level_words, score_words
from phieu.office.scores import ScoreRange
from phieu.words import Precision


def head_in_bars(summary: Summary, t: Translator) -> Markup:
    """The overall result beside the office's and the last one, and how to read a bar."""
    results = [one.result for one in summary.questions]
    scale, own = main_scale(results), overall(results)
    lines = []
    if own:
        lines.append(t.html("<b>Overall: {level}</b>", level=level_words(own, scale, t)))
        lines += _bars((own, office_overall(summary), last_overall(summary)), scale, t)
    note = list(range_note([own, *(one.own for one in summary.questions)], t))
    if note:
        note.append(t.html("<i>◐ in a row: somewhere within this part.</i>"))
    return Markup("\n\n").join([Markup("\n").join(part) for part in (lines, note) if part])


def questions_in_bars(summary: Summary, questions: Sequence[Measured], t: Translator) -> Markup:
    """These questions of the summary, each with its bars, or with why it has none."""
    parts = (
        Markup("\n").join(_question(one, summary, t))
        for one in summary.questions
        if any(one is asked for asked in questions)
    )
    return Markup("\n\n").join(parts)


def _question(one: Measured, summary: Summary, t: Translator) -> Iterator[Markup]:
    question = one.result.question
    yield Markup("▪️ <b>{}</b>").format(question_text(question, t))  # no number: those pick the choices below
    if one.own:
        yield Markup.escape(level_words(one.own, question.options, t))
    else:
        reason = _why_hidden([group.published for group in one.result.groups], summary, t)
        yield t.html("🔒 not shown. {reason}", reason=reason)
    yield from _bars((one.own, one.office, one.last), question.options, t)
    changes = {1: t("▲ higher than last time"), -1: t("▼ lower than last time")}
    if change := changes.get(direction(one)):
        yield Markup.escape(change)


def _bars(ranges: tuple[ScoreRange | None, ...], scale: Sequence[Option], t: Translator) -> Iterator[Markup]:
    """The bars below each other, each with its figure and whose it is: one's own, the office's, the last one."""
    whose = (t("you"), t("office"), t("last time"))
    for one, label in zip(ranges, whose, strict=True):
        if one is not None:
            score = score_words(one, t)
            yield Markup("{} <b>{}</b> {}").format(bar(one, len(scale)), score, label)


def _why_hidden(figures: Sequence[Published], summary: Summary, t: Translator) -> str:
    hidden = (one for one in figures if one.precision is Precision.HIDDEN)
    return " ".join(dict.fromkeys(hidden_reason(one, summary.round.threshold, t) for one in hidden))
