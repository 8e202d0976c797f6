"""The screen with all ballots of a person: "you have 3 ballots, due 15 June"."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.flows.answering.ballot_state import sign, state
from phieu.bot.flows.answering.numbered_ballots import numbered_ballots, rounds_of
from phieu.bot.flows.answering.parts import due, lines, of_ballot, paragraphs, short_name
from phieu.bot.screen import Choice, Row, Screen
from phieu.locales.translator import Translator
from phieu.office.ballot_view import BallotView
from phieu.office.periods import round_title
from phieu.office.shortening import shorten

PAGE = 12
"""Ballots on one screen, so that the longest names still fit into a message."""
LONGEST_LINE = 100


def ballot_list(views: Sequence[BallotView], context: Context, page: int = 0) -> Screen:
    """All ballots, or a page of them, with the way straight on to the next open question.

    Where choices are lines with numbers, the ballots stand there alone, and what cuts long lists is the channel's.
    """
    t = context.t
    menu = (Choice(t("🏠 Main menu"), action("home")),)
    if not views:
        text = t.html("There is no ballot for you at the moment. When a round opens, a message will tell you here.")
        return Screen(text, (menu,))
    if not context.ways.buttons:
        text = paragraphs(_how_many(views, t), *rounds_of(views, context))
        return Screen(text, (*_onwards(views, t), *numbered_ballots(views, t), menu))
    page = min(page, (len(views) - 1) // PAGE)
    shown = list(enumerate(views, start=1))[page * PAGE : (page + 1) * PAGE]
    rounds = [_round(list(numbered), context) for _, numbered in groupby(shown, key=lambda one: one[1].round.id)]
    rows = [*_onwards(views, t), *(_row(number, view) for number, view in shown), *_pages(len(views), page, t), menu]
    return Screen(paragraphs(_how_many(views, t), *rounds), tuple(rows))


def next_ballot(views: Sequence[BallotView]) -> BallotView | None:
    """Where to go on: a ballot that was begun, else the first, in the round that is due first."""
    waiting = [view for view in views if not view.submitted and not view.sealed]
    return min(waiting, key=lambda view: (view.round.due_at, not view.dealt_with), default=None)


def _how_many(views: Sequence[BallotView], t: Translator) -> Markup:
    waiting = sum(not view.submitted for view in views)
    if not waiting:
        return t.html("You have handed in all your ballots. Thank you! Until the close you may still change them.")
    return t.plural_html(
        "You have <b>{count} ballot</b> to fill in.", "You have <b>{count} ballots</b> to fill in.", waiting
    )


def _round(numbered: list[tuple[int, BallotView]], context: Context) -> Markup:
    t, one = context.t, numbered[0][1].round
    head = lines(Markup("<b>{}</b>").format(round_title(one.kind, one.period, t)), due(one, t, context.now))
    return paragraphs(head, lines(*(_line(number, view, t) for number, view in numbered)))


def _line(number: int, view: BallotView, t: Translator) -> Markup:
    name = shorten(view.ratee.name, LONGEST_LINE)
    posts = f"{shorten(view.ratee.posts, LONGEST_LINE)} · " if view.ratee.posts else ""
    return Markup("{} {}. <b>{}</b>\n{}<i>{}</i>").format(sign(view), number, name, posts, state(view, t))


def _onwards(views: Sequence[BallotView], t: Translator) -> Iterator[Row]:
    if next_ballot(views):
        begun = any(view.dealt_with for view in views)
        yield (Choice(t("▶ Go on where I was") if begun else t("▶ Begin"), action("continue")),)


def _row(number: int, view: BallotView) -> Row:
    return (Choice(f"{number}. {short_name(view.ratee.name)}", of_ballot("ballot", view)),)


def _pages(count: int, page: int, t: Translator) -> Iterator[Row]:
    earlier = [Choice(t("◀ Earlier ones"), action("ballots", page - 1))] if page else []
    later = [Choice(t("Further ones ▶"), action("ballots", page + 1))] if (page + 1) * PAGE < count else []
    if earlier or later:
        yield (*earlier, *later)
