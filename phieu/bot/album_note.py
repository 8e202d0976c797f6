"""A word for who sends several files or pictures at once, where each conversation takes one at a time."""

from dataclasses import replace

from phieu.bot.event import Event
from phieu.bot.screen import Answered, Screen
from phieu.locales.translator import Translator


def with_note(answered: Answered, event: Event, t: Translator) -> Answered:
    """The answer, with the note above it if the event came in an album."""
    if not (event.album and isinstance(answered, Screen)):
        return answered
    note = t.html("You have sent several at once. I have taken the first only.")
    return replace(answered, text=note + "\n\n" + answered.text)
