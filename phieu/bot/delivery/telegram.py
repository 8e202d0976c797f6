"""Telegram, speaking first: what a screen, a revision and a removal come to in its messages."""

from collections.abc import Sequence

from phieu.bot.delivery.revision import BIN, Removal, Revision
from phieu.bot.delivery.sender import Handing, RefusedError
from phieu.bot.delivery.telegram_bot import TIMEOUT_SECONDS, SpeakingBot
from phieu.bot.handlers.telegram_messages import Message, messages_of
from phieu.bot.screen import Screen


class TelegramSender:
    """Sends notices by one bot; see `Sender`."""

    def __init__(self, token: str, api_url: str, timeout: float = TIMEOUT_SECONDS) -> None:
        self._bot = SpeakingBot(token, api_url, timeout)

    async def open(self) -> None:
        """Get ready."""
        await self._bot.open()

    async def close(self) -> None:
        """Hang up."""
        await self._bot.close()

    async def send(self, chat_id: str, screen: Screen, handing: Handing) -> None:
        """Send a screen; if the platform refuses it before it has any of it, what it says otherwise."""
        try:
            await self._send(int(chat_id), messages_of(screen), handing)
        except RefusedError:
            if screen.otherwise is None or handing.message_ids:
                raise
            await self._send(int(chat_id), messages_of(screen.otherwise), handing)

    async def revise(self, chat_id: str, revision: Revision, handing: Handing) -> tuple[str, ...]:
        """Edit the messages; where one cannot become what it should be, all go and are sent anew."""
        chat, messages, old = int(chat_id), messages_of(revision.screen), revision.message_ids
        if not handing.message_ids:  # else they have gone, and some of the new ones are there
            if len(messages) <= len(old) and await self._edited(chat, old, messages):
                await self._take_away(chat, old[len(messages) :], BIN)
                return old[: len(messages)]
            await self._take_away(chat, old, BIN)
        await self._send(chat, messages, handing)
        return handing.message_ids

    async def remove(self, chat_id: str, removal: Removal) -> None:
        """Delete the messages; those that the platform no longer deletes are emptied."""
        await self._take_away(int(chat_id), removal.message_ids, removal.left)

    async def _send(self, chat_id: int, messages: Sequence[Message], handing: Handing) -> None:
        for place, message in enumerate(messages):
            if place >= len(handing.message_ids):
                message_id = await self._bot.send(chat_id, message, handing.begins)
                await handing.taken(message_id, last=place == len(messages) - 1)

    async def _edited(self, chat_id: int, message_ids: Sequence[str], messages: Sequence[Message]) -> bool:
        try:
            for message_id, message in zip(message_ids, messages, strict=False):
                await self._bot.edit(chat_id, message_id, message)
        except RefusedError:
            return False
        return True

    async def _take_away(self, chat_id: int, message_ids: Sequence[str], left: str) -> None:
        """One message that is no longer deleted keeps the platform from deleting the others that are named with it."""
        try:
            if message_ids:
                await self._bot.delete(chat_id, message_ids)
        except RefusedError:
            for message_id in message_ids:
                await self._take_one_away(chat_id, message_id, left)

    async def _take_one_away(self, chat_id: int, message_id: str, left: str) -> None:
        try:
            await self._bot.delete(chat_id, [message_id])
        except RefusedError:
            try:
                await self._bot.empty(chat_id, message_id, left)
            except RefusedError:
                return  # it is gone already: its reader has deleted it
