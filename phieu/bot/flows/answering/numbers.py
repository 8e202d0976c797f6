"""The numbers of the answers, on a channel where they are typed: how they are mixed, and what is said of it."""

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.office.answer_numbers import numbers_secret
from phieu.office.ballot_view import BallotView
from phieu.office.forms import FormQuestion


def shuffled_by(view: BallotView, question: FormQuestion, context: Context) -> bytes:
    """For `Screen.shuffled_by`; empty where nothing is numbered, or somebody wants their numbers in order."""
    person = context.somebody
    if context.ways.buttons or person.fixed_numbers:
        return b""
    round_key = context.installation.keyring.round_key(view.round.id)
    assert person.id is not None
    return numbers_secret(round_key, person.id, view.ratee.id, question.code) if round_key else b""


def how_numbers_stand(context: Context) -> Markup:
    """On each question, so that nobody takes 1 for the best by habit."""
    if context.ways.buttons or context.somebody.fixed_numbers:
        return Markup()
    return context.t.html("Please look at the numbers each time: they are mixed anew for every question.")


def how_to_answer(view: BallotView, context: Context) -> Markup:
    """Before the first question: what is typed, why the numbers are mixed, and what stays."""
    if context.ways.buttons or view.dealt_with:
        return Markup()
    t = context.t
    if context.somebody.fixed_numbers:
        how = t.html("🔢 You answer by typing the number in front of an answer.")
    else:
        how = t.html(
            "🔢 You answer by typing the number in front of an answer. The numbers are mixed anew for every question, "
            "so that a number alone tells little. If you prefer them in a fixed order, please type /chats."
        )
    stays = t.html("What you type stays in this chat. When you hand in the ballot, I tell you how to delete it.")
    return Markup(" ").join([how, stays])
