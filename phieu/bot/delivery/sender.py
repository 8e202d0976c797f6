"""What delivery asks of a channel: send a screen, and say in the channel's stead what went wrong."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from phieu.bot.screen import Screen


class Sender(Protocol):
    """One channel, speaking first."""

    async def open(self) -> None:
        """Get ready, once, before the first send; raises TryAgainError if the platform cannot be reached."""

    async def send(self, chat_id: str, screen: Screen) -> None:
        """Send a screen; raises UnreachableError, RefusedError or TryAgainError. Keeps below the channel's ceiling."""

    def wait_no_more(self) -> None:
        """The program stops: what waits for the end of a ban raises TryAgainError."""

    async def close(self) -> None:
        """Hang up; nothing is being sent any more."""


OpenSender = Callable[[], Awaitable[Sender]]
"""Makes a channel's sender and opens it."""


class UnreachableError(Exception):
    """The person does not let the bot write to them."""


class RefusedError(Exception):
    """The platform will never take this."""


class TryAgainError(Exception):
    """The platform or the network could not do it now; it may have done it all the same."""
