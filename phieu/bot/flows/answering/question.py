"""One question a screen, answered by one tap."""

from collections.abc import Iterator

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.comment import comment_screen
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
        return question_screen(view, view.first_open, context.t)
    if view.comment or view.submitted:
        return review_screen(view, context.t)
    return comment_screen(view, context.t)


async def amend(event: Event, context: Context) -> Screen:
    """Save the changed answer and go back to the review."""
    return review_screen(await _record(event, context), context.t)


def question_screen(view: BallotView, place: int, t: Translator, *, amending: bool = False) -> Screen:
    """The question at `place` with its answers, best first, and the one that stands marked."""
    question = view.form.questions[place]
    head = t.html(
        "<b>Ballot {number} of {of}</b> · question {place} of {questions}",
        number=view.number,
        of=view.of,
        place=place + 1,
        questions=len(view.answers),
    )
    asked = Markup("<b>{}</b>").format(shorten(question_text(question, t), LONGEST_QUESTION))
    labels = [answer_label(question, option.value, t) for option in reversed(question.options)]
    in_full = "" if max(map(len, labels)) <= LONGEST_LABEL else lines(*(f"• {label}" for label in labels))
    text = paragraphs(lines(head, bar(view.dealt_with, len(view.answers))), about(view.ratee), asked, in_full)
    rows = (*_answers(view, place, t, amending=amending), *_ways(view, place, t, amending=amending))
    return Screen(text, rows, gives_way_to=TO_LIST if view.answers[place] != OPEN else "")


def _answers(view: BallotView, place: int, t: Translator, *, amending: bool) -> Iterator[Row]:
    question, stands = view.form.questions[place], view.answers[place]
    choices = [(option.value, answer_label(question, option.value, t)) for option in reversed(question.options)]
    choices.append((NO_CONTACT, t("Not enough contact to say")))
    if stands != OPEN:
        choices.append((SKIPPED, t("Leave this question out")))
    for value, label in choices:
        marked = f"✓ {label}" if value == stands else label
        yield (Choice(shorten(marked, 2 * LONGEST_LABEL), of_ballot(_verb(amending), view, place, value)),)


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
        return Choice(t("Skip ›"), of_ballot(_verb(amending=False), view, place, SKIPPED))
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
    return question_screen(view, place, context.t, amending=amending)


async def _record(event: Event, context: Context) -> BallotView:
    round_id, ratee_id, place, value = parse(event.action).numbers(4)
    assert context.somebody.id is not None
    return await answering.record(context.installation, context.somebody.id, round_id, ratee_id, place, value)


ACTIONS: dict[str, Flow] = {"question": show_question, "answer": answer, "amend": show_again, "amended": amend}
