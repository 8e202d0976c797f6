"""Working days around a day, to choose from."""

from datetime import date

from phieu.bot.context import Context
from phieu.bot.flows.calendar.parts import office_today, weekday_and_date
from phieu.office.special_days import load_working_days

_EARLIER, _LATER = (10, 5, 2, 1), (1, 2, 3, 5, 10)
"""So many working days before and after it."""


async def near_working_days(day: date, context: Context) -> list[tuple[date, str]]:
    """Each with its label; none that is over, and not the day itself."""
    t, today = context.t, await office_today(context)
    async with context.installation.database.reading() as session:
        days = await load_working_days(session)
    found = [
        (days.before(day, count), t.plural("{count} working day earlier", "{count} working days earlier", count))
        for count in _EARLIER
    ] + [
        (days.after(day, count), t.plural("{count} working day later", "{count} working days later", count))
        for count in _LATER
    ]
    return [(one, f"{weekday_and_date(one, t)} · {label}") for one, label in found if one >= today]
