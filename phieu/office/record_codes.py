"""The codes of courses and rotations, where nobody has given one: kind, year, number, as in `KH-2026-03`."""

import re
from collections.abc import Iterable

from phieu.office.spelling import fold

COURSE, ROTATION = "KH", "LC"
"""Khóa học; luân chuyển."""


def next_code(prefix: str, year: int, taken: Iterable[str]) -> str:
    """The code after the highest one of that year. Whoever uses it must be ready for somebody having been quicker."""
    pattern = re.compile(rf"{re.escape(fold(prefix))}-{year}-(\d{{1,6}})")
    numbers = (int(found[1]) for code in taken if (found := pattern.fullmatch(fold(code))))
    return f"{prefix}-{year}-{max(numbers, default=0) + 1:02}"
