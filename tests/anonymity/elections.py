"""Rounds as the attacker would like them best: everybody joins and answers at once, one after the other."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from sqlmodel import select

from phieu.installation import Installation
from phieu.office.answering import comment, record, submit
from phieu.office.invitations import make_invites
from phieu.office.joining import redeem
from phieu.office.opening import open_round
from phieu.storage.ballot_box import ballot_key
from phieu.storage.tables import Assignment
from phieu.words import Channel, RoundKind
from tests.anonymity.attacker import Cast
from tests.offices import OfficeSize, build_office

SIZE = OfficeSize(units=4, people=8, committee=7, questions=2)


@dataclass(frozen=True, slots=True)
class Election:
    """An open round, and who is asked about whom."""

    round_id: int
    assigned: dict[int, list[Assignment]]
    """By rater."""

    def casts(self, installation: Installation) -> list[Cast]:
        """Whose ballot is whose; for the test alone, which has the key."""
        key = installation.keyring.round_key(self.round_id)
        assert key is not None
        return [
            Cast(ballot_key(key, rater, one.ratee_id), (one.ratee_id, one.group_id), rater)
            for rater, ballots in self.assigned.items()
            for one in ballots
        ]


async def announced(installation: Installation, period: str = "2026-H1") -> Election:
    """An office, and a round that nobody has answered yet."""
    if period == "2026-H1":
        await build_office(installation.database, SIZE)
    due_at = installation.now() + timedelta(days=10)
    round_id = await open_round(installation, RoundKind.SEMIANNUAL, period, due_at)
    async with installation.database.reading() as session:
        frozen = await session.exec(select(Assignment).where(Assignment.round_id == round_id))
        assigned: dict[int, list[Assignment]] = {}
        for one in frozen:
            assigned.setdefault(one.rater_id, []).append(one)
    return Election(round_id, assigned)


async def everybody_joins_and_answers(installation: Installation, election: Election, dice: Random) -> None:
    """In random order, each as soon as they have joined: who sees the order of joining knows the order of answering."""
    codes = {invite.person_id: invite.code for invite in await make_invites(installation, None, installation.now())}
    for rater in dice.sample(sorted(election.assigned), len(election.assigned)):
        assert await redeem(installation, Channel.TELEGRAM, str(dice.randrange(10**9)), codes[rater])
        await answers_all(installation, election, rater, dice)


async def answers_all(installation: Installation, election: Election, rater: int, dice: Random) -> None:
    """All ballots of one rater, one tap after the other; on some a comment."""
    for one in election.assigned[rater]:
        for place in range(SIZE.questions):
            await record(installation, rater, election.round_id, one.ratee_id, place, dice.randint(1, 4))
        if dice.random() < 0.2:
            await comment(installation, rater, election.round_id, one.ratee_id, f"Ý kiến số {dice.randrange(10**6)}")
        await submit(installation, rater, election.round_id, one.ratee_id)
