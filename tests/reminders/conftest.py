"""An office in which some have handed in and some have not, its clock in the test's hand; what is said goes nowhere."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select, update

from phieu.bot.delivery.reminding import Reminding
from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.answering import ballots_of, submit
from phieu.office.open_rounds import open_rounds
from phieu.storage.tables import Office, ReminderRun, Round
from phieu.words import Channel, Rank
from tests.rounds import add_office, add_person, open_round

OPENED = datetime(2026, 6, 1, 1, tzinfo=UTC)
DUE = datetime(2026, 6, 15, 16, 59, tzinfo=UTC)
"""Monday to Monday, ten working days on; reminders on the 8th, 10th and 12th."""
HALF, THREE, ONE = (datetime(2026, 6, day, 2, tzinfo=UTC) for day in (8, 10, 12))
"""At nine in Hanoi."""


@dataclass
class Owing:
    """Raters 0 to 5, all of them in two rounds if the test opens a second one."""

    installation: Installation
    raters: list[int]
    ratees: list[int]
    round: int
    time: datetime = OPENED
    said: list[tuple[str, Screen]] = field(default_factory=list)
    """To which chat, and what."""
    fails: Callable[[str], Exception | None] = lambda _chat: None
    """What goes wrong when something is said in a chat."""

    async def tell(self, _channel: Channel, chat_id: str, screen: Screen) -> None:
        """As `Courier.tell`, but for the platform."""
        if error := self.fails(chat_id):
            raise error
        self.said.append((chat_id, screen))

    def told(self) -> list[str]:
        """Which chats have been told something since this was last asked, in alphabetical order."""
        chats = sorted(chat for chat, _ in self.said)
        self.said.clear()
        return chats

    @asynccontextmanager
    async def reminding(self) -> AsyncIterator[Reminding]:
        """Reminding at work, as in one term of office of the keeper."""
        dispatch = Dispatch(self.installation, "phieu_bot")
        reminding = Reminding(self.installation, [Channel.TELEGRAM], self.tell, dispatch.reminder)
        yield reminding
        await reminding.stop()

    async def step(self, at: datetime) -> list[str]:
        """The clock's step at this instant, by a process of its own, and who was told."""
        self.time = at
        async with self.reminding() as reminding:
            await reminding.remind_of_ballots(self.installation)
            await reminding.sent()
        return self.told()

    async def hand_in(self, *raters: int) -> None:
        """These hand in all that they are asked for."""
        for rater in raters:
            for view in await ballots_of(self.installation, self.raters[rater]):
                await submit(self.installation, self.raters[rater], view.round.id, view.ratee.id)

    async def runs(self) -> list[tuple[int, datetime]]:
        """What is written down of the reminders."""
        async with self.installation.database.reading() as session:
            return sorted((run.round_id, run.planned_at) for run in await session.exec(select(ReminderRun)))

    async def change(self, round_id: int, **values: object) -> None:
        """Change a round past the office."""
        async with self.installation.database.writing() as session:
            await session.exec(update(Round).where(col(Round.id) == round_id).values(**values))
        open_rounds(self.installation.database).forget(round_id)


def chats(*raters: int) -> list[str]:
    """The chats of these raters."""
    return [f"chat-{rater}" for rater in raters]


async def owing_office(installation: Installation) -> Owing:
    """Six raters of two ratees, in English."""
    unit = await add_office(installation)
    async with installation.database.writing() as session:
        await session.exec(update(Office).values(first_hour=7, last_hour=21))
    ratees = [await add_person(installation, unit, f"Trần Thị {n}", rank=Rank.HEAD) for n in range(2)]
    raters = [await add_person(installation, unit, f"Lê Văn {n}", chat_id=f"chat-{n}") for n in range(6)]
    opened = await open_round(installation, {one: {"Staff": raters} for one in ratees}, due_at=DUE)
    found = Owing(installation, raters, ratees, opened)
    found.installation = replace(installation, now=lambda: found.time)
    return found


@pytest.fixture
async def office(sqlite_installation: Installation) -> Owing:
    """The office on SQLite."""
    return await owing_office(sqlite_installation)


@pytest.fixture
async def office_on_both(installation: Installation) -> Owing:
    """The office, once on each engine."""
    return await owing_office(installation)
