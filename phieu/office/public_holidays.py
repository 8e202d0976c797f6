"""The public holidays of Vietnam, Tết among them, with the days off that stand in for those on a weekend.

From the library `holidays`, which keeps what the government has announced for past and present years and works out
the rest. What is announced later, or applies to one office alone, is a special day of the office's workbook.
"""

from datetime import date
from functools import lru_cache

from phieu.locales.translator import Translator

_BY_THE_SUN = ((1, 1), (4, 30), (5, 1), (9, 2))
"""Of years for which the library knows nothing, after 2100, at least the holidays that do not go by the moon."""


@lru_cache(maxsize=256)
def holidays_of(year: int) -> frozenset[date]:
    """The days of the year on which public offices are closed by law; weekends are not among them as such."""
    import holidays  # noqa: PLC0415 - most starts need no calendar

    known = holidays.country_holidays("VN", years=year)
    return frozenset(known) if known else frozenset(date(year, month, day) for month, day in _BY_THE_SUN)


def holiday_name(day: date, t: Translator) -> str:
    """What is celebrated on a day, in the reader's language; empty if it is no public holiday."""
    import holidays  # noqa: PLC0415 - as above

    language = "vi" if t.locale == "vi" else "en_US"
    return str(holidays.country_holidays("VN", years=day.year, language=language).get(day, ""))
