"""Who is reminded, and when: by the clock's step, on real databases, at times that the test sets."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select, update

from phieu.bot.delivery import reminding
from phieu.bot.delivery.sender import DoubtError, RefusedError, RestError, TryAgainError, UnreachableError
from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.office.answering import ballots_of, submit
from phieu.storage.tables import ChatAccount, Office, Person, SpecialDay
from phieu.words import Channel
from tests.reminders.conftest import DUE, HALF, ONE, THREE, Owing, chats
from tests.rounds import open_round

MINUTE = timedelta(minutes=1)


async def test_only_those_who_owe_ballots_are_reminded_and_once(office_on_both: Owing) -> None:
    office = office_on_both
    await office.hand_in(0, 3)
    assert await office.step(HALF - MINUTE) == []
    assert await office.step(HALF) == chats(1, 2, 4, 5)
    assert await office.step(HALF + MINUTE) == []
    await office.hand_in(1)
    assert await office.step(THREE) == chats(2, 4, 5)
    assert await office.step(ONE + MINUTE) == chats(2, 4, 5)
    assert await office.runs() == [(office.round, at) for at in (HALF, THREE, ONE)]


async def test_several_processes_at_once_remind_each_person_once(office_on_both: Owing) -> None:
    office = office_on_both
    office.time = HALF
    async with office.reminding() as one, office.reminding() as another:
        steps = [each.remind_of_ballots(office.installation) for each in (one, another, one)]
        await asyncio.gather(*steps)
        await asyncio.gather(one.sent(), another.sent())
    assert office.told() == chats(0, 1, 2, 3, 4, 5)


async def test_a_ballot_that_was_answered_but_not_handed_in_is_owed(office: Owing) -> None:
    await office.hand_in(0, 1, 2, 3, 4)
    (first, _) = await ballots_of(office.installation, office.raters[5])
    await submit(office.installation, office.raters[5], first.round.id, first.ratee.id)
    assert await office.step(HALF) == chats(5)


async def test_one_message_tells_of_all_rounds(office: Owing) -> None:
    more = await open_round(
        office.installation, {office.ratees[0]: {"Staff": office.raters[:3]}}, period="2026-H2", due_at=DUE
    )
    await office.step(HALF - MINUTE)
    office.time = HALF
    async with office.reminding() as at_work:
        await at_work.remind_of_ballots(office.installation)
        await at_work.sent()
    by_chat = dict(office.said)
    assert len(by_chat) == len(office.said) == 6
    assert "You still have <b>3 ballots</b> to hand in." in by_chat["chat-0"].text
    assert "first half of 2026" in by_chat["chat-0"].text
    assert "second half of 2026" in by_chat["chat-0"].text
    assert "You still have <b>2 ballots</b> to hand in." in by_chat["chat-5"].text
    assert "second half" not in by_chat["chat-5"].text
    assert await office.runs() == [(office.round, HALF), (more, HALF)]


async def test_a_late_reminder_comes_and_one_that_is_too_late_is_left_out(
    office: Owing, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "phieu")
    assert await office.step(HALF + timedelta(hours=6)) == chats(0, 1, 2, 3, 4, 5)
    assert await office.step(THREE + timedelta(hours=6, minutes=1)) == []
    assert await office.step(THREE + timedelta(hours=6, minutes=2)) == []
    assert await office.runs() == [(office.round, HALF)]
    assert [record.getMessage() for record in caplog.records] == [
        f"round {office.round}: reminded",
        f"round {office.round}: the reminder of 2026-06-10 02:00:00+00:00 was left out, it would come too late",
    ]


async def test_nobody_is_spoken_to_when_the_office_is_not(office: Owing) -> None:
    async with office.installation.database.writing() as session:
        await session.exec(update(Office).values(reminder_hour=20))
    night, late = HALF + timedelta(hours=11), HALF + timedelta(hours=12, minutes=30)
    assert await office.step(late) == []  # 21:30 in Hanoi
    assert await office.step(night) == chats(0, 1, 2, 3, 4, 5)  # 20:00


async def test_a_day_that_becomes_a_day_off_has_no_reminder(office: Owing) -> None:
    async with office.installation.database.writing() as session:
        session.add(SpecialDay(day=HALF.date(), works=False, name="Nghỉ bù"))
    assert await office.step(HALF) == []
    assert await office.step(HALF + timedelta(days=1)) == chats(0, 1, 2, 3, 4, 5)  # half of nine working days


async def test_after_an_extension_the_plan_is_made_anew_and_nothing_is_repeated(office: Owing) -> None:
    assert await office.step(HALF) == chats(0, 1, 2, 3, 4, 5)
    due = datetime(2026, 6, 29, 16, 59, tzinfo=UTC)
    await office.change(office.round, due_at=due, extended_at=THREE - timedelta(hours=1))
    assert await office.step(THREE) == []  # told of the extension on this very day
    assert await office.step(ONE) == []
    assert await office.step(datetime(2026, 6, 19, 2, tzinfo=UTC)) == chats(0, 1, 2, 3, 4, 5)  # half of the rest
    assert await office.step(datetime(2026, 6, 24, 2, tzinfo=UTC)) == chats(0, 1, 2, 3, 4, 5)


async def test_who_has_no_chat_has_blocked_the_bot_or_has_left_is_not_written_to(office: Owing) -> None:
    async with office.installation.database.writing() as session:
        await session.exec(update(ChatAccount).where(col(ChatAccount.chat_id) == "chat-0").values(reachable=False))
        await session.exec(update(Person).where(col(Person.id) == office.raters[1]).values(active=False))
    assert await office.step(HALF) == chats(2, 3, 4, 5)


async def test_a_lost_key_reminds_nobody(office: Owing) -> None:
    office.installation.keyring.destroy_round_key(office.round)
    assert await office.step(HALF) == []


async def test_who_hands_in_while_others_are_being_reminded_is_not_reminded(
    office: Owing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reminding, "AT_ONCE", 1)
    dispatch = Dispatch(office.installation, "phieu_bot")

    async def words(person: Person, _channel: Channel) -> Screen | None:
        screen = await dispatch.reminder(person)
        if not office.said:
            await office.hand_in(*(place for place, rater in enumerate(office.raters) if rater != person.id))
        return screen

    office.time = HALF
    one_by_one = reminding.Reminding(office.installation, [Channel.TELEGRAM], office.tell, words)
    await one_by_one.remind_of_ballots(office.installation)
    await one_by_one.sent()
    assert len(office.told()) == 1


@pytest.mark.parametrize("error", [UnreachableError(), RefusedError(), DoubtError(), RuntimeError("a secret")])
async def test_what_fails_for_one_is_noted_nowhere_and_the_others_are_reminded(
    office: Owing, error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "phieu")
    office.fails = lambda chat: error if chat in chats(1, 2) else None
    assert await office.step(HALF) == chats(0, 3, 4, 5)
    async with office.installation.database.reading() as session:
        assert all((await session.exec(select(ChatAccount.reachable))).all())
    told = [record.getMessage() for record in caplog.records]
    assert told[0] == f"round {office.round}: reminded"
    assert len(told) == (2 if isinstance(error, RuntimeError) else 1)
    assert not any("secret" in line or "Lê" in line or "chat" in line for line in told)


@pytest.mark.parametrize("error", [RestError(timedelta(0)), TryAgainError()])
async def test_what_can_be_tried_again_is(office: Owing, error: Exception) -> None:
    failures = [error, error]
    office.fails = lambda chat: failures.pop() if failures and chat == "chat-1" else None
    office.time = HALF
    async with office.reminding() as at_work:
        at_work._pause = timedelta(0)
        await at_work.remind_of_ballots(office.installation)
        await at_work.sent()
    assert office.told() == chats(0, 1, 2, 3, 4, 5)
    assert failures == []


async def test_stopping_reminds_nobody_else(office: Owing) -> None:
    office.fails = lambda _chat: RestError(timedelta(hours=1))
    office.time = HALF
    async with office.reminding() as at_work:
        await at_work.remind_of_ballots(office.installation)
    assert office.told() == []
    office.fails = lambda _chat: None
    assert await office.step(HALF + MINUTE) == []  # it has run: this time they are not reminded
