"""Telegram, answering: an update comes in as an event, the answer's screen goes out as the chat's one live screen."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import replace
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError
from aiogram.methods import AnswerCallbackQuery
from aiogram.types import CallbackQuery, Message

from phieu.bot import errors
from phieu.bot.event import Answer, Event
from phieu.bot.handlers.live_screens import LiveScreen, LiveScreens
from phieu.bot.handlers.telegram_albums import Albums
from phieu.bot.handlers.telegram_calls import answer_to, call, take_away
from phieu.bot.handlers.telegram_events import read_choice, read_message
from phieu.bot.handlers.telegram_refreshing import Refreshing
from phieu.bot.handlers.telegram_screens import put_in_place, put_under, send
from phieu.bot.handlers.telegram_turns import Turns
from phieu.bot.screen import Answered, NewChoices, Screen, Silence
from phieu.storage.volatile import Volatile
from phieu.words import Channel

UPDATES = ["message", "callback_query"]
"""The kinds of updates that the program asks the platform for."""
PUTTING_AWAY_SECONDS = 5
"""Whoever stops the program waits; some hundred screens are put away by then."""


class TelegramHandler:
    """Answers in private chats; groups are left alone."""

    def __init__(self, bot: Bot, answer: Answer, volatile: Volatile) -> None:
        self._bot = bot
        self._answer = answer
        self._live = LiveScreens(volatile)
        self._albums = Albums(volatile)
        self._turns = Turns(volatile)
        self._refreshing = Refreshing(bot, answer, self._live, self._turns)

    def dispatcher(self) -> Dispatcher:
        """What gives this handler its updates: one at a time from each chat, in order."""
        dispatcher = Dispatcher(events_isolation=self._turns)
        dispatcher.message.register(self.on_message, F.chat.type == ChatType.PRIVATE)
        dispatcher.callback_query.register(self.on_choice)
        return dispatcher

    async def on_message(self, message: Message) -> None:
        """Somebody wrote or sent something: the answer is a new screen, and the last one is taken away."""
        chat_id = message.chat.id
        if await self._albums.goes_on(chat_id, message.media_group_id):
            return
        event = read_message(message, self._bot, (await self._live.of(chat_id)).expects)
        screen = Silence() if event is None else await self._answer(event)
        if not isinstance(screen, Screen):
            return
        typed = [message.message_id] if screen.discards_input or screen.holds_input else []
        await self._show(chat_id, self._show_new(chat_id, screen, typed), typed)

    async def on_choice(self, query: CallbackQuery, in_response: bool = False) -> AnswerCallbackQuery | None:  # noqa: FBT001, FBT002 - aiogram passes it by name
        """Somebody tapped a button: its screen becomes the answer, and the button stops waiting.

        With `in_response` the latter is returned, to go back as the webhook's HTTP response and save a call.
        """
        event, stays = read_choice(query)
        screen = await self._answer(event)
        done = answer_to(query.id, "" if isinstance(screen, Silence) else screen.toast)
        showing = self._show_choice(query, screen, stays=stays)
        if in_response:
            await showing
            return done
        await asyncio.gather(showing, self._end_waiting(done))
        return None

    async def stop(self) -> None:
        """Do nothing more by itself, and take answers off the screens: a new start would not know them."""
        await self._refreshing.stop()
        with suppress(TimeoutError):
            async with asyncio.timeout(PUTTING_AWAY_SECONDS):
                for chat_id in self._live.giving_way():
                    async with self._turns.in_chat(self._bot.id, chat_id):
                        await self._give_way(chat_id)

    async def _give_way(self, chat_id: int) -> None:
        live = await self._live.of(chat_id)
        if action := self._live.gives_way_to(chat_id, live):
            screen = await self._answer(Event(Channel.TELEGRAM, str(chat_id), action=action))
            if isinstance(screen, Screen):
                await self._put_away(chat_id, live, screen)

    async def _put_away(self, chat_id: int, live: LiveScreen, screen: Screen) -> None:
        *others, last = live.messages
        with suppress(TelegramAPIError):
            if not await put_in_place(self._bot, chat_id, last, screen):
                others.append(last)
        await take_away(self._bot, chat_id, others)

    async def _show_choice(self, query: CallbackQuery, screen: Answered, *, stays: bool) -> None:
        chat_id, tapped = query.from_user.id, query.message.message_id if query.message else None
        if isinstance(screen, NewChoices) and tapped is not None:
            await self._show(chat_id, put_under(self._bot, chat_id, tapped, screen), [])
        elif isinstance(screen, Screen):
            stays = stays or screen.keeps
            await self._show(chat_id, self._show_screen(chat_id, None if stays else tapped, screen), [])

    async def _show_screen(self, chat_id: int, tapped: int | None, screen: Screen) -> None:
        """In place of the message that was tapped, if there is one that can become it."""
        if tapped is not None and await put_in_place(self._bot, chat_id, tapped, screen):
            await self._now_live(chat_id, (tapped,), screen, [])
        else:
            await self._show_new(chat_id, screen, [] if tapped is None else [tapped])

    async def _show(self, chat_id: int, showing: Coroutine[Any, Any, None], typed: list[int]) -> None:
        """Carry this out. What the platform refuses is answered with a kind word; who blocks the bot wants none."""
        try:
            await showing
        except TelegramForbiddenError:
            return
        except TelegramAPIError as error:
            errors.report("showing a screen", error)
            if isinstance(error, TelegramBadRequest):
                sorry = await self._answer(Event(Channel.TELEGRAM, str(chat_id), action=errors.UNSHOWABLE))
                if isinstance(sorry, Screen):
                    with suppress(TelegramAPIError):
                        await self._show_new(chat_id, sorry, typed)

    async def _show_new(self, chat_id: int, screen: Screen, dispensable: list[int]) -> None:
        screen, sent = await send(self._bot, chat_id, screen)
        if not screen.keeps:
            await self._now_live(chat_id, sent, screen, dispensable)
            return
        if screen.expects:
            await self._live.put(chat_id, replace(await self._live.of(chat_id), expects=screen.expects))
        await take_away(self._bot, chat_id, dispensable)

    async def _now_live(self, chat_id: int, sent: tuple[int, ...], screen: Screen, dispensable: list[int]) -> None:
        before = await self._live.of(chat_id)
        typed = (*before.held, *dispensable)
        live = LiveScreen(sent, screen.expects, typed if screen.holds_input else ())
        self._refreshing.watch(chat_id, await self._live.put(chat_id, live, screen.gives_way_to), screen)
        gone = before.messages if screen.holds_input else (*before.messages, *typed)
        await take_away(self._bot, chat_id, sorted({*gone} - set(sent)))

    async def _end_waiting(self, done: AnswerCallbackQuery) -> None:
        with suppress(TelegramAPIError):  # too late, or answered already: the button waits no more
            await call(self._bot, done)
