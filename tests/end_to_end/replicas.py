"""Several real processes of the program behind one webhook, and what an operator puts before them."""

import asyncio
import os
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from aiohttp import web

from phieu.sandbox.server import Sandbox
from phieu.settings import Settings
from phieu.storage.advisory_lock import SILENCE_SECONDS
from tests.bot.test_program import free_port

SECRET = "a-secret_of_the_webhook"
KEEPS = "this process keeps the clock and the outbox now"
KEEPS_NO_MORE = "keeps the clock and the outbox no more"
ANSWERS = "by webhook"
KEPT_HEADERS = ("Content-Type", "X-Telegram-Bot-Api-Secret-Token")
PATIENCE = 60.0


@dataclass
class Balancer:
    """Hands each update to the next process that answers; the platform knows this address alone."""

    port: int = field(default_factory=free_port)
    behind: list[int] = field(default_factory=list)
    handed_on: Counter[int] = field(default_factory=Counter)
    """Updates that were answered, by the port of the process."""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Serve for as long as the block lasts."""
        app = web.Application()
        app.router.add_post("/telegram", self._hand_on)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        async with aiohttp.ClientSession() as self._session:
            yield
            await runner.cleanup()

    def has_handed_on(self, count: int) -> bool:
        """Whether so many updates have been answered."""
        return self.handed_on.total() >= count

    async def _hand_on(self, request: web.Request) -> web.Response:
        content, headers = await request.read(), {name: request.headers[name] for name in KEPT_HEADERS}
        self.behind.append(self.behind.pop(0))
        for port in list(self.behind):
            try:
                url = f"http://127.0.0.1:{port}/telegram"
                async with self._session.post(url, data=content, headers=headers) as answer:
                    self.handed_on[port] += 1
                    kind = {"Content-Type": answer.headers["Content-Type"]}  # with the boundary between its parts
                    return web.Response(status=answer.status, body=await answer.read(), headers=kind)
            except aiohttp.ClientError:
                continue  # it is gone
        return web.Response(status=503)


class Replica:
    """One of the processes; started anew under the same name after its death."""

    def __init__(self, name: str, environment: dict[str, str], seconds: tuple[str, str], folder: Path) -> None:
        """`seconds` are those of `replica`."""
        self.port = free_port()
        self._environment = os.environ | environment | {"WEBHOOK_PORT": str(self.port), "LOG_LEVEL": "INFO"}
        self._command = (sys.executable, "-m", "tests.end_to_end.replica", "run", *seconds)
        self._name, self._folder, self._life = name, folder, 0
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Begin a life."""
        self._life += 1
        with self._log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, env=self._environment, stdout=log, stderr=log
            )

    async def end(self, how: signal.Signals) -> int:
        """Its exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        return await self._process.wait()

    @property
    def lives(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.returncode is None

    def let(self, go_on: bool) -> None:  # noqa: FBT001 - let(False) reads well
        """Have it stand still, as on a machine that sleeps, or go on."""
        assert self._process is not None
        self._process.send_signal(signal.SIGCONT if go_on else signal.SIGSTOP)

    @property
    def keeps(self) -> bool:
        """Whether it keeps the clock and the outbox, as far as it knows."""
        return self.lives and self.said.rfind(KEEPS) > self.said.rfind(KEEPS_NO_MORE)

    @property
    def said(self) -> str:
        """What it has logged in this life."""
        return self._log.read_text()

    @property
    def said_in_all_lives(self) -> str:
        """What it has logged since its first."""
        return "".join(self._log_of(life).read_text() for life in range(1, self._life + 1))

    @property
    def _log(self) -> Path:
        return self._log_of(self._life)

    def _log_of(self, life: int) -> Path:
        return self._folder / f"{self._name}-{life}.log"


@dataclass
class Replicas:
    """All of them; those that have not been started yet, too."""

    all: list[Replica]
    balancer: Balancer

    async def start(self, *which: Replica) -> None:
        """Start these, or all; returns when they answer."""
        several = which or tuple(self.all)
        for one in several:
            await one.start()
        await self.until(lambda: all(ANSWERS in one.said for one in several))

    async def keeper(self, beside: Replica | None = None) -> Replica:
        """Wait until one of those that live keeps the clock and the outbox; which one. `beside` does not count."""
        others = [one for one in self.all if one is not beside]
        await self.until(lambda: any(one.keeps for one in others))
        (one,) = [one for one in others if one.keeps]
        return one

    def said_in_all_lives(self) -> str:
        """What they have logged."""
        return "".join(one.said_in_all_lives for one in self.all)

    async def until(self, happened: Callable[[], bool]) -> None:
        """Wait for that."""
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    if happened():
                        return
                    await asyncio.sleep(0.05)
        except TimeoutError:
            raise AssertionError([one.said for one in self.all]) from None


@asynccontextmanager
async def replicas(
    count: int, sandbox: Sandbox, settings: Settings, *, ahead: float, silence: int = SILENCE_SECONDS
) -> AsyncIterator[Replicas]:
    """So many processes that could run, on one data directory and one PostgreSQL; `ahead` and `silence` are those of
    `replica`. Whatever still runs at the end is killed."""
    balancer = Balancer()
    environment = {
        "PHIEU_HOME": str(settings.home),
        "TELEGRAM_TOKEN": sandbox.token,
        "TELEGRAM_API_URL": sandbox.url,
        "DATABASE_URL": settings.database_url,
        "WEBHOOK_URL": f"http://127.0.0.1:{balancer.port}/telegram",
        "WEBHOOK_SECRET": SECRET,
    }
    seconds, folder = (str(ahead), str(silence)), settings.home.parent
    several = [Replica(f"replica-{number}", environment, seconds, folder) for number in range(1, count + 1)]
    balancer.behind = [one.port for one in several]
    async with balancer.serving():
        try:
            yield Replicas(several, balancer)
        finally:
            for one in several:
                if one.lives:
                    await one.end(signal.SIGKILL)
