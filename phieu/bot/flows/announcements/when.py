"""When an announcement goes out: as soon as it is sent, or at a time."""

from datetime import UTC, datetime, timedelta

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.announcements.changing import asked, changed
from phieu.bot.screen import Screen, row
from phieu.office.announcements.usual_moments import usual_moments
from phieu.office.time_zone import office_zone
from phieu.office.written_dates import DateError, read_moment

ADMIN = True
AT = "announcement-at"
NOW = 0
"""In the place of a moment: as soon as it is sent."""
FARTHEST = timedelta(days=366)


async def when(event: Event, context: Context) -> Screen:
    """A few usual times; others are typed."""
    (announcement_id,) = parse(event.action).numbers(1)
    return await _ask(announcement_id, context)


async def picked(event: Event, context: Context) -> Screen:
    """A moment by button, in minutes since 1970."""
    announcement_id, minutes = parse(event.action).numbers(2)
    if minutes == NOW:
        return await changed(announcement_id, context, send_at=None)
    try:
        moment = datetime.fromtimestamp(minutes * 60, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UnknownActionError from error
    return await _take(announcement_id, moment, context)


async def typed(event: Event, context: Context) -> Screen:
    """A moment in somebody's own words."""
    (announcement_id,) = asked(event).numbers(1)
    zone = await office_zone(context.installation)
    try:
        moment = read_moment(event.text, context.now, zone)
    except DateError as error:
        return await _ask(announcement_id, context, Markup.escape(error.explain(context.t)))
    return await _take(announcement_id, moment, context)


async def _take(announcement_id: int, moment: datetime, context: Context) -> Screen:
    t = context.t
    if moment <= context.now:
        return await _ask(announcement_id, context, t.html("That moment is over. Please choose a later one."))
    if moment - context.now > FARTHEST:
        words = t.html("{moment} is more than a year away. Please choose an earlier time.", moment=t.moment(moment))
        return await _ask(announcement_id, context, words)
    return await changed(announcement_id, context, send_at=moment)


async def _ask(announcement_id: int, context: Context, lead: Markup | None = None) -> Screen:
    t = context.t
    words = t.html("🕒 When is it to go out? Please choose, or write the hour and the day, like “14:30 20/11”.")
    moments = usual_moments(context.now, await office_zone(context.installation))
    rows = [row(t("📤 As soon as I send it"), action(AT, announcement_id, NOW))]
    rows += [row(t.moment(one), action(AT, announcement_id, int(one.timestamp()) // 60)) for one in moments]
    rows.append(row(t("↩️ Back"), action("announcement", announcement_id)))
    return Screen(lead + "\n\n" + words if lead else words, tuple(rows), expects=action(AT, announcement_id))


ACTIONS = {"announcement-when": when, AT: picked}
EXPECTS = {AT: typed}
