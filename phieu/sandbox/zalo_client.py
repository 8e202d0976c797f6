"""The control API of the Zalo side from the other side: phones, groups, switches, faults, counts."""

from collections.abc import Iterable
from typing import Any

from phieu.sandbox.faults import FaultKind
from phieu.sandbox.past_calls import PastCall
from phieu.sandbox.requests import Requests
from phieu.sandbox.users import User
from phieu.sandbox.zalo_person import ZaloPerson


class ZaloClient:
    """What a client of the sandbox can do on the Zalo side."""

    _requests: Requests

    async def zalo_person(self, number: int, name: str = "", **details: Any) -> ZaloPerson:
        """The Zalo phone of a person; with a name, they are registered first (`note`, `language`)."""
        if name:
            await self._requests.post("people", [User(number, name, **details).as_json()])
        return ZaloPerson(self._requests, number)

    async def zalo_group(self, number: int, name: str, members: Iterable[int]) -> None:
        """A group of registered people with the bot in it; its number is below 0."""
        await self._requests.post("zalo/groups", {"number": number, "name": name, "members": list(members)})

    async def zalo_switch(self, **positions: Any) -> None:
        """Set switches of `sandbox/zalo/switches.py`: `await client.zalo_switch(replays=True, idle_status=200)`."""
        await self._requests.post("zalo/switches", positions)

    async def zalo_fault(self, kind: FaultKind, **details: Any) -> None:
        """Put a fault in force: `method`, `chat_id`, `times`, `seconds`, `retry_after`, `delay`, `code`, `description`.

        `retry_after=None` refuses without saying for how long.
        """
        await self._requests.post("zalo/faults", {"kind": kind.value, **details})

    async def zalo_clear_faults(self) -> None:
        await self._requests.delete("zalo/faults")

    async def zalo_clock(self, date: int) -> None:
        """Put the platform's clock forward to a date in milliseconds."""
        await self._requests.post("zalo/clock", {"date": date})

    async def zalo_overview(self) -> dict[str, Any]:
        """The bot, every chat, and the webhook's address."""
        answer: dict[str, Any] = await self._requests.get("zalo/overview")
        return answer

    async def zalo_counters(self) -> dict[str, int]:
        """What came and went: users, withheld, sent, received, polls, pending, lost, webhook_attempts, given_up."""
        answer: dict[str, int] = await self._requests.get("zalo/counters")
        return answer

    async def zalo_polling(self, wait: float = 20.0) -> bool:
        """Wait until the bot polls and waits for an event, up to so many seconds; whether it does."""
        answer = await self._requests.get("zalo/polling", wait=wait)
        return bool(answer["polling"])

    async def zalo_raw_update(self, event: Any) -> None:
        """Have the platform deliver anything at all in an event's place, by poll or webhook."""
        await self._requests.post("zalo/raw/update", {"event": event})

    async def zalo_raw_webhook(self, body: str, **headers: str | None) -> int:
        """POST any text to the webhook; `secret` and `content_type` change those headers, None leaves them out.

        Returns the HTTP status, 0 if there was no answer.
        """
        answer = await self._requests.post("zalo/raw/webhook", {"body": body, **headers})
        return int(answer["status"])

    async def zalo_calls(self, method: str) -> dict[int, int]:
        """How often the bot has called a method, by HTTP status (0: no answer was given)."""
        counts = await self._requests.get("zalo/calls")
        return {entry["status"]: entry["count"] for entry in counts if entry["method"] == method}

    async def zalo_history(self, method: str) -> list[PastCall]:
        """The last calls of a method one by one, oldest first."""
        calls = [PastCall(**entry) for entry in await self._requests.get("zalo/calls/history")]
        return [call for call in calls if call.method == method]

    async def zalo_forget_calls(self) -> None:
        await self._requests.delete("zalo/calls")
