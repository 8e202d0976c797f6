"""A broadcast through bans, blocks, bad gateways and lost answers: counted where it arrives."""

import asyncio
from itertools import pairwise

import pytest

from phieu.bot.delivery.outcomes import LOST_ANSWER, PROBABLY_DELIVERED
from phieu.sandbox.faults import FaultKind
from phieu.words import NoticeState
from tests.delivery.conftest import FIRST_PHONE, SUBJECT, PostOffice, words_for
from tests.delivery.line import Line

PEOPLE = 500
RETRY_AFTER = 2
BLOCKED, STUMBLING, LOST, LOST_TWICE = {17, 290}, {33, 310, 311}, {41, 42, 350}, 60


@pytest.mark.slow
async def test_each_of_500_gets_it_once_and_nothing_is_sent_inside_a_ban(post: PostOffice) -> None:
    phones = await post.staff(PEOPLE)
    post.let_time_run()
    await post.client.limit(per_second=45)  # the platform's own, and something for the stutter of a busy machine
    for person in BLOCKED:
        await phones[person - 1].block()
    for person in STUMBLING:
        await post.client.fault(FaultKind.BAD_GATEWAY, chat_id=FIRST_PHONE + person, times=1)
    for person in (*LOST, LOST_TWICE, LOST_TWICE):
        await post.client.fault(FaultKind.LOST_ANSWER, chat_id=FIRST_PHONE + person, times=1)
    await post.put(range(1, PEOPLE + 1))
    async with post.delivering():
        for place in (150, 300):  # in the middle, twice
            await phones[place - 1].sees(words_for(SUBJECT, place), timeout=60)
            await post.client.fault(FaultKind.TOO_MANY_REQUESTS, method="sendMessage", times=1, retry_after=RETRY_AFTER)
        rows = await post.until(
            lambda rows: (
                sum(row.state in (NoticeState.SENT, NoticeState.FAILED) for row in rows.values())
                == PEOPLE - len(BLOCKED)
            )
        )
    for person, row in rows.items():
        arrived = post.received(person)
        expected = 0 if person in BLOCKED else 2 if person in LOST or person == LOST_TWICE else 1
        assert arrived == [words_for(SUBJECT, person)] * expected, person
        assert row.doubts == (2 if person == LOST_TWICE else 1 if person in LOST else 0), person
    assert rows[LOST_TWICE].failure == PROBABLY_DELIVERED
    assert {person for person, row in rows.items() if row.state is NoticeState.WAITING} == BLOCKED
    calls = await post.client.history("sendMessage")
    bans = [call.at for call in calls if call.status == 429]
    assert len(bans) == 2  # those that were asked for; none because of too many messages
    assert not [call for call in calls for ban in bans if ban < call.at < ban + RETRY_AFTER]


async def test_a_network_that_is_dead_for_an_hour_loses_nothing(post: PostOffice) -> None:
    await post.staff(12)
    line = Line(post.sandbox.url)
    post.address = await line.mend()
    unreached = "the platform could not be reached"
    async with post.delivering():
        await post.put([1], "announcement:0")
        await post.until_done("announcement:0")
        await line.cut()
        await post.put(range(1, 13))
        # the connection that was there breaks without an answer, once; from then on none comes about
        await post.until(lambda rows: all(row.failure in (unreached, LOST_ANSWER) for row in rows.values()))
        for _ in range(6):
            post.forward(minutes=10)
            await post.until(lambda rows: any(row.next_attempt_at > post.now() for row in rows.values()))
            await post.until(
                lambda rows: all(
                    (row.next_attempt_at <= post.now(), row.failure) == (True, unreached) for row in rows.values()
                )
            )
        await line.mend()
        post.forward(minutes=10)
        rows = await post.until_done()
    await line.cut()
    assert {row.state for row in rows.values()} == {NoticeState.SENT}
    assert sum(row.doubts for row in rows.values()) <= 1
    assert sum(row.attempts - row.doubts for row in rows.values()) == len(
        rows
    )  # an hour without a network counts for nothing
    for person in rows:
        assert post.received(person)[-1:] == [words_for(SUBJECT, person)]
        assert len(post.received(person)) == (2 if person == 1 else 1)


async def test_an_answer_that_never_comes_is_a_doubt(post: PostOffice) -> None:
    await post.staff(1)
    post.timeout = 0.3
    await post.client.fault(FaultKind.HANG, method="sendMessage", times=1)
    await post.put([1])
    async with post.delivering():
        await post.until(lambda rows: rows[1].doubts == 1)
        post.forward(seconds=10)
        rows = await post.until_done()
    assert (rows[1].state, rows[1].doubts) == (NoticeState.SENT, 1)
    assert len(post.received(1)) == 2


async def test_two_messages_to_one_chat_are_a_second_apart_and_hold_up_no_other(post: PostOffice) -> None:
    await post.staff(8)
    post.let_time_run()
    await post.client.limit()
    for number in range(3):
        await post.put([1], f"announcement:1{number}")
    await post.put(range(1, 9))
    async with post.delivering():
        rows = await post.until_done()
        await asyncio.gather(*(post.until_done(f"announcement:1{number}") for number in range(3)))
    assert all(row.state is NoticeState.SENT for row in rows.values())
    calls = await post.client.history("sendMessage")
    assert {call.status for call in calls} == {200}
    mine = [call.at for call in calls if call.chat_id == FIRST_PHONE + 1]
    others = [call.at for call in calls if call.chat_id != FIRST_PHONE + 1]
    assert len(mine) == 4
    assert all(later - earlier >= 1 for earlier, later in pairwise(mine))
    assert max(others) < mine[2]
