"""Picking a day by button: a few usual ones. The screen should also expect a day that is typed (`read_day`)."""

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from phieu.bot.screen import Row, row
from phieu.locales.translator import Translator


class Offer(StrEnum):
    """A day as people name it, seen from today."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    NEXT_MONDAY = "next_monday"
    IN_A_WEEK = "in_a_week"
    IN_TWO_WEEKS = "in_two_weeks"
    IN_A_MONTH = "in_a_month"
    IN_THREE_MONTHS = "in_three_months"


USUAL = (Offer.TODAY, Offer.TOMORROW, Offer.NEXT_MONDAY, Offer.IN_A_WEEK, Offer.IN_A_MONTH)


def day_rows(
    today: date, pick: Callable[[date], str], t: Translator, offers: Sequence[Offer] = USUAL
) -> tuple[Row, ...]:
    """One day in a row, earliest first; two names of one day are one row."""
    named = {day_of(offer, today): offer for offer in reversed(offers)}
    return tuple(row(_label(named[day], day, t), pick(day)) for day in sorted(named))


def day_of(offer: Offer, today: date) -> date:
    """Which day that is; in a month too short for it, the month's last."""
    match offer:
        case Offer.TODAY | Offer.TOMORROW | Offer.IN_A_WEEK | Offer.IN_TWO_WEEKS:
            return today + timedelta(days=_DAYS[offer])
        case Offer.NEXT_MONDAY:
            return today + timedelta(days=7 - today.weekday())
        case Offer.IN_A_MONTH:
            return _months_later(today, 1)
        case Offer.IN_THREE_MONTHS:
            return _months_later(today, 3)


_DAYS = {Offer.TODAY: 0, Offer.TOMORROW: 1, Offer.IN_A_WEEK: 7, Offer.IN_TWO_WEEKS: 14}


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _label(offer: Offer, day: date, t: Translator) -> str:
    names = {
        Offer.TODAY: t("Today"),
        Offer.TOMORROW: t("Tomorrow"),
        Offer.NEXT_MONDAY: t("Monday"),
        Offer.IN_A_WEEK: t("In a week"),
        Offer.IN_TWO_WEEKS: t("In two weeks"),
        Offer.IN_A_MONTH: t("In a month"),
        Offer.IN_THREE_MONTHS: t("In three months"),
    }
    return f"{names[offer]} · {t.date(day)}"
