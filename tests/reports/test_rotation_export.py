"""The workbook of rotations: the list and the statistics; in chat without what must not go by chat."""

from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from phieu.locales.translator import translator
from phieu.office.reports.rotation_export import export_rotations
from phieu.storage.database import Database
from phieu.storage.tables import Rotation
from phieu.words import Rank, RotationEnding, RotationKind, RotationState
from tests.offices import OfficeSize, build_office

TODAY = date(2026, 11, 20)
SECRET = "Nhiệm vụ không gửi qua chat"


async def exported(database: Database, *, by_chat: bool, locale: str = "en") -> Workbook:
    async with database.reading() as session:
        return load_workbook(BytesIO(await export_rotations(session, TODAY, translator(locale), by_chat=by_chat)))


async def some_rotations(database: Database) -> None:
    await build_office(database, OfficeSize())
    ended: dict[str, Any] = {
        "state": RotationState.ENDED,
        "ending": RotationEnding.RETURNS,
        "ended_on": date(2026, 7, 1),
        "ends_on": date(2026, 6, 30),
    }
    secret = {"not_by_chat": True, "read_from": "Phòng Tổng hợp", "tasks": SECRET}
    async with database.writing() as session:
        session.add(_rotation("LC-1", 5, RotationKind.TEMPORARY, **ended))
        session.add(_rotation("LC-2", 6, RotationKind.TRANSFER, state=RotationState.IN_FORCE, decision_number="=1+1"))
        session.add(_rotation("LC-3", 7, RotationKind.TRANSFER, state=RotationState.IN_FORCE, **secret))


def _rotation(code: str, person_id: int, kind: RotationKind, **others: Any) -> Rotation:
    return Rotation(
        code=code,
        person_id=person_id,
        kind=kind,
        from_unit_id=1,
        from_title="Chuyên viên",
        from_rank=Rank.STAFF,
        to_unit_id=2,
        to_title="Phó Trưởng phòng" if code == "LC-2" else "Chuyên viên",
        to_rank=Rank.DEPUTY_HEAD if code == "LC-2" else Rank.STAFF,
        starts_on=date(2026, 1, 5),
        **others,
    )


async def test_the_list_and_the_statistics(database: Database) -> None:
    await some_rotations(database)
    book = await exported(database, by_chat=True)
    assert book.sheetnames[0] == "Rotations"
    rows = list(book["Rotations"].iter_rows(min_row=4, values_only=True))
    assert [row[0] for row in rows] == ["LC-1", "LC-2"]
    assert rows[0][3:7] == ("Temporary", "Ended", "Chuyên viên, Phòng 1", "Chuyên viên, Phòng 2")
    assert rows[0][11] == "Returns"
    by_kind = list(book["Rotations by kind"].iter_rows(min_row=4, values_only=True))
    assert sorted(by_kind) == [("Temporary", 0, 1, 1), ("Transfer", 1, 0, 1)]
    number = next(cell for row in book["Rotations"].iter_rows() for cell in row if cell.value == "=1+1")
    assert number.data_type == "s"


async def test_only_the_operators_workbook_has_what_must_not_go_by_chat(database: Database) -> None:
    await some_rotations(database)
    in_chat, in_shell = await exported(database, by_chat=True), await exported(database, by_chat=False)
    assert SECRET not in _texts(in_chat)
    assert "LC-3" not in _texts(in_chat)
    assert SECRET in _texts(in_shell)


async def test_in_vietnamese(database: Database) -> None:
    await some_rotations(database)
    book = await exported(database, by_chat=True, locale="vi")
    assert all(len(name) <= 31 for name in book.sheetnames)
    assert book["Luân chuyển"]["A1"].value == "Luân chuyển, điều động cán bộ"


def _texts(book: Workbook) -> set[str]:
    return {str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row}
