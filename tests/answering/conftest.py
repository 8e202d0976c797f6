"""An office with one open round: everybody rates the chief, and three of them the head of their division."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from phieu.installation import Installation
from phieu.words import Rank
from tests.answering.chat import Chat
from tests.databases import started
from tests.rounds import add_office, add_person, open_round

NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)


@dataclass
class OpenOffice:
    """The round, and who is who in it."""

    installation: Installation
    unit: int
    chief: int
    head: int
    raters: list[int]
    round: int

    def chat(self, number: int = 0) -> Chat:
        """The chat of a rater, as if the program had just been started."""
        return Chat(self.installation, f"chat-{number}")


async def open_office(installation: Installation) -> OpenOffice:
    """Seven raters; the first three rate both, the others the chief alone. It is five days before the round is due."""
    installation = replace(installation, now=lambda: NOW)
    unit = await add_office(installation)
    chief = await add_person(installation, unit, "Nguyễn Văn An", title="Chánh Văn phòng", rank=Rank.CHIEF)
    head = await add_person(installation, unit, "Trần Thị Bình", title="Trưởng phòng", rank=Rank.HEAD)
    raters = [await add_person(installation, unit, f"Lê Văn {n}", chat_id=f"chat-{n}") for n in range(7)]
    everybody = {"Party committee": raters[3:], "Staff of the division": raters[:3]}
    opened = await open_round(installation, {head: {"All raters": raters[:3]}, chief: everybody})
    return OpenOffice(installation, unit, chief, head, raters, opened)


@pytest.fixture
async def office(sqlite_installation: Installation) -> OpenOffice:
    """The office on SQLite."""
    return await open_office(sqlite_installation)


@pytest.fixture
async def office_on_both(installation: Installation) -> OpenOffice:
    """The office, once on each engine."""
    return await open_office(installation)


@pytest.fixture
async def restarted(office: OpenOffice, sqlite_url: str, tmp_path: Path) -> AsyncIterator[OpenOffice]:
    """The same office in another process, as far as one process can play two."""
    async with started(sqlite_url, tmp_path / "home") as installation:
        yield replace(office, installation=replace(installation, now=lambda: NOW))
