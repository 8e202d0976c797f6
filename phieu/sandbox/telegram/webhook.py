"""Delivery of updates to the bot's webhook: in order within a chat, again and again until it answers 2xx."""

import asyncio
import logging
import ssl
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from phieu.sandbox.call import Call, read_reply
from phieu.sandbox.telegram.updates import Update, Updates

log = logging.getLogger(__name__)

MOST_CONNECTIONS = 100
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name


@dataclass(slots=True, frozen=True)
class WebhookSettings:
    """Where to deliver, with which secret in the header; `certificate` is a self-signed one to be trusted (PEM)."""

    url: str
    secret: str = ""
    max_connections: int = 40
    certificate: bytes = b""


@dataclass(slots=True)
class Webhook:
    """The bot's webhook: off until `set`. `reply` carries out the call that the bot may give as its answer.

    After a failure an update waits `first_pause` seconds, each time twice as long, up to `longest_pause`.
    """

    updates: Updates
    reply: Callable[[Call], Awaitable[Any]] | None = None
    settings: WebhookSettings | None = None
    last_error: tuple[int, str] | None = None  # time, message
    first_pause: float = 0.25
    longest_pause: float = 30.0
    timeout: float = 60.0
    _lanes: dict[Any, deque[Update]] = field(default_factory=dict)  # undelivered updates by chat
    _task: asyncio.Task[None] | None = None

    async def set(self, settings: WebhookSettings) -> None:
        await self.remove()
        self.settings, self.last_error = settings, None
        # The sandbox imports nothing of the rest, its supervisor included: `remove` awaits this one task.
        self._task = asyncio.create_task(self._run(settings))  # noqa: TID251

    async def remove(self) -> None:
        """Stop delivering. What is not delivered waits in the queue."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None
        self.settings = None
        self.updates.give_back(update for lane in self._lanes.values() for update in lane)
        self._lanes.clear()

    @property
    def undelivered(self) -> int:
        return len(self.updates.pending) + sum(len(lane) for lane in self._lanes.values())

    async def _run(self, settings: WebhookSettings) -> None:
        connections = asyncio.Semaphore(settings.max_connections)
        timeout = aiohttp.ClientTimeout(total=self.timeout)
        connector = aiohttp.TCPConnector(ssl=_trust(settings.certificate), limit=0)
        async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session, asyncio.TaskGroup() as lanes:
            while True:
                update = await self.updates.take()
                chat = _chat_of(update)
                if lane := self._lanes.get(chat):
                    lane.append(update)
                else:
                    self._lanes[chat] = deque([update])
                    lanes.create_task(self._drain(chat, settings, session, connections))

    async def _drain(
        self, chat: Any, settings: WebhookSettings, session: aiohttp.ClientSession, connections: asyncio.Semaphore
    ) -> None:
        """Deliver what waits for one chat, one after the other."""
        lane = self._lanes[chat]
        pause = self.first_pause
        while lane:
            async with connections:
                delivered = await self._deliver(lane[0], settings, session)
            if delivered:
                lane.popleft()
                pause = self.first_pause
            else:
                await asyncio.sleep(pause)
                pause = min(2 * pause, self.longest_pause)
        del self._lanes[chat]

    async def _deliver(self, update: Update, settings: WebhookSettings, session: aiohttp.ClientSession) -> bool:
        headers = {SECRET_HEADER: settings.secret} if settings.secret else {}
        try:
            async with session.post(settings.url, json=update, headers=headers) as response:
                if not response.ok:
                    self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
                    return False
                call = await read_reply(response)
        except TimeoutError:
            self._failed("Read timeout expired")
            return False
        except aiohttp.ClientConnectorError:
            self._failed("Connection refused")
            return False
        except (aiohttp.ClientError, ValueError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
            return False
        if call is not None and self.reply is not None:
            await self.reply(call)
        return True

    def _failed(self, message: str) -> None:
        self.last_error = (int(time.time()), message)
        log.info(f"the webhook did not take an update: {message}")


def _chat_of(update: Update) -> Any:
    content = next(value for key, value in update.items() if key != "update_id")
    return content.get("chat", content["from"])["id"]


def _trust(certificate: bytes) -> ssl.SSLContext | bool:
    return ssl.create_default_context(cadata=certificate.decode()) if certificate else True
