"""Reads a workbook in the light of what is there: blanks that mean "as it is", and codes in their known spelling."""

from dataclasses import fields, replace
from typing import Any

from phieu.office.spelling import fold
from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.records import Book, Current, OfficeRecord, PersonRecord
from phieu.office.workbook.settling_records import settle_courses, settle_rotations, settle_training
from phieu.office.workbook.sheets import SHEETS

_DEFINES = (
    ("units", "code"),
    ("people", "number"),
    ("groups", "code"),
    ("scales", "scale"),
    ("criteria", "code"),
    ("yearly_dates", "code"),
    ("courses", "code"),
    ("rotations", "code"),
)
"""Where codes are given; they keep the spelling they first had, whatever a later workbook writes."""
AT_FIRST = OfficeRecord(
    *("", "", 0, 0, 0),
    first_hour=7,
    last_hour=21,
    answer_days=7,
    check_in_months=3,
    reminders="half,3,1",
    reminder_hour=9,
    keep_notices_days=180,
    keep_left_days=365,
)
"""What counts for a new office whose workbook leaves these columns blank (`storage.tables.Office`)."""


def settle(current: Current, book: Book) -> Book:
    """The book with every blank and every spelling settled: what the office will be once it is applied."""
    spelled = {place: _spellings(current, *place) for place in (*_DEFINES, ("questions", "code"))}
    settled: dict[str, tuple[Any, ...]] = {}
    for sheet in SHEETS:
        known = {column.key: spelled[place] for column in sheet.columns if (place := _place(sheet, column)) in spelled}
        said = getattr(current.book if sheet.key in book.unsaid else book, sheet.key)
        settled[sheet.key] = tuple(_respell(record, known) for record in said)
    was = current.book.office[0] if current.book.office else AT_FIRST
    settled["office"] = tuple(_keep_what_is_blank(office, was) for office in settled["office"])
    before = {person.number: person for person in current.book.people}
    back = {person.number: replace(person, admin=False) for person in current.left}
    settled["people"] = tuple(
        _settle_person(person, before.get(person.number) or back.get(person.number), current.joined)
        for person in settled["people"]
    )
    settled["courses"] = tuple(settle_courses(current, settled["courses"]))
    settled["training"] = tuple(settle_training(current, settled["training"]))
    settled["rotations"] = tuple(settle_rotations(current, settled["rotations"]))
    return Book(**settled)


def _keep_what_is_blank(said: Any, before: Any) -> Any:
    """Fields that were left blank (None) are as they were."""
    blank = {field.name: getattr(before, field.name) for field in fields(said) if getattr(said, field.name) is None}
    return replace(said, **blank) if blank else said


def _settle_person(said: PersonRecord, before: PersonRecord | None, joined: frozenset[str]) -> PersonRecord:
    if before is None:
        return replace(said, locale=said.locale or "vi", admin=bool(said.admin))
    locale = before.locale if said.locale is None or said.number in joined else said.locale
    return replace(said, locale=locale, admin=before.admin if said.admin is None else said.admin)


def _place(sheet: Sheet, column: Column) -> tuple[str, str]:
    return column.refers or (sheet.key, column.key)


def _spellings(current: Current, sheet: str, key: str) -> dict[str, str]:
    gone: tuple[Any, ...] = {"people": current.left, "units": current.closed}.get(sheet, ())
    return {fold(code): code for record in (*gone, *getattr(current.book, sheet)) for code in [getattr(record, key)]}


def _respell(record: Any, known: dict[str, dict[str, str]]) -> Any:
    changes = {
        key: spelled
        for key, codes in known.items()
        if (spelled := codes.get(fold(code := getattr(record, key)), code)) != code
    }
    return replace(record, **changes) if changes else record
