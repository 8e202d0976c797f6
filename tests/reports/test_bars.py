"""Bars in characters: as long as the score, as vague as what was published, and never more than the picture tells."""

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phieu.bot.flows.results.in_bars import head_in_bars, questions_in_bars
from phieu.locales.translator import translator
from phieu.office.disclosure import Published, publish
from phieu.office.reports.bars import CELLS, EMPTY, FULL, PERHAPS, bar
from phieu.office.reports.picture import draw_summary
from phieu.office.reports.summary import Measured, Summary
from phieu.office.reports.wording import score_words
from phieu.office.scores import ScoreRange, score_range
from tests.reports.samples import band, exact, group, hidden, point, question, rounded, sample_summary

EN = translator("en")
BAR = re.compile(f"[{FULL}{PERHAPS}{EMPTY}]{{2,}}")
COUNTS = st.lists(st.integers(0, 8), min_size=4, max_size=4).map(tuple)


@pytest.mark.parametrize(
    ("low", "high", "options", "drawn"),
    [
        (1, 1, 4, "●●●○○○○○○○○○"),
        (4, 4, 4, "●●●●●●●●●●●●"),
        (3.1, 3.1, 4, "●●●●●●●●●○○○"),
        (3.25, 3.75, 4, "●●●●●●●●●◐◐◐"),
        (3, 4, 4, "●●●●●●●●●◐◐◐"),
        (1, 3, 3, "●●●●◐◐◐◐◐◐◐◐"),
        (2.5, 2.5, 5, "●●●●●●○○○○○○"),
    ],
)
def test_what_a_bar_looks_like(low: float, high: float, options: int, drawn: str) -> None:
    assert bar(ScoreRange(low, high, 9), options) == drawn


@given(st.integers(2, 10), st.floats(0, 1), st.floats(0, 1))
def test_a_bar_is_never_narrower_than_what_is_known(options: int, one: float, other: float) -> None:
    low, high = (1 + share * (options - 1) for share in sorted((one, other)))
    drawn = bar(ScoreRange(low, high, 9), options)
    assert len(drawn) == CELLS
    assert re.fullmatch(f"{FULL}*{PERHAPS}*{EMPTY}*", drawn)
    if PERHAPS in drawn:
        assert drawn.count(FULL) * options <= low * CELLS + 1e-6
        assert (CELLS - drawn.count(EMPTY)) * options >= high * CELLS - 1e-6
    else:
        assert abs(drawn.count(FULL) - low / options * CELLS) <= 0.5 + 1e-6


@given(st.integers(2, 10), st.lists(st.floats(0, 1), min_size=2, max_size=9))
def test_a_higher_score_has_no_shorter_bar(options: int, shares: list[float]) -> None:
    bars = [bar(point(1 + share * (options - 1)), options) for share in sorted(shares)]
    assert all(one.count(FULL) <= other.count(FULL) for one, other in pairwise(bars))


def words_of(figure: Published) -> str:
    """All that stands in the chat of one question with this figure."""
    return in_words(replace(sample_summary(), last_round=None, questions=(Measured(question(0, group(figure))),)))


def in_words(summary: Summary) -> str:
    """The text of the whole summary without its markup."""
    parts = [head_in_bars(summary, EN), questions_in_bars(summary, summary.questions, EN)]
    return unescape(re.sub(r"<[^>]+>", "", "\n".join(parts)))


@given(COUNTS, COUNTS)
def test_answers_that_publish_the_same_read_the_same(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    """Whatever was published tells all; so what was coarsened or hidden cannot show in a bar."""
    (first,), (second,) = (publish({"all": counts}, 5).values() for counts in (one, other))
    same_range = score_range(first, 4) == score_range(second, 4)
    if first == second or (same_range and score_range(first, 4) is not None):
        assert words_of(first) == words_of(second)


@given(COUNTS)
def test_there_is_a_bar_just_where_the_picture_has_a_mark_and_its_figure_beside_it(counts: tuple[int, ...]) -> None:
    (figure,) = publish({"all": counts}, 5).values()
    known, words = score_range(figure, 4), words_of(figure)
    if known is None:
        assert not BAR.search(words)
        assert "🔒 not shown." in words
        return
    assert BAR.findall(words) == [bar(known, 4)] * 2, "overall, and the question"
    assert f"{bar(known, 4)} {score_words(known, EN)} you" in words


def test_a_hidden_question_says_why_and_still_shows_the_office() -> None:
    one = Measured(question(0, group(hidden(9))), point(3.2), point(2.0))
    words = in_words(replace(sample_summary(), questions=(one,)))
    assert "The answers were so alike that any figure would have given somebody's answer away." in words
    assert BAR.findall(words) == [bar(point(3.2), 4), bar(point(2.0), 4)]
    assert "you\n" not in words


def test_everything_stands_under_its_question() -> None:
    words = in_words(sample_summary())
    assert "Overall: " in words
    assert "means: the average lies somewhere between" in words
    assert "◐ in a row: somewhere within this part." in words
    assert "\n▪️ Takes responsibility for the work entrusted to them\n" in words
    assert not re.search(r"^\d+\.", words, re.MULTILINE), "such numbers pick choices on Zalo"
    assert "●●●●●●●●●◐◐◐ 3.2–3.8 you\n●●●●●●●●●◐◐○ 3.1–3.4 office" in words
    assert "▲ higher than last time" in in_words(
        replace(sample_summary(), questions=(Measured(question(0, group(exact(0, 1, 3, 8))), None, point(2.0)),))
    )
    for figure in (rounded(9, 3.5), band(9, 9), exact(0, 4, 4, 0)):
        assert len(set(map(len, BAR.findall(words_of(figure))))) == 1


def test_each_page_of_the_picture_is_told_once() -> None:
    summary = sample_summary(times=3)
    pages = draw_summary(summary, EN)
    assert len(pages) > 1
    assert [one for page in pages for one in page.questions] == list(summary.questions)
