"""Several pictures or files sent together come as one message each; the first stands for all."""

from collections import OrderedDict

MOST = 1000
"""Chats whose last album is remembered; its messages come within moments of each other."""


class Albums:
    """Which album came last in each chat."""

    def __init__(self) -> None:
        self._last: OrderedDict[int, str] = OrderedDict()

    def goes_on(self, chat_id: int, album: str | None) -> bool:
        """Whether this message only continues an album; `album` is the platform's id of it, None outside one."""
        if album is None:
            return False
        if self._last.get(chat_id) == album:
            return True
        self._last[chat_id] = album
        self._last.move_to_end(chat_id)
        if len(self._last) > MOST:
            self._last.popitem(last=False)
        return False
