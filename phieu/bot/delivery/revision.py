"""What a notice may be besides a screen: a change to messages that were sent before. Both can be done twice."""

from dataclasses import dataclass

from markupsafe import Markup

from phieu.bot.screen import Screen
from phieu.words import Channel

BIN = Markup("🗑")


@dataclass(frozen=True, slots=True)
class Revision:
    """These messages become this screen; those that cannot be changed are deleted and sent anew.

    The ids of what stands afterwards go to the notice that the messages were sent for.
    """

    screen: Screen
    message_ids: tuple[str, ...]
    anew: Screen
    """What is said instead where the messages cannot be reached any more, on another channel."""
    channel: Channel = Channel.TELEGRAM
    """Where they stand."""


@dataclass(frozen=True, slots=True)
class Removal:
    """These messages are deleted; what the platform no longer deletes says only `left` afterwards."""

    message_ids: tuple[str, ...]
    anew: Screen
    """As a revision's."""
    left: Markup = BIN
    channel: Channel = Channel.TELEGRAM


class NotYetError(Exception):
    """Raised by a notice's flow: what it would change is itself still on its way; it is to be asked again later."""


Spoken = Screen | Revision | Removal
"""What a notice says or does."""
