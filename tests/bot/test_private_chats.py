"""Groups are left alone, and so is what the platform itself says."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
from aiogram import Bot, Dispatcher
from aiogram.types import Update

from phieu.bot.event import Event
from phieu.bot.handlers.telegram import TelegramHandler
from phieu.bot.screen import Silence
from phieu.storage.volatile import InMemory

ANA = {"id": 5, "is_bot": False, "first_name": "Ana", "language_code": "vi"}


class Heard:
    """Takes events down, and says nothing."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    async def __call__(self, event: Event) -> Silence:
        self.events.append(event)
        return Silence()


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    async with Bot("1:no-call-is-made") as bot:
        yield bot


def update(kind: str, **content: Any) -> Update:
    chat = {"id": 5 if kind == "private" else -5, "type": kind, "title": "Nhóm"}
    message = {"message_id": 1, "date": int(datetime.now(UTC).timestamp()), "chat": chat, "from": ANA}
    return Update.model_validate({"update_id": 1, "message": message | content})


@pytest.mark.parametrize(
    ("kind", "content", "heard"),
    [
        ("private", {"text": "/start"}, 1),
        ("private", {"voice": {"file_id": "a", "file_unique_id": "a", "duration": 1}}, 1),
        ("private", {"pinned_message": {"message_id": 1, "date": 0, "chat": {"id": 5, "type": "private"}}}, 0),
        ("group", {"text": "/start"}, 0),
        ("supergroup", {"text": "hello"}, 0),
        ("channel", {"text": "hello"}, 0),
    ],
)
async def test_only_people_in_private_are_answered(bot: Bot, kind: str, content: dict[str, Any], heard: int) -> None:
    answer = Heard()
    dispatcher: Dispatcher = TelegramHandler(bot, answer, InMemory()).dispatcher()
    await dispatcher.feed_update(bot, update(kind, **content).as_(bot))
    assert len(answer.events) == heard
