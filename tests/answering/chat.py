"""A person at a chat, without a network: what they do becomes events, what the program says becomes a screen."""

import re

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.flow_table import collect
from phieu.bot.flows import answering, home, language
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.words import Channel

FLOWS = collect([home, language, answering])


class Chat:
    """One chat with its live screen. It expects a screen in answer to everything."""

    def __init__(self, installation: Installation, chat_id: str, channel: Channel = Channel.TELEGRAM) -> None:
        self.dispatch = Dispatch(installation, "phieu_bot", FLOWS)
        self.chat_id = chat_id
        self.channel = channel
        self._screen: Screen | None = None

    @property
    def screen(self) -> Screen:
        """What is shown now."""
        assert self._screen is not None
        return self._screen

    @property
    def text(self) -> str:
        """The text without its markup."""
        return re.sub(r"<[^>]+>", "", self.screen.text)

    @property
    def labels(self) -> list[str]:
        """The labels of all buttons, from the top."""
        return [choice.label for row in self.screen.rows for choice in row]

    def action_of(self, label: str) -> str:
        """The action behind the button that says so."""
        found = [choice.action for row in self.screen.rows for choice in row if choice.label == label]
        assert found, f"no button says {label!r}: {self.labels}"
        return found[0]

    async def command(self, command: str) -> Screen:
        """Type a command."""
        return await self._do(Event(self.channel, self.chat_id, command=command))

    async def tap(self, *labels: str) -> Screen:
        """Tap buttons, one after the other."""
        for label in labels:
            await self.act(self.action_of(label))
        return self.screen

    async def act(self, action: str) -> Screen:
        """Send an action, whether a button of the screen has it or not."""
        return await self._do(Event(self.channel, self.chat_id, action=action))

    async def type(self, text: str, expected: str | None = None) -> Screen:
        """Type a text where the screen expects one, or anywhere; `expected` if another screen stands there."""
        expected = self.screen.expects if expected is None else expected
        return await self._do(Event(self.channel, self.chat_id, text=text, expected=expected))

    async def send_other(self, kind: str) -> Screen:
        """Send a photo, a sticker, a voice message."""
        return await self._do(Event(self.channel, self.chat_id, other=kind, expected=self.screen.expects))

    async def _do(self, event: Event) -> Screen:
        screen = await self.dispatch.answer(event)
        assert isinstance(screen, Screen)
        self._screen = screen
        return screen
