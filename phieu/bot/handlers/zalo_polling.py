"""Fetches updates from Zalo by long polling; stops only when every update it took has been dealt with.

Exactly one program may do so: two would get some of the messages each.
"""

import asyncio
import json
import logging
import random
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from typing import Any

from phieu.bot import errors
from phieu.bot.handlers.zalo_circle import Circle
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import AuthError, IdleError, QuotaError, WebhookActiveError, ZaloError
from phieu.bot.zalo_api.updates import Take, ZaloUpdate, read_updates
from phieu.storage.volatile.turns_in_memory import TurnsInMemory
from phieu.supervisor import Supervisor

POLL_SECONDS = 25
REST_SECONDS = 1.0
"""Between two polls where the platform answers at once, and has nothing new."""
SHORTEST_SETBACK, LONGEST_SETBACK = 1.0, 60.0
"""Seconds after the first error in a row, and after the seventh and all others."""
WITHOUT_TOKEN_SECONDS = 300.0
"""Until somebody sets a new token, and starts the program anew, it will not get better."""
LONGEST_QUOTA_SECONDS = 3600.0
"""Whatever pause the platform asks for: once an hour is no burden to it."""
TAKEN_AT_MOST = 10_000
"""How many updates this process remembers to have taken; those of before are known by their hashes."""

log = logging.getLogger(__name__)


class ZaloPolling:
    """One after the other in each chat, all chats at once; none twice in the life of this process."""

    def __init__(
        self,
        bot: ZaloBot,
        bot_id: str,
        take: Take,
        *,
        poll_seconds: int = POLL_SECONDS,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        """`pause` waits so many seconds; `steady` tells seconds that nobody sets."""
        self._bot, self._bot_id, self._take = bot, bot_id, take
        self._poll_seconds, self._pause, self._steady = poll_seconds, pause, steady
        self._supervisor = Supervisor()
        self._loop: asyncio.Task[None] | None = None
        self._turns = TurnsInMemory()
        self._circle = Circle()
        self._taken: OrderedDict[str, None] = OrderedDict()
        self._setbacks, self._hindrance = 0, ""

    def start(self) -> None:
        """Begin to fetch. There must be no webhook."""
        self._loop = self._supervisor.start(self._poll(), "polling")

    async def stop(self) -> None:
        """Take no more, and finish what was taken."""
        if self._loop is not None:
            self._loop.cancel()
        await self._supervisor.drain()

    async def _poll(self) -> None:
        while True:
            rest = await self._poll_once()
            if rest:
                await self._pause(rest)

    async def _poll_once(self) -> float:
        """Fetch and hand over; how many seconds to rest then."""
        asked_at = self._steady()
        try:
            answer = await self._bot.get_updates(self._poll_seconds)
            rest = REST_SECONDS if self._hand_over(answer) else 0.0
        except IdleError:
            at_once = self._steady() - asked_at < self._poll_seconds / 2
            rest = REST_SECONDS if at_once else 0.0
        except Exception as error:  # noqa: BLE001 - polling goes on, whatever the network does
            return self._set_back_by(error)
        self._goes_on()
        return rest

    def _hand_over(self, answer: Any) -> bool:
        """Begin to deal with what has not been taken before; whether there is nothing new to be had now.

        Without an await between the answer and the hand-over: whoever stops the polling cannot lose it there.
        """
        updates = read_updates(answer, self._bot_id)
        new = [update for update in updates if update.message_id not in self._taken]
        for update in new:
            self._taken[update.message_id] = None
            self._supervisor.start(self._deal_with(update), "update")
        while len(self._taken) > TAKEN_AT_MOST:
            self._taken.popitem(last=False)
        fingerprint: Hashable = tuple(update.message_id for update in updates) or json.dumps(answer, sort_keys=True)
        return self._circle.is_closed_by(hash(fingerprint), new=bool(new))

    async def _deal_with(self, update: ZaloUpdate) -> None:
        async with self._turns.turn(update.chat_id):  # who comes first is served first
            try:
                await self._take(update)
            except Exception as error:  # noqa: BLE001 - one update must not end the polling
                errors.report("an update", error)

    def _set_back_by(self, error: Exception) -> float:
        if _reason(error) != self._hindrance:  # told once, however long it lasts
            self._hindrance = _reason(error)
            log.warning("no updates from Zalo: %s", self._hindrance)
        longest = min(LONGEST_SETBACK, SHORTEST_SETBACK * 2.0**self._setbacks)
        self._setbacks = min(self._setbacks + 1, 10)
        match error:
            case AuthError():
                return WITHOUT_TOKEN_SECONDS
            case QuotaError():
                asked_for = LONGEST_SETBACK if error.retry_after is None else error.retry_after.total_seconds()
                return min(max(asked_for, SHORTEST_SETBACK), LONGEST_QUOTA_SECONDS)
            case _:
                return longest * random.uniform(0.5, 1.0)  # noqa: S311 - so that not all programs come back at once

    def _goes_on(self) -> None:
        self._setbacks = 0
        if self._hindrance:
            self._hindrance = ""
            log.info("Zalo's updates come again")


def _reason(error: Exception) -> str:
    match error:
        case WebhookActiveError():
            return "they go to a webhook; if no other program needs them, start anew with `phieu run --take-over`"
        case AuthError():
            return "it no longer accepts ZALO_TOKEN; set the one that Zalo Bot Manager sends you, and start anew"
        case QuotaError():
            return "it says that the plan's quota is used up"
        case ZaloError(code=0):
            return "it cannot be reached"
        case ZaloError():
            return f"it answers with {error}"
        case _:
            return type(error).__name__
