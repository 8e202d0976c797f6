"""The control API from the other side: register people, pick up their phones, ask for faults, count calls."""

from collections.abc import Iterable
from types import TracebackType
from typing import Any, Self

import aiohttp

from phieu.sandbox.faults import FaultKind
from phieu.sandbox.past_calls import PastCall
from phieu.sandbox.person import Person
from phieu.sandbox.requests import Requests
from phieu.sandbox.users import User
from phieu.sandbox.zalo_client import ZaloClient


class SandboxClient(ZaloClient):
    """A sandbox at `url`, for as long as the `async with` lasts."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")

    async def __aenter__(self) -> Self:
        # no limit on connections: everyone may wait for an answer at the same time
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        self._requests = Requests(self._session, self.url)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def register(self, people: Iterable[User], *, started: bool = False) -> None:
        """Give people phones. `started`: they have pressed "Start" already, so that the bot may write to them."""
        entries = [person.as_json() | ({"started": True} if started else {}) for person in people]
        await self._requests.post("people", entries)

    async def person(self, number: int, name: str = "", **details: Any) -> Person:
        """The phone of a person; with a name, they are registered first (`note`, `language`, `invitation`)."""
        if name:
            await self.register([User(number, name, **details)])
        return Person(self._requests, number)

    async def overview(self) -> dict[str, Any]:
        """The bot, and everyone registered."""
        answer: dict[str, Any] = await self._requests.get("overview")
        return answer

    async def fault(self, kind: FaultKind, **details: Any) -> None:
        """Put a fault in force: `method`, `chat_id`, `times`, `seconds`, `retry_after`, `code`, `description`."""
        await self._requests.post("faults", {"kind": kind.value, **details})

    async def clear_faults(self) -> None:
        await self._requests.delete("faults")

    async def limit(self, *, on: bool = True, **figures: float) -> None:
        """Switch the platform's ceiling on messages on or off: `per_second`, `chat_interval`."""
        await self._requests.post("limits", {"on": on, **figures})

    async def calls(self, method: str) -> dict[int, int]:
        """How often the bot has called a method, by HTTP status (0: no answer was given)."""
        counts = await self._requests.get("calls")
        return {entry["status"]: entry["count"] for entry in counts if entry["method"] == method}

    async def history(self, method: str) -> list[PastCall]:
        """The last calls of a method one by one, oldest first."""
        calls = [PastCall(**entry) for entry in await self._requests.get("calls/history")]
        return [call for call in calls if call.method == method]

    async def forget_calls(self) -> None:
        await self._requests.delete("calls")
