"""What importing a workbook would change: plain comparison of what is with what is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from phieu.office.workbook.columns import Column, Sheet
from phieu.office.workbook.records import Book, Current
from phieu.office.workbook.settling import settle
from phieu.office.workbook.sheets import SHEETS


class Action(StrEnum):
    """What would happen to one row."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    LEFT = "left"
    """A person is marked as having left, or a unit as closed; nothing is deleted."""
    RETURNED = "returned"
    """A person who had left is back, or a unit is open again."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field's old and new value."""

    column: Column
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What would happen to one row of one sheet."""

    sheet: Sheet
    action: Action
    record: Any
    """As it would be; for what is taken away, as it is."""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """All that an import would do. Applying it works on this very content, and only on the office it was shown for."""

    items: tuple[Change, ...]
    before: Book
    after: Book
    fingerprint: str
    """Of the office that this was worked out for."""
    said: Book
    """The workbook as it was read."""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.items)

    def still_hold(self, current: Current) -> bool:
        """Whether the office is as it was when these were worked out, in all that they depend on.

        On sheets that only add that is what they would do: people may have answered nominations meanwhile.
        """
        return current.fingerprint == self.fingerprint and work_out_changes(current, self.said).items == self.items

    def on(self, sheet: Sheet) -> Iterator[Change]:
        """The changes on this sheet."""
        return (change for change in self.items if change.sheet is sheet)

    def touches(self, *sheets: Sheet) -> bool:
        """Whether anything would change on one of these sheets."""
        return any(change.sheet in sheets for change in self.items)


def work_out_changes(current: Current, book: Book) -> Changes:
    """What would have to be done so that the office is as the book says."""
    after = settle(current, book)
    items: list[Change] = []
    for sheet in SHEETS:
        gone: tuple[Any, ...] = {"people": current.left, "units": current.closed}.get(sheet.key, ())
        items += _compare(sheet, getattr(current.book, sheet.key), getattr(after, sheet.key), gone)
    return Changes(tuple(items), current.book, after, current.fingerprint, book)


def _compare(sheet: Sheet, old: tuple[Any, ...], new: tuple[Any, ...], gone: tuple[Any, ...]) -> list[Change]:
    def key(record: Any) -> tuple[Any, ...]:
        return tuple(getattr(record, field) for field in sheet.identity)

    before = {key(record): record for record in old}
    after = {key(record): record for record in new}
    away = {key(record): record for record in gone}
    keeps = sheet.key in ("people", "units")
    found: list[Change] = []
    for place, record in after.items():
        known = before.get(place, away.get(place))
        differences = _differences(sheet, known, record) if known is not None else ()
        if place in before:
            if differences:
                found.append(Change(sheet, Action.CHANGED, record, differences))
        else:
            found.append(Change(sheet, Action.RETURNED if place in away else Action.ADDED, record, differences))
    if sheet.only_adds:
        return found
    missing = Action.LEFT if keeps else Action.REMOVED
    return found + [Change(sheet, missing, record) for place, record in before.items() if place not in after]


def _differences(sheet: Sheet, old: Any, new: Any) -> tuple[Difference, ...]:
    return tuple(
        Difference(column, getattr(old, column.key), getattr(new, column.key))
        for column in sheet.columns
        if getattr(old, column.key) != getattr(new, column.key)
    )
