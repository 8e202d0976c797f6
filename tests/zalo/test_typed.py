"""What is typed: every usual way of writing a number or an answer is understood, and nothing is guessed."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from phieu.bot.handlers.zalo_drawn import Key
from phieu.bot.handlers.zalo_keys import LETTERS
from phieu.bot.handlers.zalo_typed import NOTHING, Kind, Offer, Typed, read

LABELS = ("Xuất sắc", "Tốt", "Hoàn thành tốt nhiệm vụ", "Hoàn thành nhiệm vụ", "Đạt yêu cầu", "⏭ Bỏ qua ›")
OFFER = Offer(
    tuple(Key(str(number), label, f"do.{number}") for number, label in enumerate(LABELS, start=1)),
    back=("☰ Phiếu của tôi",),
)
WAITING = Offer(
    (Key("A", "Giữ nguyên ›", "do.A"), Key("B", "Xóa ý kiến", "do.B"), Key("AA", "Còn nữa", "do.AA")),
    back=("‹ Quay lại",),
    expects_text=True,
)


def picked(number: object) -> Typed:
    return Typed(Kind.PICKED, action=f"do.{number}")


@pytest.mark.parametrize(
    "text",
    [
        "1", " 1 ", "1.", "1)", "(1)", "[1]", "#1", "1!", "“1”", "1️⃣", "①", "１", "\u200b1", "1\n", "¹", "१",
        "số 1", "Số 1.", "so 1", "SO 1", "câu 1", "cau 1", "chọn 1", "chon so 1", "Chọn số 1 ạ", "Dạ 1", "1 ạ",
        "dạ em chọn 1 ạ", "tôi chọn một", "đáp án 1", "dap an 1", "Dạ xuất sắc ạ", "1 nhé",
        "phương án 1", "lựa chọn 1", "mục số 1", "option 1", "no. 1", "Number 1",
        "một", "Một", "MỘT", "mot", unicodedata.normalize("NFD", "một"), "one", "ONE.", "số một", "so mot",
        "Xuất sắc", "xuất sắc", "XUẤT SẮC", "xuat sac", "Xuat Sắc", "xuất", "xuat",
        unicodedata.normalize("NFD", "Xuất sắc"),
        "Xuất  sắc!", "1. Xuất sắc", "1 xuat", "“Xuất sắc”", "✅ Xuất sắc",
    ],
)  # fmt: skip
def test_all_this_picks_the_first(text: str) -> None:
    assert read(text, OFFER) == picked(1)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("tốt", 2), ("TOT", 2), ("tôt", 2), ("hai", 2), ("two", 2), ("hoàn thành tốt", 3), ("hoan thanh nhiem vu", 4),
        ("4. hoàn thành", 4), ("đạt", 5), ("dat yeu cau", 5), ("ĐẠT YÊU CẦU", 5), ("năm", 5), ("nam", 5), ("bỏ qua", 6),
        ("Bo qua ›", 6), ("sáu", 6),
    ],
)  # fmt: skip
def test_others_are_picked_likewise(text: str, number: int) -> None:
    assert read(text, OFFER) == picked(number)


@pytest.mark.parametrize(
    "text", ["hoàn thành", "Hoan", "1 3", "1,2", "1, 2 và 3", "1.5", "1-2", "2/3", "1 hoặc 2", "3\n4"]
)
def test_what_may_mean_two_means_neither(text: str) -> None:
    assert read(text, OFFER) == Typed(Kind.SEVERAL)


@pytest.mark.parametrize("text", ["7", "99", "123456789", "số 8", "007", "-1", "+1", "10%", "mười", "01"])
def test_a_number_that_is_not_offered_is_told(text: str) -> None:
    assert read(text, OFFER) == Typed(Kind.OUT_OF_RANGE)


@pytest.mark.parametrize(
    "text",
    [
        "tột",
        "tồi",
        "tố",
        "tốt lắm",
        "xuất bản",
        "1 tốt",
        "2 xuất sắc",
        "rất tốt",
        "xin chào",
        "",
        "  ",
        "👍",
        "-",
        "+",
        "A",
    ],
)
def test_what_is_not_offered_is_not_guessed(text: str) -> None:
    assert read(text, OFFER) == Typed(Kind.TEXT)


@pytest.mark.parametrize(
    "text", ["0", "0.", "(0)", "０", "0️⃣", "quay lại", "Quay lai", "QUAY LẠI", "trở lại", "back", "phiếu của tôi"]
)
def test_back(text: str) -> None:
    assert read(text, OFFER) == Typed(Kind.BACK)


@pytest.mark.parametrize("text", ["?", "？", "??", "trợ giúp", "tro giup", "Help", "giúp"])
def test_help(text: str) -> None:
    assert read(text, OFFER) == read(text) == Typed(Kind.COMMAND, command="help")


@pytest.mark.parametrize("text", ["menu", "MENU", "Menu.", "trang chủ", "trang chu", "home"])
def test_menu(text: str) -> None:
    assert read(text, OFFER) == read(text) == Typed(Kind.COMMAND, command="menu")


def test_commands_are_typed_by_hand() -> None:
    assert read("/start ABCD-EFGH-JKMN", OFFER) == Typed(Kind.COMMAND, command="start", argument="ABCD-EFGH-JKMN")
    assert read(" /Privacy@phieu_bot", WAITING) == Typed(Kind.COMMAND, command="privacy")
    assert read("/") == Typed(Kind.COMMAND, command="menu")


def test_pages_are_turned_where_there_are_some() -> None:
    pages = Offer(OFFER.keys, pages=3)
    assert [read(sign, pages).kind for sign in ("+", "-", "＋", "–", "—", "−", "++", "--")] == [
        Kind.FURTHER, Kind.EARLIER, Kind.FURTHER, Kind.EARLIER, Kind.EARLIER, Kind.EARLIER, Kind.TEXT, Kind.TEXT,
    ]  # fmt: skip
    assert read("-", Offer(WAITING.keys, expects_text=True)) == Typed(Kind.TEXT)
    assert read("-", Offer(WAITING.keys, expects_text=True, pages=2)) == Typed(Kind.EARLIER)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("A", picked("A")), ("a", picked("A")), (" b. ", picked("B")), ("(B)", picked("B")), ("aa", picked("AA")),
        ("0", Typed(Kind.BACK)), ("?", Typed(Kind.COMMAND, command="help")),
        ("menu", Typed(Kind.COMMAND, command="menu")),
    ],
)  # fmt: skip
def test_where_text_is_awaited_keys_are_letters(text: str, typed: Typed) -> None:
    assert read(text, WAITING) == typed


@pytest.mark.parametrize(
    "text", ["1", "15", "C", "một", "Giữ nguyên", "quay lại", "back", "trợ giúp", "1 3", "Xóa ý kiến", "ab", "d"]
)
def test_where_text_is_awaited_all_else_is_that_text(text: str) -> None:
    assert read(text, WAITING) == Typed(Kind.TEXT)


def test_where_answers_are_numbers_keys_are_letters_and_no_number_is_taken_for_either() -> None:
    marks = Offer(
        tuple(Key(key, f"{points} điểm", f"do.{points}") for key, points in zip("ACB", (10, 9, 8), strict=True))
    )
    assert read("c", marks) == read("9 điểm", marks) == read("9 diem", marks) == picked(9)
    assert read("9", marks) == read("3", marks) == Typed(Kind.OUT_OF_RANGE)
    assert read("D", marks) == Typed(Kind.TEXT)


def test_what_a_choice_is_called_picks_it_unless_it_is_the_key_of_another() -> None:
    hours = Offer((Key("8", "08:00", "do.8"), Key("16", "16:30", "do.16"), Key("1", "16", "do.1")))
    assert read("08:00", hours) == read("8", hours) == picked(8)
    assert read("16:30", hours) == read("16", hours) == picked(16)
    assert read("17:30", hours) == Typed(Kind.SEVERAL)


def test_choices_that_are_numbers_are_picked_by_them() -> None:
    years = Offer(tuple(Key(year, year, f"do.{year}") for year in ("2026", "2025")))
    assert read("2026", years) == picked(2026)
    assert read("2025.", years) == picked(2025)
    assert read("2024", years) == Typed(Kind.OUT_OF_RANGE)


def test_a_number_in_words_that_begins_another_choice_means_neither() -> None:
    years = Offer((Key("1", "Năm 2026", "do.1"), Key("5", "Quý 3", "do.5")))
    assert read("năm", years) == Typed(Kind.SEVERAL)
    assert read("5", years) == Typed(Kind.PICKED, action="do.5")
    assert read("năm", Offer(years.keys[:1])) == Typed(Kind.PICKED, action="do.1")


def test_a_number_is_never_the_beginning_of_a_label() -> None:
    numbered = Offer((Key("3", "1. Nguyễn Văn An", "do.3"), Key("4", "2 ngày", "do.4")))
    assert read("1", numbered) == read("2", numbered) == Typed(Kind.OUT_OF_RANGE)
    assert read("2 ngày", numbered) == Typed(Kind.PICKED, action="do.4")
    assert read("1. Nguyễn Văn An", numbered) == Typed(Kind.PICKED, action="do.3")


def test_two_choices_of_the_same_words_are_told_apart_by_their_numbers_alone() -> None:
    twins = Offer(
        (Key("1", "Nguyễn Văn An", "do.1"), Key("2", "Nguyễn Văn Ân", "do.2"), Key("3", "Nguyễn Văn An", "do.3"))
    )
    assert read("nguyễn văn an", twins) == read("nguyen van an", twins) == Typed(Kind.SEVERAL)
    assert read("Nguyễn Văn Ân", twins) == picked(2)
    assert read("3", twins) == picked(3)


LABEL = st.text(st.sampled_from("aăâbcdđeêghikoôơtuưđ́̀̉̃ 12."), min_size=1, max_size=12)


@st.composite
def offers(draw: st.DrawFn) -> Offer:
    labels = draw(st.lists(LABEL, max_size=12))
    expects = draw(st.booleans())
    keys = [LETTERS[place] if expects else str(place + 1) for place in range(len(labels))]
    return Offer(
        tuple(Key(key, label, f"do.{key}") for key, label in zip(keys, labels, strict=True)),
        expects_text=expects,
        pages=draw(st.integers(1, 3)),
    )


@given(st.one_of(st.text(), LABEL, st.from_regex(r"\A\s*[0-9]{1,3}[.)]?\s*\Z")), offers())
@example("1⁄2", OFFER)
@example("\ud800", OFFER)
def test_whatever_is_typed_only_what_is_offered_is_picked(text: str, offer: Offer) -> None:
    typed = read(text, offer)
    assert typed.kind is not Kind.PICKED or typed.action in {key.action for key in offer.keys}
    assert read(text, NOTHING).kind is not Kind.PICKED
    digits = "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign.isdecimal())
    if typed.kind is Kind.PICKED and digits and len(digits) == len(text.strip()):
        assert typed.action == f"do.{int(digits)}"  # whoever types a number alone means that key


@given(offers())
def test_each_key_picks_its_own_choice(offer: Offer) -> None:
    for key in offer.keys:
        assert read(key.key, offer) == Typed(Kind.PICKED, action=key.action)
        assert read(f"{key.key}.", offer) == Typed(Kind.PICKED, action=key.action)


@given(st.lists(LABEL, min_size=1, max_size=8))
def test_a_label_picks_itself_or_nothing(labels: list[str]) -> None:
    offer = Offer(tuple(Key(str(number), label, label) for number, label in enumerate(labels, start=1)))
    for label in labels:
        typed = read(label, offer)
        if typed.kind is Kind.PICKED and not any(sign.isdecimal() for sign in label):
            assert unicodedata.normalize("NFC", typed.action).split() == unicodedata.normalize(
                "NFC", label
            ).split() or (typed.action.replace(".", " ").split() == label.replace(".", " ").split())
