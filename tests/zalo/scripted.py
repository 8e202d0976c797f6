"""A platform that answers each call as the test has written it down, and keeps what it was asked."""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Self

from aiohttp import web

BREAK_OFF = "break off"
"""Read the call, and hang up without an answer."""
NEVER = "never"
"""Keep the caller waiting until the platform ends."""


@dataclass
class Answer:
    status: int = 200
    body: Any = None
    """Text goes as it is, all else as JSON."""
    headers: dict[str, str] = field(default_factory=dict)


def ok(result: Any = None, **more: Any) -> Answer:
    return Answer(200, {"ok": True} | ({} if result is None else {"result": result}) | more)


def refused(
    code: int, description: str = "", status: int | None = None, headers: dict[str, str] | None = None
) -> Answer:
    shape = {"ok": False, "error_code": code, "description": description}
    return Answer(code if status is None else status, shape, headers or {})


class ScriptedZalo:
    """Answers of a method come in the order in which they were written down; the last stays."""

    def __init__(self) -> None:
        self.url = ""
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.paths: list[str] = []
        self.news = asyncio.Condition()
        self._script: dict[str, deque[Answer | str]] = defaultdict(deque)
        self._over = asyncio.Event()

    def write(self, method: str, *answers: Answer | str) -> Self:
        self._script[method] = deque(answers)
        return self

    def of(self, method: str) -> list[dict[str, Any]]:
        """What was asked by this method."""
        return [parameters for name, parameters in self.asked if name == method]

    async def until(self, method: str, times: int) -> None:
        """Wait until this was asked so many times."""
        async with asyncio.timeout(20), self.news:
            await self.news.wait_for(lambda: len(self.of(method)) >= times)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.paths.append(request.path)
        async with self.news:
            self.asked.append((method, json.loads(await request.read())))
            self.news.notify_all()
        script = self._script[method]
        answer: Answer | str = (script.popleft() if len(script) > 1 else script[0]) if script else refused(404)
        if answer == BREAK_OFF:
            assert request.transport is not None
            request.transport.close()
        if isinstance(answer, str):
            await self._over.wait()
            return web.Response()
        body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        return web.Response(status=answer.status, body=body.encode(), headers=answer.headers)

    def end(self) -> None:
        self._over.set()


@asynccontextmanager
async def scripted_zalo() -> AsyncIterator[ScriptedZalo]:
    """Serve one on a free port."""
    zalo = ScriptedZalo()
    app = web.Application()
    app.router.add_post("/bot{token:[^/]+}/{method}", zalo.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    zalo.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield zalo
    finally:
        zalo.end()
        await runner.cleanup()
