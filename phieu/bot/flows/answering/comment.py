"""The comment at the end of a ballot: optional, typed, and taken out of the chat once it is saved, if it can be."""

import re
from dataclasses import replace
from datetime import timedelta

from markupsafe import Markup

from phieu.bot.actions import parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.comment_words import (
    about_comments,
    declined,
    how_to_shorten,
    kept,
    not_a_comment,
)
from phieu.bot.flows.answering.parts import TO_LIST, about, of_ballot, paragraphs
from phieu.bot.flows.answering.review import review_screen
from phieu.bot.flows.giving_back import fits, to_copy
from phieu.bot.screen import Choice, Screen
from phieu.locales.translator import Translator
from phieu.office import answering
from phieu.office.ballot_view import BallotView
from phieu.office.comment_text import MAX_COMMENT, CommentTooLongError, EmptyCommentError, declines

PARTS_COME_WITHIN = timedelta(seconds=10)
"""An app sends a long text as several messages, one right after the other; nobody shortens theirs as quickly."""
_A_NUMBER = re.compile(r"\W*\d{1,3}\W*")


async def show_comment(event: Event, context: Context) -> Screen:
    """Ask for a comment."""
    round_id, ratee_id = parse(event.action).numbers(2)
    return comment_screen(await _ballot(context, round_id, ratee_id), context)


async def typed(event: Event, context: Context) -> Screen:
    """Save what was typed; what cannot be kept is given back, and an earlier comment stays."""
    round_id, ratee_id, before = _expected(event, context)
    rater_id = context.somebody.id
    assert rater_id is not None
    lead = context.t.html("A comment can only be text. I have not kept what you sent; please type it in words.")
    if event.text and before:
        too_many = before + len(event.text)
        return _too_long(await _ballot(context, round_id, ratee_id), context, too_many)
    if _is_a_choice(event.text, context):
        return comment_screen(await _ballot(context, round_id, ratee_id), context, not_a_comment(context.t))
    if declines(event.text):
        view = await _ballot(context, round_id, ratee_id)
        return replace(review_screen(view, context, declined(view, context.t)), discards_input=True)
    if event.text:
        try:
            view = await answering.comment(context.installation, rater_id, round_id, ratee_id, event.text)
        except EmptyCommentError:
            pass
        except CommentTooLongError as error:
            return _given_back(error, event.text, await _ballot(context, round_id, ratee_id), context)
        else:
            return replace(review_screen(view, context, kept(view, context)), discards_input=True)
    screen = comment_screen(await _ballot(context, round_id, ratee_id), context, lead)
    return replace(screen, discards_input=True)


async def remove(event: Event, context: Context) -> Screen:
    """Take the comment away again."""
    round_id, ratee_id = parse(event.action).numbers(2)
    assert context.somebody.id is not None
    view = await answering.comment(context.installation, context.somebody.id, round_id, ratee_id, "")
    return review_screen(view, context)


def comment_screen(view: BallotView, context: Context, lead: Markup | str = "") -> Screen:
    """Ask for a comment, and say before what becomes of it."""
    t = context.t
    head = t.html("<b>Ballot {number} of {of}</b> · a few words, if you like", number=view.number, of=view.of)
    asked = t.html("What does {name} do well, and what could be better?", name=view.ratee.name)
    how = t.html(
        "✍️ <b>Please type it below, as a message of up to {limit} characters.</b>", limit=t.number(MAX_COMMENT)
    )
    text = paragraphs(lead, head, about(view.ratee), asked, *about_comments(view, context), _so_far(view, context), how)
    if view.comment:
        rows = [
            (Choice(t("Keep it as it is ›"), of_ballot("review", view)),),
            (Choice(t("Remove the comment"), of_ballot("uncomment", view)),),
        ]
    else:
        rows = [(Choice(t("No comment ›"), of_ballot("review", view)),)]
    rows.append((Choice(t("‹ Back"), of_ballot("question", view, len(view.answers) - 1)),))
    gives_way_to = TO_LIST if view.comment and context.ways.takes_away else ""
    return Screen(text, tuple(rows), expects=of_ballot("comment", view), gives_way_to=gives_way_to)


def _so_far(view: BallotView, context: Context) -> Markup:
    """The comment that there is, unless the screen stays in the chat."""
    t = context.t
    if not view.comment:
        return Markup()
    if context.ways.takes_away:
        return t.html("Your comment so far:\n<i>{comment}</i>", comment=view.comment)
    return t.html("You have written a comment already. What you type now takes its place.")


def _is_a_choice(typed: str, context: Context) -> bool:
    """Whether this is but a number, on a channel where all other choices are made by typing one."""
    return not context.ways.buttons and _A_NUMBER.fullmatch(typed) is not None


def _given_back(error: CommentTooLongError, typed: str, view: BallotView, context: Context) -> Screen:
    """Too long: nothing is cut and nothing lost. What fits comes back in a form that a tap copies."""
    if not context.ways.takes_away or not fits(typed):
        return _too_long(view, context, error.too_many)
    how = context.t.html("It stands above: tap it to copy it, shorten it, and send it once more.")
    screen = _refused(view, context.t, error.too_many, how, of_ballot("comment", view))
    return replace(screen, text=paragraphs(to_copy(error.text), screen.text), discards_input=True)


def _too_long(view: BallotView, context: Context, too_many: int) -> Screen:
    """So long that it may only be the first part of what was typed: whatever comes next belongs to it."""
    until = context.now + PARTS_COME_WITHIN
    expects = of_ballot("comment", view, too_many, int(until.timestamp()))
    return replace(_refused(view, context.t, too_many, how_to_shorten(context), expects), holds_input=True)


def _refused(view: BallotView, t: Translator, too_many: int, how: Markup, expects: str) -> Screen:
    text = t.plural_html(
        "Your comment is <b>{count} character</b> too long, so it has not been saved yet. The limit is {limit}.",
        "Your comment is <b>{count} characters</b> too long, so it has not been saved yet. The limit is {limit}.",
        too_many,
        limit=t.number(MAX_COMMENT),
    )
    stays = t.html("The comment that you wrote before is still there.") if view.comment else ""
    rows = ((Choice(t("Without this comment ›"), of_ballot("review", view)),),)
    return Screen(paragraphs(text, how, stays), rows, expects=expects)


def _expected(event: Event, context: Context) -> tuple[int, int, int]:
    """Round and ratee; and how many characters are too many already, if this is a further part of a long text."""
    expected = parse(event.expected)
    if len(expected.arguments) <= 2:  # noqa: PLR2004 - round and ratee
        round_id, ratee_id = expected.numbers(2)
        return round_id, ratee_id, 0
    round_id, ratee_id, too_many, until = expected.numbers(4)
    return round_id, ratee_id, too_many if context.now.timestamp() <= until else 0


async def _ballot(context: Context, round_id: int, ratee_id: int) -> BallotView:
    assert context.somebody.id is not None
    return await answering.ballot(context.installation, context.somebody.id, round_id, ratee_id)


ACTIONS: dict[str, Flow] = {"comment": show_comment, "uncomment": remove}
EXPECTS: dict[str, Flow] = {"comment": typed}
