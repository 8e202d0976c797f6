"""What has changed since the last round: in a few lines, and question by question."""

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from phieu.bot.flows.range_note import range_note
from phieu.locales.translator import Translator
from phieu.office.forms import question_text
from phieu.office.periods import round_title
from phieu.office.reports.highlights import Changes, changes, last_overall
from phieu.office.reports.overall import overall
from phieu.office.reports.summary import Measured, Summary
from phieu.office.reports.wording import score_words
from phieu.office.shortening import shorten

SHORT = 80
"""Characters of a question where it is one of a list."""


def can_compare(summary: Summary) -> bool:
    """Whether there is a last round, and a question that can be compared with it."""
    return summary.last_round is not None and changes(summary).compared > 0


def changes_in_short(summary: Summary, t: Translator) -> Iterator[Markup]:
    """What has certainly changed, each question on a line."""
    if not can_compare(summary):
        return
    moved = changes(summary)
    lines = [_line(t.html("higher"), one, t) for one in moved.risen]
    lines += [_line(t.html("lower"), one, t) for one in moved.fallen]
    if lines and moved.steady:
        count = len(moved.steady)
        lines.append(t.plural_html("• {count} other: no clear change", "• {count} others: no clear change", count))
    elif moved.steady:
        lines.append(t.html("No clear change in any question that can be compared."))
    yield Markup("\n").join([_heading(summary, t), *lines])


def changes_in_full(summary: Summary, t: Translator) -> Iterator[Markup]:
    """Every question that can be compared, from what to what; and how many cannot."""
    yield _heading(summary, t)
    if not can_compare(summary):
        yield t.html("There is nothing that could be compared.")
        return
    moved = changes(summary)
    own, last = overall([one.result for one in summary.questions]), last_overall(summary)
    if own and last:
        scores = {"before": score_words(last, t), "after": score_words(own, t)}
        yield t.html("Overall: {before} → <b>{after}</b>", **scores)
    yield from range_note([last, own, *(one for it in summary.questions for one in (it.last, it.own))], t)
    yield from _group(t.html("▲ <b>Higher</b>"), moved.risen, t)
    yield from _group(t.html("▼ <b>Lower</b>"), moved.fallen, t)
    yield from _group(t.html("＝ <b>No clear change</b>"), moved.steady, t)
    if moved.steady:
        yield t.html("“No clear change”: the results lie so close together that nothing certain can be said.")
    yield from _left_out(summary, moved, t)


def short_question(one: Measured, t: Translator) -> str:
    """The question, for a list."""
    return shorten(question_text(one.result.question, t), SHORT)


def _heading(summary: Summary, t: Translator) -> Markup:
    last = summary.last_round
    title = round_title(last.kind, last.period, t) if last else "–"
    return t.html("🔁 <b>Since last time</b> ({title})", title=title)


def _group(heading: Markup, questions: Iterable[Measured], t: Translator) -> Iterator[Markup]:
    lines = [
        t.html("• {question}: {scores}", question=short_question(one, t), scores=_scores(one, t)) for one in questions
    ]
    if lines:
        yield Markup("\n").join([heading, *lines])


def _left_out(summary: Summary, moved: Changes, t: Translator) -> Iterator[Markup]:
    if count := len(summary.questions) - moved.compared:
        yield t.plural_html(
            "{count} question cannot be compared: it is new, or one of its two results is not shown.",
            "{count} questions cannot be compared: they are new, or one of their two results is not shown.",
            count,
        )


def _line(way: Markup, one: Measured, t: Translator) -> Markup:
    return t.html("• {way}: {question}: {scores}", way=way, question=short_question(one, t), scores=_scores(one, t))


def _scores(one: Measured, t: Translator) -> str:
    before, after = (score_words(it, t) if it else "–" for it in (one.last, one.own))
    return f"{before} → {after}"
