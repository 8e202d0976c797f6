"""Who still owes ballots: worked out in memory from the round's key each time, and written down nowhere.

A ballot is owed until it has been handed in, however much of it has been answered. What cannot be worked out, because
the round's key is lost, is owed by nobody.
"""

import asyncio
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from random import SystemRandom

from sqlmodel import col, select

from phieu.installation import Installation
from phieu.office.open_rounds import Assigned, OpenRound, open_rounds
from phieu.office.which_chat import which_chat
from phieu.storage.ballots import ballot_key
from phieu.storage.tables import Assignment, Ballot, ChatAccount, Person
from phieu.words import Channel


@dataclass(frozen=True, slots=True)
class Owed:
    """What one person still owes in one round."""

    round: OpenRound
    ballots: int


@dataclass(frozen=True, slots=True)
class Reachable:
    """Somebody on the staff, and the chats in which they can be written to, one at least."""

    person: Person
    chats: Mapping[Channel, str]
    """By channel."""

    def channel(self, *, failed: Channel | None = None, down: Collection[Channel] = ()) -> Channel | None:
        """Where to write to them; None if it has failed on their only channel. See `which_chat`."""
        return which_chat(self.chats, self.person.preferred_channel, failed=failed, down=down)


async def owed_by(installation: Installation, person_id: int) -> list[Owed]:
    """What this person owes in the rounds that are open now; the one that is due first comes first."""
    found = []
    for one in await open_rounds(installation.database).current():
        if (round_key := installation.keyring.round_key(one.id)) is None:
            continue
        keys = [ballot_key(round_key, person_id, assigned.ratee_id) for assigned in one.ballots_of(person_id)]
        stored = await installation.box.find(keys)
        if owed := sum(key not in stored or not stored[key].submitted for key in keys):
            found.append(Owed(one, owed))
    return found


async def whom_to_remind(
    installation: Installation, round_ids: Collection[int], snoozed: Collection[int], channels: Collection[Channel]
) -> list[Reachable]:
    """Who owes ballots in these rounds, or asked to be reminded again and owes any; each once, in random order.

    What is asked of the database is the same whoever has answered.
    """
    rounds = await open_rounds(installation.database).current()
    owing = {one.id: set(await owed_in(installation, one)) for one in rounds}
    anywhere = set().union(*owing.values())
    wanted = set().union(*(owing.get(round_id, set()) for round_id in round_ids)) | (anywhere & set(snoozed))
    everybody = await _reachable(installation, list(owing), channels)
    found = [everybody[person_id] for person_id in wanted & everybody.keys()]
    SystemRandom().shuffle(found)
    return found


async def owed_in(installation: Installation, one: OpenRound) -> dict[int, int]:
    """How many ballots of this round each rater owes who owes any, by person."""
    round_key = installation.keyring.round_key(one.id)
    if round_key is None:
        return {}
    submitted = select(Ballot.key).where(Ballot.round_id == one.id, col(Ballot.submitted))
    async with installation.database.reading() as session:
        handed_in = {bytes(key) for key in await session.exec(submitted)}
    # beside the conversations: ten thousand people have some forty thousand ballots
    return await asyncio.to_thread(_count_owed, one.by_rater, round_key, handed_in)


def _count_owed(
    by_rater: Mapping[int, Iterable[Assigned]], round_key: bytes, handed_in: Collection[bytes]
) -> dict[int, int]:
    owed = {
        rater_id: sum(ballot_key(round_key, rater_id, one.ratee_id) not in handed_in for one in ballots)
        for rater_id, ballots in by_rater.items()
    }
    return {rater_id: count for rater_id, count in owed.items() if count}


async def _reachable(
    installation: Installation, round_ids: Collection[int], channels: Collection[Channel]
) -> dict[int, Reachable]:
    """Everybody who is asked in these rounds and has a chat, by person."""
    asked = select(Assignment.rater_id).where(col(Assignment.round_id).in_(round_ids))
    chats = (
        select(Person, ChatAccount)
        .join(ChatAccount, col(ChatAccount.person_id) == col(Person.id))
        .where(col(Person.id).in_(asked), col(Person.active))
        .where(col(ChatAccount.reachable), col(ChatAccount.channel).in_(channels))
    )
    people: dict[int, tuple[Person, dict[Channel, str]]] = {}
    async with installation.database.reading() as session:
        for person, chat in await session.exec(chats):
            people.setdefault(chat.person_id, (person, {}))[1][chat.channel] = chat.chat_id
    return {person_id: Reachable(*theirs) for person_id, theirs in people.items()}
