"""An office with an open round, whose raters are on Zalo."""

from collections.abc import AsyncIterator

import pytest

from phieu.installation import Installation
from tests.answering.conftest import OpenOffice, open_office
from tests.zalo.talking import Phone, Talking, talking


@pytest.fixture
async def office(sqlite_installation: Installation) -> OpenOffice:
    """The office on SQLite."""
    return await open_office(sqlite_installation)


@pytest.fixture
async def talk(office: OpenOffice) -> AsyncIterator[Talking]:
    """The office's program on Zalo."""
    async with talking(office.installation) as talk:
        yield talk


@pytest.fixture
async def lan(talk: Talking, office: OpenOffice) -> Phone:
    """A rater of both who has joined here, too; she reads English."""
    return await talk.joined(1001, office.raters[0])
