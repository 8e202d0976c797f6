"""Telegram's updates as events: what a person did, without anything of the platform."""

from functools import partial

from aiogram import Bot
from aiogram.enums import ContentType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, Document, Message, PhotoSize

from phieu.bot.event import Event, FileTooLargeError, SentFile
from phieu.bot.handlers.telegram_markup import markup_of
from phieu.bot.handlers.telegram_messages import picked
from phieu.words import Channel

UNREAD = frozenset(
    (
        "sticker",
        "voice",
        "video",
        "audio",
        "animation",
        "video_note",
        "contact",
        "location",
        "venue",
        "poll",
        "dice",
        "game",
        "story",
        "paid_media",
        "checklist",
    )
)
"""What people send besides text and files. Everything else is the platform's own doing and gets no answer."""
LARGEST_FETCHED = 20 * 2**20
"""Bytes of a file that a bot is given (https://core.telegram.org/bots/api#getfile); people may send larger ones."""


def read_message(message: Message, bot: Bot, expected: str) -> Event | None:
    """A message as an event; None if a person did not write it."""
    chat_id = str(message.chat.id)
    hint = (message.from_user and message.from_user.language_code) or ""
    event = partial(Event, Channel.TELEGRAM, chat_id, locale_hint=hint)
    if message.text is not None:
        if message.text.startswith("/"):
            command, _, argument = message.text[1:].partition(" ")
            return event(command=command.partition("@")[0].lower() or "menu", argument=argument.strip())
        return event(text=message.text, markup=markup_of(message.text, message.entities), expected=expected)
    sent = partial(event, expected=expected, album=message.media_group_id is not None)
    caption = markup_of(message.caption or "", message.caption_entities)
    if message.document is not None and message.animation is None:
        return sent(file=_document(message.document, bot), markup=caption)
    if message.photo:
        return sent(other=ContentType.PHOTO.value, picture=_picture(message.photo[-1], bot), markup=caption)
    if message.content_type in UNREAD:
        return sent(other=ContentType(message.content_type).value)
    return None


def read_choice(query: CallbackQuery) -> tuple[Event, bool]:
    """A picked button as an event, and whether the screen that it was on stays."""
    action, stays = picked(query.data or "")
    hint = query.from_user.language_code or ""
    return Event(Channel.TELEGRAM, str(query.from_user.id), action=action or "home", locale_hint=hint), stays


def _document(document: Document, bot: Bot) -> SentFile:
    size = document.file_size or 0
    return SentFile(document.file_name or "", size, partial(_fetch, document, size, bot))


def _picture(largest: PhotoSize, bot: Bot) -> SentFile:
    """Apps send pictures as JPEG, in several sizes."""
    size = largest.file_size or 0
    return SentFile("photo.jpg", size, partial(_fetch, largest, size, bot))


async def _fetch(file: Document | PhotoSize, size: int, bot: Bot) -> bytes:
    """The file's content; raises FileTooLargeError, and TelegramAPIError if the platform does not give it."""
    if size > LARGEST_FETCHED:
        raise FileTooLargeError
    try:
        content = await bot.download(file)
    except TelegramBadRequest as error:
        if "file is too big" in error.message:
            raise FileTooLargeError from error
        raise
    assert content is not None
    return content.read()
