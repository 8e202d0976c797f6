"""Taking up the thread where it is no longer known what a person was shown last, as after a restart."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.actions import action, parse
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows import answering, home
from phieu.bot.flows.answering.ballot_list import next_ballot
from phieu.bot.screen import Answered, Screen
from phieu.office.answering import ballots_of

RESUME = action("resume")
BEHIND = action("behind")
"""The way from help back to where one was, which a channel that remembers it goes by itself."""


async def resume(_event: Event, context: Context) -> Answered:
    """The next question of a ballot that was begun, or the main menu; and that nothing has been booked."""
    answered = await _where_they_were(context)
    if not isinstance(answered, Screen):
        return answered
    lost = context.t.html(
        "I no longer know what I showed you last, so I have not counted what you have just sent. Let us go on here."
    )
    return replace(answered, text=Markup("\n\n").join([lost, answered.text]))


async def _where_they_were(context: Context) -> Answered:
    person = context.somebody
    assert person.id is not None
    view = next_ballot(await ballots_of(context.installation, person.id))
    if view is None or not view.dealt_with:
        return await home.menu(context)
    asked = Event(context.channel, "", action=action("continue"))
    return await answering.ACTIONS[parse(asked.action).verb](asked, context)


ACTIONS = {parse(RESUME).verb: resume, parse(BEHIND).verb: resume}
