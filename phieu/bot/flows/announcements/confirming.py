"""The last question, and then sending or planning exactly what was shown."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows import zalo_plan_words
from phieu.bot.flows.announcements.file_on_zalo import before_sending
from phieu.bot.flows.announcements.standing import standing
from phieu.bot.flows.announcements.standing_words import missing_words, night_line, reach_lines, time_line
from phieu.bot.screen import Screen, row
from phieu.office.announcements.audience import spoken
from phieu.office.announcements.composed import Composed, look_at
from phieu.office.announcements.planned import OverError, plan
from phieu.office.announcements.sending import NotReadyError, send
from phieu.office.hours_of_office import speaking_hours
from phieu.words import AnnouncementState

ADMIN = True


async def ask(event: Event, context: Context) -> Screen:
    """To so many people, now or then?"""
    t = context.t
    (announcement_id,) = parse(event.action).numbers(1)
    async with context.installation.database.reading() as session:
        composed = await look_at(session, announcement_id)
        hours = await speaking_hours(session)
        zalo = []
        if composed is not None:
            zalo += await before_sending(context, session, composed)
            zalo += await zalo_plan_words.before_announcement(context, session, composed)
    if composed is None or composed.state is not AnnouncementState.DRAFT or composed.missing:
        return await standing(announcement_id, context)
    if _is_over(composed, context):
        return await standing(announcement_id, context, _over(composed, context))
    starts = composed.send_at or context.now
    arrives = starts if composed.urgent else hours.next_allowed(starts)
    lines = [
        t.html("👥 For: {audience}", audience=spoken(composed.audience, composed.names, t)),
        *reach_lines(composed.reach, t),
        *([time_line(composed, t)] if composed.send_at else []),
    ]
    if arrives > starts:
        lines.append(night_line(arrives, t))
    lines += zalo
    text = t.html("📤 <b>Shall this announcement go out?</b>") + "\n\n" + Markup("\n").join(lines)
    yes = t("🕒 Yes, plan it") if composed.send_at else t("📤 Yes, send it")
    rows = (
        row(yes, action("announcement-send", announcement_id, composed.fingerprint)),
        row(t("↩️ No, back to the draft"), action("announcement", announcement_id)),
    )
    return Screen(text, rows)


async def confirmed(event: Event, context: Context) -> Screen:
    """Send or plan it. The second of two taps, or of two admins, finds how it stands."""
    t = context.t
    composed, fingerprint = await _confirmed(event, context)
    if composed is None or composed.state is not AnnouncementState.DRAFT:
        return await standing(_id(event), context)
    if composed.fingerprint != fingerprint:
        lead = t.html("⚠️ It has been changed since you looked at it, so it has not been sent. Please look again.")
        return await standing(composed.id, context, lead)
    try:
        if composed.send_at is None:
            await send(context.installation, composed.id, context.now)
            return await standing(composed.id, context)
        async with context.installation.database.writing() as session:
            await plan(session, composed.id, context.now)
    except NotReadyError as error:
        return await standing(composed.id, context, missing_words(error.missing, t))
    except OverError:
        return await standing(composed.id, context, _over(composed, context))
    return await standing(composed.id, context, t.html("✅ It is planned and goes out by itself."))


async def _confirmed(event: Event, context: Context) -> tuple[Composed | None, str]:
    arguments = parse(event.action).arguments
    if len(arguments) != 2:  # noqa: PLR2004 - the announcement and its fingerprint
        raise UnknownActionError
    async with context.installation.database.reading() as session:
        return await look_at(session, _id(event)), arguments[1]


def _id(event: Event) -> int:
    """The announcement that is meant; raises UnknownActionError."""
    (announcement_id,) = parse(action("announcement", *parse(event.action).arguments[:1])).numbers(1)
    return announcement_id


def _is_over(composed: Composed, context: Context) -> bool:
    return composed.send_at is not None and composed.send_at <= context.now


def _over(composed: Composed, context: Context) -> Markup:
    t = context.t
    assert composed.send_at is not None
    return t.html(
        "⚠️ {moment} is over by now. Please choose another time under “When”; everything else has been kept.",
        moment=t.moment(composed.send_at),
    )


ACTIONS = {"announcement-confirm": ask, "announcement-send": confirmed}
