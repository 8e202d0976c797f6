"""Shows a screen in a Zalo chat: message after message, and remembers it once the last one surely stands there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from markupsafe import Markup

from phieu.bot.handlers.zalo_drawn import Drawn, ZaloMessage
from phieu.bot.handlers.zalo_messages import drawn
from phieu.bot.handlers.zalo_shown import Reduced, ShownScreen, ShownScreens
from phieu.bot.screen import Attachment, NewChoices, Screen
from phieu.bot.zalo_api.answers import SendResult
from phieu.bot.zalo_api.calls import call
from phieu.bot.zalo_api.client import ZaloBot
from phieu.bot.zalo_api.errors import AuthError, QuotaError, RefusedError, TransientError
from phieu.locales.translator import Translator

PAUSE_SECONDS = 0.3
"""Between the messages of one screen, so that the platform keeps their order."""

Send = Callable[[], Awaitable[SendResult]]
"""Sends one message, once. Raises ZaloError."""
Carry = Callable[[int, bool, Send], Awaitable[SendResult | None]]
"""Has the message at this place of a screen sent, the last one or not; None if the platform has had it before.

It may raise errors of its own in place of ZaloError; then the screen is not tried in another form.
"""
Note = Callable[[Translator], Markup]
"""What stands above a screen besides."""


class Files(Protocol):
    """Gives files public addresses for a while."""

    async def publish(self, attachment: Attachment) -> str | None:
        """The address; None if there can be none."""
        ...


@dataclass(slots=True)
class _Sending:
    """How far a screen has come."""

    maybe_seen: bool = False
    """The person may have been shown something of it."""
    date_ms: int | None = None


async def answering(_place: int, _last: bool, send: Send) -> SendResult:  # noqa: FBT001 - the shape of Carry
    """How the messages of an answer are sent: tried again, since somebody waits."""
    return await call(send)


class Speaker:
    """Says things in chats. Whoever calls it has the chat's turn (`zalo_shown.turn_of`)."""

    def __init__(
        self, bot: ZaloBot, shown: ShownScreens, files: Files, t: Translator, pause: float = PAUSE_SECONDS
    ) -> None:
        """`t` speaks the language of screens that do not say theirs."""
        self._bot, self._shown, self._files, self._t, self._pause = bot, shown, files, t, pause

    async def show(
        self,
        chat_id: str,
        screen: Screen | NewChoices,
        *,
        page: int = 0,
        note: Note | None = None,
        behind: Reduced | None = None,
        carry: Carry = answering,
    ) -> None:
        """Show a screen, or a page of its choices; from then on what is typed belongs to it.

        Raises NotSureError before anything is sent, ZaloError, and as `carry`. After an error nobody knows what was
        shown last, unless nothing of this screen was: then it is what it was.
        """
        before = await self._shown.take(chat_id)
        sending = _Sending()
        try:
            screen, picture = await self._send_somehow(chat_id, screen, page, note, carry, sending)
        except BaseException:
            if before is not None and not sending.maybe_seen:
                await self._shown.put(chat_id, before)
            raise
        page = min(page, picture.pages - 1)
        shown = ShownScreen(
            Reduced.of(screen), picture.keys, picture.back, page, picture.pages, sending.date_ms, behind
        )
        await self._shown.put(chat_id, shown)

    async def say(self, chat_id: str, text: str) -> None:
        """Say something in which nothing can be chosen; what is typed still belongs to what was shown before it."""
        await call(partial(self._bot.send_message, chat_id, text))

    async def _send_somehow(
        self,
        chat_id: str,
        screen: Screen | NewChoices,
        page: int,
        note: Note | None,
        carry: Carry,
        sending: _Sending,
    ) -> tuple[Screen | NewChoices, Drawn]:
        """In the first of its forms that the platform does not refuse as a whole."""
        refused: RefusedError | None = None
        async for form, addresses in self._forms(screen):
            t = self._t.speaking(form.language or self._t.locale)
            words = note(t) if note else Markup()
            picture = drawn(form, t, page=page, note=words, addresses=addresses)
            try:
                await self._send_all(chat_id, picture.messages, carry, sending)
            except RefusedError as error:
                if sending.maybe_seen:
                    raise
                refused = error
            else:
                return form, picture
        assert refused is not None, "every screen has a form"
        raise refused

    async def _forms(self, screen: Screen | NewChoices) -> AsyncIterator[tuple[Screen | NewChoices, list[str | None]]]:
        """As it is, then without public addresses, then what it says to show otherwise."""
        form: Screen | NewChoices | None = screen
        while form is not None:
            attachments = form.attachments if isinstance(form, Screen) else ()
            addresses = [await self._files.publish(attachment) for attachment in attachments]
            yield form, addresses
            if any(addresses):
                yield form, [None] * len(addresses)
            form = form.otherwise if isinstance(form, Screen) else None

    async def _send_all(self, chat_id: str, messages: Sequence[ZaloMessage], carry: Carry, sending: _Sending) -> None:
        for place, message in enumerate(messages):
            if place:
                await asyncio.sleep(self._pause)
            last = place == len(messages) - 1
            sent = await carry(place, last, partial(self._send, chat_id, message, sending))
            sending.maybe_seen |= sent is None  # the platform has had it before
            sending.date_ms = None if sent is None else sent.date_ms

    async def _send(self, chat_id: str, message: ZaloMessage, sending: _Sending) -> SendResult:
        sends = partial(self._bot.send_message, chat_id, message.text, message.styles)
        if message.picture_url:
            sends = partial(self._bot.send_photo, chat_id, message.picture_url, message.text)
        seen_before, sending.maybe_seen = sending.maybe_seen, True
        try:
            return await sends()
        except (AuthError, QuotaError, RefusedError):
            sending.maybe_seen = seen_before
            raise
        except TransientError as error:
            sending.maybe_seen = seen_before or error.in_doubt
            raise
