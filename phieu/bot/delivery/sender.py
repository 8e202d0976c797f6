"""What delivery asks of a channel: send a screen, and say in the channel's stead what went wrong."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Protocol

from phieu.bot.delivery.revision import Removal, Revision
from phieu.bot.screen import Screen


class Handing(Protocol):
    """The record that is kept while one notice is handed to the platform."""

    @property
    def message_ids(self) -> tuple[str, ...]:
        """The messages of it that the platform surely has; they are not sent again."""

    async def begins(self) -> None:
        """Called right before the platform gets a message; what becomes of it is in doubt until it is known.

        Raises TakenBackError if it must not be sent any more.
        """

    async def taken(self, message_id: str, *, last: bool) -> None:
        """The platform has taken that message."""


class Sender(Protocol):
    """One channel, speaking first, below its ceiling. Each method raises one of the errors below."""

    async def open(self) -> None:
        """Get ready, once, before the first send."""

    async def send(self, chat_id: str, screen: Screen, handing: Handing) -> None:
        """Send the messages of a screen that have not been taken yet."""

    async def revise(self, chat_id: str, revision: Revision, handing: Handing) -> tuple[str, ...]:
        """Change messages; the ids of those that stand afterwards."""

    async def remove(self, chat_id: str, removal: Removal) -> None:
        """Delete messages."""

    async def close(self) -> None:
        """Hang up; nothing is being sent any more."""


OpenSender = Callable[[], Awaitable[Sender]]
"""Makes a channel's sender and opens it."""


class UnreachableError(Exception):
    """The person does not let the bot write to them."""


class RefusedError(Exception):
    """The platform will never take this."""


class TryAgainError(Exception):
    """The platform did not take it, for a reason that may pass."""


class DoubtError(Exception):
    """Nobody can tell whether the platform has taken it."""


class RestError(Exception):
    """Nothing can be sent to anybody now, and this was not: the platform asks for a pause, or cannot be reached."""

    def __init__(self, pause: timedelta | None = None) -> None:
        """`pause` is what the platform asks for, if it does."""
        super().__init__()
        self.pause = pause


class TakenBackError(Exception):
    """The notice was called back, or somebody else delivers it by now; it was not sent."""
