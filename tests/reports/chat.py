"""A person at a chat with the flows that show results; what they do becomes events, and the answers screens."""

import re

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.flow_table import collect
from phieu.bot.flows import home, overview, results, shared_results, sharing
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.storage.tables import Person
from phieu.words import Channel, NoticeKind

FLOWS = collect([home, results, overview, sharing, shared_results])


class Chat:
    """The chat of the person with this id."""

    def __init__(self, installation: Installation, person_id: int) -> None:
        self._dispatch = Dispatch(installation, "phieu_bot", FLOWS)
        self._installation = installation
        self._person_id = person_id

    async def act(self, action: str) -> Screen:
        """Send an action, whether a button has it or not."""
        screen = await self._dispatch.answer(Event(Channel.TELEGRAM, str(self._person_id), action=action))
        assert isinstance(screen, Screen)
        return screen

    async def command(self, command: str) -> Screen:
        """Type a command."""
        screen = await self._dispatch.answer(Event(Channel.TELEGRAM, str(self._person_id), command=command))
        assert isinstance(screen, Screen)
        return screen

    async def notice(self, kind: NoticeKind, round_id: int) -> Screen | None:
        """What this person is told about a round."""
        async with self._installation.database.reading() as session:
            person = await session.get(Person, self._person_id)
        assert person is not None
        spoken = await self._dispatch.notice(kind, f"round:{round_id}", person)
        assert spoken is None or isinstance(spoken, Screen)
        return spoken


def plain(screen: Screen) -> str:
    """The text without its markup."""
    return re.sub(r"<[^>]+>", "", screen.text)


def actions(screen: Screen) -> list[str]:
    """What the buttons do, from the top."""
    return [choice.action for row in screen.rows for choice in row]
