"""What a person sees on their phone, brought up to date over the control API, and waiting for it.

Nothing here sleeps: whatever is waited for, is waited for on the stream of changes, up to a timeout that only a
broken bot meets. No task is held; what is known is brought up to date whenever somebody looks.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from phieu.sandbox.requests import Requests

PATIENCE = 20.0  # seconds


class Shown(Protocol):
    """A message as it stands on a phone."""

    @property
    def text(self) -> str: ...

    @property
    def from_bot(self) -> bool: ...


Message = TypeVar("Message", bound=Shown)


class Watching(ABC, Generic[Message]):
    """One chat on a phone; `path` is where the control API tells of it."""

    def __init__(self, requests: Requests, path: str) -> None:
        self._requests = requests
        self._path = path
        self._cursor = 0
        self._settled = True

    async def conversation(self) -> list[Message]:
        """Every message that stands in the chat, oldest first, from either side."""
        await self.refresh()
        return self._standing()

    async def screen(self) -> Message:
        """The bot's newest message that still stands. Raises LookupError if there is none."""
        await self.refresh()
        shown = [message for message in self._standing() if message.from_bot]
        if not shown:
            raise LookupError("the bot has said nothing here")
        return shown[-1]

    async def sees(self, text: str, *, timeout: float = PATIENCE) -> Message:  # noqa: ASYNC109 - reads best here
        """Wait until a message of the bot stands there that contains `text`; the newest such message."""
        return await self.sees_one(lambda message: text in message.text, what=repr(text), timeout=timeout)

    async def sees_one(
        self,
        matches: Callable[[Message], bool],
        *,
        what: str = "such a message",
        timeout: float = PATIENCE,  # noqa: ASYNC109 - reads best here
    ) -> Message:
        """Wait until a message of the bot stands there that `matches`. Raises TimeoutError with what stands instead."""
        found: list[Message] = []

        def visible() -> bool:
            found[:] = [message for message in self._standing() if message.from_bot and matches(message)]
            return bool(found)

        await self._wait_until(visible, f"{what} was not seen", timeout)
        return found[-1]

    async def settled(self, *, timeout: float = PATIENCE) -> None:  # noqa: ASYNC109 - reads best here
        """Wait until the bot has reacted to everything that this person did.

        That is: every tap has been answered, and after the last message the bot has sent, edited or deleted
        something in this chat. It may still be about to do more; where that matters, `sees` says what to wait for.
        """
        await self._wait_until(lambda: self._settled, "the bot has not reacted to everything", timeout)

    async def refresh(self, wait: float = 0.0) -> None:
        """Take in what has changed; if nothing has, waits up to `wait` seconds for a change."""
        self._take_in(await self._requests.get(f"{self._path}/changes", after=self._cursor, wait=wait))

    def _take_in(self, answer: dict[str, Any]) -> None:
        self._cursor, self._settled = answer["cursor"], answer["settled"]
        for change in answer["changes"]:
            self._take_change(change)

    async def _wait_until(self, condition: Callable[[], bool], complaint: str, patience: float) -> None:
        try:
            async with asyncio.timeout(patience):
                await self.refresh()
                while not condition():
                    await self.refresh(wait=patience)
        except TimeoutError:
            standing = "\n---\n".join(self._describe(message) for message in self._standing()[-3:])
            raise TimeoutError(f"{complaint} within {patience} s; the last messages are:\n{standing}") from None

    async def _post(self, action: str, body: dict[str, Any]) -> Any:
        return await self._requests.post(f"{self._path}/{action}", body)

    @abstractmethod
    def _standing(self) -> list[Message]:
        """The messages that stand, oldest first."""

    @abstractmethod
    def _take_change(self, change: dict[str, Any]) -> None:
        """Take in one change."""

    def _describe(self, message: Message) -> str:
        return message.text
