"""Reading a typed day that comes after another one."""

from datetime import date

from phieu.office.written_dates import read_day


def read_day_after(text: str, today: date, first: date | None) -> date:
    """The day that is meant: without a year the next such day, and not before `first`. Raises DateError.

    What names a day as seen from today, such as "tomorrow", means that day all the same.
    """
    day = read_day(text, today)
    if first is None or day >= first:
        return day
    from_first = read_day(text, first)
    seen_from_today = from_first - first == day - today
    return day if seen_from_today else from_first
