"""A platform's weather, by the control API: faults in force, a count of calls, and Telegram's ceiling on messages."""

from collections import Counter, deque
from dataclasses import asdict
from typing import Any, Protocol

from aiohttp import web

from phieu.sandbox.faults import FaultKind, Faults
from phieu.sandbox.limits import Limits
from phieu.sandbox.past_calls import PastCall

_FAULT_FIELDS = {"method", "chat_id", "times", "retry_after", "delay", "code", "description", "seconds"}


class Platform(Protocol):
    """What every platform has: faults, and the calls that were made, by method and outcome, and one by one."""

    faults: Faults
    calls: Counter[tuple[str, int]]
    history: deque[PastCall]


class ConditionsApi:
    """Lets a test, or a person, ask for bad days and see what became of the calls. Its paths begin with `root`."""

    def __init__(self, platform: Platform, root: str, limits: Limits | None = None) -> None:
        self.platform = platform
        self.root = root
        self.limits = limits

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get(f"{self.root}/faults", self.list_faults)
        app.router.add_post(f"{self.root}/faults", self.add_fault)  # {kind, and fields of faults.Fault; seconds?}
        app.router.add_delete(f"{self.root}/faults", self.clear_faults)
        app.router.add_get(f"{self.root}/calls", self.show_calls)
        app.router.add_delete(f"{self.root}/calls", self.forget_calls)
        app.router.add_get(f"{self.root}/calls/history", self.show_history)
        if self.limits is not None:
            app.router.add_get(f"{self.root}/limits", self.show_limits)
            app.router.add_post(f"{self.root}/limits", self.set_limits)  # {on, per_second?, chat_interval?}

    async def list_faults(self, request: web.Request) -> web.Response:
        del request
        return web.json_response([fault.as_json() for fault in self.platform.faults.active])

    async def add_fault(self, request: web.Request) -> web.Response:
        body: dict[str, Any] = await request.json()
        kind = FaultKind(body.pop("kind"))
        if unknown := body.keys() - _FAULT_FIELDS:
            raise ValueError(f"unknown fields: {sorted(unknown)}")
        return web.json_response(self.platform.faults.add(kind, **body).as_json())

    async def clear_faults(self, request: web.Request) -> web.Response:
        del request
        self.platform.faults.clear()
        return web.json_response({})

    async def show_limits(self, request: web.Request) -> web.Response:
        del request
        assert self.limits is not None
        return web.json_response(self.limits.as_json())

    async def set_limits(self, request: web.Request) -> web.Response:
        assert self.limits is not None
        body, limits = await request.json(), self.limits
        limits.on = bool(body.get("on", True))
        limits.per_second = int(body.get("per_second", limits.per_second))
        limits.chat_interval = float(body.get("chat_interval", limits.chat_interval))
        return web.json_response(limits.as_json())

    async def show_calls(self, request: web.Request) -> web.Response:
        """How often each method was called, by outcome: `[{"method", "status", "count"}]`; 0: no answer was given."""
        del request
        counts = sorted(self.platform.calls.items())
        return web.json_response(
            [{"method": method, "status": status, "count": count} for (method, status), count in counts]
        )

    async def show_history(self, request: web.Request) -> web.Response:
        """The last calls one by one, oldest first: `[{"at", "method", "chat_id", "status", "uploads"}]`, `at` in s."""
        del request
        return web.json_response([asdict(call) for call in self.platform.history])

    async def forget_calls(self, request: web.Request) -> web.Response:
        del request
        self.platform.calls.clear()
        self.platform.history.clear()
        return web.json_response({})
