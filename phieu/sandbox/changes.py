"""What changed, for those who watch: a journal per conversation (tests) and a live stream of all (the page)."""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

STREAM_LIMIT = 20_000  # a page that has fallen this far behind is cut off, and reloads


class ChangeKind(StrEnum):
    """What happened to the subject of a change (a message's id, a callback query's id, or an action's name)."""

    MESSAGE = "message"
    EDITED = "edited"
    DELETED = "deleted"
    ANSWERED = "answered"  # the bot answered a callback query
    ACTION = "action"  # the bot shows that it is typing, sending a picture ...
    PERSON = "person"  # started, blocked, renamed
    CONNECTED = "connected"  # the bot has come to the platform; in nobody's conversation
    COMMANDS = "commands"  # the bot's menu of commands


@dataclass(slots=True, frozen=True)
class Change:
    """One change in the conversation with `user_id`; `subject` is an id or a word, by kind."""

    user_id: int
    kind: ChangeKind
    subject: int | str = 0


@dataclass(slots=True)
class Journal:
    """The changes of one conversation in order. A cursor is the number of changes that a reader has seen."""

    entries: list[Change] = field(default_factory=list)
    _waiting: set[asyncio.Future[None]] = field(default_factory=set)

    def add(self, change: Change) -> None:
        self.entries.append(change)
        for future in self._waiting:
            if not future.done():
                future.set_result(None)

    async def after(self, cursor: int, wait: float) -> list[Change]:
        """The changes after the cursor; if there are none yet, waits up to `wait` seconds for the first."""
        if len(self.entries) <= cursor and wait > 0:
            future = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            try:
                async with asyncio.timeout(wait):
                    await future
            except TimeoutError:
                pass
            finally:
                self._waiting.discard(future)
        return self.entries[cursor:]


@dataclass(slots=True)
class Streams:
    """The live streams of whoever looks at everybody at once."""

    _queues: set[asyncio.Queue[Change | None]] = field(default_factory=set)

    def open(self) -> asyncio.Queue[Change | None]:
        """A new stream. It ends with None when its reader has fallen too far behind."""
        queue: asyncio.Queue[Change | None] = asyncio.Queue()
        self._queues.add(queue)
        return queue

    def close(self, queue: asyncio.Queue[Change | None]) -> None:
        self._queues.discard(queue)

    def publish(self, change: Change) -> None:
        for queue in list(self._queues):
            if queue.qsize() < STREAM_LIMIT:
                queue.put_nowait(change)
            else:
                self.close(queue)
                queue.put_nowait(None)
