"""The column that says when people are reminded of an open round: “giữa đợt; 3; 1”, kept as `half,3,1`."""

import re
from dataclasses import dataclass

from phieu.locales.translator import mark
from phieu.office.reminders import HALF
from phieu.office.spelling import fold
from phieu.office.workbook.kinds import TEXT, CellError
from phieu.office.written_reminders import MOST_DAYS, written

_HALF = frozenset(map(fold, ("half", "half time", "halfway", "giữa", "giữa đợt", "nửa đợt", "giữa kỳ")))
_NEVER = frozenset(map(fold, ("none", "never", "no", "không", "không nhắc", "0")))


@dataclass(frozen=True)
class Reminders:
    """Half time, and numbers of working days before the last day."""

    blank: None = None
    form: str = TEXT

    def read(self, text: str) -> str:
        """With semicolons, commas or “and” between them."""
        if fold(text) in _NEVER:
            return ""
        parts = [fold(part) for part in re.split(r"[;,/+]|\b(?:và|and)\b", text) if part.strip()]
        if not parts or not all(part in _HALF or self._is_days(part) for part in parts):
            raise CellError(
                mark(
                    "“{written}” does not say when to remind people; please write it such as half; 3; 1, with working "
                    "days from 1 to {most}, or none"
                ),
                written=text,
                most=MOST_DAYS,
            )
        days = {int(part) for part in parts if part not in _HALF}
        return written(half=not _HALF.isdisjoint(parts), days_before=days)

    def write(self, value: str | None, locale: str, /) -> str | None:
        """With semicolons: a comma would make Excel read a decimal number."""
        if value is None:
            return None
        half, never = ("giữa đợt", "không") if locale == "vi" else ("half", "none")
        return "; ".join(half if part == HALF else part for part in value.split(",")) if value else never

    def choices(self, _locale: str, /) -> tuple[str, ...]:
        """It is typed."""
        return ()

    @staticmethod
    def _is_days(part: str) -> bool:
        return bool(re.fullmatch(r"0?\d{1,2}", part)) and 1 <= int(part) <= MOST_DAYS
