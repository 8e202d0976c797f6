"""What a person reads when a ballot cannot be had: always the right screen, never an error."""

from dataclasses import replace
from functools import wraps

from phieu.bot.actions import UnknownActionError, action
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.ballot_list import ballot_list
from phieu.bot.flows.answering.parts import to_list
from phieu.bot.screen import Answered, Choice, Screen
from phieu.locales.translator import Translator
from phieu.office.answering import BallotSealedError, NoSuchAnswerError, NoSuchBallotError, RoundOverError, ballots_of
from phieu.office.periods import round_title
from phieu.storage.ballots import NotSavedError


def kindly(flow: Flow) -> Flow:
    """The flow, with an answer for whatever may be wrong with a ballot."""

    @wraps(flow)
    async def answered(event: Event, context: Context) -> Answered:
        try:
            return await flow(event, context)
        except RoundOverError as over:
            screen = round_over(over, context.t)
        except BallotSealedError:
            screen = sealed(context.t)
        except NotSavedError:
            return not_saved(event, context.t)
        except (NoSuchBallotError, NoSuchAnswerError, UnknownActionError):
            screen = await _list_instead(context)
        return replace(screen, discards_input=event.sent)

    return answered


def round_over(over: RoundOverError, t: Translator) -> Screen:
    """For a choice that comes after the close, or on a ballot of a round that was called off."""
    ways = (to_list(t), (Choice(t("🏠 Main menu"), action("home")),))
    if over.called_off:
        gone = t.html(
            "<b>{title}</b> has been called off, so there is nothing left to answer. What you had answered has been "
            "destroyed; nobody has seen it. We are sorry for the trouble, and thank you for taking part.",
            title=round_title(over.kind, over.period, t),
        )
        return Screen(gone, ways)
    text = t.html(
        "<b>{title}</b> has been closed, so nothing can be changed any more. "
        "What you had answered before counts; this last choice does not.\n\n"
        "The people who were rated are receiving their results now; the office says when and how they are presented. "
        "Thank you for taking part.",
        title=round_title(over.kind, over.period, t),
    )
    return Screen(text, ways)


def sealed(t: Translator) -> Screen:
    """For a round whose key is lost."""
    text = t.html(
        "We are sorry: this ballot cannot be opened just now, because the round's key is missing on the office's "
        "server.\n\n"
        "What you have answered so far is safe and will be counted; it only cannot be looked at or changed. "
        "Please tell the people who look after the evaluation rounds."
    )
    return Screen(text, (to_list(t),))


def not_saved(event: Event, t: Translator) -> Screen:
    """For the moment when the database takes nothing: what was typed stays until the next screen, to be sent again."""
    text = t.html(
        "We are sorry: this last answer could not be saved just now. What you had answered before is safe. "
        "Please try again in a little while."
    )
    again = [(Choice(t("Try again"), event.action),)] if event.action else []
    return Screen(text, (*again, to_list(t)), expects=event.expected, holds_input=event.sent)


async def _list_instead(context: Context) -> Screen:
    person_id = context.somebody.id
    assert person_id is not None
    views = await ballots_of(context.installation, person_id)
    toast = context.t("That choice is out of date. Here are your ballots.")
    return replace(ballot_list(views, context), toast=toast)
