"""A long text that an app has cut into several messages: once its beginning was refused, so is the rest."""

from datetime import datetime, timedelta

from markupsafe import Markup
from pydantic import TypeAdapter

from phieu.bot.context import Context
from phieu.bot.event import Event
from phieu.locales.translator import Translator
from phieu.storage.volatile import Topic
from phieu.words import Channel

PARTS_COME_WITHIN = timedelta(seconds=10)
"""The parts come one right after the other; nobody shortens a text as quickly."""
SHORTEST_CUT = {Channel.TELEGRAM: 3500, Channel.ZALO: 900}
"""A message with fewer characters was not cut: Telegram's apps cut near 4096, at a space if there is one. Where Zalo's
cut is written nowhere, and its programs may send up to 2000; the texts that are asked for are no longer than 1000."""
_TOPIC = Topic("refused-long-text", TypeAdapter(datetime))
"""Until when more of it may come."""


async def is_rest(event: Event, context: Context) -> bool:
    """Whether this message belongs to a text whose part before has just been refused. Asked once for each message."""
    until = await context.memory.recall(_TOPIC, event)
    await context.memory.forget(_TOPIC, event)
    belongs = until is not None and context.now <= until and bool(event.text)
    if belongs:
        await _expect_more(event, context)
    return belongs


async def refused(event: Event, context: Context) -> None:
    """This message was too long: if an app has cut it off, its rest is still to come."""
    if len(event.text) >= SHORTEST_CUT[event.channel]:
        await _expect_more(event, context)


def rest_words(t: Translator) -> Markup:
    """What to say of it."""
    return t.html("This belongs to the text that was too long, so it has not been taken either.")


async def _expect_more(event: Event, context: Context) -> None:
    await context.memory.keep(_TOPIC, event, context.now + PARTS_COME_WITHIN)
