"""What `phieu restore` says before it asks."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from phieu.commands.terminal import Terminal
from phieu.locales.translator import Translator

if TYPE_CHECKING:
    from phieu.office.restoring import Inside, OpenThen, Prospect

HOURS_TOLD = 48
"""An age of less is told in hours."""


def tell(terminal: Terminal, prospect: "Prospect", now: datetime) -> None:
    """All that the operator needs to know to decide."""
    _tell_what_is_inside(terminal, prospect)
    _tell_what_is_lost(terminal, prospect, now)
    for one in prospect.open_then:
        terminal.say(f"• {_round_line(terminal, one, now)}", "" if one.goes_on and one.has_key else "yellow")
    _tell_what_is_sent(terminal, prospect)


def _tell_what_is_inside(terminal: Terminal, prospect: "Prospect") -> None:
    t = terminal.t
    terminal.say(t("The backup is of {moment}.", moment=t.moment(prospect.taken_at)), "bold")
    terminal.say(t("It holds: {inside}.", inside=_inside(terminal, prospect.then)))
    if prospect.now.office:
        terminal.say(t("There is now: {inside}.", inside=_inside(terminal, prospect.now)))


def _tell_what_is_lost(terminal: Terminal, prospect: "Prospect", now: datetime) -> None:
    from phieu.office.periods import round_title

    t = terminal.t
    if not prospect.now.office:
        terminal.say(t("There is no office here yet, so nothing is lost."))
        return
    terminal.say(
        t(
            "Everything since then ({age}) is lost: answers, results, announcements, who has joined, "
            "what workbooks have changed.",
            age=_age(now - prospect.taken_at, t),
        ),
        "yellow",
    )
    for kind, period in prospect.lost_rounds:
        terminal.say(
            "• "
            + t(
                "“{title}” has been opened since, and is gone with all that belongs to it.",
                title=round_title(kind, period, t),
            ),
            "yellow",
        )


def _age(age: timedelta, t: Translator) -> str:
    hours = age // timedelta(hours=1)
    if hours < 1:
        return t("less than an hour")
    if hours < HOURS_TOLD:
        return t.plural("{count} hour", "{count} hours", hours)
    return t.plural("{count} day", "{count} days", age.days)


def _inside(terminal: Terminal, inside: "Inside") -> str:
    t = terminal.t
    parts = [
        inside.office or t("no office yet"),
        t.plural("{count} person on the staff", "{count} people on the staff", inside.people),
        t.plural("{count} round", "{count} rounds", len(inside.rounds)),
    ]
    return ", ".join(parts)


def _round_line(terminal: Terminal, one: "OpenThen", now: datetime) -> str:
    from phieu.office.periods import round_title

    t = terminal.t
    title = round_title(one.kind, one.period, t)
    if one.ended:
        return t(
            "“{title}” was open then and has ended since. Its ballots do not come back, so that they are not counted a "
            "second time; it stands as called off.",
            title=title,
        )
    if not one.goes_on:
        return t(
            "“{title}” was open then, but its key exists no more: nobody could answer, and nobody can tell whether it "
            "has been closed since. Its ballots do not come back; it stands as called off and can be opened anew.",
            title=title,
        )
    if one.due_at <= now:
        return t(
            "“{title}” was open then. Its time is over: once the bot runs it closes with the ballots of then.",
            title=title,
        )
    if not one.has_key:
        return t(
            "“{title}” is open again, but its key exists no more: the ballots of then count, and nothing can be "
            "answered or changed in it. It is best called off.",
            title=title,
        )
    return t(
        "“{title}” is open again, with the ballots of then; people can answer until {moment}.",
        title=title,
        moment=t.moment(one.due_at),
    )


def _tell_what_is_sent(terminal: Terminal, prospect: "Prospect") -> None:
    if prospect.waiting:
        terminal.say(
            terminal.t.plural(
                "{count} notice was waiting then and will be sent once the bot runs, perhaps a second time.",
                "{count} notices were waiting then and will be sent once the bot runs, some perhaps a second time.",
                prospect.waiting,
            )
        )
