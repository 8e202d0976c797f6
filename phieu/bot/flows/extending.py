"""Giving people more time in an open round: a later last day, then yes; and what everybody is told of it."""

from datetime import date

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.parts import weekday_and_date
from phieu.bot.flows.round_page import over, round_screen, title_of, wanted_round
from phieu.bot.screen import Screen, row
from phieu.office.extending import ExtendingError, check_extension, days_to_offer, extend_round, extended_in
from phieu.office.open_rounds import RoundOverError, UnknownRoundError, open_rounds
from phieu.office.periods import round_title
from phieu.office.round_status import RoundStatus, load_round
from phieu.office.time_zone import office_zone
from phieu.office.written_dates import DateError, read_day
from phieu.words import NoticeKind

ADMIN = True


async def choose_day(event: Event, context: Context) -> Screen:
    """First: until when."""
    return await _days(await wanted_round(event, context), context)


async def type_day(event: Event, context: Context) -> Screen:
    """The day, as somebody types it."""
    status = await wanted_round(event, context)
    today = context.now.astimezone(await office_zone(context.installation)).date()
    try:
        day = read_day(event.text, today)
    except DateError as error:
        return await _days(status, context, error.explain(context.t))
    return await _confirm(status, day, context)


async def ask(event: Event, context: Context) -> Screen:
    """Then: whether that is what is meant, for it cannot be taken back."""
    return await _confirm(await wanted_round(event, context, 1), _day(event), context)


async def extend(event: Event, context: Context) -> Screen:
    """Do it; the second of two taps finds it done."""
    t, status, day = context.t, await wanted_round(event, context, 1), _day(event)
    try:
        extended = await extend_round(context.installation, status.id, day)
    except RoundOverError:
        return await round_screen(status, context, toast=over(status, context))
    except ExtendingError as error:
        return await _days(status, context, error.explain(context.t))
    after = await load_round(context.installation, status.id)
    assert after is not None
    if not extended:
        return await round_screen(after, context, toast=t("That is its last day already."))
    lead = t.html(
        "✅ The round stays open until the end of {day}. Everybody who is asked is being told.", day=t.date(day)
    )
    return await round_screen(after, context, lead)


async def notice(subject: str, context: Context) -> Screen | None:
    """What raters are told, all of them alike; None once there is a later day, or the round is over."""
    t, (round_id, day) = context.t, extended_in(subject)
    try:
        one = await open_rounds(context.installation.database).checked(round_id)
    except (RoundOverError, UnknownRoundError):
        return None
    if one.due_at.astimezone(await office_zone(context.installation)).date() != day:
        return None
    text = t.html(
        "Dear <b>{name}</b>,\n"
        "there is more time for <b>{title}</b>: you can answer until <b>{moment}</b>.\n\n"
        "If you have handed in your ballots, there is nothing for you to do; you may still change them until then.",
        name=context.somebody.name,
        title=round_title(one.kind, one.period, t),
        moment=t.moment(one.due_at),
    )
    return Screen(text, (row(t("▶ Open my ballots"), action("ballots")),))


async def _days(status: RoundStatus, context: Context, fault: str = "") -> Screen:
    t = context.t
    try:
        days = await days_to_offer(context.installation, status.id)
    except RoundOverError:
        return await round_screen(status, context, toast=over(status, context))
    text = t.html(
        "<b>{title}</b>\n\nIt can be answered until {due}. Until the end of which working day shall it stay open? "
        "Please choose, or type a day such as {example}.",
        title=title_of(status, context),
        due=t.moment(status.due_at),
        example=f"{days[-1]:%d/%m/%Y}",
    )
    rows = [row(weekday_and_date(day, t), action("round-extend-to", status.id, day.isoformat())) for day in days]
    back = row(t("↩️ No, leave it as it is"), action("round", status.id))
    parts = [Markup("⚠️ {}").format(fault), text] if fault else [text]
    return Screen(Markup("\n\n").join(parts), (*rows, back), expects=action("round-extend", status.id))


async def _confirm(status: RoundStatus, day: date, context: Context) -> Screen:
    t = context.t
    try:
        due_at = await check_extension(context.installation, status.id, day)
    except RoundOverError:
        return await round_screen(status, context, toast=over(status, context))
    except ExtendingError as error:
        return await _days(status, context, error.explain(context.t))
    if due_at == status.due_at:
        return await round_screen(status, context, toast=t("That is its last day already."))
    text = t.html(
        "Keep <b>{title}</b> open until <b>{moment}</b>?\n\n"
        "Everybody who is asked in this round is told, whether or not they have answered. Reminders are planned anew. "
        "Afterwards the round can be extended again, or closed at any time, but its last day cannot be made earlier.",
        title=title_of(status, context),
        moment=t.moment(due_at),
    )
    yes = row(t("✅ Yes, give more time"), action("round-extend-now", status.id, day.isoformat()))
    another = row(t("📅 Another last day"), action("round-extend", status.id))
    return Screen(text, (yes, another, row(t("↩️ No, leave it as it is"), action("round", status.id))))


def _day(event: Event) -> date:
    _, (day,) = parse(event.action).number_and(1)
    try:
        return date.fromisoformat(day)
    except ValueError as error:
        raise UnknownActionError from error


ACTIONS = {"round-extend": choose_day, "round-extend-to": ask, "round-extend-now": extend}
EXPECTS = {"round-extend": type_day}
NOTICES = {NoticeKind.ROUND_EXTENDED: notice}
