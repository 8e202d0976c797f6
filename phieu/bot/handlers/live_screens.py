"""Which messages are a chat's screen just now, and what it waits for; may be forgotten at any time."""

from collections import OrderedDict
from dataclasses import dataclass, replace
from secrets import token_hex

from pydantic import TypeAdapter

from phieu.storage.volatile import Topic, Volatile

MOST = 100_000
"""Chats; beyond that the one that was answered longest ago is forgotten, as after a restart."""


@dataclass(frozen=True, slots=True)
class LiveScreen:
    """The messages of the screen that stands in a chat, and the action that typed text belongs to."""

    messages: tuple[int, ...] = ()
    expects: str = ""
    held: tuple[int, ...] = ()
    """Messages of the person that go with this screen."""
    mark: str = ""
    """Tells this screen from another in the same messages."""


NONE = LiveScreen()
LIVE = Topic("live", TypeAdapter(LiveScreen), most=MOST)


class LiveScreens:
    """The live screens by chat, of all processes that answer; and of which ones this process has to take care."""

    def __init__(self, volatile: Volatile) -> None:
        self._volatile = volatile
        self._giving_way: OrderedDict[int, str] = OrderedDict()

    async def of(self, chat_id: int) -> LiveScreen:
        """What stands in this chat, as far as is known."""
        return await self._volatile.get(LIVE, _name(chat_id)) or NONE

    async def put(self, chat_id: int, screen: LiveScreen, gives_way_to: str = "") -> LiveScreen:
        """A new screen stands there; returns it, marked.

        `gives_way_to` is the action whose screen takes its place when this process stops. That there is one depends on
        what was answered, so it leaves this process for nowhere.
        """
        marked = replace(screen, mark=token_hex(8))
        await self._volatile.put(LIVE, _name(chat_id), marked)
        self._giving_way.pop(chat_id, None)
        if gives_way_to:
            self._giving_way[chat_id] = f"{marked.mark} {gives_way_to}"
            if len(self._giving_way) > MOST:
                self._giving_way.popitem(last=False)
        return marked

    def giving_way(self) -> list[int]:
        """The chats in which this process has put screens that must not stand there when it is gone."""
        return list(self._giving_way)

    def gives_way_to(self, chat_id: int, live: LiveScreen) -> str:
        """The action that takes this screen's place; nothing if it is none of those, or another stands there now."""
        mark, _, action = self._giving_way.get(chat_id, "").partition(" ")
        return action if mark == live.mark else ""


def _name(chat_id: int) -> str:
    return f"telegram:{chat_id}"
