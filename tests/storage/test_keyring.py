"""Keys are on disk, for their owner alone, and gone when destroyed."""

import asyncio
import os
from pathlib import Path

import pytest

from phieu.storage.database import Database
from phieu.storage.keyring import Keyring
from phieu.storage.tables import Office, Round
from tests.databases import started
from tests.storage.rounds import add_round


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    keyring = Keyring(tmp_path)
    keyring.prepare()
    return keyring


def test_keys_are_for_their_owner_alone(keyring: Keyring, tmp_path: Path) -> None:
    (tmp_path / "keys").chmod(0o755)
    keyring.prepare()
    keyring.create_round_key(7)
    keyring.secret("invites")
    files = [tmp_path / "keys", *(tmp_path / "keys").iterdir()]
    assert {file.name: oct(file.stat().st_mode & 0o777) for file in files} == {
        "keys": "0o700",
        "round-7.key": "0o600",
        "invites.secret": "0o600",
    }


def test_a_round_key_lasts_until_it_is_destroyed(keyring: Keyring, tmp_path: Path) -> None:
    key = keyring.create_round_key(7)
    assert len(key) == 32
    assert keyring.create_round_key(8) != key
    assert Keyring(tmp_path).round_key(7) == key
    assert keyring.rounds_with_key() == [7, 8]
    keyring.destroy_round_key(7)
    keyring.destroy_round_key(7)
    assert keyring.round_key(7) is None
    assert keyring.rounds_with_key() == [8]


def test_a_destroyed_key_is_overwritten_before_it_goes(keyring: Keyring, tmp_path: Path) -> None:
    key = keyring.create_round_key(7)
    os.link(tmp_path / "keys" / "round-7.key", tmp_path / "still-the-same-bytes-on-disk")
    keyring.destroy_round_key(7)
    remains = (tmp_path / "still-the-same-bytes-on-disk").read_bytes()
    assert len(remains) == 32
    assert remains != key


def test_the_key_of_an_opening_that_was_not_committed_is_replaced(keyring: Keyring) -> None:
    assert keyring.create_round_key(7) != keyring.create_round_key(7)
    assert keyring.rounds_with_key() == [7]


def test_a_secret_is_made_once(keyring: Keyring, tmp_path: Path) -> None:
    secret = keyring.secret("invites")
    assert len(secret) == 32
    assert Keyring(tmp_path).secret("invites") == secret
    assert keyring.secret("updates") != secret


async def test_processes_that_make_a_secret_at_once_agree(tmp_path: Path) -> None:
    Keyring(tmp_path).prepare()
    secrets = await asyncio.gather(*(asyncio.to_thread(Keyring(tmp_path).secret, "invites") for _ in range(20)))
    assert len(set(secrets)) == 1
    assert [file.name for file in (tmp_path / "keys").iterdir()] == ["invites.secret"]


async def test_a_key_without_a_round_is_destroyed_at_start_and_no_other(database_url: str, tmp_path: Path) -> None:
    async with started(database_url, tmp_path / "home") as installation:
        await add_office(installation.database)
        round_id = await add_round(installation.database)
        key = installation.keyring.create_round_key(round_id)
        installation.keyring.create_round_key(round_id + 1)
    async with started(database_url, tmp_path / "home") as installation:
        assert installation.keyring.rounds_with_key() == [round_id]
        assert installation.keyring.round_key(round_id) == key


async def test_a_round_that_is_just_being_opened_keeps_its_key(database_url: str, tmp_path: Path) -> None:
    async with started(database_url, tmp_path / "home") as installation:
        await add_office(installation.database)
        round_id = await add_round(installation.database)
        opening = Database(database_url)
        async with opening.writing() as session:
            row = await session.get_one(Round, round_id)
            session.add(Round(**{**row.model_dump(exclude={"id"}), "period": "2026-H2"}))
            await session.flush()
            installation.keyring.create_round_key(round_id + 1)
            starting = asyncio.ensure_future(_start_and_stop(database_url, tmp_path / "home"))
            await asyncio.wait([starting], timeout=0.2)  # it may take as long as it likes: it must wait for the opening
            assert installation.keyring.rounds_with_key() == [round_id + 1]
        await starting
        await opening.dispose()
        assert installation.keyring.rounds_with_key() == [round_id + 1]


async def test_without_an_office_keys_wait_for_a_backup_to_be_taken_back(database_url: str, tmp_path: Path) -> None:
    async with started(database_url, tmp_path / "home") as installation:
        installation.keyring.create_round_key(1)
    async with started(database_url, tmp_path / "home") as installation:
        assert installation.keyring.rounds_with_key() == [1]


async def add_office(database: Database) -> None:
    """Without one no round can be opened, and no key is one too many."""
    async with database.writing() as session:
        session.add(Office(name="Văn phòng mẫu"))


async def _start_and_stop(database_url: str, home: Path) -> None:
    async with started(database_url, home):
        pass
