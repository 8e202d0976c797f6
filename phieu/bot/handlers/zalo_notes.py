"""What is said above a screen that is shown again on Zalo: why what was sent has not been counted."""

from functools import partial

from markupsafe import Markup

from phieu.bot.handlers.zalo_speaking import Note
from phieu.bot.handlers.zalo_typed import Kind
from phieu.bot.zalo_api.updates import Kind as Sent
from phieu.locales.translator import Translator, mark

CROSSED = mark(
    "Your message and this one crossed, so I have not counted yours. Please read what stands here, and then choose."
)
SEVERAL = mark(
    "I cannot tell which one you mean, so I have not counted that. Please write one number, of what you see below."
)
NOT_OFFERED = mark(
    "That number is not among those below, so nothing has been counted. Please write what stands before your choice."
)
BETWEEN = mark("Please write a number from {first} to {last}. What you have just sent has not been counted.")
NOT_UNDERSTOOD = mark(
    "I have not understood that, and have not kept it. Please write the number that stands before what you choose."
)
IN_WORDS = mark(
    "I have not taken that number as your answer. To choose, please write just what stands before your choice; to "
    "answer, please write in words."
)
NO_FURTHER_PAGE = mark("There is nothing more in this direction.")
EMPTY = mark("Your message was empty when it reached me. Please write it once more.")
TOO_LONG = mark(
    "Your message is too long for me, so I have not kept it. Please send it shorter, or in parts. "
    "Whatever you have answered before is saved."
)
UNREADABLE = mark(
    "What you sent has not reached me: only written text does, and a picture where I ask for one. If writing is "
    "difficult for you, the people in the office who look after this assistant are glad to help."
)
NO_PICTURE = mark("I am not waiting for a picture just now, so I have not kept yours.")
AWAY = mark(
    "I cannot take anything down at this moment, so what you have just sent has not been counted. Whatever you have "
    "answered before is saved. Please write again in a few minutes."
)
IN_PRIVATE = mark("I talk with each person alone only. Please open a chat with me and write to me there.")


def saying(text: str) -> Note:
    """A note in these words."""
    return lambda t: t.html(text)


def _between(first: str, last: str, t: Translator) -> Markup:
    return t.html(BETWEEN, first=first, last=last)


def about_typed(kind: Kind, keys: list[str]) -> Note:
    """About what was typed and picked nothing, where these keys are offered."""
    if kind is Kind.SEVERAL:
        return saying(SEVERAL)
    if kind is not Kind.OUT_OF_RANGE:
        return saying(NOT_UNDERSTOOD)
    ordered = sorted(int(key) for key in keys if key.isdecimal())
    without_gap = len(ordered) > 1 and len(ordered) == len(keys) == ordered[-1] - ordered[0] + 1
    return partial(_between, str(ordered[0]), str(ordered[-1])) if without_gap else saying(NOT_OFFERED)


def about_sent(kind: Sent) -> Note:
    """About something that is no text."""
    return saying(NO_PICTURE if kind is Sent.IMAGE else UNREADABLE)
