"""Telegram's updates as events: what a person did, without anything of the platform."""

from functools import partial

from aiogram import Bot
from aiogram.enums import ContentType
from aiogram.types import CallbackQuery, Document, Message

from phieu.bot.event import Event, SentFile
from phieu.bot.handlers.telegram_messages import picked
from phieu.words import Channel

UNREAD = frozenset(
    (
        "photo",
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
"""What people send that no flow reads. Everything else is the platform's own doing and gets no answer."""


def read_message(message: Message, bot: Bot, expected: str) -> Event | None:
    """A message as an event; None if a person did not write it."""
    chat_id = str(message.chat.id)
    hint = (message.from_user and message.from_user.language_code) or ""
    event = partial(Event, Channel.TELEGRAM, chat_id, locale_hint=hint)
    if message.text is not None:
        if message.text.startswith("/"):
            command, _, argument = message.text[1:].partition(" ")
            return event(command=command.partition("@")[0].lower() or "menu", argument=argument.strip())
        return event(text=message.text, expected=expected)
    if message.document is not None and message.animation is None:
        return event(file=_file(message.document, bot), expected=expected)
    if message.content_type in UNREAD:
        return event(other=ContentType(message.content_type).value, expected=expected)
    return None


def read_choice(query: CallbackQuery) -> tuple[Event, bool]:
    """A picked button as an event, and whether the screen that it was on stays."""
    action, stays = picked(query.data or "")
    hint = query.from_user.language_code or ""
    return Event(Channel.TELEGRAM, str(query.from_user.id), action=action or "home", locale_hint=hint), stays


def _file(document: Document, bot: Bot) -> SentFile:
    return SentFile(document.file_name or "", document.file_size or 0, partial(_fetch, document, bot))


async def _fetch(document: Document, bot: Bot) -> bytes:
    """The file's content; raises TelegramAPIError if the platform does not give it."""
    content = await bot.download(document)
    assert content is not None
    return content.read()
