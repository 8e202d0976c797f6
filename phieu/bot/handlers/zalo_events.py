"""Zalo's updates as events, and what was shown last as what they may mean."""

from markupsafe import Markup

from phieu.bot.event import Event
from phieu.bot.flows.resume import RESUME
from phieu.bot.handlers.zalo_pictures import sent_picture
from phieu.bot.handlers.zalo_shown import ShownScreen
from phieu.bot.handlers.zalo_typed import NOTHING, Kind, Offer, Typed
from phieu.bot.handlers.zalo_words import fold
from phieu.bot.zalo_api.updates import ZaloUpdate
from phieu.office.invite_codes import code_in, nearly_code
from phieu.words import Channel

READING_MS = 700
"""Nobody reads a screen and writes an answer faster. Whatever is younger was meant for the screen before."""
LONGEST = 10_000
"""Characters of a text that is read at all; the platform's own messages have 2,000."""


def known(shown: ShownScreen | None, update: ZaloUpdate) -> ShownScreen | None:
    """What was shown last, if it can be said which of the two messages was first; else nothing is known."""
    if shown is None or shown.date_ms is None or update.date_ms is None:
        return None
    return shown


def crossed(shown: ShownScreen, update: ZaloUpdate) -> bool:
    """Whether it was sent before its writer can have read what was shown."""
    return update.date_ms is None or shown.date_ms is None or update.date_ms < shown.date_ms + READING_MS


def offer_of(shown: ShownScreen | None) -> Offer:
    """What may be typed in answer to it."""
    if shown is None:
        return NOTHING
    choices = [choice for row in shown.reduced.rows for choice in row]
    back = tuple(choice.label for choice in choices if choice.action == shown.back)
    return Offer(shown.keys, back, expects_text=bool(shown.reduced.expects), pages=shown.pages)


def doing(action: str, update: ZaloUpdate) -> Event:
    """A choice was picked, or something as good as that."""
    return Event(Channel.ZALO, update.chat_id, action=action)


def commanding(typed: Typed, update: ZaloUpdate) -> Event:
    """A command, typed by hand or by its word."""
    return Event(Channel.ZALO, update.chat_id, command=typed.command, argument=typed.argument)


def writing(update: ZaloUpdate, expected: str = "") -> Event:
    """Words of their own; Zalo brings no formatting."""
    return Event(Channel.ZALO, update.chat_id, text=update.text, markup=Markup.escape(update.text), expected=expected)


def sending_picture(update: ZaloUpdate, expected: str) -> Event:
    """A picture, where something is awaited."""
    return Event(
        Channel.ZALO,
        update.chat_id,
        other="photo",
        picture=sent_picture(update.picture_url),
        markup=Markup.escape(update.caption),
        expected=expected,
    )


def of_unknown(typed: Typed, update: ZaloUpdate) -> Event:
    """What was typed where it is not known what was shown last."""
    if typed.kind is Kind.COMMAND:
        return commanding(typed, update)
    if typed.kind is not Kind.TEXT or _like_a_key(update.text):
        return doing(RESUME, update)
    return writing(update)


def _like_a_key(text: str) -> bool:
    """Whether it may have been meant as a key that is no number: one sign, or a letter twice."""
    return len(set(fold(text).casefold())) == 1


def is_code(text: str) -> bool:
    """Whether it is to be taken for an invitation's code whatever was shown: only a stranger writes one."""
    return bool(code_in(text)) or nearly_code(text)
