"""Every button that the program offers anybody, tapped by those whom it is not for: nothing happens or is told."""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import SQLModel, col, update

from phieu.bot.actions import parse
from phieu.bot.dispatch import FLOW_MODULES, Dispatch
from phieu.bot.event import Event
from phieu.bot.flow_table import collect
from phieu.installation import Installation
from phieu.scheduler.tick import tick
from phieu.storage.database import Database
from phieu.storage.migrate import migrate
from phieu.storage.tables import Person, Rotation, RotationAssessment
from phieu.words import Channel
from tests.anonymity.stolen import steal
from tests.databases import started
from tests.end_to_end.busy_office import ADMIN, HEAD, LONG_COURSE, LONG_NAME, NOW, SIZE, STAFF, build_busy_office
from tests.end_to_end.test_every_choice import read_notices
from tests.end_to_end.walker import HOME, LEFT_OUT
from tests.permissions.watching import WatchingWalker, words_of

pytestmark = pytest.mark.slow

OUTSIDER = SIZE.head_ids[2] + 3
"""Somebody on the staff of whom nothing is kept, and who has been told nothing."""
WISH, ASSESSMENT, HARDSHIP = "Mong được gần nhà", "Đạo đức tốt", "Xa nhà"
FOR_ADMINS_ALONE = (WISH, ASSESSMENT, HARDSHIP)
OF_OTHERS = (*FOR_ADMINS_ALONE, LONG_NAME, LONG_COURSE[:30], "giao ban", "Xây dựng quy chế", "Bận việc")
EACH_KIND = 2
"""So many buttons that do the same are forged, of each person."""
GUESSES = ("", ".1", ".2.0", ".2.1")
"""With what a button is forged that no screen has offered: round 2 is open, and asks about person 1, for one."""
TABLE = collect(FLOW_MODULES)


@dataclass(frozen=True)
class Offered:
    """What an admin, a head and somebody on the staff were offered."""

    events: tuple[Event, ...]
    read: str


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> Offered:
    """Gathered once, in an office of its own."""
    return asyncio.run(_gathered(tmp_path_factory.mktemp("offered")))


async def _gathered(folder: Path) -> Offered:
    url = f"sqlite+aiosqlite:///{folder / 'phieu.sqlite3'}"
    database = Database(url)
    await migrate(database)
    await database.dispose()
    async with started(url, folder / "home") as installation:
        dispatch = await busy(installation)
        walkers = {one: WatchingWalker(dispatch, f"chat-{one}", "en", patience=6) for one in (STAFF, HEAD, ADMIN)}
        for walker in walkers.values():
            await walker.walk(HOME)
        await read_notices(installation, dispatch, dict(walkers))
    events = [event for walker in walkers.values() for event in events_of(walker)]
    events += guessed(events)
    return Offered(tuple(events), "\n".join(text for walker in walkers.values() for text in walker.read.values()))


async def busy(installation: Installation) -> Dispatch:
    """The office in which something of every kind goes on, with something in it that admins alone may read."""
    installation = replace(installation, now=lambda: NOW)
    await build_busy_office(installation, dict.fromkeys((STAFF, HEAD, ADMIN, OUTSIDER), "en"))
    async with installation.database.writing() as session:
        await session.exec(update(Rotation).where(~col(Rotation.not_by_chat)).values(wishes=WISH))
        await session.merge(RotationAssessment(rotation_id=1, conduct=ASSESSMENT))
    await tick(installation)
    return Dispatch(installation, "phieu_bot")


def events_of(walker: WatchingWalker) -> Iterable[Event]:
    """Its taps and its typed texts."""
    seen: Counter[str] = Counter()
    for action in sorted(walker.offered):
        seen[verb := parse(action).verb] += 1
        if verb not in LEFT_OUT and seen[verb] <= EACH_KIND:
            yield Event(Channel.TELEGRAM, "", action=action)
    for expected in sorted(walker.expected):
        yield Event(Channel.TELEGRAM, "", text="Một câu trả lời", expected=expected)


def guessed(events: Iterable[Event]) -> list[Event]:
    """What the walks have not come upon, tapped and typed all the same."""
    tapped = TABLE.actions.keys() - LEFT_OUT - {parse(event.action).verb for event in events}
    typed = TABLE.expects.keys() - {parse(event.expected).verb for event in events}
    taps = [Event(Channel.TELEGRAM, "", action=f"{verb}{more}") for verb in sorted(tapped) for more in GUESSES]
    texts = [
        Event(Channel.TELEGRAM, "", text="Một câu trả lời", expected=f"{verb}{more}")
        for verb in sorted(typed)
        for more in GUESSES
    ]
    return taps + texts


async def kept(installation: Installation) -> dict[str, list[dict[str, Any]]]:
    """All that is stored, but for the ballots, and for what everybody is asked and so the outsider may say, too."""
    copy = await steal(installation.database)
    others = {table: [row.values for row in rows] for table, rows in copy.tables.items() if table != "ballot"}
    for table in ("trainingneed", "needssaid"):
        others[table] = [values for values in others[table] if values["person_id"] != OUTSIDER]
    return {table: sorted(rows, key=repr) for table, rows in others.items()}


async def said(dispatch: Dispatch, chat_id: str, events: Iterable[Event]) -> dict[Event, str]:
    """What is answered to each."""
    return {event: words_of(await dispatch.answer(replace(event, chat_id=chat_id))) for event in events}


def read_of(words: dict[Event, str], *secrets: str) -> list[str]:
    """Which of these were told, and in answer to what."""
    return [
        f"{one} at {event.action or event.expected}" for event, told in words.items() for one in secrets if one in told
    ]


async def test_all_that_others_must_not_read_is_read_by_those_who_may(offered: Offered) -> None:
    """The control: there is something that could leak, and much that could be forged."""
    assert [one for one in OF_OTHERS if one not in offered.read] == []
    assert TABLE.actions.keys() - {parse(event.action).verb for event in offered.events} <= LEFT_OUT
    assert TABLE.expects.keys() <= {parse(event.expected).verb for event in offered.events}
    by_guess = {event.action or event.expected for event in guessed([])}
    of_the_walks = [event for event in offered.events if (event.action or event.expected) not in by_guess]
    assert len({parse(event.action).verb for event in of_the_walks}) > 150
    assert len([event for event in of_the_walks if event.expected]) > 20


@pytest.mark.parametrize("who", ["stranger", "outsider", "left"])
async def test_nothing_happens_and_nothing_is_told(installation: Installation, offered: Offered, who: str) -> None:
    dispatch = await busy(installation)
    if who == "left":
        async with installation.database.writing() as session:
            await session.exec(update(Person).where(col(Person.id) == STAFF).values(active=False))
    before = await kept(installation)
    chat = {"stranger": "nobody's chat", "outsider": f"chat-{OUTSIDER}", "left": f"chat-{STAFF}"}[who]
    words = await said(dispatch, chat, offered.events)
    of_others = [one for one in OF_OTHERS if who != "left" or one != LONG_NAME]  # who has left is called by their name
    assert read_of(words, *of_others, "went wrong") == []
    assert await kept(installation) == before


async def test_who_has_lost_the_role_can_do_nothing_with_it(installation: Installation, offered: Offered) -> None:
    dispatch = await busy(installation)
    for_admins = [event for event in offered.events if is_for_admins(event)]
    assert len(for_admins) > 200
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == ADMIN).values(admin=False))
    before = await kept(installation)
    words = await said(dispatch, f"chat-{ADMIN}", for_admins)
    assert read_of(words, *OF_OTHERS, "went wrong") == []
    assert await kept(installation) == before


async def test_a_head_reads_nothing_that_is_for_admins_alone(installation: Installation, offered: Offered) -> None:
    dispatch = await busy(installation)
    words = await said(dispatch, f"chat-{HEAD}", offered.events)
    assert read_of(words, *FOR_ADMINS_ALONE, "went wrong") == []


@pytest.mark.parametrize("number", [0, 2**31])
async def test_numbers_that_mean_nothing_end_kindly(
    installation: Installation, offered: Offered, number: int, caplog: pytest.LogCaptureFixture
) -> None:
    dispatch = await busy(installation)
    await number_on(installation)
    one_of_each = {parse(event.action or event.expected).verb + event.text: event for event in offered.events}
    for event in {damaged(event, number, place) for event in one_of_each.values() for place in range(5)}:
        await dispatch.answer(replace(event, chat_id=f"chat-{ADMIN}"))
    assert [record.getMessage() for record in caplog.records if "failed" in record.getMessage()] == []


async def number_on(installation: Installation) -> None:
    """PostgreSQL does not see by itself that the office's rows have numbers already."""
    if not installation.database.is_sqlite:
        async with installation.database.writing_engine.begin() as connection:
            for table in SQLModel.metadata.sorted_tables:
                if "id" in table.columns:
                    numbered = f"setval(pg_get_serial_sequence('{table.name}', 'id'), 1000)"
                    await connection.execute(text(f"SELECT {numbered}"))


def damaged(event: Event, number: int, place: int) -> Event:
    """With another number in this place of its action."""
    verb, *arguments = (event.action or event.expected).split(".")
    if place < len(arguments) and arguments[place].isdigit():
        arguments[place] = str(number)
    forged = ".".join([verb, *arguments])
    return replace(event, action=forged) if event.action else replace(event, expected=forged)


def is_for_admins(event: Event) -> bool:
    """Whether the program says so."""
    entry = TABLE.actions.get(parse(event.action).verb) or TABLE.expects.get(parse(event.expected).verb)
    return entry is not None and entry.admin
