"""Handing a ballot in, after which nothing of its answers stands in the chat, and taking one back."""

from phieu.bot.actions import parse
from phieu.bot.context import Context, Flow
from phieu.bot.event import Event
from phieu.bot.flows.answering.ballot_list import next_ballot
from phieu.bot.flows.answering.parts import about, bar, due, lines, of_ballot, paragraphs, short_name, to_list
from phieu.bot.flows.answering.question import question_screen
from phieu.bot.screen import Choice, Row, Screen
from phieu.office import answering
from phieu.office.ballot_view import BallotView


async def submit(event: Event, context: Context) -> Screen:
    """Hand in; a ballot with an open question goes on there instead."""
    round_id, ratee_id = parse(event.action).numbers(2)
    installation, rater_id = context.installation, context.somebody.id
    assert rater_id is not None
    view = await answering.ballot(installation, rater_id, round_id, ratee_id)
    if view.first_open is not None:
        return question_screen(view, view.first_open, context.t)
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
    no = (Choice(t("No, keep it"), of_ballot("ballot", view)),)
    return Screen(text, (no, yes))


async def withdraw(event: Event, context: Context) -> Screen:
    """Erase a ballot's answers."""
    round_id, ratee_id = parse(event.action).numbers(2)
    t, rater_id = context.t, context.somebody.id
    assert rater_id is not None
    view = await answering.withdraw(context.installation, rater_id, round_id, ratee_id)
    text = paragraphs(about(view.ratee), t.html("This ballot is blank again. Nothing of what you answered is left."))
    return Screen(text, ((Choice(t("Begin it anew"), of_ballot("ballot", view)),), to_list(t)))


def _handed_in(view: BallotView, views: list[BallotView], context: Context) -> Screen:
    t, done = context.t, sum(one.submitted for one in views)
    thanks = t.html("✅ Thank you. Your ballot about <b>{name}</b> has been handed in.", name=view.ratee.name)
    clear = t.html("Nothing of your answers is left in this chat. Until the round closes you may still change them.")
    total = t.html("{done} of {all} ballots handed in", done=done, all=len(views))
    following = next_ballot(views)
    if following is None:
        last = t.html("That was the last one. When the round has closed, the people who were rated get their results.")
        return Screen(paragraphs(thanks, clear, lines(bar(done, len(views)), total), last), (to_list(t),))
    text = paragraphs(thanks, clear, lines(bar(done, len(views)), total), due(following.round, t, context.now))
    onwards: Row = (Choice(t("▶ Next: {name}", name=short_name(following.ratee.name)), of_ballot("ballot", following)),)
    return Screen(text, (onwards, to_list(t)))


async def _ballot(event: Event, context: Context) -> BallotView:
    round_id, ratee_id = parse(event.action).numbers(2)
    assert context.somebody.id is not None
    return await answering.ballot(context.installation, context.somebody.id, round_id, ratee_id)


ACTIONS: dict[str, Flow] = {"submit": submit, "withdraw": ask_whether, "withdrawn": withdraw}
