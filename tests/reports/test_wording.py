"""Figures in words, in both languages."""

import pytest

from phieu.locales.translator import translator
from phieu.office.disclosure import TOO_FEW, Published
from phieu.office.reports.wording import figure_words, hidden_reason, level_words, result_words
from phieu.office.scores import ScoreRange
from phieu.office.shortening import shorten
from tests.reports.samples import LEVELS, band, exact, hidden, rounded

VI, EN = translator("vi"), translator("en")


@pytest.mark.parametrize(
    ("figure", "vietnamese", "english"),
    [
        (
            exact(0, 1, 3, 8),
            "8 Xuất sắc, 3 Tốt, 1 Hoàn thành (12 người trả lời)",
            "8 Excellent, 3 Good, 1 Completed (12 answered)",
        ),
        (rounded(9, 3.5), "trung bình khoảng 3,5 (9 người trả lời)", "on average about 3.5 (9 answered)"),
        (band(9, 9), "cả 9 người đều chọn từ “Tốt” trở lên", "all 9 chose “Good” or better"),
        (band(9, 7), "7 trên 9 người chọn từ “Tốt” trở lên", "7 of 9 chose “Good” or better"),
        (band(9, 0), "không ai trong 9 người chọn từ “Tốt” trở lên", "none of 9 chose “Good” or better"),
        (TOO_FEW, "quá ít người trả lời nên không hiển thị", "too few answered to show anything"),
        (
            hidden(9),
            "giống nhau đến mức nêu số liệu sẽ để lộ ý kiến từng người (9 người trả lời)",
            "so alike that a figure would give answers away (9 answered)",
        ),
    ],
)
def test_each_precision_has_its_words(figure: Published, vietnamese: str, english: str) -> None:
    assert figure_words(figure, LEVELS, VI) == vietnamese
    assert figure_words(figure, LEVELS, EN) == english


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (3.4, 3.4, "Tốt (3,4)"),
        (3.5, 3.5, "Xuất sắc (3,5)"),
        (1, 1, "Chưa hoàn thành (1,0)"),
        (2.6, 3.2, "Tốt (2,6–3,2)"),
        (3, 4, "Tốt – Xuất sắc (3,0–4,0)"),
    ],
)
def test_result_is_level_and_number(low: float, high: float, words: str) -> None:
    assert result_words(ScoreRange(low, high, 9), LEVELS, VI) == words


def test_hidden_result_says_so() -> None:
    assert result_words(None, LEVELS, VI) == "không hiển thị"
    assert level_words(ScoreRange(4, 4, 5), LEVELS, EN) == "Excellent"


def test_reason_tells_the_true_least_number() -> None:
    assert hidden_reason(TOO_FEW, 5, VI) == "Chưa đủ 5 người trả lời."
    assert hidden_reason(TOO_FEW, 3, VI) == "Chưa đủ 4 người trả lời."  # the audit asks for a fourth
    assert (
        hidden_reason(hidden(9), 5, VI) == "Các câu trả lời rất giống nhau, nêu số liệu sẽ để lộ ý kiến của từng người."
    )


def test_long_questions_are_cut_between_words() -> None:
    assert shorten("Tinh thần trách nhiệm", 40) == "Tinh thần trách nhiệm"
    assert shorten("Tinh thần trách nhiệm với công việc", 22) == "Tinh thần trách nhiệm…"
