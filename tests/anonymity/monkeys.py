"""People who tap whatever the chat offers them, and type nonsense where a text is asked."""

from random import Random

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.screen import Screen
from phieu.words import Channel

NOT_OF_THIS_MATTER = ("language", "set-language")
"""Where a person leaves the ballots for something that they may well be seen to have changed."""


class Monkey:
    """One person at one chat."""

    def __init__(self, dispatch: Dispatch, chat_id: str, dice: Random) -> None:
        self._dispatch = dispatch
        self._chat_id = chat_id
        self._dice = dice
        self._screen: Screen | None = None

    async def act(self) -> None:
        """Do one thing."""
        actions = [choice.action for row in self._screen.rows for choice in row] if self._screen else []
        allowed = [action for action in actions if not action.startswith(NOT_OF_THIS_MATTER)]
        if self._screen and self._screen.expects and self._dice.random() < 0.5:
            typed = f"Ý kiến số {self._dice.randrange(10**6)}"
            await self._do(Event(Channel.TELEGRAM, self._chat_id, text=typed, expected=self._screen.expects))
        elif allowed and self._dice.random() < 0.95:
            await self._do(Event(Channel.TELEGRAM, self._chat_id, action=self._dice.choice(allowed)))
        else:
            await self._do(Event(Channel.TELEGRAM, self._chat_id, command="ballots"))

    async def _do(self, event: Event) -> None:
        screen = await self._dispatch.answer(event)
        assert isinstance(screen, Screen)
        self._screen = screen
