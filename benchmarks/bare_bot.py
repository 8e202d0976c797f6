"""The bare aiogram handler to compare with: the same two calls for each tap, nothing stored."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

TEXT = "<b>Phiếu 1/3</b> · câu 2/7\n▰▰▱▱▱▱▱\n\n<b>Tinh thần trách nhiệm: tận tụy, dám nghĩ, dám làm.</b>"
LABELS = ("Xuất sắc", "Tốt", "Hoàn thành", "Chưa hoàn thành", "Chưa đủ tiếp xúc để đánh giá", "‹ Quay lại", "Bỏ qua ›")


async def answer(query: CallbackQuery) -> None:
    """Edit the message and answer the callback."""
    rows = [[InlineKeyboardButton(text=label, callback_data=f"answer.1.2.{n}.3")] for n, label in enumerate(LABELS)]
    assert isinstance(query.message, Message)
    await query.message.edit_text(TEXT, parse_mode="HTML", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))
    await query.answer()


async def main(url: str, token: str) -> None:
    """Poll until killed."""
    bot = Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))
    dispatcher = Dispatcher()
    dispatcher.callback_query.register(answer)
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
