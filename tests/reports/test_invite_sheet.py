"""The printed invitations, read back from the PDF by another library, as a printer would show them."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlmodel import SQLModel

from phieu.office.invite_codes import InviteCode
from phieu.office.reports import invite_steps
from phieu.office.reports.invite_cards import InviteCard, load_cards
from phieu.office.reports.invite_sheet import invite_sheet
from phieu.office.ways_in import WaysIn
from phieu.storage.database import Database
from phieu.storage.tables import Person, Position, Unit
from phieu.words import Channel, Rank

EXPIRES = datetime(2026, 6, 30, 10, 30, tzinfo=UTC)
LONG_NAME = "Công Tằng Tôn Nữ Thị Phương Thảo " * 4


ON_TELEGRAM, ON_ZALO = (Channel.TELEGRAM,), (Channel.ZALO,)
BY_LINK = WaysIn(ON_TELEGRAM, "bot")
PAGE = "https://zalo.me/1234567890123456789"
BOTH = WaysIn((Channel.TELEGRAM, Channel.ZALO), "bot", PAGE)


def card(number: int, name: str, locale: str = "vi") -> InviteCard:
    return InviteCard(name.strip()[:120], f"CB{number:03}", "Phòng Lưu trữ", locale, f"K7QM-{number:04}", EXPIRES)


def printed(cards: list[InviteCard], ways: WaysIn = BY_LINK) -> list[str]:
    """The text of each page."""
    sheet = invite_sheet("Văn phòng <mẫu> & bạn", cards, ways, "Asia/Ho_Chi_Minh")
    return [page.extract_text() for page in PdfReader(io.BytesIO(sheet)).pages]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_card_is_on_a_page_of_eight() -> None:
    cards = [card(number, f"Nguyễn Thị Ỷ {number}") for number in range(17)]
    pages = printed(cards)
    assert [len(re.findall("K7QM-", page)) for page in pages] == [8, 8, 1]
    assert re.findall(r"K7QM-(\d+)", "".join(pages)) == [f"{number:04}" for number in range(17)]


def test_card_speaks_the_language_of_its_person() -> None:
    vietnamese, english = (printed([card(1, "Đỗ Ưu", locale)])[0] for locale in ("vi", "en"))
    assert "Mã cán bộ CB001" in vietnamese
    assert "Staff number CB001" in english
    assert "17:30 ngày 30 tháng 6 năm 2026" in vietnamese  # the office's zone, not UTC
    assert "17:30, 30 June 2026" in english


def test_names_with_markup_and_long_names_are_whole() -> None:
    marked = printed([card(1, "<b>Trần & Sơn_</b>")])[0]
    assert "<b>Trần & Sơn_</b>" in marked
    assert squeezed(LONG_NAME.strip()[:120]) in squeezed(printed([card(1, LONG_NAME)])[0])


def test_decomposed_letters_are_composed() -> None:
    assert "Lê Ấn" in printed([card(1, "Le\u0302 A\u0302\u0301n")])[0]


def test_card_without_a_link_has_no_square() -> None:
    assert "Quét mã vuông" not in printed([card(1, "Lê An")], WaysIn(ON_TELEGRAM))[0]
    assert "Quét mã vuông" in printed([card(1, "Lê An")])[0]


def test_on_zalo_the_square_opens_the_page_and_the_code_is_typed() -> None:
    with_page, without = (printed([card(1, "Lê An", "en")], WaysIn(ON_ZALO, "", page))[0] for page in (PAGE, ""))
    assert "Scan the square with Zalo" in with_page
    assert "by its name: Bot" in without
    for page in (with_page, without):
        assert "K7QM-0001" in page
        assert "Telegram" not in page


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_with_both_apps_there_are_both_ways_and_one_code(locale: str) -> None:
    page = printed([card(1, LONG_NAME, locale)], BOTH)[0]
    assert page.count("K7QM-0001") == 1
    assert "Zalo" in page
    assert "Telegram" in page
    assert squeezed(LONG_NAME.strip()[:120]) in squeezed(page)


def test_each_square_leads_where_its_app_is(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[float, str]] = []
    monkeypatch.setattr(invite_steps, "draw_square", lambda _pdf, area, link: drawn.append((area.left, link)))
    printed([card(7, "Lê An")], BOTH)
    assert [link for _, link in sorted(drawn)] == [PAGE, "https://t.me/bot?start=K7QM-0007"]


def test_square_holds_the_link() -> None:
    import segno

    from phieu.office.reports.sheet_drawing import dark_runs

    link = "https://t.me/PhieuBot?start=K7QM2XPD9RTW"
    matrix = [bytes(row) for row in segno.make_qr(link, error="m").matrix_iter(border=0)]
    for row in matrix:
        drawn = bytearray(len(row))
        for start, length in dark_runs(row):
            drawn[start : start + length] = b"\1" * length
        assert bytes(drawn) == row


async def test_cards_know_whose_they_are(tmp_path: Path) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path}/office.sqlite3")
    async with database.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    async with database.writing() as session:
        session.add_all([Unit(id=1, code="A", name="Phòng A"), Unit(id=2, code="B", name="Phòng B")])
        session.add_all([Person(id=1, staff_number="1", name="Lê An"), Person(id=2, staff_number="2", name="Bùi Bình")])
        session.add(Person(id=3, staff_number="3", name="Hồ Cúc", active=False))
        await session.flush()
        for unit_id in (2, 1):
            session.add(Position(person_id=1, unit_id=unit_id, title="Chuyên viên", rank=Rank.STAFF))
    async with database.reading() as session:
        cards = await load_cards(session, [InviteCode(number, f"C{number}", None, EXPIRES) for number in (1, 2, 3)])
    assert [(it.name, it.unit, it.code, it.expires_at) for it in cards] == [
        ("Bùi Bình", "", "C2", EXPIRES),
        ("Lê An", "Phòng A, Phòng B", "C1", EXPIRES),
    ]
    await database.dispose()


def test_sheet_is_a_pdf() -> None:
    assert io.BytesIO(invite_sheet("Văn phòng", [card(1, "Lê An")], BOTH, "Asia/Ho_Chi_Minh")).read(5) == b"%PDF-"
