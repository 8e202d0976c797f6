"""Handing a ballot in, after which as little of its answers stands in the chat as can be, and taking one back."""

from markupsafe import Markup

from phieu.bot.actions import parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.ballot_list import next_ballot
from phieu.bot.flows.answering.parts import about, bar, due, lines, of_ballot, paragraphs, short_name, to_list
from phieu.bot.flows.answering.question import question_screen
from phieu.bot.flows.stays_in_chat import how_to_delete
from phieu.bot.screen import Choice, Row, Screen, row
from phieu.office import answering
from phieu.office.ballot_view import BallotView


async def submit(event: Event, context: Context) -> Screen:
    """Hand in; a ballot with an open question goes on there instead."""
    round_id, ratee_id = parse(event.action).numbers(2)
    installation, rater_id = context.installation, context.somebody.id
    assert rater_id is not None
    view = await answering.ballot(installation, rater_id, round_id, ratee_id)
    if view.first_open is not None:
        return question_screen(view, view.first_open, context)
    view = await answering.submit(installation, rater_id, round_id, ratee_id)
    return _handed_in(view, await answering.ballots_of(installation, rater_id), context)


async def ask_whether(event: Event, context: Context) -> Screen:
    """Ask before answers are erased."""
    t, view = context.t, await _ballot(event, context)
    text = paragraphs(
        about(view.ratee),
        t.html(
            "Shall I take this ballot back? All its answers and the comment are then erased, and it counts for "
            "nothing. You can begin it anew until the round closes."
        ),
    )
    yes = (Choice(t("Yes, erase all of it"), of_ballot("withdrawn", view)),)
    no = (Choice(t("↩️ No, keep it"), of_ballot("ballot", view)),)
    return Screen(text, (no, yes))


async def withdraw(event: Event, context: Context) -> Screen:
    """Erase a ballot's answers."""
    round_id, ratee_id = parse(event.action).numbers(2)
    t, rater_id = context.t, context.somebody.id
    assert rater_id is not None
    view = await answering.withdraw(context.installation, rater_id, round_id, ratee_id)
    blank = t.html("This ballot is blank again. Nothing of what you answered is kept.")
    in_chat = "" if context.ways.takes_away else t.html("What you typed still stands in this chat.")
    text = paragraphs(about(view.ratee), blank, in_chat)
    return Screen(text, ((Choice(t("Begin it anew"), of_ballot("ballot", view)),), to_list(t)))


def _handed_in(view: BallotView, views: list[BallotView], context: Context) -> Screen:
    t, done = context.t, sum(one.submitted for one in views)
    thanks = t.html("✅ Thank you. Your ballot about <b>{name}</b> has been handed in.", name=view.ratee.name)
    total = t.html("{done} of {all} ballots handed in", done=done, all=len(views))
    following, left = next_ballot(views), _left_in_chat(context)
    if following is None:
        last = t.html("That was the last one. When the round has closed, the people who were rated get their results.")
        text = paragraphs(thanks, *left, lines(bar(done, len(views)), total), last)
        return Screen(text, (*_change(view, context), to_list(t)))
    text = paragraphs(thanks, *left, lines(bar(done, len(views)), total), due(following.round, t, context.now))
    onwards = row(t("▶ Next: {name}", name=short_name(following.ratee.name)), of_ballot("ballot", following))
    return Screen(text, (onwards, *_change(view, context), to_list(t)))


def _left_in_chat(context: Context) -> tuple[Markup, ...]:
    """What of the answers is still in this chat."""
    t = context.t
    if context.ways.takes_away:
        return (
            t.html("Nothing of your answers is left in this chat. Until the round closes you may still change them."),
        )
    return (
        t.html("Until the round closes you may still change your answers."),
        t.html("🧹 What you typed still stands in this chat.") + " " + how_to_delete(t),
    )


def _change(view: BallotView, context: Context) -> tuple[Row, ...]:
    """Where numbers are typed, a slip is seen too late: the way to mend it stands at hand."""
    if context.ways.buttons:
        return ()
    return (row(context.t("✏️ Change an answer of this ballot"), of_ballot("amend-which", view)),)


async def _ballot(event: Event, context: Context) -> BallotView:
    round_id, ratee_id = parse(event.action).numbers(2)
    assert context.somebody.id is not None
    return await answering.ballot(context.installation, context.somebody.id, round_id, ratee_id)


ACTIONS: dict[str, Flow] = {"submit": submit, "withdraw": ask_whether, "withdrawn": withdraw}
