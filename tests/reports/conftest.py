"""An office in which two rounds have been held, answered by people who had their reasons."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from sqlmodel import col, select, update

from phieu.installation import Installation
from phieu.office.answering import comment, record
from phieu.office.closing import close_round
from phieu.office.opening import open_round
from phieu.storage.tables import Assignment, ChatAccount, Person
from phieu.words import Channel, RoundKind
from tests.offices import CHIEF_ID, OfficeSize, build_office

SIZE = OfficeSize(units=2, people=7, committee=5, questions=4)
HEAD_ID = SIZE.head_ids[0]
STAFF_ID = HEAD_ID + 1
"""Nobody is asked about them."""
FIRST, SECOND = "2025-H2", "2026-H1"
COMMENT = "Ý kiến riêng"
CHANGES = {1: 2, 2: 0, 3: -2}
"""By question: how much better the second round went for everybody."""


@dataclass(frozen=True)
class HeldRounds:
    """The installation after both rounds."""

    installation: Installation
    first: int
    second: int


async def hold_round(installation: Installation, period: str, *, better: dict[int, int], seed: int) -> int:
    """Open, answer and close a round; returns its id."""
    round_id = await open_round(installation, RoundKind.SEMIANNUAL, period, installation.now() + timedelta(days=10))
    async with installation.database.reading() as session:
        pairs = list(await session.exec(select(Assignment).where(Assignment.round_id == round_id)))
    dice = Random(seed)
    for pair in pairs:
        for place in range(SIZE.questions):
            value = dice.choice([1, 2, 2, 3, 3, 4]) + better.get(place, 0)
            answer = min(4, max(1, value))
            await record(installation, pair.rater_id, round_id, pair.ratee_id, place, answer)
        if pair.ratee_id == HEAD_ID:
            words = f"{COMMENT} <{pair.rater_id}> & đôi lời"
            await comment(installation, pair.rater_id, round_id, pair.ratee_id, words)
    await close_round(installation, round_id)
    return round_id


async def hold_rounds(installation: Installation) -> HeldRounds:
    """Everybody has a chat called by their id; the chief is an admin."""
    await build_office(installation.database, SIZE)
    async with installation.database.writing() as session:
        people = list(await session.exec(select(Person.id)))
        joined = datetime(2025, 12, 1, tzinfo=UTC)
        session.add_all(
            ChatAccount(channel=Channel.TELEGRAM, person_id=one, chat_id=str(one), joined_at=joined)
            for one in people
            if one is not None
        )
        await session.exec(update(Person).where(col(Person.id) == CHIEF_ID).values(name='=HYPERLINK("http://x")'))
    first = replace(installation, now=lambda: datetime(2025, 12, 1, tzinfo=UTC))
    second = replace(installation, now=lambda: datetime(2026, 6, 1, tzinfo=UTC))
    return HeldRounds(
        installation,
        await hold_round(first, FIRST, better={}, seed=1),
        await hold_round(second, SECOND, better=CHANGES, seed=2),
    )


@pytest.fixture
async def rounds(sqlite_installation: Installation) -> HeldRounds:
    """The office on SQLite."""
    return await hold_rounds(sqlite_installation)


@pytest.fixture
async def rounds_on_both(installation: Installation) -> HeldRounds:
    """The office, once on each engine."""
    return await hold_rounds(installation)
