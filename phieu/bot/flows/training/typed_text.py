"""What people type about a nomination, cleaned; what cannot be kept is given back with a word."""

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.cut_messages import is_rest, refused, rest_words
from phieu.bot.flows.giving_back import with_typed
from phieu.office.comment_text import CommentTooLongError, EmptyCommentError, clean_comment


class TypedTextError(Exception):
    """It cannot be kept; `words` say why, with what was typed."""

    def __init__(self, words: Markup) -> None:
        super().__init__("typed text that cannot be kept")
        self.words = words


async def read_typed(event: Event, longest: int, context: Context) -> str:
    """The text that was typed, of at most so many characters; raises TypedTextError."""
    t, rest = context.t, await is_rest(event, context)
    try:
        text = clean_comment(event.text)
    except EmptyCommentError:
        raise TypedTextError(t.html("I can only keep words here. Please type them as a message.")) from None
    except CommentTooLongError as error:
        text = error.text
    if rest:
        raise TypedTextError(rest_words(t))
    if len(text) <= longest:
        return text
    await refused(event, context)
    words = t.html(
        "That has {length} characters, and there is room for {longest}. Please shorten it and send it again.",
        length=t.number(len(text)),
        longest=t.number(longest),
    )
    raise TypedTextError(with_typed(words, text, context.ways))
