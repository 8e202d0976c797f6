"""The part of a year that a round is about: its key (`2026-H1`, `2026-Q3`, `2026`, `2026-06-15`) and its name.

Plain values. A half-year, a quarter or a year belongs to the kind of round that comes again; rounds on occasion
(rotation, ad hoc) may be about any of them, or are known by the day they are held on.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from phieu.locales.translator import Translator, mark
from phieu.words import RoundKind

MONTHS = {RoundKind.SEMIANNUAL: 6, RoundKind.QUARTERLY: 3, RoundKind.ANNUAL: 12}
"""How many months a period of the kind has; kinds that are not here are held on occasion."""

_KEY = re.compile(r"(?P<year>\d{4})(?:-H(?P<half>[12])|-Q(?P<quarter>[1-4])|-(?P<month>\d\d)-(?P<day>\d\d))?")
_FIRST_YEAR, _LAST_YEAR = 2000, 2199

_HALVES = (mark("first half of {year}"), mark("second half of {year}"))
_QUARTERS = (
    mark("first quarter of {year}"),
    mark("second quarter of {year}"),
    mark("third quarter of {year}"),
    mark("fourth quarter of {year}"),
)
_TITLES = {
    RoundKind.SEMIANNUAL: mark("Evaluation, {period}"),
    RoundKind.QUARTERLY: mark("Evaluation, {period}"),
    RoundKind.ANNUAL: mark("Evaluation, {period}"),
    RoundKind.ROTATION: mark("Rotation evaluation, {period}"),
    RoundKind.AD_HOC: mark("Ad hoc evaluation, {period}"),
}
_KINDS = {
    RoundKind.SEMIANNUAL: mark("Every six months"),
    RoundKind.QUARTERLY: mark("Quarterly"),
    RoundKind.ANNUAL: mark("Yearly"),
    RoundKind.ROTATION: mark("On a rotation"),
    RoundKind.AD_HOC: mark("Ad hoc"),
}


class PeriodError(ValueError):
    """The text is no period, or none that this kind of round can be about."""


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, first and last included."""

    first: date
    last: date

    @property
    def months(self) -> int:
        """How many calendar months it spans; 0 for a single day."""
        if self.first == self.last:
            return 0
        return (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1

    @property
    def key(self) -> str:
        """As rounds and occurrences keep it."""
        if self.months == 0:
            return self.first.isoformat()
        number = (self.first.month - 1) // self.months + 1
        return {6: f"{self.first.year}-H{number}", 3: f"{self.first.year}-Q{number}"}.get(
            self.months, f"{self.first.year}"
        )


def parse_period(key: str) -> Period:
    """Read a key; letters may be small. Raises PeriodError."""
    found = _KEY.fullmatch(key.strip().upper())
    if not found or not _FIRST_YEAR <= int(found["year"]) <= _LAST_YEAR:
        raise PeriodError(key)
    year = int(found["year"])
    if found["half"]:
        return _period(year, 6 * int(found["half"]) - 5, 6)
    if found["quarter"]:
        return _period(year, 3 * int(found["quarter"]) - 2, 3)
    if found["month"]:
        return _day(key, year, int(found["month"]), int(found["day"]))
    return _period(year, 1, 12)


def period_for(kind: RoundKind, key: str) -> Period:
    """Read a key that a round of this kind can be about. Raises PeriodError."""
    period = parse_period(key)
    if kind in MONTHS and period.months != MONTHS[kind]:
        raise PeriodError(key)
    return period


def period_around(kind: RoundKind, day: date) -> Period:
    """The period of the kind in which the day lies; for rounds on occasion the day itself."""
    months = MONTHS.get(kind)
    if months is None:
        return Period(day, day)
    return _period(day.year, (day.month - 1) // months * months + 1, months)


def period_before(kind: RoundKind, period: Period) -> Period:
    """The one before it."""
    return period_around(kind, period.first - timedelta(days=1))


def period_judged(kind: RoundKind, day: date) -> Period:
    """The period that a round held on this day is about.

    Rounds are held when a period ends: in its first third (January or February of a half-year) the period before
    is meant.
    """
    period = period_around(kind, day)
    months = MONTHS.get(kind, 0)
    in_first_third = months > 0 and day.month - period.first.month < months // 3
    return period_before(kind, period) if in_first_third else period


def proposed_periods(kind: RoundKind, day: date) -> list[Period]:
    """The periods that a round held on this day can sensibly be about, the likeliest first."""
    likeliest = period_judged(kind, day)
    if kind in MONTHS:
        found = [likeliest, period_around(kind, day), period_before(kind, likeliest)]
    else:
        found = [likeliest, *(period_judged(other, day) for other in MONTHS)]
    return list(dict.fromkeys(found))


def period_name(period: Period | str, t: Translator) -> str:
    """6 tháng đầu năm 2026; first half of 2026. A key that is no period is shown as it is."""
    if isinstance(period, str):
        try:
            period = parse_period(period)
        except PeriodError:
            return str(period)
    if period.months == 0:
        return t.date(period.first)
    year, number = period.first.year, (period.first.month - 1) // period.months
    names = {6: _HALVES, 3: _QUARTERS}.get(period.months)
    return t(names[number], year=year) if names else t("the year {year}", year=year)


def round_title(kind: RoundKind, period: str, t: Translator) -> str:
    """What people call a round: Đánh giá 6 tháng đầu năm 2026."""
    return t(_TITLES[kind], period=period_name(period, t))


def kind_name(kind: RoundKind, t: Translator) -> str:
    """The kind alone, as a choice shows it."""
    return t(_KINDS[kind])


def _period(year: int, month: int, months: int) -> Period:
    after = month + months
    last = date(year + (after > 12), after - 12 * (after > 12), 1) - timedelta(days=1)  # noqa: PLR2004 - months of a year
    return Period(date(year, month, 1), last)


def _day(key: str, year: int, month: int, day: int) -> Period:
    try:
        found = date(year, month, day)
    except ValueError as error:
        raise PeriodError(key) from error
    return Period(found, found)
