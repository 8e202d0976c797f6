"""Which messages are a chat's screen just now, and what it waits for. Known only as long as the program runs."""

from collections import OrderedDict
from dataclasses import dataclass

MOST = 100_000
"""Chats; beyond that the one that was answered longest ago is forgotten, as after a restart."""


@dataclass(frozen=True, slots=True)
class LiveScreen:
    """The messages of the screen that stands in a chat, and the action that typed text belongs to."""

    messages: tuple[int, ...] = ()
    expects: str = ""
    held: tuple[int, ...] = ()
    """Messages of the person that go with this screen."""
    gives_way_to: str = ""
    """The action whose screen takes this one's place when the program stops."""


NONE = LiveScreen()


class LiveScreens:
    """The live screens by chat."""

    def __init__(self) -> None:
        self._screens: OrderedDict[int, LiveScreen] = OrderedDict()

    def of(self, chat_id: int) -> LiveScreen:
        """What stands in this chat, as far as is known."""
        return self._screens.get(chat_id, NONE)

    def giving_way(self) -> list[tuple[int, LiveScreen]]:
        """The chats whose screens must not stand there when the program is gone."""
        return [(chat_id, live) for chat_id, live in self._screens.items() if live.gives_way_to]

    def put(self, chat_id: int, screen: LiveScreen) -> None:
        """A new screen stands there."""
        self._screens[chat_id] = screen
        self._screens.move_to_end(chat_id)
        if len(self._screens) > MOST:
            self._screens.popitem(last=False)
