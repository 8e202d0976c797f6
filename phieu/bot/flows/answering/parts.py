"""What several screens of a ballot share: lines, labels, a progress bar, the way back to the list."""

from datetime import datetime

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.screen import Choice, Row
from phieu.locales.translator import Translator
from phieu.office.ballot_view import BallotView
from phieu.office.forms import FormQuestion, option_label
from phieu.office.open_rounds import OpenRound
from phieu.office.ratees import Ratee
from phieu.office.shortening import shorten

LONGEST_LABEL = 32
"""Characters of a button that a small phone shows in one line."""
LONGEST_POSTS = 250
BAR = 10
"""The progress bar has no more parts than fit beside each other on a small phone."""

TO_LIST = action("ballots")
"""The screen with no answers on it that takes the place of one with answers."""


def paragraphs(*parts: Markup | str) -> Markup:
    """The parts that say something, set apart by an empty line."""
    return Markup("\n\n").join(part for part in parts if part)


def lines(*parts: Markup | str) -> Markup:
    """The parts that say something, each on a line of its own."""
    return Markup("\n").join(part for part in parts if part)


def short_name(name: str, longest: int = LONGEST_LABEL - 4) -> str:
    """A name for a button: a Vietnamese name that is too long loses its middle, since the last word is what counts."""
    if len(name) <= longest:
        return name
    first, *rest = name.split()
    kept: list[str] = []
    while rest and len(first) + 2 + len(" ".join([*kept, rest[-1]])) < longest:
        kept.insert(0, rest.pop())
    return f"{first} … {' '.join(kept)}" if kept else shorten(name, longest)


def about(ratee: Ratee) -> Markup:
    """Whom a ballot is about: the name, and the posts below it."""
    return lines(Markup("👤 <b>{}</b>").format(ratee.name), Markup.escape(shorten(ratee.posts, LONGEST_POSTS)))


def bar(done: int, of: int) -> str:
    """How far a ballot has got, in small boxes; full only when all is done."""
    parts = min(of, BAR)
    full = done * parts // of
    return "▰" * full + "▱" * (parts - full)


def due(one: OpenRound, t: Translator, now: datetime) -> Markup:
    """Until when answers are taken. The close is what ends a round, not the hour: until then all answers count."""
    if now < one.due_at:
        return t.html("Due by <b>{moment}</b>.", moment=t.moment(one.due_at))
    return t.html(
        "The due time, {moment}, has passed. The round closes soon; until then your answers still count.",
        moment=t.moment(one.due_at),
    )


def answer_label(question: FormQuestion, value: int, t: Translator) -> str:
    """What an option is called."""
    return option_label(question.options[value - 1], t)


def of_ballot(verb: str, view: BallotView, *more: int) -> str:
    """An action on this ballot."""
    return action(verb, view.round.id, view.ratee.id, *more)


def to_list(t: Translator) -> Row:
    """The way back to all ballots."""
    return (Choice(t("☰ My ballots"), TO_LIST),)
