"""The export, read back as a spreadsheet program would."""

from dataclasses import replace
from io import BytesIO
from itertools import chain

import pytest
from openpyxl import Workbook, load_workbook
from sqlmodel import select

from phieu.locales.translator import translator
from phieu.office.reports.export import RoundNotClosedError, export_overview, export_round
from phieu.office.reports.overview import Overview, load_overview
from phieu.storage.tables import Figure
from tests.reports.conftest import COMMENT, HeldRounds

VI, EN = translator("vi"), translator("en")


async def exported(rounds: HeldRounds, locale: str = "en") -> Workbook:
    async with rounds.installation.database.reading() as session:
        return load_workbook(BytesIO(await export_round(session, rounds.second, translator(locale))))


def rows(book: Workbook, name: str) -> list[tuple[object, ...]]:
    """Everything below the head."""
    return list(book[name].iter_rows(min_row=4, values_only=True))


async def test_figures_are_those_of_the_round(rounds: HeldRounds) -> None:
    book = await exported(rounds)
    async with rounds.installation.database.reading() as session:
        stored = list(await session.exec(select(Figure).where(Figure.round_id == rounds.second)))
    written = rows(book, "Figures")
    assert len(written) == len(stored) > 0
    counts = sorted(tuple(cell for cell in row[10:14] if cell is not None) for row in written)
    assert counts == sorted(tuple(figure.content.get("counts", ())) for figure in stored)
    assert sorted(row[6] or 0 for row in written) == sorted(figure.content.get("answers", 0) for figure in stored)  # type: ignore[type-var]
    assert any(map(len, counts))


async def test_sheets_in_both_languages(rounds: HeldRounds) -> None:
    assert (await exported(rounds, "en")).sheetnames == ["Overview", "Figures", "Office", "Not shown", "Explanation"]
    vietnamese = await exported(rounds, "vi")
    assert vietnamese.sheetnames == ["Tổng quan", "Số liệu", "Toàn cơ quan", "Không hiển thị", "Giải thích"]
    assert vietnamese["Tổng quan"]["A1"].value == "Đánh giá 6 tháng đầu năm 2026"
    assert vietnamese["Tổng quan"].freeze_panes == "A4"


async def test_overview_and_office_stand_in_the_workbook(rounds: HeldRounds) -> None:
    book = await exported(rounds)
    async with rounds.installation.database.reading() as session:
        overview = await load_overview(session, rounds.second)
    assert overview is not None
    for row, one in zip(rows(book, "Overview"), overview.ratees, strict=True):
        assert one.overall is not None
        assert row[0] == one.staff_number
        assert row[5:7] == (pytest.approx(one.overall.low, abs=1e-4), pytest.approx(one.overall.high, abs=1e-4))
        assert row[8] == one.hidden
    for row, office in zip(rows(book, "Office"), overview.office, strict=True):
        assert office.range is not None
        assert row[3] == pytest.approx(office.range.low, abs=1e-4)


async def test_names_never_become_formulas(rounds: HeldRounds) -> None:
    book = await exported(rounds)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    dangerous = [cell for cell in cells if str(cell.value).startswith("=")]
    assert dangerous
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in dangerous)


async def test_comments_are_not_in_it(rounds: HeldRounds) -> None:
    book = await exported(rounds)
    values = [str(value) for sheet in book for value in chain.from_iterable(sheet.iter_rows(values_only=True))]
    assert values
    assert not [value for value in values if COMMENT in value]


async def test_control_characters_do_not_break_the_file(rounds: HeldRounds) -> None:
    async with rounds.installation.database.reading() as session:
        overview = await load_overview(session, rounds.second)
    assert isinstance(overview, Overview)
    first = overview.ratees[0]
    odd = replace(first, ratee=replace(first.ratee, name="Lê\x07 An"))
    book = load_workbook(BytesIO(export_overview(replace(overview, ratees=(odd,)), VI)))
    assert rows(book, "Tổng quan")[0][1] == "Lê An"


async def test_unknown_round_is_refused(rounds: HeldRounds) -> None:
    async with rounds.installation.database.reading() as session:
        with pytest.raises(RoundNotClosedError):
            await export_round(session, 99, EN)


async def test_sheets_can_be_filtered_and_printed_and_have_no_empty_columns(rounds: HeldRounds) -> None:
    book = await exported(rounds)
    for sheet in book:
        assert sheet.auto_filter.ref == f"A3:{sheet.dimensions.partition(':')[2]}"
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
        assert sheet.print_title_rows == "$3:$3"
    assert [cell.value for cell in book["Figures"][3]][-4:] == ["1", "2", "3", "4"]  # the scale has four


async def test_where_nothing_is_hidden_the_sheet_says_so(rounds: HeldRounds) -> None:
    async with rounds.installation.database.reading() as session:
        overview = await load_overview(session, rounds.second)
    assert overview is not None
    shown = replace(overview, ratees=tuple(one for one in overview.ratees if not one.hidden))
    assert rows(load_workbook(BytesIO(export_overview(shown, EN))), "Not shown")[0][0] == "All figures are shown."
