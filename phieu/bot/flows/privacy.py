"""What is promised about secrecy, and what is not, in plain words."""

from markupsafe import Markup

from phieu.bot.actions import action
from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.screen import Choice, Screen

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
            "2. Your ballot is stored without your name, and without any time or order. Whoever copies the database "
            "cannot tell whose ballot it is. When a round closes, the ballots are added up and destroyed; "
            "only the totals remain."
        ),
        t.html(
            "3. Results are shown only when nobody's answer can be worked out from them, not even by colleagues who "
            "put together what they answered themselves. Where that is not possible, the result is shown more "
            "roughly, or not at all."
        ),
        t.html("4. Nobody is told who has answered and who has not. People see only how many."),
        t.html("<b>What we cannot promise</b>"),
        t.html(
            "• The chat app carries these messages, and the company behind it can see them, as with any "
            "message. When you hand in a ballot, your answers are taken out of this chat."
        ),
        t.html(
            "• Whoever is able to change the running program could change what it does. The office should trust that "
            "to as few people as possible."
        ),
        t.html(
            "• A comment is shown word for word to the person it is about, without your name and mixed with the "
            "others. Your manner of writing can still give you away, so please write plainly and only about the work."
        ),
        t.html("Until a round closes you can look at your answers again, change them or take them back."),
    )
    rows = ((Choice(t("🏠 Main menu"), action("home")),),) if context.person else ()
    return Screen(Markup("\n\n").join(paragraphs), rows)


COMMANDS = {"privacy": privacy}
ACTIONS = {"privacy": privacy}
