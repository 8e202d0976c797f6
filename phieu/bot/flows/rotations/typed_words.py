"""What somebody types about a rotation: a few sentences, kept as they are; what cannot be kept is given back."""

from dataclasses import dataclass, field

from markupsafe import Markup

from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.bot.flows.cut_messages import is_rest, refused
from phieu.bot.flows.giving_back import fits, to_copy
from phieu.office.comment_text import MAX_COMMENT, CommentTooLongError, EmptyCommentError, clean_comment

LONGEST = MAX_COMMENT
"""Characters of one answer."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the text to keep, or why there is none, with the text itself to be copied."""

    text: str = ""
    refusal: Markup = field(default_factory=Markup)


async def read_words(event: Event, context: Context) -> Typed:
    """Read what was typed, or sent instead of text."""
    t = context.t
    if await is_rest(event, context):
        return await _too_long(event, context)
    try:
        return Typed(clean_comment(event.text))
    except EmptyCommentError:
        return Typed(refusal=t.html("I can only keep text here; please type your answer in words."))
    except CommentTooLongError:
        return await _too_long(event, context)


async def _too_long(event: Event, context: Context) -> Typed:
    t = context.t
    if (
        not context.ways.takes_away or not fits(event.text) or len(event.text) <= LONGEST
    ):  # a part of a longer one that the app has cut up
        await refused(event, context)
        how = t.html("Your message is still above: please copy it, shorten it, and send it once more.")
        return Typed(refusal=_limit(context) + " " + how)
    how = t.html("It stands above: tap it to copy it, shorten it, and send it once more.")
    return Typed(refusal=Markup("\n\n").join([to_copy(event.text.strip()), _limit(context) + " " + how]))


def _limit(context: Context) -> Markup:
    t = context.t
    return t.html(
        "That is too long, so it has not been saved. There is room for {limit} characters.", limit=t.number(LONGEST)
    )
