"""The short word over the chat, for who has not tapped a button: then no app shows one, so it is written down."""

from dataclasses import replace

from markupsafe import Markup

from phieu.bot.event import Event
from phieu.bot.screen import Answered, Screen


def with_toast_written(answered: Answered, event: Event) -> Answered:
    """The answer, with its short word above its text if a command or a message is answered."""
    if event.action or not isinstance(answered, Screen) or not answered.toast:
        return answered
    text = Markup("\n\n").join([Markup.escape(answered.toast), answered.text])
    return replace(answered, text=text, toast="")
