"""The lines of an overview: everybody's level and the office's, with figures or without."""

from collections.abc import Iterator

from markupsafe import Markup

from phieu.bot.flows.paging import Page, page_of
from phieu.bot.flows.range_note import range_note
from phieu.locales.translator import Translator
from phieu.office.forms import Option, question_text
from phieu.office.periods import round_title
from phieu.office.reports.overview import Overview, RateeResults
from phieu.office.reports.wording import level_words, result_words
from phieu.office.scores import ScoreRange
from phieu.office.shortening import shorten

A_PAGE = 40
"""So many people stand in a message."""
SHORT = 80
"""Characters of a question in the list."""


def overview_title(overview: Overview, t: Translator) -> Markup:
    """Which round it is."""
    return t.html("📊 <b>{title}</b>", title=round_title(overview.round.kind, overview.round.period, t))


def people_lines(overview: Overview, t: Translator, *, with_figures: bool, number: int = 0) -> Markup:
    """Everybody who was rated, by rank and name; of many, one page."""
    page = people_page(overview, number)
    if not page.items:
        return t.html("Nobody was asked about anybody.")
    lines = [t.html("<b>People</b>"), *(_person(one, t, with_figures=with_figures) for one in page.items)]
    if page.pages > 1:
        lines.append(t.html("Page {number} of {pages}", number=page.number + 1, pages=page.pages))
    return Markup("\n").join(lines)


def people_page(overview: Overview, number: int) -> Page[RateeResults]:
    """The people of one page."""
    return page_of(overview.ratees, number, A_PAGE)


def range_lines(overview: Overview, t: Translator, *, with_figures: bool) -> Iterator[Markup]:
    """What a range means, if there is one, with an example that stands in the lists."""
    found = [(one.overall, one.scale) for one in overview.ratees]
    found += [(one.range, one.question.options) for one in overview.office]
    if with_figures:
        yield from range_note((one for one, _ in found), t)
        return
    for one, scale in found:
        if one is not None and (words := level_words(one, scale, t)) != level_words(_low(one), scale, t):
            yield t.html("ℹ️ <i>“{levels}” means: somewhere between these two levels.</i>", levels=words)
            return


def _low(one: ScoreRange) -> ScoreRange:
    return ScoreRange(one.low, one.low, one.answers)


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
