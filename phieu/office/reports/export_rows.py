"""What stands in the export's sheets, row by row; plain values, without a workbook."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from phieu.locales.translator import Translator, mark
from phieu.office.answers import MAX_OPTIONS
from phieu.office.disclosure import fewest_answers
from phieu.office.forms import question_text
from phieu.office.reports.overview import Overview, RateeResults
from phieu.office.reports.results import GroupResult, QuestionResult
from phieu.office.reports.wording import figure_words, group_name, hidden_reason, level_words, result_words, scale_words
from phieu.office.scores import ScoreRange, score_range
from phieu.words import Precision

Row: TypeAlias = list[str | int | float | None]


@dataclass(frozen=True, slots=True)
class Head:
    """A sheet's name and its columns with their widths, in characters."""

    title: str
    columns: tuple[tuple[str, int], ...]


_WHO = ((mark("Staff number"), 16), (mark("Name"), 32), (mark("Post"), 40))
_WHAT = ((mark("Question"), 50), (mark("Counted"), 30))
HEADERS = {
    "overview": Head(
        mark("Overview"),
        (
            *_WHO,
            (mark("Asked"), 13),
            (mark("Level"), 24),
            (mark("Average from"), 14),
            (mark("Average to"), 14),
            (mark("Best value"), 13),
            (mark("Figures not shown"), 16),
        ),
    ),
    "figures": Head(
        mark("Figures"),
        (
            *_WHO,
            *_WHAT,
            (mark("Precision"), 14),
            (mark("Answers"), 12),
            (mark("Result"), 50),
            (mark("Average from"), 14),
            (mark("Average to"), 14),
            *((str(value), 6) for value in range(1, MAX_OPTIONS + 1)),
        ),
    ),
    "office": Head(
        mark("Office"),
        (
            (mark("Question"), 50),
            (mark("Scale"), 60),
            (mark("Result"), 30),
            (mark("Average from"), 14),
            (mark("Average to"), 14),
        ),
    ),
    "hidden": Head(mark("Not shown"), (*_WHO, *_WHAT, (mark("Why"), 70))),
    "explanation": Head(mark("Explanation"), ((mark("Word"), 24), (mark("What it means"), 110))),
}
PRECISIONS = {
    Precision.EXACT: mark("exact"),
    Precision.ROUNDED: mark("rounded"),
    Precision.BAND: mark("band"),
    Precision.HIDDEN: mark("not shown"),
}


def ratee_rows(overview: Overview, t: Translator) -> Iterator[Row]:
    """One row a ratee, by rank and name."""
    for one in overview.ratees:
        level = level_words(one.overall, one.scale, t) if one.overall else t("not shown")
        yield [*_who(one), one.raters, level, *_ends(one.overall), len(one.scale) or None, one.hidden]


def figure_rows(overview: Overview, t: Translator) -> Iterator[Row]:
    """One row a figure: ratee × question × group, with exactly as much as is published."""
    for one, question, group in _figures(overview):
        published = group.published
        options = question.question.options
        yield [
            *_who(one),
            *_what(question, group, t),
            t(PRECISIONS[published.precision]),
            published.answers,
            figure_words(published, options, t),
            *_ends(score_range(published, len(options))),
            *(published.counts or ()),
        ]


def office_rows(overview: Overview, t: Translator) -> Iterator[Row]:
    """One row a question."""
    for one in overview.office:
        options = one.question.options
        words = result_words(one.range, options, t)
        yield [question_text(one.question, t), scale_words(options, t), words, *_ends(one.range)]


def hidden_rows(overview: Overview, t: Translator) -> Iterator[Row]:
    """One row a figure that is not shown, with the reason; or one word that there is none."""
    if not overview.hidden:
        yield [t("All figures are shown.")]
    for one, question, group in _figures(overview):
        if group.published.precision is Precision.HIDDEN:
            reason = hidden_reason(group.published, overview.round.threshold, t)
            yield [*_who(one), *_what(question, group, t), reason]


def explanation_rows(overview: Overview, t: Translator) -> Iterator[Row]:
    """What the words mean, for whoever is handed the workbook without having been there."""
    fewest = t.number(fewest_answers(overview.round.threshold))
    yield [t("exact"), t("The counts of every answer are shown, least first, and their average.")]
    yield [t("rounded"), t("Only the average is shown, to the nearest half: exact counts would give answers away.")]
    yield [t("band"), t("Only how many chose the upper part of the scale is shown.")]
    yield [t("not shown"), t("Fewer than {count} people answered, or the answers were too much alike.", count=fewest)]
    yield [
        t("All raters together"),
        t("One group alone had too few answers, so all groups were counted as one; nothing can be subtracted."),
    ]
    yield [
        t("Average from"),
        t("Where the figure is not exact, the average lies somewhere between “from” and “to”."),
    ]
    yield [
        t("Office"),
        t("The average over the rated people, each weighing the same, worked out from these published figures only."),
    ]
    yield [t("Comments"), t("They belong to the rated person and are not in this workbook.")]


def _figures(overview: Overview) -> Iterator[tuple[RateeResults, QuestionResult, GroupResult]]:
    for one in overview.ratees:
        for question in one.questions:
            for group in question.groups:
                yield one, question, group


def _who(one: RateeResults) -> Row:
    return [one.staff_number, one.ratee.name, one.ratee.posts]


def _what(question: QuestionResult, group: GroupResult, t: Translator) -> Row:
    return [question_text(question.question, t), group_name(group, t)]


def _ends(one: ScoreRange | None) -> Row:
    return [round(one.low, 4), round(one.high, 4)] if one else [None, None]
