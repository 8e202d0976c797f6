"""The part of the office's book that may go by chat. What it leaves out stays: those sheets only add."""

from dataclasses import replace

from phieu.office.workbook.records import Book, Current


def for_chat(current: Current) -> Book:
    """Without courses and rotations that are not by chat, and without courses that are not held after all."""
    book = current.book
    courses = tuple(one for one in book.courses if not one.not_by_chat and one.code not in current.cancelled)
    shown = {course.code for course in courses}
    return replace(
        book,
        courses=courses,
        training=tuple(record for record in book.training if record.course in shown),
        rotations=tuple(rotation for rotation in book.rotations if not rotation.not_by_chat),
    )
