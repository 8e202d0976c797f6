"""Screens that live: while one stands as its chat's last, it becomes what its action now gives, every few seconds."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from phieu.bot.event import Event
from phieu.bot.handlers.live_screens import LiveScreen, LiveScreens
from phieu.bot.handlers.telegram_screens import edit
from phieu.bot.handlers.telegram_turns import Turns
from phieu.bot.screen import Answered, Screen
from phieu.supervisor import Supervisor
from phieu.words import Channel

PAUSE_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 30.0
"""A screen on which nothing happens is looked after less and less often, up to this."""
SLOWING = 1.5


class Refreshing:
    """Looks after live screens, each in its chat's turn, so that it never comes between a tap and its answer."""

    def __init__(
        self, bot: Bot, answer: Callable[[Event], Awaitable[Answered]], live: LiveScreens, turns: Turns
    ) -> None:
        self._bot = bot
        self._answer = answer
        self._live = live
        self._turns = turns
        self._supervisor = Supervisor()
        self._stopping = asyncio.Event()

    def watch(self, chat_id: int, standing: LiveScreen, screen: Screen) -> None:
        """From now on, until another screen stands there: this one has just been put up as the chat's live one."""
        if screen.refreshes and not self._stopping.is_set():
            self._supervisor.start(self._refresh(chat_id, standing, screen), "a live screen")

    async def stop(self) -> None:
        """Look after none any more; what is being shown is shown."""
        self._stopping.set()
        await self._supervisor.drain()

    async def _refresh(self, chat_id: int, standing: LiveScreen, shown: Screen) -> None:
        pause = PAUSE_SECONDS
        while shown.refreshes and not await self._stopped_within(pause):
            async with self._turns.in_chat(self._bot.id, chat_id):
                if await self._live.of(chat_id) != standing:
                    return
                screen = await self._answer(Event(Channel.TELEGRAM, str(chat_id), action=shown.refreshes))
                if not isinstance(screen, Screen):
                    return
                if _looks(screen) == _looks(shown):
                    pause, shown = min(pause * SLOWING, LONGEST_PAUSE_SECONDS), screen
                    continue
                try:
                    if not await edit(self._bot, chat_id, standing.messages[-1], screen):
                        return
                except TelegramRetryAfter as error:
                    pause = max(pause, error.retry_after)
                    continue
                except (TelegramNetworkError, TelegramServerError):
                    continue
                except TelegramAPIError:  # the person has deleted it, or blocked the bot
                    return
                changed = replace(standing, expects=screen.expects)
                standing = await self._live.put(chat_id, changed, screen.gives_way_to)
                pause, shown = PAUSE_SECONDS, screen

    async def _stopped_within(self, seconds: float) -> bool:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return False
        return True


def _looks(screen: Screen) -> tuple[object, ...]:
    return screen.text, screen.rows, screen.attachments
