"""Each notice reaches everybody once: where they prefer it, and on the other channel when that fails for good."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from markupsafe import Markup
from sqlmodel import col, update

from phieu.bot.delivery import outcomes
from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.outbox import Outbox
from phieu.bot.delivery.revision import Removal, Revision
from phieu.bot.screen import Screen, row
from phieu.office.notices import count_notices
from phieu.sandbox.faults import FaultKind
from phieu.storage.tables import ChatAccount, Notice
from phieu.words import NoticeKind, NoticeState
from tests.delivery.conftest import KIND, SUBJECT, all_sent, words_for
from tests.zalo.two_channels import TELEGRAM, ZALO, TwoChannels, two_channels

EVERYBODY = (1, 2, 3, 4)
CORRECTED = NoticeKind.ANNOUNCEMENT_CORRECTED
ANEW = Screen(Markup("Đính chính: bản mới"))


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[TwoChannels]:
    async with two_channels(tmp_path) as post:
        yield post


def channels_of(rows: dict[int, Notice]) -> dict[int, object]:
    return {person: row.channel for person, row in rows.items()}


async def test_everybody_is_told_once_where_they_prefer_it(post: TwoChannels) -> None:
    await post.put(EVERYBODY)
    async with post.delivering():
        rows = await post.until_done()
    assert all_sent(rows)
    assert channels_of(rows) == {1: TELEGRAM, 2: ZALO, 3: ZALO, 4: TELEGRAM}
    assert sorted(post.asked) == [(TELEGRAM, 1), (TELEGRAM, 4), (ZALO, 2), (ZALO, 3)]
    for person in (1, 4):
        assert post.received(person) == [words_for("announcement:1", person)]
    for person in (2, 3):
        (text,) = await post.said_on_zalo(person)
        assert words_for("announcement:1", person) in text
    assert post.received(3) == []
    assert await post.said_on_zalo(4) == []
    assert [bool(rows[person].message_ids) for person in EVERYBODY] == [True, False, False, True]


async def test_what_one_channel_refuses_goes_by_the_other(post: TwoChannels) -> None:
    await post.client.zalo_fault(FaultKind.ERROR, method="sendMessage", code=400)
    await post.put(EVERYBODY)
    async with post.delivering():
        rows = await post.until_done()
    assert {person: row.state for person, row in rows.items()} == {
        1: NoticeState.SENT,
        2: NoticeState.FAILED,
        3: NoticeState.SENT,
        4: NoticeState.SENT,
    }
    assert post.received(3) == [words_for("announcement:1", 3)]
    assert (rows[3].channel, rows[3].failed_on) == (TELEGRAM, ZALO)
    assert rows[2].failure == "the platform refused it"


async def test_only_what_both_refuse_is_given_up(post: TwoChannels) -> None:
    await post.client.zalo_fault(FaultKind.ERROR, method="sendMessage", code=400)
    await post.client.fault(FaultKind.ERROR, method="sendMessage", code=400, description="Bad Request: no")
    await post.put([3, 4])
    async with post.delivering():
        rows = await post.until_done()
    assert {row.state for row in rows.values()} == {NoticeState.FAILED}
    assert {row.failed_on for row in rows.values()} == {ZALO, TELEGRAM}
    assert sorted(post.asked) == [(TELEGRAM, 3), (TELEGRAM, 4), (ZALO, 3), (ZALO, 4)]


async def test_what_was_tried_too_often_starts_anew_elsewhere(
    post: TwoChannels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outcomes, "MOST_ATTEMPTS", 1)
    await post.client.zalo_fault(FaultKind.ERROR, method="sendMessage", code=403)
    await post.client.fault(FaultKind.BAD_GATEWAY, method="sendMessage", times=1)
    await post.put([3])
    async with post.delivering():
        rows = await post.until_done()
    assert rows[3].failure == "the platform could not take it, too often"
    assert (rows[3].state, rows[3].attempts, rows[3].failed_on) == (NoticeState.FAILED, 1, ZALO)


async def test_who_has_blocked_the_bot_on_one_gets_it_on_the_other(post: TwoChannels) -> None:
    await post.client.fault(FaultKind.ERROR, method="sendMessage", code=403, description="Forbidden: bot was blocked")
    await post.put([1, 4])
    async with post.delivering():
        rows = await post.until(lambda rows: rows[4].state is NoticeState.SENT)
    assert (rows[4].channel, rows[4].failed_on) == (ZALO, None)
    assert len(await post.said_on_zalo(4)) == 1
    assert rows[1].state is NoticeState.WAITING


async def test_a_full_plan_at_zalo_sends_by_telegram_whoever_has_it(
    post: TwoChannels, caplog: pytest.LogCaptureFixture
) -> None:
    await post.client.zalo_fault(FaultKind.TOO_MANY_REQUESTS, method="sendMessage", retry_after=None)
    await post.put(EVERYBODY)
    async with post.delivering():
        rows = await post.until(lambda rows: all(rows[one].state is NoticeState.SENT for one in (1, 3, 4)))
        assert (rows[3].channel, rows[3].failed_on) == (TELEGRAM, None)
        assert rows[2].state is NoticeState.WAITING
        await post.client.zalo_clear_faults()
        post.forward(minutes=59)
        await post.put([3], "announcement:2", urgent=True)
        assert (await post.until_done("announcement:2"))[3].channel is TELEGRAM
        post.forward(minutes=2)
        assert all_sent(await post.until_done())
        await post.put([3], "announcement:3")
        assert (await post.until_done("announcement:3"))[3].channel is ZALO
    assert len(await post.said_on_zalo(2)) == 1
    told = [record for record in caplog.records if "Zalo takes no more messages" in record.getMessage()]
    assert len(told) == 1


async def test_half_sent_on_one_starts_anew_on_the_other(post: TwoChannels) -> None:
    long = Screen(Markup("Một dòng dài của thông báo.\n" * 120))
    post.says = lambda *_: long
    await post.put([3])
    async with post.delivering():
        # the second part fails, once the first stands there
        await post.client.zalo_fault(FaultKind.ERROR, method="sendMessage", code=403)
        await post.until(lambda rows: rows[3].attempts == 1)
        async with post.installation.database.writing() as session:
            await session.exec(update(Notice).values(message_ids="a", channel=ZALO))
            await session.exec(update(ChatAccount).where(col(ChatAccount.channel) == ZALO).values(reachable=False))
        post.forward(minutes=1)
        rows = await post.until_done()
    assert (rows[3].channel, rows[3].state) == (TELEGRAM, NoticeState.SENT)
    assert "".join(post.received(3)).count("Một dòng") == 120


async def test_a_change_goes_where_the_message_stands(post: TwoChannels) -> None:
    await post.put([3, 4])
    async with post.delivering():
        rows = await post.until_done()
        ids = tuple(rows[4].message_ids.split(","))
        await post.prefers([4], ZALO)
        post.says = lambda *_: Revision(Screen(Markup("bản mới")), ids, ANEW, TELEGRAM)
        await post.put([4], "announcement:1:2", CORRECTED)
        rows = await post.until_done("announcement:1:2")
        assert (rows[4].channel, post.received(4)) == (TELEGRAM, ["bản mới"])
        assert await post.said_on_zalo(4) == []
        assert rows[4].attempts == 1
        post.says = lambda *_: Removal(ids, ANEW, channel=TELEGRAM)
        await post.put([4], "announcement:1", NoticeKind.ANNOUNCEMENT_WITHDRAWN)
        async with post.installation.database.writing() as session:
            await session.exec(update(ChatAccount).where(col(ChatAccount.channel) == TELEGRAM).values(reachable=False))
        rows = await post.until_done("announcement:1")
    (text,) = await post.said_on_zalo(4)
    assert "Đính chính: bản mới" in text
    assert post.received(4) == ["bản mới"]


async def test_what_was_said_is_what_a_number_answers(post: TwoChannels) -> None:
    from phieu.bot.handlers.zalo_shown import ShownScreens

    post.says = lambda *_: Screen(Markup("Có thông báo"), (row("Đọc thông báo", "read"),))
    await post.put([2])
    async with post.delivering():
        await post.until_done()
        shown = await ShownScreens(post.installation.volatile).take(post.phones[2].chat_id)
    assert shown is not None
    assert [(key.key, key.action) for key in shown.keys] == [("1", "read")]


async def test_what_a_crash_leaves_in_doubt_is_tried_again_where_it_may_stand(post: TwoChannels) -> None:
    await post.put([3])
    database = post.installation.database
    outbox, clerk = Outbox(database), Clerk(database)
    clerk.start()
    (notice,) = await outbox.claim([TELEGRAM, ZALO], post.now(), 10)
    assert (notice.channel, notice.elsewhere) == (ZALO, frozenset({TELEGRAM}))
    assert await clerk.mark(notice)
    await clerk.stop()
    await post.prefers([3], TELEGRAM)
    await outbox.recover(post.now(), everything=True)
    (again,) = await outbox.claim([TELEGRAM, ZALO], post.now(), 10)
    assert (again.channel, again.doubts) == (ZALO, 1)


async def test_a_channel_that_rests_for_a_moment_is_waited_for_and_holds_nobody_else_up(post: TwoChannels) -> None:
    await post.put(EVERYBODY)
    outbox = Outbox(post.installation.database)
    found = await outbox.claim([TELEGRAM], post.now(), 10, resting=[ZALO])
    assert [(one.person.id, one.channel) for one in found] == [(1, TELEGRAM), (4, TELEGRAM)]
    found = await outbox.claim([TELEGRAM], post.now(), 10, resting=[ZALO], down=[ZALO])
    assert [(one.person.id, one.channel) for one in found] == [(3, TELEGRAM)]
    found = await outbox.claim([ZALO], post.now(), 10, resting=[TELEGRAM], down=[ZALO])
    assert [(one.person.id, one.channel) for one in found] == [(2, ZALO)]


async def test_what_failed_on_the_only_chat_that_is_left_waits_in_vain(post: TwoChannels) -> None:
    await post.put([2, 3])
    async with post.installation.database.writing() as session:
        await session.exec(update(Notice).values(failed_on=ZALO))
    async with post.installation.database.reading() as session:
        counts = await count_notices(session, KIND, SUBJECT)
    assert (counts.unreachable, counts.waiting) == (1, 1)
