"""What is promised about secrecy, and what is not, in plain words."""

from collections.abc import Iterator

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.stays_in_chat import how_to_delete
from phieu.bot.screen import Row, Screen, row

STRANGERS = True


async def privacy(_event: Event, context: Context) -> Screen:
    """The promises of the design, for somebody who has to decide whether to trust them."""
    t = context.t
    paragraphs = (
        t.html("🔒 <b>How your answers are kept secret</b>"),
        t.html("<b>What we promise you</b>"),
        t.html(
            "1. Nobody sees who gave which answer: not the person you rate, not your superiors, not those who look "
            "after the rounds."
        ),
        t.html(
            "2. Ballots are stored without name, time or order; a stolen copy does not show whose is whose. "
            "When a round closes, they are added up and destroyed."
        ),
        t.html(
            "3. A result is shown only if nobody's answer can be worked out from it, not even by two colleagues "
            "together. Otherwise it is shown more roughly, or not at all."
        ),
        t.html("4. Nobody is told who has answered and who has not. People see only how many."),
        t.html("<b>What we cannot promise</b>"),
        *_this_chat(context),
        t.html("• Whoever is able to change the running program can change what it does."),
        t.html(
            "• Whoever steals the ballots while a round is open sees them without names. Where a whole group has "
            "answered alike, or only one of it has joined so far, that is enough to know."
        ),
        t.html(
            "• A comment reaches the person it is about word for word, without your name. Your manner of writing "
            "may still give you away, so please write plainly and only about the work."
        ),
        t.html("Until a round closes you can change your answers, or take them back."),
        t.html(
            "All this is about ballots. What you answer to announcements, training and rotations carries your name, "
            "and the people in charge see it; the head of your unit sees your answers about training."
        ),
        t.html(
            "Nothing is kept for ever: each thing goes when its time is over, and what is left of you some time after "
            "you have left the office. What is kept of you, since when and until when, you can see at any time: "
            "/mydata."
        ),
    )
    return Screen(Markup("\n\n").join(paragraphs), tuple(_rows(context)))


def _this_chat(context: Context) -> Iterator[Markup]:
    """What the chat itself gives away: on a channel that takes nothing back, all that was typed."""
    t = context.t
    if context.ways.takes_away:
        yield t.html(
            "• The company behind this chat app can see the messages in it. When you hand in a ballot, your answers "
            "are taken out of this chat."
        )
        return
    yield t.html(
        "• Zalo sees the messages in this chat. What you type, numbers and comments, stays here, on your phone and "
        "with Zalo; I cannot take it out."
    )
    if context.person is not None and context.person.fixed_numbers:
        yield t.html(
            "• As you have asked for, your answers have the same numbers at every question. So whoever sees only your "
            "numbers can tell from them what you have chosen."
        )
    else:
        mixed = t.html(
            "• So that a number by itself tells little, the answers have other numbers at every question. Whoever "
            "reads the whole chat can still see what you have chosen."
        )
        other = t.html("If you prefer fixed numbers, please type /chats.") if context.person else ""
        yield Markup(" ").join(part for part in (mixed, other) if part)
    yield t.html("• After handing in you can delete the chat.") + " " + how_to_delete(t)


def _rows(context: Context) -> Iterator[Row]:
    t = context.t
    if context.person is None:
        return
    yield row(t("🔎 What is kept of me"), action("my-data"))
    yield row(t("🏠 Main menu"), action("home"))


COMMANDS = {"privacy": privacy}
ACTIONS = {"privacy": privacy}
