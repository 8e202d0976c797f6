"""One round of the calendar that is still to come: when, why, and what can be done about it."""

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.parts import arguments, day_and_time, round_in, to_calendar
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.calendar import ONLY_PROPOSED, Due
from phieu.office.moves import MovingError
from phieu.office.moving import bring_forward, find_date, put_back, skip
from phieu.office.periods import round_title
from phieu.words import OccurrenceState

ADMIN = True


async def show(event: Event, context: Context) -> Screen:
    """How it stands."""
    kind, period = round_in(*arguments(event, 2))
    try:
        due, state = await find_date(context.installation, kind, period)
    except MovingError as error:
        return cannot(error, context)
    return await date_screen(due, state, context)


async def date_screen(due: Due, state: OccurrenceState | None, context: Context, lead: str | Markup = "") -> Screen:
    """One date of the calendar; `lead` says what has just happened to it."""
    t, which = context.t, (due.kind, due.period)
    head = t.html("🗓 <b>{title}</b>", title=round_title(due.kind, due.period, t))
    parts = [Markup.escape(lead)] if lead else []
    parts += [head, await _how_it_stands(due, state, context)]
    if settled := _settled(state, t):
        return Screen(Markup("\n\n").join([*parts[:-1], settled]), (row(t("🗓 All rounds"), "rounds"), to_calendar(t)))
    rows: list[Row] = [row(t("📅 Another day"), action("cal-move", *which))]
    rows.append(row(t("⏩ Hold it now"), action("cal-now", *which)))
    if state is not OccurrenceState.SKIPPED:
        rows.append(row(t("⏭ Leave it out this time"), action("cal-skip", *which)))
    if due.by_rule > context.now and state in (OccurrenceState.SKIPPED, OccurrenceState.MOVED):
        rows.append(row(t("↪️ Back to the day of the calendar"), action("cal-back", *which)))
    return Screen(Markup("\n\n").join(parts), (*rows, to_calendar(t)))


async def ask_to_skip(event: Event, context: Context) -> Screen:
    """Once more, before it is left out."""
    t, (kind, period) = context.t, round_in(*arguments(event, 2))
    text = t.html(
        "Leave out <b>{title}</b> this time?\n\nThe rule stays as it is. Until the day of the calendar this can be "
        "undone.",
        title=round_title(kind, period, t),
    )
    rows = (
        row(t("⏭ Yes, leave it out"), action("cal-skip-yes", kind, period)),
        row(t("↩️ No"), action("cal-round", kind, period)),
    )
    return Screen(text, rows)


async def leave_out(event: Event, context: Context) -> Screen:
    """Not this time; the second of two taps, or of two admins, finds it so."""
    kind, period = round_in(*arguments(event, 2))
    try:
        done = await skip(context.installation, kind, period)
    except MovingError as error:
        return cannot(error, context)
    return await date_screen(done.due, OccurrenceState.SKIPPED, context, context.t("✅ It is left out this time."))


async def back_to_its_day(event: Event, context: Context) -> Screen:
    """As the rule says, after all."""
    kind, period = round_in(*arguments(event, 2))
    try:
        done = await put_back(context.installation, kind, period)
    except MovingError as error:
        return cannot(error, context)
    return await date_screen(done.due, None, context, context.t("✅ It is held on the day of the calendar."))


async def ask_to_hold_now(event: Event, context: Context) -> Screen:
    """Once more, before it opens."""
    t, (kind, period) = context.t, round_in(*arguments(event, 2))
    title = round_title(kind, period, t)
    if kind in ONLY_PROPOSED:
        text = t.html("Ask now, instead of on the day of the calendar, whether to hold <b>{title}</b>?", title=title)
    else:
        text = t.html(
            "Open <b>{title}</b> now, instead of on the day of the calendar?\n\nEverybody who has ballots is told. "
            "What has been opened cannot be moved any more.",
            title=title,
        )
    rows = (
        row(t("⏩ Yes, now"), action("cal-now-yes", kind, period)),
        row(t("↩️ No"), action("cal-round", kind, period)),
    )
    return Screen(text, rows)


async def hold_now(event: Event, context: Context) -> Screen:
    """At once."""
    t, (kind, period) = context.t, round_in(*arguments(event, 2))
    try:
        done = await bring_forward(context.installation, kind, period)
    except MovingError as error:
        return cannot(error, context)
    if done.round_id is None:
        way = row(t("❔ To be decided"), action("round-proposal", kind, period))
        return Screen(t.html("✅ All admins are being asked now whether to hold it."), (way, to_calendar(t)))
    way = row(t("🟢 To the round"), action("round", done.round_id))
    return Screen(t.html("✅ The round is open. Everybody who has ballots is being told."), (way, to_calendar(t)))


def cannot(error: MovingError, context: Context) -> Screen:
    """Why it cannot be done."""
    t = context.t
    return Screen(Markup.escape(error.explain(t)), (row(t("🗓 All rounds"), action("rounds")), to_calendar(t)))


def _settled(state: OccurrenceState | None, t: Translator) -> Markup | None:
    """What became of it, if nothing can be done about it here any more."""
    match state:
        case OccurrenceState.OPENED:
            return t.html("It has been opened.")
        case OccurrenceState.DECLINED:
            return t.html(
                "It has been decided not to hold it. If it is needed after all, it can be opened under Rounds."
            )
        case OccurrenceState.MISSED:
            return t.html("Its time has passed. If it is still needed, it can be opened under Rounds.")
    return None


async def _how_it_stands(due: Due, state: OccurrenceState | None, context: Context) -> Markup:
    t = context.t
    opens, closes = await day_and_time(due.starts_at, context), await day_and_time(due.ends_at, context)
    if state is OccurrenceState.SKIPPED:
        planned = await day_and_time(due.by_rule, context)
        lines = [t.html("⏭ It is left out this time. By the calendar it would open on {opens}.", opens=planned)]
    elif due.kind in ONLY_PROPOSED:
        lines = [t.html("Whether to hold it is asked on {opens}.", opens=opens)]
    else:
        lines = [
            t.plural_html(
                "It opens on {opens} and can be answered until {closes}: {count} working day after the first.",
                "It opens on {opens} and can be answered until {closes}: {count} working days after the first.",
                due.working_days,
                opens=opens,
                closes=closes,
            )
        ]
    if due.moved_from is not None and state is not OccurrenceState.SKIPPED:
        lines.append(
            t.html(
                "An admin has moved it; by the calendar it is {day}.", day=await day_and_time(due.moved_from, context)
            )
        )
    return Markup("\n").join(lines)


ACTIONS = {
    "cal-round": show,
    "cal-skip": ask_to_skip,
    "cal-skip-yes": leave_out,
    "cal-back": back_to_its_day,
    "cal-now": ask_to_hold_now,
    "cal-now-yes": hold_now,
}
