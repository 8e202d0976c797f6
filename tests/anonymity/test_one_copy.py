"""One stolen copy, taken while the round is open: the attacker does no better than chance."""

from collections.abc import Awaitable, Callable
from random import Random

import pytest

from phieu.installation import Installation
from phieu.storage.database import Database
from phieu.storage.mixing import mix
from tests.anonymity.attacker import Cast, attack, best, successes
from tests.anonymity.elections import announced, everybody_acts_and_answers, everybody_joins_and_answers
from tests.anonymity.naive_boxes import numbered_box, touched_box
from tests.anonymity.stolen import steal

OTHER_ANSWERS = {
    "announcementrecipient.person_id",
    "nomination.person_id",
    "nominationquestion.nomination_id",
    "rotationcheckin.rotation_id",
    "notice.subject (nomination_answered)",
    "notice.subject (nomination_head)",
    "notice.subject (nomination_question)",
    "notice.subject (rotation_checked_in)",
}
"""Where other answers than those of ballots are kept with their names, and so in some order."""


@pytest.mark.parametrize("seed", range(2))
async def test_a_copy_of_a_mixed_box_links_nothing(installation: Installation, seed: int) -> None:
    election = await announced(installation)
    await everybody_joins_and_answers(installation, election, Random(seed))
    await mix(installation.database, installation.box)
    copy = await steal(installation.database)
    casts = election.casts(installation)
    assert len(copy.tables["ballot"]) == len(casts) > 100
    findings = attack(copy, casts)
    assert len(findings) > 500
    assert successes(findings) == []


@pytest.mark.parametrize("seed", range(2))
async def test_nor_do_all_the_other_answers_that_bear_names(installation: Installation, seed: int) -> None:
    """People confirm an announcement, answer a nomination, ask, tell how they get on, and then answer their ballots."""
    election = await announced(installation)
    await everybody_acts_and_answers(installation, election, Random(seed))
    await mix(installation.database, installation.box)
    findings = attack(await steal(installation.database), election.casts(installation))
    ways = {finding.way.partition(" by ")[2].partition(" in order")[0] for finding in findings}
    assert ways >= OTHER_ANSWERS, "the attacker has looked at all of them"
    assert successes(findings) == []


async def test_but_they_tell_the_order_of_ballots_that_are_not_mixed_yet(installation: Installation) -> None:
    """The known limit, and the proof that the attacker knows where to look."""
    await installation.mixer.stop()
    election = await announced(installation)
    await everybody_acts_and_answers(installation, election, Random(1))
    findings = attack(await steal(installation.database), election.casts(installation))
    found = {finding.way.partition(" by ")[2].partition(" in order")[0] for finding in successes(findings)}
    assert {"nominationquestion.nomination_id", "notice.subject (rotation_checked_in)"} <= found
    assert installation.database.is_sqlite or found >= OTHER_ANSWERS - {
        "notice.subject (nomination_answered)"
    }  # of those who cannot alone


async def test_the_same_attacker_sees_the_order_of_arrival_in_a_box_that_is_not_mixed(
    installation: Installation,
) -> None:
    """The known limit, and the proof that he knows where to look."""
    await installation.mixer.stop()
    election = await announced(installation)
    await everybody_joins_and_answers(installation, election, Random(1))
    findings = attack(await steal(installation.database), election.casts(installation))
    assert {finding.way.partition(" by ")[0] for finding in successes(findings)} & {
        "ballots in order of xmin",
        "ballots in order of log",
        "ballots in order of in page",
    }


@pytest.mark.parametrize("build", [numbered_box, touched_box])
async def test_the_same_attacker_breaks_naive_boxes(
    empty_database_url: str, build: Callable[[Database, Random], Awaitable[list[Cast]]]
) -> None:
    database = Database(empty_database_url)
    casts = await build(database, Random(1))
    findings = attack(await steal(database), casts)
    await database.dispose()
    assert best(findings).right == len(casts)
