"""How figures are said: the same words in chat, in the picture and in the export."""

from collections.abc import Iterable, Sequence

from phieu.locales.translator import Translator
from phieu.office.disclosure import Published, favourable_from, fewest_answers
from phieu.office.forms import Option, option_label
from phieu.office.reports.results import GroupResult
from phieu.office.scores import ScoreRange


def score(value: float, t: Translator) -> str:
    """A mean, with one decimal."""
    return t.number(value, 1)


def score_words(one: ScoreRange, t: Translator) -> str:
    """3,4 where the mean is known; 3,0–3,5 where it lies somewhere between."""
    low, high = score(one.low, t), score(one.high, t)
    return low if low == high else f"{low}–{high}"


def is_range(one: ScoreRange, t: Translator) -> bool:
    """Whether two numbers are told instead of one."""
    return score(one.low, t) != score(one.high, t)


def range_meaning(ranges: Iterable[ScoreRange | None], t: Translator) -> str:
    """What the first range among these means, in plain words; empty if there is none to be explained."""
    for one in ranges:
        if one is not None and is_range(one, t):
            return t(
                "{low}–{high} means: the average lies somewhere between {low} and {high}. It is told no more exactly, "
                "so that nobody's answer can be worked out.",
                low=score(one.low, t),
                high=score(one.high, t),
            )
    return ""


def level_words(one: ScoreRange, options: Sequence[Option], t: Translator) -> str:
    """The level on the scale that the mean is nearest to; the two outer ones where it is only known to lie between."""
    low, high = (option_label(_nearest(value, options), t) for value in (one.low, one.high))
    return low if low == high else f"{low} – {high}"


def result_words(one: ScoreRange | None, options: Sequence[Option], t: Translator) -> str:
    """Level and number; or that it is not shown."""
    if one is None:
        return t("not shown")
    return f"{level_words(one, options, t)} ({score_words(one, t)})"


def group_name(group: GroupResult, t: Translator) -> str:
    """Whose answers were counted together."""
    return t("All raters together") if group.merged else t.either(group.label_vi, group.label_en)


def figure_words(published: Published, options: Sequence[Option], t: Translator) -> str:
    """One figure as exactly as it may be told."""
    answers = published.answers
    if answers is None:
        return t("too few answered to show anything")
    if published.favourable is not None:
        level = option_label(options[favourable_from(len(options)) - 1], t)
        return _band_words(published.favourable, answers, level, t)
    answered = t.plural("{count} answered", "{count} answered", answers)
    return t("{figure} ({answered})", figure=_counted_words(published, options, t), answered=answered)


def _counted_words(published: Published, options: Sequence[Option], t: Translator) -> str:
    if published.counts is not None:
        best_first = reversed(list(zip(options, published.counts, strict=True)))
        return ", ".join(f"{t.number(count)} {option_label(option, t)}" for option, count in best_first if count)
    if published.mean is not None:
        return t("on average about {mean}", mean=score(published.mean, t))
    return t("so alike that a figure would give answers away")


def _band_words(favourable: int, answers: int, level: str, t: Translator) -> str:
    if favourable == answers:
        return t("all {answers} chose “{level}” or better", answers=t.number(answers), level=level)
    if favourable == 0:
        return t("none of {answers} chose “{level}” or better", answers=t.number(answers), level=level)
    return t(
        "{favourable} of {answers} chose “{level}” or better",
        favourable=t.number(favourable),
        answers=t.number(answers),
        level=level,
    )


def hidden_reason(published: Published, threshold: int, t: Translator) -> str:
    """Why a figure is hidden, in one sentence."""
    if published.answers is None:
        return t("Fewer than {count} people answered.", count=t.number(fewest_answers(threshold)))
    return t("The answers were so alike that any figure would have given somebody's answer away.")


def scale_words(options: Sequence[Option], t: Translator) -> str:
    """1 = Chưa hoàn thành … 4 = Xuất sắc: how to read the numbers."""
    return " · ".join(f"{t.number(option.value)} = {option_label(option, t)}" for option in options)


def _nearest(value: float, options: Sequence[Option]) -> Option:
    place = int(value + 0.5) - 1  # halves up
    return options[max(0, min(place, len(options) - 1))]
