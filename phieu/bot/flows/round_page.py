"""The page of one round, for admins: how it stands, and what can be done with it."""

from collections.abc import Iterator

from markupsafe import Markup

from phieu.bot.actions import UnknownActionError, action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Row, Screen, row
from phieu.office.periods import round_title
from phieu.office.reminder_runs import RoundReminders, load_reminders
from phieu.office.round_status import RoundStatus, load_round
from phieu.office.special_days import load_working_days
from phieu.office.time_zone import office_zone


async def wanted_round(event: Event, context: Context, more: int = 0) -> RoundStatus:
    """The round whose number is the action's first argument, of 1 and so many `more`. Raises UnknownActionError."""
    round_id, _ = parse(event.action or event.expected).number_and(more)
    status = await load_round(context.installation, round_id)
    if status is None:
        raise UnknownActionError
    return status


async def round_screen(status: RoundStatus, context: Context, lead: str | Markup = "", toast: str = "") -> Screen:
    """One round; `lead` says what has just happened to it."""
    t = context.t
    parts = [lead] if lead else []
    parts += [t.html("<b>{title}</b>", title=title_of(status, context)), await _dates(status, context)]
    parts.append(
        t.html(
            "{raters} people were asked for {ballots} ballots.",
            raters=t.number(status.raters_asked),
            ballots=t.number(status.ballots_asked),
        )
    )
    if status.open:
        more = [progress_line(status, context), await _reminders(status, context), _key_lost(status, context)]
        parts += [line for line in more if line]
    return Screen(Markup("\n\n").join(parts), tuple(_rows(status, context)), toast=toast)


def over(status: RoundStatus, context: Context) -> str:
    """In short, why nothing can be done with a round any more."""
    t = context.t
    return t("This round has been called off.") if status.called_off else t("This round is closed already.")


def title_of(status: RoundStatus, context: Context) -> str:
    """What the round is called."""
    return round_title(status.kind, status.period, context.t)


def progress_line(status: RoundStatus, context: Context) -> Markup:
    """How far an open round has got; empty once it is over."""
    t, progress = context.t, status.progress
    if progress is None:
        return Markup()
    moment = t.moment(progress.counted_at)
    if progress.tenths is None:
        return t.html(
            "So few ballots were asked for that their number would point to single people; so it is not shown."
        )
    share = t.percent(progress.tenths / 10)
    if progress.of_people:
        told = t.html(
            "At {moment}, roughly {share} of the people asked had handed in all their ballots.",
            share=share,
            moment=moment,
        )
    elif progress.tenths == 0:
        told = t.html("At {moment}, fewer than one ballot in ten had been submitted.", moment=moment)
    else:
        told = t.html(
            "At {moment}, about {share} of the ballots had been submitted, or a little more.",
            share=share,
            moment=moment,
        )
    return told + " " + t.html("It is counted once an hour at most, so that nobody can watch single people answer.")


async def days_left(status: RoundStatus, context: Context) -> Markup:
    """How many working days remain until the close, today not counted."""
    t, zone = context.t, await office_zone(context.installation)
    async with context.installation.database.reading() as session:
        days = await load_working_days(session)
    left = days.between(context.now.astimezone(zone).date(), status.due_at.astimezone(zone).date())
    if not left:
        return t.html("No working day after today is left until the close.")
    return t.plural_html(
        "After today there is {count} working day left until the close.",
        "After today there are {count} working days left until the close.",
        left,
    )


def _rows(status: RoundStatus, context: Context) -> Iterator[Row]:
    t = context.t
    if status.open and status.by_unit:
        yield row(t("🏢 Unit by unit"), action("round-units", status.id, 0))
    if status.open:
        yield row(t("📅 Give more time …"), action("round-extend", status.id))
        yield row(t("🔒 Close this round …"), action("round-close", status.id))
        yield row(t("🚫 Call this round off …"), action("round-off", status.id))
    elif not status.called_off:
        yield row(t("📊 Overview and export"), action("overview", status.id))
    yield row(t("↩️ All rounds"), action("rounds"))


async def _dates(status: RoundStatus, context: Context) -> Markup:
    t = context.t
    opened, closed_at = t.date(status.opened_at), status.closed_at or status.due_at
    if status.open:
        since = t.html("Open since {opened}, until {due}.", opened=opened, due=t.moment(status.due_at))
        return since + " " + await days_left(status, context)
    if not status.called_off:
        return t.html("Held from {opened} to {closed}.", opened=opened, closed=t.date(closed_at))
    told = t.html(
        "🚫 Opened on {opened}, called off on {day}. What had been answered was destroyed; there are no figures.",
        opened=opened,
        day=t.date(closed_at),
    )
    if status.called_off_because:
        told += "\n\n" + t.html("The reason: {reason}", reason=status.called_off_because)
    return told


async def _reminders(status: RoundStatus, context: Context) -> Markup:
    """When people are reminded. Who is, nobody is told."""
    async with context.installation.database.reading() as session:
        found = [one for one in await load_reminders(session) if one.round_id == status.id]
    lines = [line for one in found for line in _reminder_lines(one, context)]
    if not lines:
        return Markup()
    head = context.t.html("🔔 Reminders, to those alone who still have ballots then; nobody learns who they are:")
    return Markup("\n").join([head, *lines])


def _reminder_lines(reminders: RoundReminders, context: Context) -> list[Markup]:
    t, now = context.t, context.now
    lines = [(at, t.html("✅ {moment}", moment=t.moment(at))) for at in reminders.have_run]
    lines += [(at, t.html("🕘 {moment}", moment=t.moment(at))) for at in reminders.to_come(now)]
    left_out = t("left out: it would have come too late")
    lines += [(at, t.html("➖ {moment}, {why}", moment=t.moment(at), why=left_out)) for at in reminders.left_out(now)]
    return [line for _, line in sorted(lines)]


def _key_lost(status: RoundStatus, context: Context) -> Markup:
    if not status.key_lost:
        return Markup()
    return context.t.html(
        "⚠️ The key of this round is missing from the data directory. What has been answered counts, but can no longer "
        "be changed, and nothing new can be answered. Please tell whoever runs the program."
    )
