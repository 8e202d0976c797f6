"""The calls of the Zalo Bot API (https://docs.zaloplatforms.com/docs/BOT), each a POST with JSON.

The token stands in every address, and httpx's errors and log lines quote addresses. So no error of httpx's leaves this
module, not even as the cause of another, and `phieu.logs` keeps its lines out.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import SecretStr

from phieu.bot.zalo_api.answers import BotAccount, SendResult, Style, WebhookInfo, WebhookTest
from phieu.bot.zalo_api.errors import RefusedError, ZaloError
from phieu.bot.zalo_api.failures import FAILURES, meaning_of
from phieu.bot.zalo_api.replies import FETCHING, result_of

API_URL = "https://bot-api.zaloplatforms.com"
CALL_SECONDS = 30.0
CONNECT_SECONDS = 10.0
PHOTO_SECONDS = 150.0
"""The platform fetches the picture itself before it answers."""
POLL_GRACE_SECONDS = 10.0
"""How much longer than the poll itself its answer may take."""
MAX_TEXT = 2000
"""Characters in a text or a caption, counted in UTF-16 units to be on the safe side."""
BAD_REQUEST, NOT_FOUND = 400, 404


class ZaloBot:
    """One bot. Every call raises a ZaloError, and nothing else, unless it says otherwise; ids are text."""

    def __init__(
        self,
        token: SecretStr,
        api_url: str = API_URL,
        *,
        call_seconds: float = CALL_SECONDS,
        connect_seconds: float = CONNECT_SECONDS,
        photo_seconds: float = PHOTO_SECONDS,
        poll_grace_seconds: float = POLL_GRACE_SECONDS,
        on_sent: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`call_seconds` is how long an answer may take but to `send_photo` and `get_updates`.

        `on_sent` is told of each message that the platform has taken, and raises nothing.
        """
        self._token = token
        self._api_url = api_url.rstrip("/")
        self._call_seconds, self._connect_seconds = call_seconds, connect_seconds
        self._photo_seconds, self._poll_grace_seconds = photo_seconds, poll_grace_seconds
        self._on_sent = on_sent
        self._http = httpx.AsyncClient()

    async def close(self) -> None:
        """Hang up."""
        await self._http.aclose()

    async def get_me(self) -> BotAccount:
        """Who the bot is."""
        return BotAccount.read(await self._call("getMe", {}))

    async def get_updates(self, seconds: int) -> Any:
        """Wait so many seconds for the next update and take it, as `updates.read_updates` reads it.

        Raises IdleError if none has come, WebhookActiveError if they go to a webhook.
        """
        return await self._call(FETCHING, {"timeout": seconds}, seconds + self._poll_grace_seconds)

    async def set_webhook(self, url: str, secret: str) -> WebhookTest | None:
        """Have updates sent to this address; what the platform's probe of it said, if the platform says it.

        The address is kept even if the probe failed. `secret` has 8 to 256 characters.
        """
        set_now = await self._call("setWebhook", {"url": url, "secret_token": secret})
        return WebhookTest.read(set_now.get("verification")) if isinstance(set_now, dict) else None

    async def test_webhook(self) -> WebhookTest | None:
        """Have the address probed again; only so many times a day, then QuotaError."""
        return WebhookTest.read(await self._call("testWebhook", {}))

    async def get_webhook_info(self) -> WebhookInfo:
        """Where updates are sent; no address if there is no webhook."""
        try:
            return WebhookInfo.read(await self._call("getWebhookInfo", {}))
        except RefusedError as error:
            if error.code != NOT_FOUND:
                raise
        return WebhookInfo("")

    async def delete_webhook(self) -> None:
        """Have updates sent nowhere; that none were is no error."""
        try:
            await self._call("deleteWebhook", {})
        except RefusedError as error:
            if error.code not in (BAD_REQUEST, NOT_FOUND):
                raise

    async def send_message(self, chat_id: str, text: str, styles: Sequence[Style] = ()) -> SendResult:
        """Send a text of 1 to MAX_TEXT units. If it is refused in its styles, it is sent without them."""
        plain: dict[str, Any] = {"chat_id": chat_id, "text": text}
        if styles:
            try:
                styled = plain | {"text_styles": [style.as_json() for style in styles]}
                return await self._send("sendMessage", styled)
            except RefusedError as error:
                if error.code != BAD_REQUEST:
                    raise
        return await self._send("sendMessage", plain)

    async def send_photo(self, chat_id: str, url: str, caption: str = "") -> SendResult:
        """Send a picture that the platform can fetch at this public address."""
        photo = {"chat_id": chat_id, "photo": url} | ({"caption": caption} if caption else {})
        return await self._send("sendPhoto", photo, self._photo_seconds)

    async def send_sticker(self, chat_id: str, sticker: str) -> SendResult:
        """Send a sticker by its id."""
        return await self._send("sendSticker", {"chat_id": chat_id, "sticker": sticker})

    async def send_voice(self, chat_id: str, url: str) -> SendResult:
        """Send a recording, whose public address ends in `.aac`; in groups it is taken, and never arrives."""
        return await self._send("sendVoice", {"chat_id": chat_id, "voice_url": url})

    async def send_chat_action(self, chat_id: str, action: str = "typing") -> None:
        """Show that the bot is at it. That this fails is not told: nothing depends on it."""
        with suppress(ZaloError):
            await self._call("sendChatAction", {"chat_id": chat_id, "action": action})

    async def _send(self, method: str, parameters: dict[str, Any], seconds: float | None = None) -> SendResult:
        sent = SendResult.read(await self._call(method, parameters, seconds))
        if self._on_sent is not None:
            await self._on_sent()
        return sent

    async def _call(self, method: str, parameters: dict[str, Any], seconds: float | None = None) -> Any:
        """Raises no error with a cause or a context: that would be httpx's, with the token in its request."""
        outcome = await self._outcome(method, parameters, self._call_seconds if seconds is None else seconds)
        if isinstance(outcome, ZaloError):
            raise outcome from None
        return result_of(method, outcome.status_code, outcome.headers, outcome.content)

    async def _outcome(self, method: str, parameters: dict[str, Any], seconds: float) -> httpx.Response | ZaloError:
        limits = httpx.Timeout(seconds, connect=self._connect_seconds)
        address = f"{self._api_url}/bot{quote(self._token.get_secret_value(), safe=':')}/{method}"
        try:
            async with asyncio.timeout(self._connect_seconds + seconds):  # httpx's limit is for each piece of an answer
                return await self._http.post(address, json=parameters, timeout=limits)
        except FAILURES as error:
            return meaning_of(error, method)
