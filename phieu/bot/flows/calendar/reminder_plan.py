"""When people are reminded of open rounds: at half time, and so many working days before the last day."""

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.calendar.parts import arguments, clock, in_rows, number_in, to_calendar
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office.reminders import HALF, read_reminders
from phieu.office.setting_reminders import load_reminders, set_reminders
from phieu.office.written_reminders import MOST_DAYS

ADMIN = True
OFFERED = (1, 2, 3, 5, 7, 10)
HOURS = (7, 8, 9, 10, 13, 14, 15, 16)
_HOURS_OF_A_DAY = range(24)
_NONE = "0"

Plan = tuple[bool, tuple[int, ...], int]
"""At half time, working days before the last day, hour."""


async def reminders(_event: Event, context: Context) -> Screen:
    """As it stands."""
    return await _screen(await _standing(context), context)


async def changed(event: Event, context: Context) -> Screen:
    """As it would be."""
    return await _screen(_plan(event), context)


async def save(event: Event, context: Context) -> Screen:
    """It counts from now on, for open rounds, too."""
    half, days, hour = _plan(event)
    await set_reminders(context.installation, half=half, days_before=days, hour=hour)
    return await _screen((half, days, hour), context, context.t("✅ Noted. This counts for open rounds, too."))


async def _screen(plan: Plan, context: Context, lead: str = "") -> Screen:
    t, (half, days, hour) = context.t, plan
    head = t.html(
        "⏰ <b>Reminders</b>\n\nWho still has ballots of an open round is reminded, on working days only, in one "
        "message for all of them. Nobody sees who was reminded."
    )
    parts = [Markup.escape(lead)] if lead else []
    parts += [head, _told(plan, t)]
    toggles = [Choice(_ticked(t("At half time"), on=half), _action("cal-remind", (not half, days, hour)))]
    before = [
        Choice(
            _ticked(t.plural("{count} day before", "{count} days before", count), on=count in days),
            _action("cal-remind", (half, tuple(sorted({*days} ^ {count}, reverse=True)), hour)),
        )
        for count in sorted({*OFFERED, *days})
    ]
    hours = [
        Choice(_ticked(f"🕒 {clock(one)}", on=one == hour), _action("cal-remind", (half, days, one)))
        for one in sorted({*HOURS, hour})
    ]
    rows: list[Row] = [tuple(toggles), *in_rows(before, 3), *in_rows(hours, 4)]
    if plan != await _standing(context):
        rows.append(row(t("✅ Let it count"), _action("cal-remind-save", plan)))
        rows.append(row(t("↩️ Leave it as it is"), action("cal-reminders")))
    rows.append(to_calendar(t))
    return Screen(Markup("\n\n").join(parts), tuple(rows))


async def _standing(context: Context) -> Plan:
    async with context.installation.database.reading() as session:
        kept, hour = await load_reminders(session)
    half, days = read_reminders(kept)
    return half, days, hour


def _told(plan: Plan, t: Translator) -> Markup:
    half, days, hour = plan
    if not half and not days:
        return t.html("At present: nobody is reminded.")
    told = [t("at half time")] if half else []
    told += [
        t.plural("{count} working day before the last day", "{count} working days before the last day", one)
        for one in days
    ]
    return t.html("{when}; at {hour}.", when=", ".join(told).capitalize(), hour=clock(hour))


def _ticked(label: str, *, on: bool) -> str:
    return f"✅ {label}" if on else label


def _action(verb: str, plan: Plan) -> str:
    half, days, hour = plan
    parts = ([HALF] if half else []) + [str(one) for one in days]
    return action(verb, "-".join(parts) or _NONE, hour)


def _plan(event: Event) -> Plan:
    """What a choice carries. Raises UnknownActionError."""
    said, hour = arguments(event, 2)
    parts = [] if said == _NONE else said.split("-")
    days = {number_in(part, range(1, MOST_DAYS + 1)) for part in parts if part != HALF}
    if len(parts) > len(days) + (HALF in parts):
        raise UnknownActionError
    return HALF in parts, tuple(sorted(days, reverse=True)), number_in(hour, _HOURS_OF_A_DAY)


ACTIONS = {"cal-reminders": reminders, "cal-remind": changed, "cal-remind-save": save}
