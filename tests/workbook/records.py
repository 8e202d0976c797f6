"""Workbooks with courses, training records and rotations of one's own, on top of the sample office."""

from datetime import date
from typing import Any

from phieu.office.workbook.rotation_sheets import ROTATIONS
from phieu.office.workbook.template import write_template
from phieu.office.workbook.training_sheets import COURSES, TRAINING
from phieu.sandbox.sample_office import SAMPLE_OFFICE
from tests.workbook.files import ENGLISH

COURSE = {
    "code": "QLNN",
    "name": "Quản lý nhà nước",
    "level": "short_course",
    "mode": "full_time",
    "starts_on": date(2026, 9, 7),
    "ends_on": date(2026, 9, 18),
}
RECORD = {"course": "QLNN", "person": "VP008"}
ROTATION = {
    "code": "R1",
    "person": "VP008",
    "kind": "transfer",
    "state": "ended",
    "from_unit": "TH",
    "from_title": "Chuyên viên tổng hợp",
    "from_rank": "staff",
    "to_unit": "HC",
    "to_title": "Chuyên viên",
    "to_rank": "staff",
    "starts_on": date(2025, 1, 1),
    "ending": "returns",
    "ended_on": date(2025, 7, 1),
}


def book(**sheets: list[dict[str, Any]]) -> bytes:
    """The sample office with these rows instead of its own on the sheets that only add; others are left out."""
    rows: dict[str, Any] = dict(SAMPLE_OFFICE)
    for sheet in (COURSES, TRAINING, ROTATIONS):
        said = sheets.get(sheet.key, [])
        rows[sheet.key] = [[row.get(column.key, column.kind.blank) for column in sheet.columns] for row in said]
    return write_template(ENGLISH, rows)
