"""aiogram's HTTP session, with calls as JSON: as a form, each Vietnamese letter is written out in six to nine signs."""

from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.methods import TelegramMethod
from aiohttp import FormData, JsonPayload


class JsonSession(AiohttpSession):
    """Sends a call as JSON unless it carries a file."""

    def build_form_data(self, bot: Bot, method: TelegramMethod[Any]) -> FormData:
        """The body of a call."""
        files: dict[str, Any] = {}
        fields = {
            name: plain
            for name, value in method.model_dump(warnings=False, exclude_none=True).items()
            if (plain := self.prepare_value(value, bot=bot, files=files, _dumps_json=False)) not in (None, "")
        }
        if files:
            return super().build_form_data(bot, method)
        return JsonPayload(fields)  # type: ignore[return-value]  # aiohttp takes either
