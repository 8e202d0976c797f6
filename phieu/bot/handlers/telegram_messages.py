"""What a screen comes to on Telegram: messages within the platform's limits, whichever library sends them."""

from dataclasses import dataclass

from phieu.bot.handlers.marked_up_text import fits, pieces
from phieu.bot.screen import MAX_ACTION_BYTES, Attachment, Choice, NewChoices, Screen

MAX_TEXT = 4096
MAX_CAPTION = 1024
"""UTF-16 units, counted after the markup has been read (https://core.telegram.org/bots/api#sendmessage)."""
KEPT_MARK = "+"
"""Stands before the action of a button on a screen that stays: the answer must not take that screen's place."""

Buttons = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of labels and callback data."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to send; with an attachment, the text is its caption."""

    text: str
    buttons: Buttons = ()
    attachment: Attachment | None = None


def messages_of(screen: Screen) -> list[Message]:
    """The messages of a screen, in order; the choices are under the last one."""
    text, buttons = str(screen.text), buttons_of(screen)
    if not screen.attachments:
        *first, last = pieces(text, MAX_TEXT)
        return [*map(Message, first), Message(last, buttons)]
    *others, last_one = screen.attachments
    before = [Message("", attachment=other) for other in others]
    if fits(text, MAX_CAPTION):
        return [*before, Message(text, buttons, last_one)]
    *first, last = pieces(text, MAX_TEXT)
    return [*before, Message("", attachment=last_one), *map(Message, first), Message(last, buttons)]


def buttons_of(screen: Screen | NewChoices) -> Buttons:
    """The choices of a screen as rows of label and callback data."""
    keeps = isinstance(screen, NewChoices) or screen.keeps
    return tuple(tuple((choice.label, _data(choice, keeps=keeps)) for choice in row) for row in screen.rows)


def picked(data: str) -> tuple[str, bool]:
    """The action of a picked button, and whether the screen that it was on stays."""
    return data.removeprefix(KEPT_MARK), data.startswith(KEPT_MARK)


def _data(choice: Choice, *, keeps: bool) -> str:
    if keeps and len(choice.action.encode()) < MAX_ACTION_BYTES:
        return KEPT_MARK + choice.action
    return choice.action
