"""The platform's weather, under /sandbox/api/: faults in force, the ceiling on messages, and a count of calls."""

from dataclasses import asdict
from typing import Any

from aiohttp import web

from phieu.sandbox.faults import FaultKind
from phieu.sandbox.telegram.state import Telegram

_FAULT_FIELDS = {"method", "chat_id", "times", "retry_after", "code", "description", "seconds"}


class ConditionsApi:
    """Lets a test, or a person, ask for bad days and see what became of the calls."""

    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    def add_routes(self, app: web.Application) -> None:
        app.router.add_get("/sandbox/api/faults", self.list_faults)
        app.router.add_post("/sandbox/api/faults", self.add_fault)  # {kind, and fields of faults.Fault; seconds?}
        app.router.add_delete("/sandbox/api/faults", self.clear_faults)
        app.router.add_get("/sandbox/api/limits", self.show_limits)
        app.router.add_post("/sandbox/api/limits", self.set_limits)  # {on, per_second?, chat_interval?}
        app.router.add_get("/sandbox/api/calls", self.show_calls)
        app.router.add_delete("/sandbox/api/calls", self.forget_calls)
        app.router.add_get("/sandbox/api/calls/history", self.show_history)

    async def list_faults(self, request: web.Request) -> web.Response:
        del request
        return web.json_response([fault.as_json() for fault in self.telegram.faults.active])

    async def add_fault(self, request: web.Request) -> web.Response:
        body: dict[str, Any] = await request.json()
        kind = FaultKind(body.pop("kind"))
        if unknown := body.keys() - _FAULT_FIELDS:
            raise ValueError(f"unknown fields: {sorted(unknown)}")
        return web.json_response(self.telegram.faults.add(kind, **body).as_json())

    async def clear_faults(self, request: web.Request) -> web.Response:
        del request
        self.telegram.faults.clear()
        return web.json_response({})

    async def show_limits(self, request: web.Request) -> web.Response:
        del request
        return web.json_response(self.telegram.limits.as_json())

    async def set_limits(self, request: web.Request) -> web.Response:
        body, limits = await request.json(), self.telegram.limits
        limits.on = bool(body.get("on", True))
        limits.per_second = int(body.get("per_second", limits.per_second))
        limits.chat_interval = float(body.get("chat_interval", limits.chat_interval))
        return web.json_response(limits.as_json())

    async def show_calls(self, request: web.Request) -> web.Response:
        """How often each method was called, by outcome: `[{"method", "status", "count"}]`; 0: no answer was given."""
        del request
        counts = sorted(self.telegram.calls.items())
        return web.json_response(
            [{"method": method, "status": status, "count": count} for (method, status), count in counts]
        )

    async def show_history(self, request: web.Request) -> web.Response:
        """The last calls one by one, oldest first: `[{"at", "method", "chat_id", "status", "uploads"}]`, `at` in s."""
        del request
        return web.json_response([asdict(call) for call in self.telegram.history])

    async def forget_calls(self, request: web.Request) -> web.Response:
        del request
        self.telegram.calls.clear()
        self.telegram.history.clear()
        return web.json_response({})
