"""The operator's whole way: workbook, admin, invitations, a round, its export."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from phieu.commands import terminal
from phieu.office.working_days import WorkingDays
from tests.commands.conftest import Shell


def test_the_whole_way(shell: Shell) -> None:
    assert "phieu import office.xlsx" in shell("template", "office.xlsx", "--sample")
    said = shell("import", "office.xlsx", "--yes")
    assert "VP001" in said
    assert said.index("VP001") < said.index("• People: 25 new")
    assert len(shell.rows("SELECT 1 FROM person")) == 25
    said = shell("admin", "VP001")
    assert re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", said)
    assert shell.rows("SELECT admin FROM person WHERE staff_number = 'VP001'") == [(1,)]
    assert "25 codes: invites.pdf" in shell("invites", "--yes")
    sheet = shell.folder / "invites.pdf"
    assert sheet.read_bytes().startswith(b"%PDF")
    assert sheet.stat().st_mode & 0o777 == 0o600
    due = WorkingDays().after((datetime.now(UTC) + timedelta(hours=7)).date(), 5)
    opening = ("round", "open", "semiannual", "--period", "2026-h1", "--yes", "--due")
    assert "is too far ahead" in shell.fails(*opening, "2099-01-30")
    said = shell(*opening, due.isoformat())
    assert "Evaluation, first half of 2026" in said
    assert "on 119 ballots" in said
    assert "Round 1 is open." in said
    status = shell("round", "status")
    assert "open, fewer than one in ten submitted" in status
    assert f"23:59, {due.day} {due:%B %Y}" in status
    assert "is closed." in shell("round", "close", "--yes")
    assert "closed already" in shell("round", "close", "2026-H1", "--yes")
    assert "closed" in shell("round", "status")
    shell("export", "2026-H1", "figures.xlsx")
    assert load_workbook(BytesIO((shell.folder / "figures.xlsx").read_bytes())).sheetnames
    assert (shell.folder / "figures.xlsx").stat().st_mode & 0o077 == 0


def test_importing_again_changes_nothing(office: Shell) -> None:
    assert "nothing has to be changed" in office("import", "office.xlsx")


def test_the_office_as_it_is_can_be_written_changed_and_loaded(office: Shell) -> None:
    office("template", "now.xlsx", "--current")
    now = office.folder / "now.xlsx"
    assert now.stat().st_mode & 0o077 == 0
    assert "nothing has to be changed" in office("import", "now.xlsx")
    assert "choose one of" in office.fails("template", "now.xlsx", "--current", "--sample", "--force")


def test_training_and_rotations_come_as_workbooks_for_the_operator_alone(office: Shell) -> None:
    office("export-training", "2026", "training.xlsx")
    office("export-rotations", "rotations.xlsx")
    for name, sheet, rows in (("training", "Plan", 2), ("rotations", "Rotations", 1)):
        path = office.folder / f"{name}.xlsx"
        assert path.stat().st_mode & 0o077 == 0
        assert load_workbook(BytesIO(path.read_bytes()))[sheet].max_row - 3 == rows
    assert "is there already" in office.fails("export-training", "2026", "training.xlsx")
    assert "four digits" in office.fails("export-training", "26", "other.xlsx")


def test_a_code_for_one_person_replaces_the_last_one(office: Shell) -> None:
    first, second = office("invites", "--person", "VP002"), office("invites", "--person", "VP002")
    assert first != second
    assert office.rows("SELECT COUNT(*) FROM invite") == [(1,)]


def test_a_right_can_be_taken_away_again(office: Shell) -> None:
    office("admin", "VP002")
    office("admin", "VP002", "--remove")
    assert office.rows("SELECT admin FROM person WHERE staff_number = 'VP002'") == [(0,)]


@pytest.mark.parametrize(("answer", "opened"), [("y", 1), ("n", 0), ("", 0)])
def test_opening_is_asked_about(office: Shell, monkeypatch: pytest.MonkeyPatch, answer: str, opened: int) -> None:
    monkeypatch.setattr(terminal, "somebody_is_there", lambda: True)
    monkeypatch.setattr("builtins.input", lambda *_: answer)
    if opened:
        office("round", "open")
    else:
        assert office.fails("round", "open") == "Stopped; nothing has been changed."
    assert len(office.rows("SELECT 1 FROM round")) == opened


def test_without_anybody_to_ask_it_stops(office: Shell) -> None:
    assert "--yes" in office.fails("round", "open")
    assert "--yes" in office.fails("invites")
    assert office.rows("SELECT 1 FROM round") == []


def test_it_speaks_vietnamese_unless_told_otherwise(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEFAULT_LOCALE")
    assert "Mở, kết thúc và theo dõi các đợt đánh giá." in shell("--help")
    assert shell.fails("round", "status").startswith("Chưa có dữ liệu cơ quan.")
