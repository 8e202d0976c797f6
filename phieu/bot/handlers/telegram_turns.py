"""One update at a time from each chat, in the order in which they came, however many processes answer."""

from contextlib import AbstractAsyncContextManager

from aiogram.fsm.storage.base import BaseEventIsolation, StorageKey

from phieu.storage.volatile import Volatile


class Turns(BaseEventIsolation):
    """What aiogram asks for a turn before it handles an update."""

    def __init__(self, volatile: Volatile) -> None:
        self._volatile = volatile

    def lock(self, key: StorageKey) -> AbstractAsyncContextManager[None]:  # type: ignore[override]  # used as one
        """Wait one's turn."""
        return self._volatile.turn(f"telegram:{key.chat_id}:{key.user_id}")

    def in_chat(self, bot_id: int, chat_id: int) -> AbstractAsyncContextManager[None]:
        """A turn in a private chat, for what the program does there by itself."""
        return self.lock(StorageKey(bot_id=bot_id, chat_id=chat_id, user_id=chat_id))

    async def close(self) -> None:
        """Whoever opened what may be forgotten closes it."""
