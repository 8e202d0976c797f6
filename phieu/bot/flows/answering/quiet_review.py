"""The review where every screen stays in the chat: how far the ballot has got, and its answers only if asked for."""

from markupsafe import Markup

from phieu.bot.actions import parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.answer_lines import answer_lines, comment_line
from phieu.bot.flows.answering.parts import TO_LIST, about, lines, of_ballot, paragraphs, to_list
from phieu.bot.flows.answering.review_ways import onwards, to_review, write_comment
from phieu.bot.screen import Row, Screen, row
from phieu.locales.translator import Translator
from phieu.office import answering
from phieu.office.ballot_view import BallotView
from phieu.office.forms import question_text
from phieu.office.shortening import shorten

LONGEST_QUESTION = 120
"""Characters of a question where it is one line of a list."""


def quiet_review(view: BallotView, t: Translator, lead: Markup | str = "") -> Screen:
    """Where the ballot stands, without a word of what was answered."""
    head = t.html("<b>Ballot {number} of {of}</b> · where it stands", number=view.number, of=view.of)
    so_far = t.html("You have dealt with {done} of {all} questions.", done=view.dealt_with, all=len(view.answers))
    comment = t.html("A comment of yours is on it.") if view.comment else t.html("No comment.")
    unsaid = t.html("Your answers are not listed here, since the list would stay in this chat.")
    text = paragraphs(lead, head, about(view.ratee), Markup(" ").join([so_far, comment]), unsaid)
    shown = row(t("Show my answers (they then stay in this chat)"), of_ballot("answers", view))
    return Screen(text, (onwards(view, t), _change(view, t), write_comment(view, t), shown, to_list(t)))


async def ask_which(event: Event, context: Context) -> Screen:
    """Which answer is to be changed?"""
    t, view = context.t, await _ballot(event, context)
    text = paragraphs(about(view.ratee), t.html("Which question would you like to answer anew?"))
    questions = [
        row(shorten(question_text(question, t), LONGEST_QUESTION), of_ballot("amend", view, place))
        for place, question in enumerate(view.form.questions)
    ]
    return Screen(text, (*questions, to_review(view, t)))


async def warn(event: Event, context: Context) -> Screen:
    """Before answers come to stand in the chat for good."""
    t, view = context.t, await _ballot(event, context)
    text = paragraphs(
        about(view.ratee),
        t.html(
            "Shall I list your answers and your comment here? The list then stays in this chat: whoever opens it on "
            "your phone can read it, and so can the company behind the app."
        ),
    )
    return Screen(text, (row(t("Yes, show them"), of_ballot("answers-shown", view)), to_review(view, t)))


async def show_answers(event: Event, context: Context) -> Screen:
    """All answers and the comment."""
    t, view = context.t, await _ballot(event, context)
    head = t.html("<b>Ballot {number} of {of}</b> · your answers", number=view.number, of=view.of)
    text = paragraphs(head, about(view.ratee), lines(*answer_lines(view, t)), comment_line(view, t))
    return Screen(text, (onwards(view, t), _change(view, t), to_review(view, t)), gives_way_to=TO_LIST)


def _change(view: BallotView, t: Translator) -> Row:
    return row(t("✏️ Change an answer"), of_ballot("amend-which", view))


async def _ballot(event: Event, context: Context) -> BallotView:
    round_id, ratee_id = parse(event.action).numbers(2)
    assert context.somebody.id is not None
    return await answering.ballot(context.installation, context.somebody.id, round_id, ratee_id)


ACTIONS: dict[str, Flow] = {"amend-which": ask_which, "answers": warn, "answers-shown": show_answers}
