"""Several pictures or files sent together come as one message each; the first stands for all."""

from datetime import timedelta

from pydantic import TypeAdapter

from phieu.storage.volatile import Topic, Volatile

MOST = 1000
"""Albums that are remembered; the messages of one come within moments of each other."""
ALBUMS = Topic("albums", TypeAdapter(bool), most=MOST, lasts=timedelta(hours=1))


class Albums:
    """Which albums have come in each chat."""

    def __init__(self, volatile: Volatile) -> None:
        self._volatile = volatile

    async def goes_on(self, chat_id: int, album: str | None) -> bool:
        """Whether this message only continues an album; `album` is the platform's id of it, None outside one."""
        if album is None:
            return False
        return not await self._volatile.first(ALBUMS, f"telegram:{chat_id}:{album}")
