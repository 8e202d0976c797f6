"""What is said of an announcement where nothing that was sent can be changed: a correction, a withdrawal, as messages.

And what the admin reads of that before.
"""

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from phieu.bot.screen import Screen
from phieu.bot.ways import WAYS
from phieu.locales.translator import Translator
from phieu.office.announcements.recipients import Recipient
from phieu.storage.tables import Announcement
from phieu.words import Channel


def changes_nothing(channel: Channel) -> bool:
    """Whether whatever was sent by this channel stays as it is."""
    return not WAYS[channel].takes_away


def correction_anew(shown: Screen, announcement: Announcement, t: Translator) -> Screen:
    """The whole corrected announcement, as it is shown otherwise, under a word what it is."""
    assert announcement.sent_at is not None
    lead = t.html(
        "✏️ <b>Correction to our announcement of {moment}</b>\n\nPlease go by this text from now on:",
        moment=t.moment(announcement.sent_at),
    )
    return replace(shown, text=lead + "\n\n" + shown.text)


def withdrawal_anew(announcement: Announcement, t: Translator) -> Screen:
    """That it does not count any more; nothing of what it said."""
    assert announcement.sent_at is not None
    text = t.html(
        "↩️ <b>Our announcement of {moment} has been withdrawn.</b>\n\nPlease disregard it.",
        moment=t.moment(announcement.sent_at),
    )
    return Screen(text, keeps=True)


def corrected_anew(announcement: Announcement, recipients: Iterable[Recipient], t: Translator) -> list[Markup]:
    """How many people get a correction as a message, a paragraph or more; nothing if that is nobody."""
    if not (count := _how_many(recipients)):
        return []
    return [
        t.plural_html(
            "{count} person has it on Zalo, where nothing that was sent can be changed, and so gets the whole text as "
            "a new message.",
            "{count} people have it on Zalo, where nothing that was sent can be changed, and so get the whole text as "
            "a new message.",
            count,
        ),
        *_when(announcement, t),
    ]


def withdrawn_anew(announcement: Announcement, recipients: Iterable[Recipient], t: Translator) -> list[Markup]:
    """How many people are told of a withdrawal by a message, a paragraph or more; nothing if that is nobody."""
    if not (count := _how_many(recipients)):
        return []
    return [
        t.plural_html(
            "{count} person has it on Zalo, where nothing can be taken back, and so gets a message that it has been "
            "withdrawn.",
            "{count} people have it on Zalo, where nothing can be taken back, and so get a message that it has been "
            "withdrawn.",
            count,
        ),
        *_when(announcement, t),
    ]


def _when(announcement: Announcement, t: Translator) -> list[Markup]:
    """A new message makes a sound."""
    if announcement.urgent:
        return []
    return [t.html("At night that message waits until the office may write to people again.")]


def have_it_changeable(recipients: Iterable[Recipient]) -> int:
    """How many have it where it can be changed and taken back."""
    return sum(one.has_it and not (one.channel and changes_nothing(one.channel)) for one in recipients)


def _how_many(recipients: Iterable[Recipient]) -> int:
    return sum(one.has_it and one.channel is not None and changes_nothing(one.channel) for one in recipients)
