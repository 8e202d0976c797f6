"""Puts a screen into a Telegram chat: in place of the message that was tapped, or as new messages."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import EditMessageReplyMarkup, EditMessageText, SendDocument, SendMessage, SendPhoto
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from phieu.bot.handlers.telegram_calls import call
from phieu.bot.handlers.telegram_messages import Buttons, Message, buttons_of, messages_of
from phieu.bot.screen import NewChoices, Screen


async def send(bot: Bot, chat_id: int, screen: Screen) -> tuple[int, ...]:
    """Send a screen as new messages; returns their ids. Raises TelegramAPIError if one cannot be sent."""
    return tuple([await _send(bot, chat_id, message) for message in messages_of(screen)])


async def put_in_place(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Turn the message that was tapped into the screen; False if that message cannot become it."""
    messages = messages_of(screen)
    if len(messages) > 1 or messages[0].attachment is not None:
        return False
    text, keyboard = messages[0].text, _keyboard(messages[0].buttons)
    edit = EditMessageText(chat_id=chat_id, message_id=message_id, text=text, reply_markup=keyboard)
    try:
        await call(bot, edit)
    except TelegramBadRequest as error:
        return "message is not modified" in error.message  # tapped twice: it is the screen already
    return True


async def put_under(bot: Bot, chat_id: int, message_id: int, choices: NewChoices) -> None:
    """Give the message that was tapped other choices; what cannot have them keeps its own."""
    keyboard = _keyboard(buttons_of(choices))
    with suppress(TelegramBadRequest):  # they are there already, or the message is gone
        await call(bot, EditMessageReplyMarkup(chat_id=chat_id, message_id=message_id, reply_markup=keyboard))


async def _send(bot: Bot, chat_id: int, message: Message) -> int:
    keyboard, text = _keyboard(message.buttons), message.text
    if message.attachment is None:
        return (await call(bot, SendMessage(chat_id=chat_id, text=text, reply_markup=keyboard))).message_id
    file = BufferedInputFile(message.attachment.content, message.attachment.name)
    if message.attachment.picture:
        photo = SendPhoto(chat_id=chat_id, photo=file, caption=text or None, reply_markup=keyboard)
        return (await call(bot, photo)).message_id
    document = SendDocument(chat_id=chat_id, document=file, caption=text or None, reply_markup=keyboard)
    return (await call(bot, document)).message_id


def _keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    if not buttons:
        return None
    rows = [[InlineKeyboardButton(text=label, callback_data=data) for label, data in row] for row in buttons]
    return InlineKeyboardMarkup(inline_keyboard=rows)
