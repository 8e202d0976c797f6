"""The way back, in both languages: a sign tells it, and no translation may lose that sign."""

import re

import pytest
from babel.messages.catalog import Message

from phieu.bot.screen import Choice
from phieu.bot.way_back import RANKS, is_main_menu, onwards, way_back
from phieu.locales.collect import read_catalogue

SIGNS = tuple(sign for signs in RANKS for sign in signs)


def choices(*labels: str) -> list[Choice]:
    return [Choice(label, f"act.{number}") for number, label in enumerate(labels)]


@pytest.mark.parametrize(
    ("labels", "back", "listed"),
    [
        (["Một", "‹ Quay lại", "🏠 Trang chính"], "‹ Quay lại", ["Một"]),
        (["↩️ Không", "✅ Vâng"], "↩️ Không", ["✅ Vâng"]),
        (["‹ Quay lại", "☰ Phiếu của tôi"], "‹ Quay lại", ["☰ Phiếu của tôi"]),
        (["☰ Phiếu của tôi", "🏠 Trang chính"], "☰ Phiếu của tôi", []),
        (["Một", "🏠 Trang chính"], "🏠 Trang chính", ["Một"]),
        (["↩️ Kết quả", "↩️ Các đợt khác"], "↩️ Các đợt khác", ["↩️ Kết quả"]),
        (["Một", "Hai"], None, ["Một", "Hai"]),
        (["‹không phải", "◀ Trước"], None, ["‹không phải", "◀ Trước"]),
    ],
)
def test_the_nearest_way_back_and_all_other_choices(labels: list[str], back: str | None, listed: list[str]) -> None:
    found = way_back(choices(*labels))
    assert (found and found.label) == back
    assert [choice.label for choice in onwards(choices(*labels))] == listed


def test_the_main_menu_is_known_by_what_stands_on_it_alone() -> None:
    privacy, language = Choice("🔒", "privacy"), Choice("🌐", "language")
    assert is_main_menu([privacy, language])
    assert not is_main_menu([privacy])


def sign_of(text: str) -> str:
    return next((sign for sign in SIGNS if text.startswith(sign)), "")


def texts(locale: str) -> list[Message]:
    return [message for message in read_catalogue(locale) if message.id]


def both(message: Message) -> tuple[str, str]:
    english = message.id if isinstance(message.id, str) else message.id[0]
    vietnamese = message.string if isinstance(message.string, str) else (message.string or [""])[0]
    return english, vietnamese


def test_a_translated_way_back_keeps_its_sign() -> None:
    pairs = [both(message) for message in texts("vi")]
    assert len([english for english, _ in pairs if sign_of(english)]) > 50
    assert [pair for pair in pairs if pair[1] and sign_of(pair[0]) != sign_of(pair[1])] == []


DOING = re.compile(r"yes|withdraw|earlier|send|hand in|delete|erase", re.IGNORECASE)


def test_no_label_that_does_something_bears_the_sign_of_a_way_back() -> None:
    """What goes back is picked by 0 everywhere, also by habit."""
    signed = [english for english, _ in map(both, texts("vi")) if sign_of(english)]
    labels = [text for text in signed if "<b>" not in text and not text.endswith(".")]
    assert [label for label in labels if DOING.search(label)] == []
