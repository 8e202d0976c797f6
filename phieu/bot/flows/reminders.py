"""Reminding people of ballots that they still owe: one message for all rounds, and putting it off until tomorrow.

What is put off stands in memory alone: who asks for it has not answered yet.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.answering.ballot_list import ballot_list
from phieu.bot.flows.answering.parts import due, lines, paragraphs, to_list
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.office.answering import ballots_of
from phieu.office.owing import Owed, owed_by
from phieu.office.periods import round_title
from phieu.office.reminder_runs import load_reminder_rules
from phieu.office.reminders import reminded_again
from phieu.office.time_zone import office_zone
from phieu.office.working_days import NoWorkingDayError


async def reminder(context: Context) -> Screen | None:
    """The reminder itself; None for somebody who owes nothing any more."""
    t, owed = context.t, await owed_by(context.installation, _me(context))
    if not owed:
        return None
    greeting = t.html("Dear <b>{name}</b>,", name=context.somebody.name)
    total = sum(one.ballots for one in owed)
    still = t.plural_html(
        "You still have <b>{count} ballot</b> to hand in.", "You still have <b>{count} ballots</b> to hand in.", total
    )
    kindly = t.html("One choice a question, and you can stop at any time. Thank you!")
    text = paragraphs(lines(greeting, still), *_rounds(owed, context), kindly)
    onwards = row(t("▶ To the next question"), action("continue"))
    return Screen(text, (onwards, *await _later(owed, context)))


async def remind_later(_event: Event, context: Context) -> Screen:
    """Not today, please."""
    t, owed = context.t, await owed_by(context.installation, _me(context))
    if not owed:
        return ballot_list(await ballots_of(context.installation, _me(context)), context)
    again = await _again(context)
    onwards = row(t("▶ To the next question"), action("continue"))
    if again is None or not _still_open(owed, again):
        text = t.html(
            "I cannot put this off any more: there is no working day left before the close. "
            "It only takes a few minutes."
        )
        return Screen(paragraphs(text, *_rounds(owed, context)), (onwards, to_list(t)))
    await context.installation.volatile.snoozes.put(_me(context), again)
    text = t.html(
        "⏰ Gladly. I will remind you again on <b>{day}</b> at {time}, if there is still a ballot to hand in then. "
        "You can go on at any time before.",
        day=t.date(again),
        time=t.time(again),
    )
    return Screen(text, (onwards, row(t("🏠 Main menu"), action("home"))))


def _me(context: Context) -> int:
    assert context.somebody.id is not None
    return context.somebody.id


def _rounds(owed: Sequence[Owed], context: Context) -> Iterator[Markup]:
    t = context.t
    for one in owed:
        title = t.html("<b>{title}</b>", title=round_title(one.round.kind, one.round.period, t))
        count = t.plural_html("{count} ballot", "{count} ballots", one.ballots) if len(owed) > 1 else ""
        yield lines(title, count, due(one.round, t, context.now))


async def _later(owed: Sequence[Owed], context: Context) -> tuple[Row, ...]:
    """The choice that puts it off, where there is a day to put it off to."""
    t, again = context.t, await _again(context)
    if again is None or not _still_open(owed, again):
        return ()
    zone = await office_zone(context.installation)
    tomorrow = context.now.astimezone(zone).date() + timedelta(days=1)
    if again.astimezone(zone).date() == tomorrow:
        label = t("⏰ Remind me tomorrow")
    else:
        label = t("⏰ Remind me on {day}", day=t.date(again))
    return ((Choice(label, action("remind-later")),),)


async def _again(context: Context) -> datetime | None:
    async with context.installation.database.reading() as session:
        rules = await load_reminder_rules(session)
    try:
        return reminded_again(rules, context.now) if rules else None
    except NoWorkingDayError:
        return None


def _still_open(owed: Sequence[Owed], at: datetime) -> bool:
    return any(one.round.due_at > at for one in owed)


ACTIONS = {"remind-later": remind_later}
