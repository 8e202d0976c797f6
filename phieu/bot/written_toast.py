"""The short word over the chat, where no app shows one: nobody has tapped a button. So it is written down."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.event import Event
from phieu.bot.screen import Answered, Screen
from phieu.bot.ways import WAYS


def with_toast_written(answered: Answered, event: Event) -> Answered:
    """The answer, with its short word above its text unless a button was tapped."""
    tapped = event.action and WAYS[event.channel].buttons
    if tapped or not isinstance(answered, Screen) or not answered.toast:
        return answered
    text = Markup("\n\n").join([Markup.escape(answered.toast), answered.text])
    return replace(answered, text=text, toast="")
