"""The list of ballots where choices are lines with numbers: each ballot is one of them, with all that is told of it."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.bot.flows.answering.ballot_state import sign, state
from phieu.bot.flows.answering.parts import due, lines, of_ballot
from phieu.bot.screen import Row, row
from phieu.locales.translator import Translator
from phieu.office.ballot_view import BallotView
from phieu.office.open_rounds import OpenRound
from phieu.office.periods import round_title
from phieu.office.shortening import shorten

LONGEST_NAME = 100
LONGEST_POSTS = 60


def rounds_of(views: Sequence[BallotView], context: Context) -> list[Markup]:
    """Each round with its last day."""
    return [
        lines(Markup("<b>{}</b>").format(_title(one, context.t)), due(one, context.t, context.now))
        for one in _rounds(views)
    ]


def numbered_ballots(views: Sequence[BallotView], t: Translator) -> Iterator[Row]:
    """Each ballot: its sign, whom it is about, how far it has got; and its round, where there are several."""
    several = len(_rounds(views)) > 1
    for view in views:
        posts = f" ({shorten(view.ratee.posts, LONGEST_POSTS)})" if view.ratee.posts else ""
        of_round = f" · {_title(view.round, t)}" if several else ""
        label = f"{sign(view)} {shorten(view.ratee.name, LONGEST_NAME)}{posts} · {state(view, t)}{of_round}"
        yield row(label, of_ballot("ballot", view))


def _rounds(views: Sequence[BallotView]) -> list[OpenRound]:
    return list({view.round.id: view.round for view in views}.values())


def _title(one: OpenRound, t: Translator) -> str:
    return round_title(one.kind, one.period, t)
