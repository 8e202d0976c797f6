"""The lines of an overview: everybody's level and the office's, with figures or without."""

from markupsafe import Markup

from phieu.locales.translator import Translator
from phieu.office.forms import Option, question_text
from phieu.office.periods import round_title
from phieu.office.reports.overview import Overview, RateeResults
from phieu.office.reports.wording import level_words, result_words
from phieu.office.scores import ScoreRange
from phieu.office.shortening import shorten

MOST_LISTED = 40
"""So many people stand in a message; the workbook has all."""
SHORT = 80
"""Characters of a question in the list."""


def overview_title(overview: Overview, t: Translator) -> Markup:
    """Which round it is."""
    return t.html("📊 <b>{title}</b>", title=round_title(overview.round.kind, overview.round.period, t))


def people_lines(overview: Overview, t: Translator, *, with_figures: bool) -> Markup:
    """Everybody who was rated, by rank and name."""
    if not overview.ratees:
        return t.html("Nobody was asked about anybody.")
    shown = overview.ratees[:MOST_LISTED]
    lines = [t.html("<b>People</b>"), *(_person(one, t, with_figures=with_figures) for one in shown)]
    more = len(overview.ratees) - MOST_LISTED
    if more > 0:
        lines.append(
            t.plural_html("and {count} more, who is in the workbook", "and {count} more, who are in the workbook", more)
        )
    return Markup("\n").join(lines)


def office_lines(overview: Overview, t: Translator, *, with_figures: bool) -> Markup:
    """The office's result for each question that has one; empty if none has."""
    lines = [
        t.html(
            "• {question}: {result}",
            question=shorten(question_text(one.question, t), SHORT),
            result=_words(one.range, one.question.options, t, with_figures=with_figures),
        )
        for one in overview.office
        if one.range
    ]
    return Markup("\n").join([t.html("<b>The office as a whole</b>"), *lines]) if lines else Markup()


def _person(one: RateeResults, t: Translator, *, with_figures: bool) -> Markup:
    result = _words(one.overall, one.scale, t, with_figures=with_figures)
    line = t.html("• {name}: <b>{result}</b>", name=one.ratee.name, result=result)
    if one.hidden and with_figures:
        line += Markup("; ") + t.plural_html("{count} figure not shown", "{count} figures not shown", one.hidden)
    return line


def _words(one: ScoreRange | None, options: tuple[Option, ...], t: Translator, *, with_figures: bool) -> str:
    if one is None or with_figures:
        return result_words(one, options, t)
    return level_words(one, options, t)
