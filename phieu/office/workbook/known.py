"""What the office has already, for the checks of sheets that only add to it; codes as they are compared (`fold`)."""

from functools import cached_property
from typing import Any

from phieu.office.spelling import fold
from phieu.office.workbook.records import Book, CourseRecord, Current, RotationRecord, TrainingRecord


class Known:
    """Finds by code what the office has; without an office, nothing."""

    def __init__(self, current: Current | None = None) -> None:
        self.current = current or Current(Book())

    @cached_property
    def courses(self) -> dict[str, CourseRecord]:
        """The courses by code."""
        return {fold(course.code): course for course in self.current.book.courses}

    @cached_property
    def rotations(self) -> dict[str, RotationRecord]:
        """The rotations by code."""
        return {fold(rotation.code): rotation for rotation in self.current.book.rotations}

    @cached_property
    def training(self) -> dict[tuple[str, str], TrainingRecord]:
        """The training records by course and person."""
        return {(fold(record.course), fold(record.person)): record for record in self.current.book.training}

    def codes(self, sheet: str, key: str) -> dict[str, str]:
        """The codes that a sheet has given so far, those of people who left and of closed units among them."""
        gone: tuple[Any, ...] = {"people": self.current.left, "units": self.current.closed}.get(sheet, ())
        rows = (*gone, *getattr(self.current.book, sheet))
        return {fold(code): code for row in rows for code in [getattr(row, key)]}
