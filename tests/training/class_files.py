"""Sheets that an admin sends for a whole class."""

from collections.abc import Sequence
from io import BytesIO

from openpyxl import Workbook

from phieu.bot.event import Event, SentFile
from phieu.bot.screen import Screen
from phieu.words import Channel
from tests.answering.chat import Chat

HEAD = ("Mã cán bộ *", "Họ và tên", "Lý do đề cử")


def class_file(*rows: Sequence[object], head: Sequence[object] | None = HEAD) -> bytes:
    """A sheet with these rows; without a head, a plain list."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in ([head] if head else []) + list(rows):
        sheet.append(list(row))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


async def send(chat: Chat, content: bytes, name: str = "lop.xlsx") -> Screen:
    """Send it where the screen expects a file."""

    async def fetch() -> bytes:
        return content

    file = SentFile(name, len(content), fetch)
    return await chat._do(Event(Channel.TELEGRAM, chat.chat_id, file=file, expected=chat.screen.expects))
