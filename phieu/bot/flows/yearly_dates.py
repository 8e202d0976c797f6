"""The word that something comes which the office has to do each year, to the admins."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.screen import Screen, row
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_zone
from phieu.office.yearly_dates import LATE, yearly_in
from phieu.storage.tables import YearlyDate
from phieu.words import NoticeKind


async def notice(subject: str, context: Context) -> Screen | None:
    """None if it has been taken off the calendar meanwhile, is over, or the reader is no admin any more."""
    t, (code, day) = context.t, yearly_in(subject)
    async with context.installation.database.reading() as session:
        yearly, days = await session.get(YearlyDate, code), await load_working_days(session)
    today = _today(context.now, await office_zone(context.installation))
    if yearly is None or not context.somebody.admin or today > day + LATE:
        return None
    heading = t.html("📌 <b>{name}</b>", name=yearly.name)
    if day < today:
        when = t.html("The day for it was yesterday, {day}.", day=t.date(day))
    elif day == today:
        when = t.html("The day for it is today, {day}.", day=t.date(day))
    else:
        left = days.between(today, day)
        when = t.plural_html(
            "The day for it is {day}: one working day from now.",
            "The day for it is {day}: {count} working days from now.",
            left,
            day=t.date(day),
        )
    note = t.html("This comes each year; the date stands in the calendar.")
    rows = (row(t("📅 Calendar"), action("calendar")),)
    return Screen(heading + "\n\n" + when + "\n\n" + note, rows, keeps=True)


def _today(now: datetime, zone: ZoneInfo) -> date:
    return now.astimezone(zone).date()


NOTICES = {NoticeKind.YEARLY_DATE: notice}
