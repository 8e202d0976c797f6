"""A round as it goes: people are reminded, put it off or answer, an admin gives more time, each night is backed up.

As the attacker would like it best: whoever is reminded answers at once, one after the other, in the order of reminding.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from phieu.bot.delivery.reminding import Reminding
from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.extending import extend_round
from phieu.office.invitations import make_invites
from phieu.office.joining import redeem
from phieu.scheduler.tick import tick
from phieu.storage.backup_names import made_by_the_clock
from phieu.storage.mixing import mix
from phieu.words import Channel
from tests.anonymity.elections import Election, announced, answers_all
from tests.anonymity.stolen import Copy, steal

BEGINS = datetime(2026, 6, 1, 1, tzinfo=UTC)
"""A Monday, at eight in Hanoi; the round is open for ten days at first."""
NIGHT, MORNING = timedelta(hours=-5, minutes=-30), timedelta(hours=1, minutes=5)
"""Half past two, when the night's backup is due, and five past nine, when reminders are."""
EXTENDED_ON, LAST_DAY = 4, date(2026, 6, 16)

Noting = Callable[[Installation, Sequence[int]], Awaitable[None]]
"""What a careless program would write down of a reminder: whom it went to."""


@dataclass
class Round:
    """One round, what the thief carries off of it day by day, and what only the test knows."""

    office: Installation
    election: Election
    dice: Random
    time: datetime = BEGINS
    told: list[int] = field(default_factory=list)
    """Who was reminded, in order, since somebody last looked."""
    reminded: int = 0
    put_off: int = 0
    answered: set[int] = field(default_factory=set)
    chats: dict[str, int] = field(default_factory=dict)
    loot: list[tuple[set[int], Copy]] = field(default_factory=list)
    """Each copy, and who had answered by then."""

    async def everybody_joins(self) -> None:
        """Before the first answer: whoever joins later is known to have answered later."""
        codes = {one.person_id: one.code for one in await make_invites(self.office, None, self.office.now())}
        for person_id in self.dice.sample(sorted(codes), len(codes)):
            chat = str(self.dice.randrange(10**9))
            assert await redeem(self.office, Channel.TELEGRAM, chat, codes[person_id])
            self.chats[chat] = person_id

    async def answer(self, *people: int) -> None:
        """These answer all their ballots, one after the other."""
        for person_id in people:
            await answers_all(self.office, self.election, person_id, self.dice)
            self.answered.add(person_id)

    async def the_clock_ticks(self, at: datetime) -> None:
        """Everything is done that is due at this instant, and whoever is to be reminded has been."""
        self.time = at
        reminding = Reminding(
            self.office, [Channel.TELEGRAM], self._tell, Dispatch(self.office, "phieu_bot").reminder, timedelta(0)
        )
        await tick(self.office, more=[reminding.remind_of_ballots])
        await reminding.sent()
        await reminding.stop()

    async def the_reminded_react(self) -> None:
        """Half of them answer at once, some put it off, some do nothing."""
        chat_of = {person_id: chat for chat, person_id in self.chats.items()}
        for place, person_id in enumerate(self.told):
            if place % 2 == 0:
                await self.answer(person_id)
            elif place % 4 == 1:
                event = Event(Channel.TELEGRAM, chat_of[person_id], action="remind-later")
                await Dispatch(self.office, "phieu_bot").answer(event)
                self.put_off += 1
        self.told.clear()

    async def is_stolen(self) -> None:
        """A copy of the database, once the mixer has done its work."""
        await mix(self.office.database, self.office.box)
        self.loot.append((set(self.answered), await steal(self.office.database)))

    def backups(self) -> list[Path]:
        """Those of the nights, the oldest first."""
        return [file for _, file in made_by_the_clock(self.office.settings.backup_folder)]

    async def _tell(self, _channel: Channel, chat_id: str, _screen: Screen) -> None:
        self.told.append(self.chats[chat_id])
        self.reminded += 1


async def begun(installation: Installation, dice: Random) -> Round:
    """The round is open, everybody has joined, and half of them have answered in random order. Nothing is mixed yet."""
    await installation.mixer.stop()  # what is mixed is said day by day, so that a night's backup is of an unmixed box
    folder = installation.settings.home.parent / "disk"
    folder.mkdir(exist_ok=True)
    settings = installation.settings.model_copy(update={"backup_dir": folder, "backups_kept": 30})
    office = replace(installation, settings=settings, now=lambda: BEGINS)
    the_round = Round(office, await announced(office), dice)
    the_round.office = replace(office, now=lambda: the_round.time)
    await the_round.everybody_joins()
    raters = sorted(the_round.election.assigned)
    await the_round.answer(*dice.sample(raters, len(raters) // 2))
    return the_round


async def one_day(the_round: Round, number: int, noting: Noting | None = None) -> bool:
    """A night and a morning; whether the round is still open after the night."""
    day, round_id = BEGINS + timedelta(days=number), the_round.election.round_id
    await the_round.the_clock_ticks(day + NIGHT)
    if the_round.office.keyring.round_key(round_id) is None:
        return False
    if number == EXTENDED_ON:
        assert await extend_round(the_round.office, round_id, LAST_DAY)
    await the_round.the_clock_ticks(day + MORNING)
    if noting is not None:
        await noting(the_round.office, the_round.told)
    await the_round.is_stolen()
    await the_round.the_reminded_react()
    return True
