"""How far a survey of training needs has got, by its days: plain rules on plain days (requirements, M23)."""

from datetime import date, timedelta
from enum import StrEnum

from phieu.locales.translator import mark
from phieu.office.training.refusals import refuse

LONGEST_TOPIC = 200
"""Characters."""
MOST_NEEDS = 10
"""Of one person in one year."""
TO_CHOOSE = timedelta(days=7)
"""So long the heads have after the last day for the people."""
YEARS_AHEAD = 5


class Stage(StrEnum):
    """What can be done."""

    SAYING = "saying"
    CHOOSING = "choosing"
    OVER = "over"


def stage_of(say_by: date, choose_by: date, today: date) -> Stage:
    """Where it stands today; the last days belong to their stage."""
    if today <= say_by:
        return Stage.SAYING
    return Stage.CHOOSING if today <= choose_by else Stage.OVER


def check_days(year: int, say_by: date, today: date) -> None:
    """Raises TrainingError for a survey that makes no sense: of a year that is over, or with no time to answer."""
    if year < today.year:
        raise refuse(mark("The year {year} is over."), year=str(year))
    if year > today.year + YEARS_AHEAD:
        raise refuse(mark("The year {year} is more than five years ahead."), year=str(year))
    if say_by <= today:
        raise refuse(mark("The last day must be still to come."))
    if say_by > date(year, 12, 31):
        raise refuse(mark("The last day is after the year that it is about."))
