"""The review: all answers of one ballot at a glance, each of which can be changed, before it is handed in."""

from collections.abc import Iterator
from math import ceil

from markupsafe import Markup

from phieu.bot.actions import parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.parts import TO_LIST, answer_label, lines, of_ballot, paragraphs, to_list
from phieu.bot.screen import Choice, Row, Screen
from phieu.locales.translator import Translator
from phieu.office import answering
from phieu.office.answers import NO_CONTACT, OPEN, SKIPPED
from phieu.office.ballot_view import BallotView
from phieu.office.forms import question_text
from phieu.office.shortening import shorten

NUMBERS_IN_A_ROW = 4
LONGEST_ANSWER = 60
ROOM = 3500
"""UTF-16 units for questions and comment, of the 4096 that a message on Telegram takes."""


async def show_review(event: Event, context: Context) -> Screen:
    """All answers of a ballot."""
    round_id, ratee_id = parse(event.action).numbers(2)
    assert context.somebody.id is not None
    view = await answering.ballot(context.installation, context.somebody.id, round_id, ratee_id)
    return review_screen(view, context.t)


def review_screen(view: BallotView, t: Translator, lead: Markup | str = "") -> Screen:
    """What stands on the ballot; a number changes an answer."""
    head = t.html("<b>Ballot {number} of {of}</b> · please look it through", number=view.number, of=view.of)
    comment = t.html("Your comment:\n<i>{comment}</i>", comment=view.comment) if view.comment else t.html("No comment.")
    hint = t.html("To change an answer, tap its number.")
    whom = Markup("👤 <b>{}</b>").format(view.ratee.name)
    text = paragraphs(lead, head, whom, lines(*_lines(view, t)), comment, hint)
    return Screen(text, (*_numbers(view), *_ways(view, t)), gives_way_to=TO_LIST)


def _lines(view: BallotView, t: Translator) -> Iterator[Markup]:
    comment_units = len(view.comment.encode("utf-16-le")) // 2
    room = (ROOM - comment_units) // len(view.answers) - len("99. \n→ \n")
    for_answer = min(LONGEST_ANSWER, max(room // 2, 10))
    for number, (question, value) in enumerate(zip(view.form.questions, view.answers, strict=True), start=1):
        asked = shorten(question_text(question, t), max(room - for_answer, 10))
        if counts := value not in (OPEN, SKIPPED, NO_CONTACT):
            said = answer_label(question, value, t)
        else:
            said = {OPEN: t("still open"), SKIPPED: t("left out"), NO_CONTACT: t("not enough contact")}[value]
        said = shorten(said, for_answer)
        shape = Markup("{}. {}\n→ <b>{}</b>") if counts else Markup("{}. {}\n→ <i>{}</i>")
        yield shape.format(number, asked, said)


def _numbers(view: BallotView) -> Iterator[Row]:
    choices = [Choice(str(place + 1), of_ballot("amend", view, place)) for place in range(len(view.answers))]
    rows = ceil(len(choices) / NUMBERS_IN_A_ROW)
    in_a_row = ceil(len(choices) / rows)
    for start in range(0, len(choices), in_a_row):
        yield tuple(choices[start : start + in_a_row])


def _ways(view: BallotView, t: Translator) -> Iterator[Row]:
    label = t("✏️ Change the comment") if view.comment else t("✏️ Write a comment")
    yield (Choice(label, of_ballot("comment", view)),)
    if view.first_open is not None:
        on = t("▶ Go on with question {number}", number=view.first_open + 1)
        yield (Choice(on, of_ballot("question", view, view.first_open)),)
    else:
        yield (Choice(t("✅ Done") if view.submitted else t("✅ Hand in this ballot"), of_ballot("submit", view)),)
    yield to_list(t)


ACTIONS: dict[str, Flow] = {"review": show_review}
