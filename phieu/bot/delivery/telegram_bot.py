"""The calls that delivery makes to Telegram, by python-telegram-bot, with its errors put into delivery's terms.

Importing this module imports that library, which takes a while and much memory: see `opening.py`.
"""

import asyncio
import os
from collections.abc import Awaitable, Sequence
from io import BytesIO
from typing import Any, TypeVar

os.environ.setdefault("PTB_TIMEDELTA", "1")  # the library asks for it: durations come as such, and without a warning

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InputMediaDocument, InputMediaPhoto
from telegram import Message as TelegramMessage
from telegram.error import BadRequest, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from phieu.bot.delivery.sender import DoubtError, RefusedError, RestError, TryAgainError
from phieu.bot.delivery.telegram_failures import duration, meaning_of
from phieu.bot.delivery.telegram_limits import Ban, Begins, Limiter
from phieu.bot.delivery.uploads import UnknownFileError, Uploads
from phieu.bot.handlers.telegram_messages import Buttons, Message
from phieu.bot.screen import Attachment

TIMEOUT_SECONDS = 20.0
UPLOAD_SECONDS = 60.0
UNCHANGED = "message is not modified"
BLANK_SIZE = (320, 180)

Result = TypeVar("Result")


class SpeakingBot:
    """One bot. Its methods raise the errors of `sender`; what can be done twice, as changing, never DoubtError."""

    def __init__(self, token: str, api_url: str, timeout: float = TIMEOUT_SECONDS) -> None:
        """`timeout` is in seconds, for each step of a call but uploading."""
        api_url = api_url.rstrip("/")
        request = HTTPXRequest(
            read_timeout=timeout,
            write_timeout=timeout,
            connect_timeout=timeout,
            pool_timeout=timeout,
            media_write_timeout=UPLOAD_SECONDS,
        )
        self._ban = Ban()
        self._uploads = Uploads()
        self._answer_lost = False
        self._asking = asyncio.Lock()
        self._times_asked = 0
        self._bot: ExtBot[Any] = ExtBot(
            token,
            base_url=f"{api_url}/bot",
            base_file_url=f"{api_url}/file/bot",
            request=request,
            rate_limiter=Limiter(self._ban),
        )

    async def open(self) -> None:
        """Get ready; on failure everything is closed again."""
        try:
            await self._twice_if_need_be(self._bot.initialize())
        except Exception:
            await self._bot.shutdown()
            raise

    async def close(self) -> None:
        """Hang up."""
        await self._bot.shutdown()

    async def send(self, chat_id: int, message: Message, begins: Begins) -> str:
        """Send one message, whose id it returns; `begins` is called right before the platform gets it."""
        await self._make_sure_of_answers()
        shape: dict[str, Any] = {
            "chat_id": chat_id,
            "parse_mode": "HTML",
            "reply_markup": _keyboard(message.buttons),
            "rate_limit_args": begins,
        }
        if message.attachment is None:
            sending = self._bot.send_message(text=message.text, disable_web_page_preview=True, **shape)
            return _id_of(await self._once(sending))
        sent: list[str] = []

        async def send_file(content: bytes | str) -> str:
            done = await self._send_file(message, content, shape)
            sent.append(_id_of(done))
            return _file_id_of(done)

        await self._uploads.send(message.attachment, send_file)
        return sent[-1]

    async def edit(self, chat_id: int, message_id: str, message: Message) -> None:
        """Make a message into this one; raises RefusedError where the platform does not let it."""
        target: dict[str, Any] = {
            "chat_id": chat_id,
            "message_id": int(message_id),
            "reply_markup": _keyboard(message.buttons),
        }
        if message.attachment is None:
            editing: Awaitable[Any] = self._bot.edit_message_text(
                text=message.text, parse_mode="HTML", disable_web_page_preview=True, **target
            )
        else:
            media = _media(message.attachment, message.text)
            editing = self._bot.edit_message_media(media=media, **target)
        await self._twice_if_need_be(_unless_unchanged(editing))

    async def delete(self, chat_id: int, message_ids: Sequence[str]) -> None:
        """Delete messages; raises RefusedError if the platform no longer deletes one of them."""
        await self._twice_if_need_be(self._bot.delete_messages(chat_id, [int(one) for one in message_ids]))

    async def empty(self, chat_id: int, message_id: str, left: str) -> None:
        """Leave nothing in a message but these words; a picture or a document becomes a blank picture."""
        try:
            await self.edit(chat_id, message_id, Message(left))
        except RefusedError:
            blank = Attachment("-.png", _blank_picture(), picture=True)
            await self.edit(chat_id, message_id, Message(left, attachment=blank))

    async def _send_file(self, message: Message, content: bytes | str, shape: dict[str, Any]) -> TelegramMessage:
        attachment = message.attachment
        assert attachment is not None
        by_kind = {"caption": message.text, "filename": attachment.name, **shape}
        if attachment.picture:
            sending = self._bot.send_photo(photo=content, **by_kind)
        else:
            sending = self._bot.send_document(document=content, **by_kind)
        try:
            return await self._once(sending)
        except RefusedError as error:
            raise UnknownFileError if isinstance(content, str) else error from error

    async def _make_sure_of_answers(self) -> None:
        """After a lost answer, ask for one that may be lost: else an hour in which the platform is silent, or what
        stands before it answers in its place, would put every notice in doubt. Raises RestError."""
        asked = self._times_asked
        async with self._asking:
            if self._answer_lost and self._times_asked == asked:  # else somebody else has asked in the meantime
                self._times_asked += 1
                try:
                    await self._once(self._bot.get_me())
                except RestError:
                    raise
                except Exception as error:
                    raise RestError from error
                self._answer_lost = False
            if self._answer_lost:
                raise RestError

    async def _once(self, call: Awaitable[Result]) -> Result:
        """A call that must not be carried out twice."""
        try:
            return await call
        except TelegramError as error:
            if isinstance(error, RetryAfter):
                self._ban.lasts(duration(error.retry_after))
            meaning = meaning_of(error)
            self._answer_lost |= isinstance(meaning, DoubtError)
            raise meaning from error

    async def _twice_if_need_be(self, call: Awaitable[Result]) -> Result:
        try:
            return await self._once(call)
        except DoubtError as error:
            raise TryAgainError from error


async def _unless_unchanged(editing: Awaitable[Any]) -> None:
    try:
        await editing
    except BadRequest as error:
        if UNCHANGED not in error.message.lower():
            raise


def _id_of(message: TelegramMessage) -> str:
    return str(message.message_id)


def _file_id_of(message: TelegramMessage) -> str:
    if message.photo:
        return message.photo[-1].file_id
    assert message.document is not None
    return message.document.file_id


def _media(attachment: Attachment, caption: str) -> InputMediaPhoto | InputMediaDocument:
    kind = InputMediaPhoto if attachment.picture else InputMediaDocument
    return kind(attachment.content, caption=caption, parse_mode="HTML", filename=attachment.name)


def _keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    rows = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def _blank_picture() -> bytes:
    from PIL import Image  # noqa: PLC0415 - loaded when something is withdrawn that can no longer be deleted

    file = BytesIO()
    Image.new("L", BLANK_SIZE, 238).save(file, "PNG")
    return file.getvalue()
