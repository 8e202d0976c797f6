"""What was left out, moved or dropped in past months, and why; of notices their kinds and numbers alone."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from phieu.bot.actions import parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.notice_names import notice_name
from phieu.bot.flows.calendar.parts import to_calendar, weekday_and_date
from phieu.bot.flows.paging import page_of, turning
from phieu.bot.screen import Screen
from phieu.locales.translator import Translator
from phieu.office.dropped import dropped_dates, dropped_notices
from phieu.office.periods import round_title
from phieu.office.time_zone import office_zone
from phieu.storage.tables import Occurrence
from phieu.words import OccurrenceState

ADMIN = True
A_PAGE = 10


async def dropped(event: Event, context: Context) -> Screen:
    """The latest first."""
    t, zone = context.t, await office_zone(context.installation)
    (number,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        dates = await dropped_dates(session, context.now)
        notices = await dropped_notices(session)
    page = page_of(dates, number, A_PAGE)
    parts = [t.html("🗄 <b>What was left out or dropped</b>")]
    if page.items:
        parts.append(Markup("\n").join(_line(one, zone, t) for one in page.items))
    else:
        parts.append(t.html("Every date of the calendar has been held so far."))
    if notices:
        head = t.html("<b>Notices that nobody was given, because they came too late</b>")
        counts: Counter[str] = Counter()
        for one in notices:
            counts[notice_name(one.kind, t)] += one.count
        told = (Markup.escape(f"• {name}: {t.number(count)}") for name, count in counts.most_common())
        parts.append(Markup("\n").join([head, *told]))
    return Screen(Markup("\n\n").join(parts), (*turning(page, t, "cal-dropped"), to_calendar(t)))


def _line(one: Occurrence, zone: ZoneInfo, t: Translator) -> Markup:
    title, day = round_title(one.kind, one.period, t), weekday_and_date(_day(one.due_at, zone), t)
    return Markup("• {}: {}\n   <i>{}</i>").format(day, title, _why(one, zone, t))


def _why(one: Occurrence, zone: ZoneInfo, t: Translator) -> str:
    match one.state:
        case OccurrenceState.MISSED:
            return t("not held: its time passed while the program was not running")
        case OccurrenceState.SKIPPED:
            return t("left out by an admin")
        case OccurrenceState.DECLINED:
            return t("it was decided not to hold it")
    if one.moved_to is None:
        return t("held")
    return t("moved by an admin to {day}", day=weekday_and_date(_day(one.moved_to, zone), t))


def _day(instant: datetime, zone: ZoneInfo) -> date:
    return instant.astimezone(zone).date()


ACTIONS = {"cal-dropped": dropped}
