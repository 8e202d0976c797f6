"""The platform's ceiling on messages, if switched on: refused above so many a second, overall and to one chat.

The figures are those of https://core.telegram.org/bots/faq: some 30 messages a second overall, one a second to a chat.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Limits:
    """`per_second` messages overall and one in `chat_interval` seconds to a chat. Off unless `on`."""

    on: bool = False
    per_second: int = 30
    chat_interval: float = 1.0
    clock: Callable[[], float] = time.monotonic
    _recent: deque[float] = field(default_factory=deque)
    _last_to_chat: dict[int, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {"on": self.on, "per_second": self.per_second, "chat_interval": self.chat_interval}

    def admit(self, chat_id: int) -> int:
        """Count a message to this chat. Returns 0, or the whole seconds to wait if it is over the ceiling."""
        if not self.on:
            return 0
        now = self.clock()
        while self._recent and self._recent[0] <= now - 1:
            self._recent.popleft()
        wait = self._recent[0] + 1 - now if len(self._recent) >= self.per_second else 0.0
        last = self._last_to_chat.get(chat_id)
        if last is not None:
            wait = max(wait, last + self.chat_interval - now)
        if wait > 0:
            return max(1, math.ceil(wait))
        self._recent.append(now)
        self._last_to_chat[chat_id] = now
        return 0
