"""Calls to Telegram that an answer needs: tried again when the platform or the network stumbles."""

import asyncio
from typing import Any, TypeVar, cast

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramNetworkError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import (
    AnswerCallbackQuery,
    DeleteMessages,
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    Response,
    SendDocument,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)

TRIES = 3
PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 60
"""Somebody waits for the answer; if the platform wants a longer pause, they do without it."""
MAX_TOAST = 200
EMPTIED = "⬇️"
"""What a screen becomes that cannot be deleted: look below."""

METHODS = (
    AnswerCallbackQuery,
    DeleteMessages,
    EditMessageReplyMarkup,
    EditMessageText,
    GetUpdates,
    SendDocument,
    SendMessage,
    SendPhoto,
)
ANSWERS = tuple(Response.__class_getitem__(cast("Any", method.__returning__)) for method in METHODS)
"""Held on to, because otherwise the collector takes these classes, and each call makes its own anew, in some 7 ms."""

Result = TypeVar("Result")


async def call(bot: Bot, method: TelegramMethod[Result]) -> Result:
    """Call a method, up to three times; raises TelegramAPIError if it is refused or never gets through.

    A call that broke off may have been carried out, so a screen may come twice: better than not at all.
    """
    for attempt in range(1, TRIES):
        try:
            return await bot(method)
        except TelegramRetryAfter as error:
            if error.retry_after > LONGEST_PAUSE_SECONDS:
                raise
            await asyncio.sleep(error.retry_after)
        except (TelegramNetworkError, TelegramServerError):
            await asyncio.sleep(PAUSE_SECONDS * attempt)
    return await bot(method)


async def take_away(bot: Bot, chat_id: int, messages: list[int]) -> None:
    """Delete messages. What the platform no longer deletes, such as a screen of three days ago, is emptied instead.

    One message that cannot be deleted makes it refuse all that were named with it.
    """
    if not messages or await _done(bot, DeleteMessages(chat_id=chat_id, message_ids=messages)):
        return
    for message_id in messages:
        if not await _done(bot, DeleteMessages(chat_id=chat_id, message_ids=[message_id])):
            await _done(bot, EditMessageText(chat_id=chat_id, message_id=message_id, text=EMPTIED))


async def _done(bot: Bot, method: TelegramMethod[Any]) -> bool:
    try:
        await call(bot, method)
    except TelegramAPIError:
        return False
    return True


def answer_to(query_id: str, toast: str) -> AnswerCallbackQuery:
    """The call that ends the waiting of a tapped button."""
    return AnswerCallbackQuery(callback_query_id=query_id, text=toast[:MAX_TOAST] or None)
