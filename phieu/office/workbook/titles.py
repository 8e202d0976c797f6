"""What a row is called when changes are told: names beside codes, so that nobody has to look them up."""

from collections.abc import Callable
from typing import Any

from phieu.locales.translator import Translator
from phieu.office.shortening import shorten
from phieu.office.workbook.changes import Change, Changes
from phieu.office.workbook.kinds import CALENDAR_KIND, DATE_KIND

Title = Callable[[Any], str]

LONGEST = 60
"""Characters of a long text that a line repeats."""


class Titles:
    """Knows the names on both sides of a change."""

    def __init__(self, changes: Changes, t: Translator) -> None:
        books = (changes.before, changes.after)
        self._people = {person.number: person.name for book in books for person in book.people}
        self._units = {unit.code: unit.name for book in books for unit in book.units}
        self._groups = {group.code: group.name for book in books for group in book.groups}
        self._courses = {course.code: course.name for book in books for course in book.courses}
        self._by_sheet: dict[str, Title] = {
            "office": lambda row: row.name,
            "units": lambda row: f"{row.name} ({row.code})",
            "people": lambda row: self._person(row.number),
            "positions": lambda row: f"{self._person(row.person)}, {row.title}, {self._units.get(row.unit, row.unit)}",
            "groups": lambda row: f"{row.name} ({row.code})",
            "members": lambda row: f"{self._person(row.person)}, {self._groups.get(row.group, row.group)}",
            "scales": lambda row: f"{row.scale} {row.value}: {t.either(row.label_vi, row.label_en)}",
            "criteria": lambda row: f"{t.either(row.name_vi, row.name_en)} ({row.code})",
            "questions": lambda row: f"{row.criteria} {row.code}: {_short(t.either(row.text_vi, row.text_en))}",
            "rules": lambda row: f"{row.place}. {_short(row.raters)} → {_short(row.ratees)}",
            "calendar": lambda row: CALENDAR_KIND.write(row.kind, t.locale) or "",
            "dates": lambda row: f"{DATE_KIND.write(row.kind, t.locale)}, {t.date(row.day)}",
            "special_days": lambda row: ", ".join(filter(None, (t.date(row.day), row.name))),
            "yearly_dates": lambda row: f"{_short(row.name)} ({row.code})",
            "courses": lambda row: self._course(row.code),
            "training": lambda row: f"{self._person(row.person)}, {self._course(row.course)}",
            "rotations": lambda row: f"{self._person(row.person)} → {self._units.get(row.to_unit, row.to_unit)}",
        }

    def title(self, change: Change) -> str:
        """One row in a few words."""
        return self._by_sheet[change.sheet.key](change.record)

    def _course(self, code: str) -> str:
        return f"{_short(self._courses.get(code, code))} ({code})"

    def _person(self, number: str) -> str:
        return f"{self._people.get(number, number)} ({number})"


def _short(text: str) -> str:
    return shorten(text, LONGEST)
