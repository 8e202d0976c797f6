"""Backups as loot: at any moment they link no ballot to its rater; after the close not with every key either."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import URL

from phieu.installation import Installation
from phieu.office.backed_up_rounds import clear_ballots, known_rounds
from phieu.office.closing import close_round
from phieu.office.invitations import make_invites
from phieu.office.joining import redeem
from phieu.scheduler.nightly_backup import back_up_nightly
from phieu.storage.backup import make_backup
from phieu.storage.backup_names import made_by_the_clock
from phieu.storage.database import Database
from phieu.storage.mixing import mix
from phieu.words import Channel
from tests.anonymity.attacker import attack, successes
from tests.anonymity.elections import Election, announced, answers_all, everybody_acts_and_answers
from tests.anonymity.sqlite_pages import PAGE, pages_of_ballots
from tests.anonymity.stolen import Copy, steal
from tests.anonymity.test_keys import ballot_keys, every_value, home_files, key_found


@pytest.fixture
async def election(installation: Installation) -> Election:
    """Everybody has answered, and nothing has been mixed."""
    await installation.mixer.stop()
    found = await announced(installation)
    await everybody_acts_and_answers(installation, found, Random(1))
    return found


async def backed_up(installation: Installation, name: str) -> Path:
    folder = installation.settings.home.parent / "disk"
    make(folder)
    home, now = installation.settings.home, installation.now()
    await make_backup(installation.database, installation.box, folder / name, home=home, now=now)
    return folder / name


def make(folder: Path) -> None:
    folder.mkdir(exist_ok=True)


async def stolen(file: Path) -> Copy:
    database = Database(URL.create("sqlite+aiosqlite", database=str(file)))
    copy = await steal(database)
    await database.dispose()
    return copy


async def test_a_backup_links_nothing_though_the_box_has_not_been_mixed(
    installation: Installation, election: Election
) -> None:
    casts = election.casts(installation)
    assert successes(attack(await steal(installation.database), casts)) != [], "the control"
    copy = await stolen(await backed_up(installation, "a.sqlite3"))
    findings = attack(copy, casts)
    assert len(copy.tables["ballot"]) == len(casts) > 100
    assert len(findings) > 200
    assert successes(findings) == []
    assert not key_found(every_value(copy), ballot_keys(copy), election)


async def test_ballots_lie_in_the_order_of_their_keys(installation: Installation, election: Election) -> None:
    assert election.assigned
    copy = await stolen(await backed_up(installation, "a.sqlite3"))
    content, keys = copy.files[""], ballot_keys(copy)
    places = sorted((content.find(key), key) for key in keys)
    pages = pages_of_ballots(copy)
    assert {at // PAGE + 1 for at, _ in places} <= pages
    assert len(pages) > 2
    for page in pages:
        inside = [key for at, key in places if at // PAGE + 1 == page]
        # a page is filled from its end, so that what came first lies last; interior pages hold one in passing
        assert inside in (sorted(inside), sorted(inside, reverse=True))


async def test_a_series_of_backups_laid_side_by_side_links_nothing(installation: Installation) -> None:
    """Which ballots are new says between which two they came, and no more."""
    await installation.mixer.stop()
    election = await announced(installation)
    first = await stolen(await backed_up(installation, "before.sqlite3"))
    await everybody_acts_and_answers(installation, election, Random(2))
    second = await stolen(await backed_up(installation, "after.sqlite3"))
    casts = election.casts(installation)
    for rows in (first.tables, second.tables):
        both = Copy({**rows, "ballot": second.tables["ballot"]}, second.files)
        assert successes(attack(both, casts)) == []


async def test_with_the_mixer_and_nightly_backups_at_work_no_copy_links_anything(installation: Installation) -> None:
    """People join and answer day after day; every backup is attacked by itself, and so is the database at the end."""
    folder = installation.settings.home.parent / "disk"
    make(folder)
    settings = installation.settings.model_copy(update={"backup_dir": folder, "backups_kept": 9})
    days = [installation.now()]
    office = replace(installation, settings=settings, now=lambda: days[-1])
    election = await announced(office)
    codes = {invite.person_id: invite.code for invite in await make_invites(office, None, office.now())}
    dice = Random(3)
    for number, rater in enumerate(dice.sample(sorted(election.assigned), len(election.assigned))):
        if number % 8 == 7:
            await back_up_nightly(office)
            days.append(days[-1] + timedelta(days=1))
        assert await redeem(office, Channel.TELEGRAM, str(dice.randrange(10**9)), codes[rater])
        await answers_all(office, election, rater, dice)
    await mix(office.database, office.box)
    casts = election.casts(office)
    backups = [await stolen(file) for _, file in made_by_the_clock(folder)]
    assert len(backups) > 2
    held = [len(copy.tables["ballot"]) for copy in backups]
    assert held == sorted(set(held)), "each night there are more"
    for copy in (*backups, await steal(office.database)):
        assert successes(attack(copy, casts)) == []


async def test_after_the_close_neither_backups_nor_keys_help(installation: Installation, election: Election) -> None:
    file = await backed_up(installation, "a.sqlite3")
    before = await stolen(file)
    casts = election.casts(installation)
    await close_round(installation, election.round_id)
    async with installation.database.reading() as session:
        known = await known_rounds(session)
    assert await clear_ballots(file, known, installation.now()) == {election.round_id}
    after = await stolen(file)
    remains = every_value(after) + home_files(installation.settings.home)
    assert [key for key in ballot_keys(before) if key in remains] == []
    assert not key_found(remains, ballot_keys(before), election)
    assert after.tables["ballot"] == []
    # even with the ballots of a backup that somebody took away before: no order in what is left says whose they are
    now = await steal(installation.database)
    assert successes(attack(Copy({**now.tables, "ballot": before.tables["ballot"]}), casts)) == []
