"""When a round is over its ballots go from the backups, too, and nothing else does."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from phieu.office.backup_rules import KnownRound, RoundInBackup, rounds_over
from phieu.office.closing import close_round
from phieu.storage.backup_names import by_hand
from tests.anonymity.elections import Election, announced, answers_all, everybody_joins_and_answers
from tests.backups.conftest import Nights
from tests.backups.contents import contents_of_file, query
from tests.backups.test_backup import back_up

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=UTC)
"""Two o'clock on the 22nd in Hà Nội."""
EARLIER, LATER, DAY = NOW - timedelta(days=1), NOW + timedelta(days=1), timedelta(days=1)
HELD = "SELECT DISTINCT round_id FROM ballot ORDER BY round_id"
FIRST, SECOND = "phieu-2026-11-22-0200.sqlite3", "phieu-2026-11-23-0200.sqlite3"


@pytest.fixture
async def election(nights: Nights) -> Election:
    """A round that everybody has answered."""
    nights.time = NOW
    found = await announced(nights.installation, "2026-H2")
    await everybody_joins_and_answers(nights.installation, found, Random(1))
    return found


def held(nights: Nights) -> dict[str, list[int]]:
    """Of which rounds each backup holds ballots."""
    return {name: [number for (number,) in query(nights.folder / name, HELD)] for name in nights.names}


async def test_while_the_round_is_open_they_stay_and_after_the_close_they_are_gone(
    nights: Nights, election: Election
) -> None:
    await nights.tick_at(NOW)
    await nights.tick_at(NOW + DAY)
    by_somebody = by_hand(NOW)
    await back_up(nights.installation, nights.folder / by_somebody)
    number = election.round_id
    assert held(nights) == {name: [number] for name in (FIRST, SECOND, by_somebody)}
    before = await contents_of_file(nights.folder / FIRST)
    keys = [row["key"] for row in before["ballot"]]
    assert len(keys) > 100
    await close_round(nights.installation, number)
    await nights.tick_at(NOW + DAY + timedelta(minutes=1))
    assert held(nights) == {name: [] for name in (FIRST, SECOND, by_somebody)}
    loot = b"".join((nights.folder / name).read_bytes() for name in nights.names)
    assert [key for key in keys if key in loot] == []
    assert await contents_of_file(nights.folder / FIRST) == before | {"ballot": []}


async def test_the_ballots_of_another_round_that_is_open_stay(nights: Nights, election: Election) -> None:
    other = await announced(nights.installation, "2027-H1")
    await answers_all(nights.installation, other, next(iter(other.assigned)), Random(2))
    await nights.tick_at(NOW)
    assert held(nights) == {FIRST: [election.round_id, other.round_id]}
    await close_round(nights.installation, election.round_id)
    await nights.tick_at(NOW + timedelta(minutes=1))
    assert held(nights) == {FIRST: [other.round_id]}


async def test_the_old_file_is_overwritten_and_the_new_one_is_as_it_was(nights: Nights, election: Election) -> None:
    await nights.tick_at(NOW)
    file = nights.folder / FIRST
    marks = [query(file, f"PRAGMA {name}") for name in ("application_id", "user_version")]
    descriptor = os.open(file, os.O_RDONLY)  # what lies in the blocks of the disk, once the name is gone
    old = os.pread(descriptor, 10**8, 0)
    await close_round(nights.installation, election.round_id)
    await nights.tick_at(NOW + timedelta(minutes=1))
    assert os.pread(descriptor, 10**8, 0) == bytes(len(old))
    os.close(descriptor)
    assert [query(file, f"PRAGMA {name}") for name in ("application_id", "user_version")] == marks
    assert mode(file) == 0o600


async def test_what_somebody_has_linked_elsewhere_is_left_to_them(nights: Nights, election: Election) -> None:
    await nights.tick_at(NOW)
    theirs = nights.folder.parent / "theirs"
    os.link(nights.folder / FIRST, theirs)
    content = read(theirs)
    await close_round(nights.installation, election.round_id)
    await nights.tick_at(NOW + timedelta(minutes=1))
    assert (held(nights), read(theirs)) == ({FIRST: []}, content)


async def test_a_backup_that_cannot_be_read_hinders_no_other_and_is_tried_again_by_the_hour(
    nights: Nights, election: Election, caplog: pytest.LogCaptureFixture
) -> None:
    await nights.tick_at(NOW)
    broken = "phieu-2026-11-20-0200.sqlite3"
    put(nights.folder / broken, b"no database at all")
    await close_round(nights.installation, election.round_id)
    for minute in range(1, 63, 10):
        await nights.tick_at(NOW + timedelta(minutes=minute))
    assert query(nights.folder / FIRST, HELD) == []
    assert caplog.text.count(f"ballots could not be taken out of the backup {broken}") == 2
    assert read(nights.folder / broken) == b"no database at all"


async def test_what_a_killed_program_left_goes_from_the_data_directory_too(nights: Nights) -> None:
    left = nights.installation.settings.home / ".phieu-a.unfinished"
    make(left)
    await nights.tick_at(NOW)
    assert there(left)
    os.utime(left, (0, 0))
    await nights.tick_at(NOW + timedelta(minutes=1))
    assert not there(left)


async def test_a_backup_is_looked_through_once(nights: Nights, election: Election) -> None:
    await nights.tick_at(NOW)
    await nights.tick_at(NOW + timedelta(minutes=1))
    file = nights.folder / FIRST
    state, size = os.stat(file), len(read(file))  # noqa: PTH116
    with open(file, "r+b") as stream:  # noqa: PTH123, ASYNC230 - past its time stamp: nobody looks into it again
        stream.write(bytes(size))
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    await close_round(nights.installation, (await announced(nights.installation, "2027-H1")).round_id)
    await nights.tick_at(NOW + timedelta(minutes=2))
    assert read(file) == bytes(size)
    assert election.round_id


@pytest.mark.parametrize(
    ("known", "due_at", "over"),
    [
        (KnownRound(EARLIER, open=True), EARLIER, False),
        (KnownRound(EARLIER, open=False), LATER, True),
        (None, LATER, False),
        (None, NOW, True),
        (KnownRound(NOW, open=True), EARLIER, True),
        (KnownRound(NOW, open=False), LATER, False),
    ],
    ids=["goes on, though extended", "closed early", "unknown", "unknown and over", "namesake", "closed namesake"],
)
def test_which_rounds_are_over(known: KnownRound | None, due_at: datetime, over: bool) -> None:  # noqa: FBT001
    found = rounds_over({7: RoundInBackup(EARLIER, due_at)}, {7: known} if known else {}, NOW)
    assert found == ({7} if over else set())


def make(folder: Path) -> None:
    folder.mkdir()


def there(file: Path) -> bool:
    return file.exists()


def read(file: Path) -> bytes:
    return file.read_bytes()


def put(file: Path, content: bytes) -> None:
    file.write_bytes(content)


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777
