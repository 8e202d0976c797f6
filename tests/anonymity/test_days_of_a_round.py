"""The attacker again, with reminders, mixing and nightly backups in play: no copy of any day, and no series of them,
tells whose a ballot is, or who had answered by then.
"""

from collections.abc import Sequence
from itertools import count
from random import Random

import pytest
from sqlmodel import col, select, update

from phieu.installation import Installation
from phieu.office.notices import announce, round_subject
from phieu.storage.tables import Person, Round
from phieu.words import NoticeKind, RoundState
from tests.anonymity.attacker import attack, successes
from tests.anonymity.days_of_a_round import Noting, begun, one_day
from tests.anonymity.splits import by_chance, telling_splits
from tests.anonymity.stolen import Copy, steal
from tests.anonymity.test_backups import stolen
from tests.anonymity.test_keys import ballot_keys, every_value, home_files, key_found

ENOUGH_REMINDED, ENOUGH_PUT_OFF, ENOUGH_NIGHTS = 20, 3, 12


async def test_no_copy_of_any_day_and_no_series_of_them_links_anything(
    installation: Installation, caplog: pytest.LogCaptureFixture
) -> None:
    the_round = await begun(installation, Random(5))
    casts, election, backups = the_round.election.casts(the_round.office), the_round.election, []
    key, raters = the_round.office.keyring.round_key(election.round_id), set(election.assigned)
    for number in count(1):
        if not await one_day(the_round, number):
            break
        backups.append(await stolen(the_round.backups()[-1]))

    # the control: there was something to be seen, and all of it ran
    assert the_round.reminded >= ENOUGH_REMINDED
    assert the_round.put_off >= ENOUGH_PUT_OFF
    assert len(backups) >= ENOUGH_NIGHTS
    assert [one.getMessage() for one in caplog.records if "failed" in one.getMessage()] == []

    for copy in (*backups, *(copy for _, copy in the_round.loot)):
        findings = attack(copy, casts)
        assert len(findings) > 100
        assert successes(findings) == []
    final, last_ballots = await steal(installation.database), backups[-1].tables["ballot"]
    for earlier in (backups[0], backups[len(backups) // 2], final):  # and after the close with what was carried off
        assert successes(attack(Copy({**earlier.tables, "ballot": last_ballots}), casts)) == []
    moments = {frozenset(answered): copy for answered, copy in the_round.loot}
    assert len(moments) > ENOUGH_PUT_OFF
    for answered, copy in moments.items():
        for loot in (copy, final):
            assert telling_splits(loot, raters, answered) == []

    # nor with every key that is left then
    async with installation.database.reading() as session:
        assert list(await session.exec(select(Round.state))) == [RoundState.CLOSED]
    assert not key_found(
        every_value(final) + home_files(installation.settings.home), ballot_keys(backups[-1]), election
    )
    assert key is not None
    for file in the_round.backups():
        assert (await stolen(file)).tables["ballot"] == []
        assert [one for one in (key, *ballot_keys(backups[-1])) if one in file.read_bytes()] == []


async def as_notices(office: Installation, people: Sequence[int]) -> None:
    """A row in the outbox for each reminder."""
    async with office.database.writing() as session:
        await announce(session, NoticeKind.ROUND_OPENED, f"{round_subject(1)}:again", people, office.now())


async def on_the_person(office: Installation, people: Sequence[int]) -> None:
    """A mark on the person."""
    async with office.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id).in_(people)).values(contact="reminded"))


@pytest.mark.parametrize("noting", [as_notices, on_the_person])
async def test_the_same_attacker_tells_who_was_reminded_where_that_is_kept(
    installation: Installation, noting: Noting
) -> None:
    the_round = await begun(installation, Random(5))
    for number in count(1):
        await one_day(the_round, number, noting)
        if the_round.reminded:
            break
    answered, copy = the_round.loot[-1]
    assert telling_splits(copy, set(the_round.election.assigned), answered) != []


def test_what_chance_gives_is_no_finding() -> None:
    everybody = range(36)
    assert by_chance(everybody, range(18), range(18)) == pytest.approx(2 / 9_075_135_300)
    assert by_chance(everybody, range(18), range(9, 27)) == 1
    assert by_chance(everybody, range(18), everybody) == 1
    assert by_chance(everybody, range(18), range(100, 105)) == 1
