"""A Bot API that does only what the benchmark needs, as cheaply as it can, and taps for many people at once.

Each person taps, waits until the bot has both answered the callback and edited the message, and taps again.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

from aiohttp import web

LONG_POLL = 10.0
"""Seconds."""


@dataclass
class Tapper:
    """One person: what they tap next, and what the bot still owes them for the last tap."""

    chat: int
    taps: Iterator[str]
    left: int = 0
    owed: set[str] = field(default_factory=set)
    tapped_at: float = 0.0


class Platform:
    """Serves one bot. `run` makes everybody tap so often and gives the seconds that each tap took."""

    def __init__(self, tappers: list[Tapper]) -> None:
        self._tappers = {tapper.chat: tapper for tapper in tappers}
        self._by_query: dict[str, Tapper] = {}
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1
        self._something_new = asyncio.Event()
        self._polled = asyncio.Event()
        self._seconds: list[float] = []
        self._finished = asyncio.Event()
        self._busy = 0

    async def start(self) -> str:
        """Serve on a free port; returns the address."""
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._call)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{runner.addresses[0][1]}"

    async def bot_is_there(self) -> None:
        """Wait until a bot asks for updates."""
        await self._polled.wait()

    async def run(self, taps_each: int) -> tuple[float, list[float]]:
        """Seconds altogether, and for each tap."""
        self._seconds, self._busy = [], len(self._tappers)
        self._finished.clear()
        started = perf_counter()
        for tapper in self._tappers.values():
            tapper.left = taps_each
            self._tap(tapper)
        await self._finished.wait()
        return perf_counter() - started, self._seconds

    def _tap(self, tapper: Tapper) -> None:
        if not tapper.left:
            self._busy -= 1
            if not self._busy:
                self._finished.set()
            return
        tapper.left -= 1
        query = f"{tapper.chat}-{self._next_update}"
        tapper.owed = {"answer", "edit"}
        self._by_query[query] = tapper
        user = {"id": tapper.chat, "is_bot": False, "first_name": "Người"}
        chat = {"id": tapper.chat, "type": "private", "first_name": "Người"}
        message = {"message_id": 7, "date": 1_780_000_000, "chat": chat, "text": "Câu hỏi"}
        callback = {"id": query, "from": user, "message": message, "chat_instance": "1", "data": next(tapper.taps)}
        self._updates.append({"update_id": self._next_update, "callback_query": callback})
        self._next_update += 1
        tapper.tapped_at = perf_counter()
        self._something_new.set()

    def _settle(self, tapper: Tapper, what: str) -> None:
        tapper.owed.discard(what)
        if not tapper.owed:
            self._seconds.append(perf_counter() - tapper.tapped_at)
            self._tap(tapper)

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body = await _fields(request)
        result = await self._answer(method, body)
        return web.Response(body=json.dumps({"ok": True, "result": result}), content_type="application/json")

    async def _answer(self, method: str, body: dict[str, Any]) -> Any:
        match method:
            case "getUpdates":
                return await self._new_updates()
            case "getMe":
                return {"id": 1, "is_bot": True, "first_name": "Phiếu", "username": "phieu_bot"}
            case "answerCallbackQuery":
                tapper = self._by_query.pop(str(body["callback_query_id"]))
                self._settle(tapper, "answer")
            case "editMessageText":
                tapper = self._tappers[int(str(body["chat_id"]))]
                self._settle(tapper, "edit")
                return _message(body)
            case "sendMessage":
                return _message(body)
        return True

    async def _new_updates(self) -> list[dict[str, Any]]:
        self._polled.set()
        if not self._updates:
            self._something_new.clear()
            try:
                async with asyncio.timeout(LONG_POLL):
                    await self._something_new.wait()
            except TimeoutError:
                return []
        batch, self._updates = self._updates[:100], self._updates[100:]
        return batch


def _message(body: dict[str, Any]) -> dict[str, Any]:
    chat = {"id": int(str(body["chat_id"])), "type": "private", "first_name": "Người"}
    return {"message_id": 7, "date": 1_780_000_000, "chat": chat, "text": str(body["text"])}


async def _fields(request: web.Request) -> dict[str, Any]:
    """A call's parameters, in whichever way they came."""
    if request.content_type == "application/json":
        fields: dict[str, Any] = await request.json()
        return fields
    return dict(await request.post()) if request.can_read_body else dict(request.query)
