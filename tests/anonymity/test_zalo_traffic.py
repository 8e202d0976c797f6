"""The attacker with Zalo's traffic in play: marks, counts, chats, codes, and the numbers that stay in a chat."""

import hashlib
from collections.abc import AsyncIterator, Sequence
from datetime import date
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncConnection

from phieu.bot.flows.answering import numbers
from phieu.bot.handlers.zalo import ZaloHandler
from phieu.bot.zalo_api.updates import ZaloUpdate
from phieu.installation import Installation
from phieu.office.answer_numbers import numbers_secret
from phieu.office.closing import close_round
from phieu.storage import ballot_box, seen_updates, zalo_traffic
from phieu.storage.ballot_rows import write_ballots
from phieu.storage.mixing import mix
from phieu.storage.seen_updates import SeenUpdates
from phieu.storage.tables import ZaloUpdateSeen
from phieu.storage.zalo_traffic import ZaloTraffic
from tests.anonymity.attacker import Cast, Finding, attack, successes
from tests.anonymity.elections import announced
from tests.anonymity.on_zalo import OnZalo, bearing_a_chat, read_off, secrets_left
from tests.anonymity.sqlite_pages import pages_in_the_log, pages_of
from tests.anonymity.stolen import Copy, steal
from tests.anonymity.test_keys import ballot_keys, every_value, home_files, key_found
from tests.zalo.talking import talking

GUESSED = 0.45
"""A thief who tries some keys on a hundred numbers, or takes them as they are, is right about so many at most."""
MANY = 100
SOME, VISITS = 6, 2
"""People who are enough to see a careless program by."""


@pytest.fixture
async def traffic(installation: Installation) -> AsyncIterator[OnZalo]:
    """A round that nobody has joined or answered; the mixer is to be called by hand."""
    await installation.mixer.stop()
    election = await announced(installation)
    async with talking(installation) as talk:
        yield await OnZalo.of(talk, election, Random(1))


async def test_nothing_that_zalo_brings_links_a_ballot(traffic: OnZalo) -> None:
    """Neither mixed nor before, neither while the round is open nor after it with every key that is left."""
    office, election = traffic.talk.installation, traffic.election
    await traffic.everybody_joins_and_answers()
    casts, key = election.casts(office), office.keyring.round_key(election.round_id)
    early = traffic.told(await steal(office.database))
    assert joined_by_a_transaction(early, casts) == []
    if not office.database.is_sqlite:
        assert order_is_seen(attack(early, casts)), "the control: unmixed, marks tell it to whom knows whose they are"

    await mix(office.database, office.box)
    backup = await steal(office.database)
    findings = attack(traffic.told(backup), casts)
    assert len(backup.tables["ballot"]) > MANY
    assert {"zaloupdateseen.person_id", "chataccount.person_id", "notice.person_id"} <= looked_at(findings)
    assert successes(findings) == []
    assert len(traffic.told(backup).tables["zaloupdateseen"]) == len(traffic.senders) > 3 * MANY
    assert list(bearing_a_chat(backup, traffic.chats, secrets_left(office))) == []

    await close_round(office, election.round_id)
    final, left = await steal(office.database), secrets_left(office)
    assert office.keyring.secret(seen_updates.SECRET) in left
    assert successes(attack(traffic.told(Copy({**final.tables, "ballot": backup.tables["ballot"]})), casts)) == []
    remains = every_value(final) + home_files(office.settings.home)
    assert not key_found(remains, ballot_keys(backup), election)
    assert list(bearing_a_chat(final, traffic.chats, left)) == []

    # what stays in the chats: with the round's key every number could be read, and with no other
    assert key is not None
    assert len(traffic.digits) > MANY
    assert read_off(traffic.digits, key) == 1
    assert max(read_off(traffic.digits, one) for one in (b"", *left)) < GUESSED


async def test_a_mark_in_the_ballots_transaction_is_found(traffic: OnZalo, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: list[dict[str, Any]] = []
    honest = write_ballots

    async def noted(self: SeenUpdates, message_id: str) -> bool:
        waiting[:] = [{"key_hash": self._hash(message_id), "day": date(2026, 6, 1)}]
        return False

    async def with_the_mark(connection: AsyncConnection, *rest: Any) -> Any:
        table: Any = ZaloUpdateSeen.__table__  # type: ignore[attr-defined]
        for row in waiting:
            await connection.execute(insert(table).values(row))
        waiting.clear()
        return await honest(connection, *rest)

    async def nothing(*_mark: object) -> None:
        return

    monkeypatch.setattr(SeenUpdates, "seen", noted)
    monkeypatch.setattr(SeenUpdates, "mark", nothing)
    monkeypatch.setattr(ballot_box, "write_ballots", with_the_mark)
    traffic.replayed = 0
    for rater in sorted(traffic.election.assigned)[:SOME]:
        await traffic.joins_and_answers(rater)
    office = traffic.talk.installation
    copy = traffic.told(await steal(office.database))
    assert joined_by_a_transaction(copy, traffic.election.casts(office)) != []


async def test_a_chat_beside_the_mark_is_found(traffic: OnZalo, monkeypatch: pytest.MonkeyPatch) -> None:
    office = traffic.talk.installation
    async with office.database.writing_engine.begin() as connection:
        await connection.execute(text("ALTER TABLE zaloupdateseen ADD COLUMN chat VARCHAR"))
    honest = ZaloHandler.on_update

    async def with_the_chat(self: ZaloHandler, update: ZaloUpdate) -> None:
        await honest(self, update)
        async with office.database.writing_engine.begin() as connection:
            statement = text("UPDATE zaloupdateseen SET chat = :chat WHERE chat IS NULL")
            await connection.execute(statement, {"chat": hashlib.sha256(update.chat_id.encode()).hexdigest()})

    monkeypatch.setattr(ZaloHandler, "on_update", with_the_chat)
    rater = min(traffic.election.assigned)
    await traffic.joins_and_answers(rater)
    found = list(bearing_a_chat(await steal(office.database), traffic.chats, []))
    assert found == [rater] * len(traffic.senders)


async def test_numbers_mixed_by_a_key_that_is_left_are_read(traffic: OnZalo, monkeypatch: pytest.MonkeyPatch) -> None:
    office = traffic.talk.installation

    def by_a_lasting_key(_round_key: bytes, *about: Any) -> bytes:
        return numbers_secret(office.keyring.secret("numbers"), *about)

    monkeypatch.setattr(numbers, "numbers_secret", by_a_lasting_key)
    for rater in sorted(traffic.election.assigned)[:SOME]:
        await traffic.joins_and_answers(rater)
    await close_round(office, traffic.election.round_id)
    assert max(read_off(traffic.digits, key) for key in secrets_left(office)) == 1


@pytest.mark.parametrize("step", [zalo_traffic.STEP, 1])
async def test_only_an_exact_count_tells_how_much_somebody_wrote(
    traffic: OnZalo, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    """The thief has a copy from before and after each person's visit."""
    monkeypatch.setattr(zalo_traffic, "STEP", step)
    office = traffic.talk.installation
    traffic.replayed = 0
    traffic.counted_by(ZaloTraffic(office.database, office.now, ZoneInfo("Asia/Ho_Chi_Minh")))
    guessed, counted = 0, await received(office)
    for rater in sorted(traffic.election.assigned)[:VISITS]:
        before = len(traffic.senders)
        await traffic.joins_and_answers(rater)
        now = await received(office)
        guessed += now - counted == len(traffic.senders) - before
        counted = now
    assert guessed == (VISITS if step == 1 else 0)


async def received(office: Installation) -> int:
    copy = await steal(office.database)
    return sum(row.values["received"] for row in copy.tables["zalomonth"])


def looked_at(findings: Sequence[Finding]) -> set[str]:
    """What people were put in order by."""
    return {finding.way.partition(" by ")[2].partition(" in order")[0] for finding in findings}


def order_is_seen(findings: Sequence[Finding]) -> bool:
    return any("zaloupdateseen.person_id" in finding.way for finding in successes(findings))


def joined_by_a_transaction(copy: Copy, casts: Sequence[Cast]) -> list[object]:
    """Where a transaction has written a ballot and a mark: by stamp on PostgreSQL, by the log on SQLite."""
    if not copy.files:
        return [finding for finding in successes(attack(copy, casts)) if finding.way.startswith("rows that share")]
    ballots, marks = pages_of(copy, "ballot"), pages_of(copy, "zaloupdateseen")
    return [pages for pages in pages_in_the_log(copy) if pages & ballots and pages & marks]
