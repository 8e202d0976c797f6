"""The review: all answers of one ballot at a glance, each of which can be changed, before it is handed in.

Where a screen stays in the chat it lists no answers (`quiet_review`).
"""

from collections.abc import Iterator
from math import ceil

from markupsafe import Markup

from phieu.bot.actions import parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.answer_lines import answer_lines, comment_line
from phieu.bot.flows.answering.parts import TO_LIST, lines, of_ballot, paragraphs, to_list
from phieu.bot.flows.answering.quiet_review import quiet_review
from phieu.bot.flows.answering.review_ways import onwards, write_comment
from phieu.bot.screen import Choice, Row, Screen
from phieu.office import answering
from phieu.office.ballot_view import BallotView

NUMBERS_IN_A_ROW = 4


async def show_review(event: Event, context: Context) -> Screen:
    """All answers of a ballot."""
    round_id, ratee_id = parse(event.action).numbers(2)
    assert context.somebody.id is not None
    view = await answering.ballot(context.installation, context.somebody.id, round_id, ratee_id)
    return review_screen(view, context)


def review_screen(view: BallotView, context: Context, lead: Markup | str = "") -> Screen:
    """What stands on the ballot; a number changes an answer."""
    if not context.ways.takes_away:
        return quiet_review(view, context.t, lead)
    t = context.t
    head = t.html("<b>Ballot {number} of {of}</b> · please look it through", number=view.number, of=view.of)
    hint = t.html("To change an answer, choose its number.")
    whom = Markup("👤 <b>{}</b>").format(view.ratee.name)
    text = paragraphs(lead, head, whom, lines(*answer_lines(view, t)), comment_line(view, t), hint)
    ways = (write_comment(view, t), onwards(view, t), to_list(t))
    return Screen(text, (*_numbers(view), *ways), gives_way_to=TO_LIST)


def _numbers(view: BallotView) -> Iterator[Row]:
    choices = [Choice(str(place + 1), of_ballot("amend", view, place)) for place in range(len(view.answers))]
    rows = ceil(len(choices) / NUMBERS_IN_A_ROW)
    in_a_row = ceil(len(choices) / rows)
    for start in range(0, len(choices), in_a_row):
        yield tuple(choices[start : start + in_a_row])


ACTIONS: dict[str, Flow] = {"review": show_review}
