"""A column of days: Excel's own dates, and dates as people type them."""

from dataclasses import dataclass
from datetime import date

from phieu.locales.translator import mark
from phieu.office.workbook.kinds import DATE, CellError
from phieu.office.written_dates import DateError, read_day

_TODAYS = date(2000, 1, 3), date(2028, 5, 2)
"""What is the same day on both is a day by itself: with its year, and not “tomorrow”."""
EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)


@dataclass(frozen=True)
class Day:
    """A day with its year."""

    blank: None = None
    form: str = DATE

    def read(self, text: str) -> date:
        """20/11/2026, 20.11.26, 2026-11-20 and the like; an Excel date comes as the last of these."""
        try:
            first, second = (read_day(text, today) for today in _TODAYS)
        except DateError as error:
            raise CellError(
                mark("“{written}” is not a date; please write day, month and year, such as 20/11/2026"), written=text
            ) from error
        if first != second:
            raise CellError(
                mark("“{written}” is not clear; please write day, month and year, such as 20/11/2026"), written=text
            )
        if not EARLIEST <= first <= LATEST:
            raise CellError(mark("“{written}”: please check the year"), written=text)
        return first

    def write(self, value: date | None, _locale: str, /) -> date | None:
        """A date cell."""
        return value

    def choices(self, _locale: str, /) -> tuple[str, ...]:
        """A date is typed."""
        return ()
