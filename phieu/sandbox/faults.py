"""Faults on demand: what a real platform does on a bad day, for a test or a person who asks for it."""

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class FaultKind(StrEnum):
    """What goes wrong with a call."""

    ERROR = "error"  # refused with `code` and `description`
    TOO_MANY_REQUESTS = "too_many_requests"  # 429 with `retry_after`
    BAD_GATEWAY = "bad_gateway"  # 502
    PAGE = "page"  # a page for people answers in the platform's place, as a hotel's network does; not carried out
    RESET = "reset"  # the connection breaks before the call is accepted
    LOST_ANSWER = "lost_answer"  # the call is carried out, then the connection breaks
    HANG = "hang"  # the call is carried out, and no answer ever comes
    SLOW = "slow"  # the call is carried out, and the answer comes after `delay` seconds

    @property
    def accepted(self) -> bool:
        """Whether the call is carried out all the same."""
        return self in {FaultKind.LOST_ANSWER, FaultKind.HANG, FaultKind.SLOW}


@dataclass(slots=True)
class Fault:
    """One fault: for calls of `method` (None: all) to `chat_id` (None: all), `times` times, until `until`."""

    id: int
    kind: FaultKind
    method: str | None = None
    chat_id: int | str | None = None
    times: int | None = None
    until: float | None = None
    retry_after: int | None = 1  # seconds; None: the platform does not say how long
    delay: float = 1.0  # seconds
    code: int = 400
    description: str = "Bad Request"

    @property
    def status(self) -> int:
        """The HTTP status that the caller sees; 0 if they see none."""
        by_kind = {FaultKind.ERROR: self.code, FaultKind.TOO_MANY_REQUESTS: 429, FaultKind.BAD_GATEWAY: 502}
        return by_kind.get(self.kind, 0)

    def concerns(self, method: str, chat_id: int | str | None) -> bool:
        return (self.method is None or self.method.lower() == method.lower()) and (
            self.chat_id is None or self.chat_id == chat_id
        )

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "kind": self.kind.value,
            "method": self.method,
            "chat_id": self.chat_id,
            "times": self.times,
            "retry_after": self.retry_after,
            "delay": self.delay,
            "code": self.code,
            "description": self.description,
        }


@dataclass(slots=True)
class Faults:
    """The faults that are in force. `clock` gives seconds and never goes back."""

    clock: Callable[[], float] = time.monotonic
    active: list[Fault] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def add(self, kind: FaultKind, *, seconds: float | None = None, **details: Any) -> Fault:
        """Put a fault in force for `seconds` (None: without end); `details` are the fields of Fault."""
        until = None if seconds is None else self.clock() + seconds
        fault = Fault(id=next(self._numbers), kind=kind, until=until, **details)
        self.active.append(fault)
        return fault

    def clear(self) -> None:
        self.active.clear()

    def strike(self, method: str, chat_id: int | str | None) -> Fault | None:
        """The fault that hits this call, if any; it counts as used once."""
        if not self.active:
            return None
        now = self.clock()
        self.active = [fault for fault in self.active if fault.until is None or now < fault.until]
        for fault in self.active:
            if fault.concerns(method, chat_id):
                if fault.times is not None:
                    fault.times -= 1
                    if fault.times <= 0:
                        self.active.remove(fault)
                return fault
        return None
