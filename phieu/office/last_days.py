"""On which days a round may close: plain rules on plain values."""

from datetime import date

from phieu.locales.translator import mark
from phieu.office.told_later import DayOff, ToldLater
from phieu.office.working_days import WorkingDays

FURTHEST_DAYS = 92
"""Nobody means to open a round for longer, or to extend it by more: it is a slip of the finger, mostly in the year."""
_OVER = mark("{day} is over. Please choose a day that is still to come.")


def last_day_fault(day: date, days: WorkingDays) -> ToldLater | None:
    """Why a round cannot have this as its last day; None if it can. A round closes on a working day."""
    if days.works(day):
        return None
    text = mark("{day} is a day off. The working days next to it are {before} and {after}.")
    return ToldLater(text, {"day": DayOff(day), "before": days.on_or_before(day), "after": days.on_or_after(day)})


def hand_opened_fault(last_day: date, today: date, days: WorkingDays) -> ToldLater | None:
    """Why a round that is opened today by hand cannot have this as its last day; None if it can."""
    if last_day < today:
        return ToldLater(_OVER, {"day": last_day})
    if (last_day - today).days > FURTHEST_DAYS:
        text = mark("{day} is too far ahead: a round can be opened for {days} days at most.")
        return ToldLater(text, {"day": last_day, "days": FURTHEST_DAYS})
    if fault := last_day_fault(last_day, days):
        return fault
    if last_day < (first := days.after(today, 1)):
        text = mark("A round is open for at least one working day after today: until {next}, or later.")
        return ToldLater(text, {"next": first})
    return None


def later_day_fault(last_day: date, due_on: date, today: date, days: WorkingDays) -> ToldLater | None:
    """Why a round that is due on a day cannot be extended to this one; None if it can, or if it is that very day."""
    if last_day == due_on:
        return None  # it stands so already: a second tap
    if last_day < due_on:
        text = mark("{day} is before {due}, the last day as it stands. To end a round earlier, please close it then.")
        return ToldLater(text, {"day": last_day, "due": due_on})
    if last_day < today:
        return ToldLater(_OVER, {"day": last_day})
    if (last_day - today).days > FURTHEST_DAYS:
        text = mark("{day} is too far ahead: a round can be extended by {days} days at most.")
        return ToldLater(text, {"day": last_day, "days": FURTHEST_DAYS})
    return last_day_fault(last_day, days)
