"""Fixtures of the training tests."""

import pytest

from phieu.installation import Installation
from tests.training.chats import TrainingOffice, training_office


@pytest.fixture
async def office(installation: Installation) -> TrainingOffice:
    """The office, once on each engine."""
    return await training_office(installation)


@pytest.fixture
async def sqlite_office(sqlite_installation: Installation) -> TrainingOffice:
    """The office on SQLite."""
    return await training_office(sqlite_installation)
