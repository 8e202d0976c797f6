"""Until when people can answer a nomination, and on which day they are reminded: plain rules on plain days."""

from datetime import date, timedelta

from phieu.office.working_days import WorkingDays

WORKING_DAYS_BEFORE = 2
"""So long before the last day people are reminded."""


def answer_until(today: date, starts_on: date, wanted: date | None, usual_days: int) -> date:
    """The last day for an answer that is asked for today.

    It is the day that the course gives, if that is still to come, else so many days from now; in any case before the
    course begins, and not before today.
    """
    day = wanted if wanted is not None and wanted >= today else today + timedelta(days=usual_days)
    return max(today, min(day, starts_on - timedelta(days=1)))


def reminder_day(asked_on: date, answer_by: date, days: WorkingDays) -> date | None:
    """Two working days before the last day or, where time is shorter, half way; None if there is no time for it."""
    day = days.before(answer_by, WORKING_DAYS_BEFORE)
    if day > asked_on:
        return day
    half_way = asked_on + (answer_by - asked_on + timedelta(days=1)) // 2
    return half_way if asked_on < half_way <= answer_by else None
