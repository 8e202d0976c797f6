"""The part of the office's book that is given out as a workbook. What it leaves out stays: those sheets only add."""

from dataclasses import replace

from phieu.office.workbook.records import Book, Current


def given_out(current: Current, *, by_chat: bool) -> Book:
    """Without courses that are not held after all; by chat also without what must not go there."""
    book = current.book
    courses = [one for one in book.courses if one.code not in current.cancelled and not (by_chat and one.not_by_chat)]
    shown = {course.code for course in courses}
    return replace(
        book,
        courses=tuple(courses),
        training=tuple(record for record in book.training if record.course in shown),
        rotations=tuple(one for one in book.rotations if not (by_chat and one.not_by_chat)),
    )
