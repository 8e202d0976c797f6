"""What is said of a comment: who will read it, how it stays nobody's, what becomes of the message it was typed in."""

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.locales.translator import Translator
from phieu.office.ballot_view import BallotView
from phieu.office.comment_text import has_words


def about_comments(view: BallotView, context: Context) -> tuple[Markup, Markup]:
    """Before one writes: who will read it, and what to leave out."""
    t = context.t
    shown_to = t.plural_html(
        "🔒 Only {name} will read it, among the others in random order, without your group and your answers – and only "
        "if at least {count} person has written one. Otherwise it is destroyed unread.",
        "🔒 Only {name} will read it, among the others in random order, without your group and your answers – and only "
        "if at least {count} people have written one. Otherwise it is destroyed unread.",
        view.round.comment_threshold,
        name=view.ratee.name,
    )
    advice = t.html(
        "💡 So that nobody can guess it was you: write about the work, not about yourself; leave out events that only "
        "you were present at, and phrases that only you use."
    )
    return Markup(" ").join([shown_to, _your_message(context)]), advice


def kept(view: BallotView, context: Context) -> Markup:
    """That it has been saved."""
    t = context.t
    if context.ways.takes_away:
        saved = t.html("✓ Your comment has been saved, and your message taken out of this chat.")
    else:
        saved = t.html("✓ Your comment has been saved.")
    if has_words(view.comment):
        return saved
    hint = t.html(
        "It has no words in it; it is kept as it is. A word or two would tell {name} more.", name=view.ratee.name
    )
    return Markup(" ").join([saved, hint])


def how_to_shorten(context: Context) -> Markup:
    """What to do with a message that is too long and still stands in the chat."""
    if context.ways.takes_away:
        return context.t.html(
            "Please copy your message above, shorten it, and send it once more. The long one then disappears."
        )
    return context.t.html("Please copy your message above, shorten it, and send it once more. It stays in this chat.")


def not_a_comment(t: Translator) -> Markup:
    """To somebody who has typed a number where a comment was asked for."""
    return t.html(
        "I have not taken that number as a comment. To choose, please type the letter in front of your choice; to "
        "comment, please write in words."
    )


def declined(view: BallotView, t: Translator) -> Markup:
    """To somebody who has written that they have no comment."""
    if view.comment:
        return t.html("I have not taken that as a comment. The one that you wrote before is still there.")
    return t.html("I take it that you have no comment, so I have saved none.")


def _your_message(context: Context) -> Markup:
    if context.ways.takes_away:
        return context.t.html("Your message disappears from this chat as soon as it is saved.")
    return context.t.html("Your message stays in this chat, on your phone and with the company behind the app.")
