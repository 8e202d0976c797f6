"""Delivery of events to the bot's webhook, and the probe that tells whether it can be reached."""

import asyncio
import json
import logging
import ssl
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from phieu.sandbox.zalo.events import Event
from phieu.sandbox.zalo.switches import Switches
from phieu.sandbox.zalo.updates import Updates

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
USER_AGENT = "Java/1.8.0_192"


@dataclass(slots=True, frozen=True)
class WebhookSettings:
    """Where to deliver, with which secret in the header, set at what date (milliseconds)."""

    url: str
    secret: str
    updated_at: int


@dataclass(slots=True)
class Webhook:
    """The bot's webhook: off until `set`. Events of one chat go out one after the other.

    One that is not taken is sent again at most `redeliveries` times, and then given up.
    """

    updates: Updates
    switches: Switches
    body: Callable[[Event], Any]
    settings: WebhookSettings | None = None
    attempts: int = 0
    given_up: int = 0
    _session: aiohttp.ClientSession | None = None
    _lanes: dict[int, deque[Event]] = field(default_factory=dict)  # undelivered events by chat
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def set(self, settings: WebhookSettings) -> None:
        await self.remove()
        self.settings = settings
        for event in self.updates.take_all():
            self.put(event)

    async def remove(self) -> None:
        """Stop delivering. What is not delivered waits to be polled."""
        self.settings = None
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.updates.give_back(event for lane in self._lanes.values() for event in lane)
        self._lanes.clear()
        if self._session is not None:
            await self._session.close()
            self._session = None

    def put(self, event: Event) -> None:
        """Deliver an event after those of the same chat that are on their way."""
        if lane := self._lanes.get(event.lane):
            lane.append(event)
            return
        self._lanes[event.lane] = deque([event])
        # The sandbox imports nothing of the rest, its supervisor included: `remove` awaits these tasks.
        task = asyncio.create_task(self._drain(event.lane))  # noqa: TID251
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def post(
        self, body: bytes, *, secret: str | None, content_type: str | None = "application/json"
    ) -> tuple[int, float]:
        """POST something to the webhook. Returns the HTTP status and the seconds that it took.

        Raises TimeoutError, and aiohttp's errors where there is no answer.
        """
        assert self.settings is not None
        if self._session is None:
            connector = aiohttp.TCPConnector(ssl=_only_tls_1_2(), limit=0)
            self._session = aiohttp.ClientSession(connector=connector, headers={"User-Agent": USER_AGENT})
        headers = {SECRET_HEADER: secret} if secret is not None else {}
        if content_type is not None:
            headers["Content-Type"] = content_type
        timeout = aiohttp.ClientTimeout(total=self.switches.webhook_patience)
        began = time.monotonic()
        async with self._session.post(
            self.settings.url,
            data=body,
            headers=headers,
            timeout=timeout,
            allow_redirects=False,
            skip_auto_headers=["Content-Type"],
        ) as response:
            await response.read()
            return response.status, time.monotonic() - began

    async def probe(self) -> dict[str, Any]:
        """POST nothing, and tell how it went: `{"ok", "url", "outcome", "hint", "status_code"?, "latency_ms"?}`."""
        assert self.settings is not None
        secret = self.settings.secret if self.switches.probe_with_secret else None
        found: dict[str, Any] = {}
        try:
            status, seconds = await self.post(b"", secret=secret)
        except (TimeoutError, aiohttp.ClientError, OSError, ValueError) as error:
            outcome = _outcome_of_error(error)
        else:
            outcome = _outcome_of_status(status)
            found = {"status_code": status, "latency_ms": round(seconds * 1000)}
        ok = outcome == "webhook.ok"
        hint = "" if ok else f"The webhook could not be verified: {outcome}"
        return {"ok": ok, "url": self.settings.url, "outcome": outcome, "hint": hint, **found}

    async def _drain(self, chat: int) -> None:
        lane = self._lanes[chat]
        while lane:
            if not await self._deliver(lane[0]):
                self.given_up += 1
            lane.popleft()
        del self._lanes[chat]

    async def _deliver(self, event: Event) -> bool:
        for attempt in range(1 + self.switches.redeliveries):
            if attempt:
                await asyncio.sleep(self.switches.redelivery_pause)
            if await self._attempt(event):
                return True
        return False

    async def _attempt(self, event: Event) -> bool:
        assert self.settings is not None
        body = self.body(event)
        content = json.dumps({"ok": True, "result": body} if self.switches.enveloped else body)
        content_type = "application/json" if self.switches.content_type else None
        self.attempts += 1
        try:
            status, _ = await self.post(content.encode(), secret=self.settings.secret, content_type=content_type)
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            log.info(f"the webhook did not take an event: {type(error).__name__}")
            return False
        return status // 100 == 2  # noqa: PLR2004 - 2xx


def _outcome_of_status(status: int) -> str:
    if status // 100 == 2:  # noqa: PLR2004 - 2xx
        return "webhook.ok"
    if status in {403, 404}:
        return f"webhook.http.{status}"
    return "webhook.http.5xx" if status // 100 == 5 else "webhook.http.other"  # noqa: PLR2004 - 5xx


def _outcome_of_error(error: Exception) -> str:
    kinds: list[tuple[type[Exception], str]] = [
        (TimeoutError, "timeout"),
        (aiohttp.ClientConnectorDNSError, "dns"),
        (aiohttp.ClientSSLError, "tls"),
        (aiohttp.ClientConnectorError, "conn"),
        (aiohttp.ServerDisconnectedError, "conn"),
        (ConnectionError, "conn"),
    ]
    kind = next((name for known, name in kinds if isinstance(error, known)), "other")
    return f"webhook.err.{kind}"


def _only_tls_1_2() -> ssl.SSLContext:
    """The platform speaks TLS 1.2, and nothing later."""
    context = ssl.create_default_context()
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    return context
