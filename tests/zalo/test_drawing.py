"""Screens as messages on Zalo: whatever stands on them, all of it arrives, and all of it can be picked."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from phieu.bot.handlers.zalo_drawn import Drawn
from phieu.bot.handlers.zalo_keys import LETTERS, choices_of
from phieu.bot.handlers.zalo_messages import drawn
from phieu.bot.handlers.zalo_styles import styled, written_out
from phieu.bot.screen import Attachment, Choice, NewChoices, Row, Screen, row
from phieu.bot.way_back import HOME, way_back
from phieu.locales.translator import translator
from tests.zalo.marked_up import LONG, WORDS, screens

VI = translator("vi")
LARGEST = 2000
unhurried = settings(deadline=None, max_examples=60)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def solid(text: str) -> str:
    return "".join(text.split())


def all_pages(screen: Screen | NewChoices, note: Markup) -> list[Drawn]:
    pages = drawn(screen, VI, note=note).pages
    return [drawn(screen, VI, page=page, note=note) for page in range(pages)]


@unhurried
@given(screens(), WORDS.map(Markup.escape))
def test_every_message_is_within_the_limits(screen: Screen | NewChoices, note: Markup) -> None:
    for page in all_pages(screen, note):
        assert page.messages
        for message in page.messages:
            assert message.text
            assert utf16(message.text) <= LARGEST
            assert message.text == message.text.strip()
            end = 0
            for style in message.styles:
                assert end <= style.start
                end = style.start + style.length
            assert end <= utf16(message.text)


@unhurried
@given(screens())
def test_every_choice_is_offered_once_by_a_key_of_its_own(screen: Screen | NewChoices) -> None:
    pages = all_pages(screen, Markup())
    keys = [key for page in pages for key in page.keys]
    names = [key.key for key in keys]
    assert len(set(names)) == len(names)
    back = way_back(choices_of(screen))
    expected = [one.action for one in choices_of(screen) if one is not back and not one.label.startswith(HOME)]
    again = [screen.refreshes] if isinstance(screen, Screen) and screen.refreshes else []
    assert [key.action for key in keys] == expected + again
    assert {page.back for page in pages} == {back.action if back else "home"}


@unhurried
@given(screens())
def test_a_page_shows_each_key_that_it_offers(screen: Screen | NewChoices) -> None:
    for page in all_pages(screen, Markup()):
        last = page.messages[-1].text
        for key in page.keys:
            assert f"{key.key}. {key.label}" in last or re.search(rf"(^| ){key.label}( ·|$)", last, re.MULTILINE)


@unhurried
@given(LONG)
def test_nothing_of_a_text_is_lost(text: Markup) -> None:
    shown = drawn(Screen(text, (row("Một", "one"), row("‹ Về", "back"))), VI)
    said = "\n".join(message.text for message in shown.messages)
    assert solid(said) == solid(styled(written_out(text))[0] + "1. Một 0. ‹ Về")


@unhurried
@given(screens(), st.integers(0, 1000))
def test_a_page_that_is_no_longer_there_is_the_last(screen: Screen | NewChoices, page: int) -> None:
    pages = all_pages(screen, Markup())
    assert drawn(screen, VI, page=page) == pages[min(page, len(pages) - 1)]


def choices(*labels: str, answer: bool = False) -> tuple[Row, ...]:
    return tuple((Choice(label, f"act.{number}", answer),) for number, label in enumerate(labels, start=1))


def text_of(screen: Screen | NewChoices, **how: object) -> str:
    (message,) = drawn(screen, VI, **how).messages  # type: ignore[arg-type]
    return message.text


def keys_of(screen: Screen | NewChoices, page: int = 0) -> list[str]:
    return [key.key for key in drawn(screen, VI, page=page).keys]


def test_a_menu() -> None:
    screen = Screen(Markup("<b>Kết quả</b>"), (*choices("Một", "Hai"), row("↩️ Về", "x"), row("🏠 Trang chính", "home")))
    shown = drawn(screen, VI)
    assert shown.messages[0].text == "Kết quả\n\n1. Một\n2. Hai\n0. ↩️ Về"
    assert (shown.back, [(key.key, key.action) for key in shown.keys]) == ("x", [("1", "act.1"), ("2", "act.2")])


def test_a_question_sets_its_answers_apart_and_shuffles_their_numbers_alone() -> None:
    ways = (row("Bỏ qua ›", "skip"), row("‹ Về", "back"))
    screen = Screen(Markup("Câu 1"), (*choices("Tốt", "Khá", "Kém", answer=True), *ways), shuffled_by=b"1")
    assert text_of(screen) == "Câu 1\n\n2. Tốt\n1. Khá\n3. Kém\n\n4. Bỏ qua ›\n0. ‹ Về"


def test_without_a_secret_answers_are_numbered_in_their_order() -> None:
    assert keys_of(Screen(Markup("Câu"), (*choices("Tốt", "Khá", answer=True), row("Tiếp", "on")))) == ["1", "2", "3"]


def test_answers_with_figures_in_their_names_are_picked_by_letters() -> None:
    """Whoever types "3" means the answer of this name, not the third."""
    screen = Screen(Markup("Câu"), (*choices("5", "4", "3", answer=True), row("Tiếp", "on")), shuffled_by=b"1")
    assert keys_of(screen) == ["B", "A", "C", "D"]
    assert "Hoặc" not in text_of(screen)


def test_where_text_is_expected_choices_have_letters() -> None:
    screen = Screen(Markup("Mấy ngày?"), (*choices(*"3579"), row("↩️ Về", "back")), expects="days")
    assert text_of(screen) == "Mấy ngày?\n\nHoặc anh/chị nhắn một chữ cái:\nA. 3\nB. 5\nC. 7\nD. 9\n0. ↩️ Về"


def test_letters_beyond_the_alphabet_come_twice() -> None:
    screen = Screen(Markup("Ai?"), choices(*(f"Người {number}" for number in range(25))), expects="whom")
    letters = [key for page in range(3) for key in keys_of(screen, page)]
    assert letters == [*LETTERS, "AA", "BB", "CC", "DD"]
    assert not set(LETTERS) & set("FJOWZ0")


def test_choices_that_are_numbers_are_picked_by_these_numbers() -> None:
    screen = Screen(Markup("Ngày nào?"), (*choices("5", "✓ 10", "15"), row("Ngày khác", "other"), row("↩️ Về", "back")))
    assert text_of(screen) == "Ngày nào?\n\n5 · ✓ 10 · 15\n16. Ngày khác\n0. ↩️ Về"
    assert keys_of(screen) == ["5", "10", "15", "16"]


def test_hours_are_picked_by_the_hour() -> None:
    assert text_of(Screen(Markup("Mấy giờ?"), choices("07:00", "14:00"))).startswith("Mấy giờ?\n\n7. 07:00\n14. 14:00")


def test_numbers_that_come_twice_are_picked_by_their_place() -> None:
    assert keys_of(Screen(Markup("?"), choices("3", "3"))) == ["1", "2"]


def test_a_long_list_comes_in_pages_whose_numbers_go_on() -> None:
    text = Markup("Chọn <b>một người</b>.\n\nDanh sách xếp theo tên.")
    screen = Screen(text, (*choices(*(f"Người {number}" for number in range(1, 24))), row("↩️ Về", "back")))
    first, second, third = (text_of(screen, page=page) for page in range(3))
    assert first.startswith("Chọn một người.\n\nDanh sách xếp theo tên.\n\n1. Người 1\n")
    assert "10. Người 10\n+. Xem tiếp (trang 2/3)\n0. ↩️ Về\n" in first
    assert second.startswith("Chọn một người.\n\n11. Người 11\n")
    assert "20. Người 20\n+. Xem tiếp (trang 3/3)\n-. Xem lại phần trước (trang 1/3)\n0. ↩️ Về\n" in second
    assert third.endswith("23. Người 23\n-. Xem lại phần trước (trang 2/3)\n0. ↩️ Về")
    assert keys_of(screen, 2) == ["21", "22", "23"]


def test_choices_with_long_labels_come_fewer_on_a_page() -> None:
    screen = Screen(Markup("?"), choices(*("😀" * 115 + f" {number}" for number in range(12))))
    assert drawn(screen, VI).pages == 2
    assert all(utf16(page.messages[-1].text) <= LARGEST for page in all_pages(screen, Markup()))


def test_a_screen_that_is_redrawn_offers_to_look_again() -> None:
    assert "2. 🔄 Xem lại" in text_of(Screen(Markup("Đang gửi"), choices("Dừng"), refreshes="sent.1"))


def test_a_choice_that_was_taken_says_so_in_a_small_message() -> None:
    assert text_of(NewChoices(choices("✅ Đã đọc"), "Cảm ơn.")) == "Cảm ơn.\n\n1. ✅ Đã đọc\n0. 🏠 Trang chính"


@pytest.mark.parametrize("keeps", [True, False])
def test_who_gets_no_choice_has_no_menu_unless_something_was_said_to_them_first(*, keeps: bool) -> None:
    assert text_of(Screen(Markup("Chào"), keeps=keeps)) == ("Chào\n\n0. 🏠 Trang chính" if keeps else "Chào")


def test_a_note_stands_above_the_screen() -> None:
    assert text_of(Screen(Markup("Chào")), note=Markup("Chọn từ <b>1</b>.")) == "Chọn từ 1.\n\nChào"


def test_a_note_on_a_long_screen_stands_where_a_phone_shows_it() -> None:
    long = " ".join(["Dài"] * 200)
    text = text_of(Screen(Markup(long), choices("Tốt")), note=Markup("Chọn từ 1."))
    assert text == f"{long}\n\nChọn từ 1.\n\n1. Tốt\n0. 🏠 Trang chính"


def test_it_speaks_as_the_screen_does() -> None:
    (message,) = drawn(Screen(Markup("Hello"), choices("One"), language="en"), VI).messages
    assert message.text == "Hello\n\n1. One\n0. 🏠 Main menu"


PICTURE = Attachment("a.png", b"x", picture=True, in_words=Markup("Tốt <b>▰▰▱</b>"))
SHEET = Attachment("số <liệu>.xlsx", b"x")


def test_pictures_come_first_and_documents_as_addresses() -> None:
    screen = Screen(Markup("Kết quả"), keeps=True, attachments=(SHEET, PICTURE))
    picture, text = drawn(screen, VI, addresses=["https://x.vn/1", "https://x.vn/2"]).messages
    assert (picture.picture_url, picture.text) == ("https://x.vn/2", "")
    assert text.text.startswith(
        "Kết quả\n\n📎 số <liệu>.xlsx: https://x.vn/1 (địa chỉ này dùng được trong 15 phút)\n\n0."
    )


def test_what_has_no_address_is_told_in_words_or_that_it_cannot_be_sent() -> None:
    shown = text_of(Screen(Markup("Kết quả"), attachments=(PICTURE, SHEET)), addresses=[None])
    said, in_words, sorry = shown.split("\n\n")
    assert (said, in_words) == ("Kết quả", "Tốt ▰▰▱")
    assert "số <liệu>.xlsx" in sorry


def test_files_come_with_the_first_page_only() -> None:
    screen = Screen(Markup("?"), choices(*map(str, range(100, 120))), attachments=(PICTURE,))
    assert len(drawn(screen, VI, addresses=["https://x.vn"]).messages) == 2
    assert len(drawn(screen, VI, page=1, addresses=["https://x.vn"]).messages) == 1


def test_a_long_text_is_cut_between_paragraphs_and_the_choices_stand_together() -> None:
    paragraph = " ".join(["Một đoạn văn."] * 60)
    screen = Screen(Markup("\n\n").join([Markup("{}").format(paragraph)] * 4), choices("Một", "Hai"))
    first, second = (message.text for message in drawn(screen, VI).messages)
    assert first == "\n\n".join([paragraph] * 2)
    assert second == "\n\n".join([paragraph] * 2 + ["1. Một\n2. Hai\n0. 🏠 Trang chính"])


@pytest.mark.parametrize("size", range(LARGEST - 140, LARGEST + 20, 7))
def test_choices_that_have_no_room_under_the_text_come_on_their_own(size: int) -> None:
    *texts, last = (one.text for one in drawn(Screen(Markup("x" * size), choices("Một", "Hai")), VI).messages)
    assert all(utf16(text) <= LARGEST for text in (*texts, last))
    assert last.endswith("1. Một\n2. Hai\n0. 🏠 Trang chính")
