"""One question a screen, answered by one choice."""

from collections.abc import Iterator

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.comment import comment_screen
from phieu.bot.flows.answering.numbers import how_numbers_stand, shuffled_by
from phieu.bot.flows.answering.parts import (
    LONGEST_LABEL,
    TO_LIST,
    about,
    answer_label,
    bar,
    lines,
    of_ballot,
    paragraphs,
)
from phieu.bot.flows.answering.review import review_screen
from phieu.bot.screen import Choice, Row, Screen
from phieu.locales.translator import Translator
from phieu.office import answering
from phieu.office.answers import NO_CONTACT, OPEN, SKIPPED
from phieu.office.ballot_view import BallotView
from phieu.office.forms import question_text
from phieu.office.shortening import shorten

LONGEST_QUESTION = 2500
LONGEST_NUMBERED = 300
"""Characters of an answer that stands on a line of its own behind its number."""


async def show_question(event: Event, context: Context) -> Screen:
    """A question, wherever one is."""
    return await _show(event, context, amending=False)


async def show_again(event: Event, context: Context) -> Screen:
    """A question that was picked in the review; after it the review comes back."""
    return await _show(event, context, amending=True)


async def answer(event: Event, context: Context) -> Screen:
    """Save the answer and go on: to the next open question, then to the comment, then to the review."""
    view = await _record(event, context)
    if view.first_open is not None:
        return question_screen(view, view.first_open, context)
    if view.comment or view.submitted:
        return review_screen(view, context)
    return comment_screen(view, context)


async def amend(event: Event, context: Context) -> Screen:
    """Save the changed answer and go back to the review."""
    return review_screen(await _record(event, context), context)


def question_screen(view: BallotView, place: int, context: Context, *, amending: bool = False) -> Screen:
    """The question at `place` with its answers, best first.

    The answer that stands is marked, unless this screen stays in the chat: then it says only that there is one.
    """
    t, question = context.t, view.form.questions[place]
    head = t.html(
        "<b>Ballot {number} of {of}</b> · question {place} of {questions}",
        number=view.number,
        of=view.of,
        place=place + 1,
        questions=len(view.answers),
    )
    asked = Markup("<b>{}</b>").format(shorten(question_text(question, t), LONGEST_QUESTION))
    text = paragraphs(
        lines(head, bar(view.dealt_with, len(view.answers))),
        about(view.ratee),
        asked,
        _in_full(view, place, context),
        _stands(view, place, context),
        how_numbers_stand(context),
    )
    rows = (*_answers(view, place, context, amending=amending), *_ways(view, place, t, amending=amending))
    marked = context.ways.takes_away and view.answers[place] != OPEN
    gives_way_to = TO_LIST if marked else ""
    return Screen(text, rows, gives_way_to=gives_way_to, shuffled_by=shuffled_by(view, question, context))


def _in_full(view: BallotView, place: int, context: Context) -> Markup:
    """The answers that are too long for a button; behind numbers they stand in full anyway."""
    question = view.form.questions[place]
    labels = [answer_label(question, option.value, context.t) for option in reversed(question.options)]
    if not context.ways.buttons or max(map(len, labels)) <= LONGEST_LABEL:
        return Markup()
    return lines(*(f"• {label}" for label in labels))


def _stands(view: BallotView, place: int, context: Context) -> Markup:
    if context.ways.takes_away or view.answers[place] == OPEN:
        return Markup()
    return context.t.html("You have dealt with this question already. Choosing again replaces what you chose before.")


def _answers(view: BallotView, place: int, context: Context, *, amending: bool) -> Iterator[Row]:
    t, question, stands = context.t, view.form.questions[place], view.answers[place]
    choices = [(option.value, answer_label(question, option.value, t)) for option in reversed(question.options)]
    choices.append((NO_CONTACT, t("Not enough contact to say")))
    if stands != OPEN:
        choices.append((SKIPPED, t("Leave this question out")))
    longest = 2 * LONGEST_LABEL if context.ways.buttons else LONGEST_NUMBERED
    for value, label in choices:
        marked = f"✓ {label}" if value == stands and context.ways.takes_away else label
        yield (Choice(shorten(marked, longest), of_ballot(_verb(amending), view, place, value), answer=True),)


def _ways(view: BallotView, place: int, t: Translator, *, amending: bool) -> Iterator[Row]:
    if amending:
        yield (Choice(t("‹ Back to the overview"), of_ballot("review", view)),)
        return
    back = of_ballot("question", view, place - 1) if place else of_ballot("ballot", view)
    yield (Choice(t("‹ Back"), back), _forward(view, place, t))
    yield (Choice(t("Pause – all is saved"), action("ballots")),)


def _forward(view: BallotView, place: int, t: Translator) -> Choice:
    """On from a question: an open one is passed over, any other stays as it is."""
    if view.answers[place] == OPEN:
        return Choice(t("Skip ›"), of_ballot(_verb(amending=False), view, place, SKIPPED), answer=True)
    if place + 1 < len(view.answers):
        return Choice(t("Next ›"), of_ballot("question", view, place + 1))
    return Choice(t("Next ›"), of_ballot("comment", view))


def _verb(amending: bool) -> str:  # noqa: FBT001 - it is the name of the case
    return "amended" if amending else "answer"


async def _show(event: Event, context: Context, *, amending: bool) -> Screen:
    round_id, ratee_id, place = parse(event.action).numbers(3)
    assert context.somebody.id is not None
    view = await answering.ballot(context.installation, context.somebody.id, round_id, ratee_id)
    if place >= len(view.answers):
        raise answering.NoSuchAnswerError
    return question_screen(view, place, context, amending=amending)


async def _record(event: Event, context: Context) -> BallotView:
    round_id, ratee_id, place, value = parse(event.action).numbers(4)
    assert context.somebody.id is not None
    return await answering.record(context.installation, context.somebody.id, round_id, ratee_id, place, value)


ACTIONS: dict[str, Flow] = {"question": show_question, "answer": answer, "amend": show_again, "amended": amend}
