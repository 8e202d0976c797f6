"""Puts a screen into a Telegram chat: in place of the message that was tapped, or as new messages."""

from contextlib import suppress

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.methods import EditMessageReplyMarkup, EditMessageText, SendDocument, SendMessage, SendPhoto
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup

from phieu.bot.handlers.telegram_calls import call, take_away
from phieu.bot.handlers.telegram_messages import Buttons, Message, buttons_of, messages_of
from phieu.bot.screen import NewChoices, Screen

NOT_MODIFIED = "message is not modified"


async def send(bot: Bot, chat_id: int, screen: Screen) -> tuple[Screen, tuple[int, ...]]:
    """Send a screen as new messages; if the platform refuses it, what it says to show otherwise.

    Returns what was sent, and the messages' ids. Raises TelegramAPIError if it cannot be sent; none of it is left then.
    """
    while True:
        try:
            return screen, await _send_all(bot, chat_id, messages_of(screen))
        except TelegramBadRequest:
            if screen.otherwise is None:
                raise
            screen = screen.otherwise


async def put_in_place(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """Turn the message that was tapped into the screen; False if that message cannot become it."""
    change = _change(chat_id, message_id, screen)
    if change is None:
        return False
    try:
        await call(bot, change)
    except TelegramBadRequest as error:
        return NOT_MODIFIED in error.message  # tapped twice: it is the screen already
    return True


async def edit(bot: Bot, chat_id: int, message_id: int, screen: Screen) -> bool:
    """As `put_in_place`, for what need not be done at any price: tried once. Raises TelegramAPIError."""
    change = _change(chat_id, message_id, screen)
    if change is None:
        return False
    try:
        await bot(change)
    except TelegramBadRequest as error:
        if NOT_MODIFIED not in error.message:
            raise
    return True


async def put_under(bot: Bot, chat_id: int, message_id: int, choices: NewChoices) -> None:
    """Give the message that was tapped other choices; what cannot have them keeps its own."""
    keyboard = _keyboard(buttons_of(choices))
    with suppress(TelegramBadRequest):  # they are there already, or the message is gone
        await call(bot, EditMessageReplyMarkup(chat_id=chat_id, message_id=message_id, reply_markup=keyboard))


def _change(chat_id: int, message_id: int, screen: Screen) -> EditMessageText | None:
    """The call that turns one message into the screen; None if it takes more than one, or a file."""
    messages = messages_of(screen)
    if len(messages) > 1 or messages[0].attachment is not None:
        return None
    text, keyboard = messages[0].text, _keyboard(messages[0].buttons)
    return EditMessageText(chat_id=chat_id, message_id=message_id, text=text, reply_markup=keyboard)


async def _send_all(bot: Bot, chat_id: int, messages: list[Message]) -> tuple[int, ...]:
    sent: list[int] = []
    try:
        for message in messages:
            sent.append(await _send(bot, chat_id, message))  # noqa: PERF401 - what was sent is needed on the way out
    except TelegramAPIError:
        await take_away(bot, chat_id, sent)
        raise
    return tuple(sent)


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
