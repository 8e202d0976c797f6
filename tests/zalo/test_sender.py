"""Zalo, speaking first, on bad days: nothing is sent thrice, and nobody's number is taken for something not shown."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from markupsafe import Markup

from phieu.bot.delivery import sender as errors
from phieu.bot.delivery.outcomes import PROBABLY_DELIVERED
from phieu.bot.delivery.unrecorded import Unrecorded
from phieu.bot.delivery.zalo_failures import SHUT_OUT, meaning_of
from phieu.bot.handlers.zalo_shown import ShownScreens, turn_of
from phieu.bot.screen import Attachment, Screen, row
from phieu.bot.zalo_api.errors import AuthError, QuotaError, RefusedError, TransientError, ZaloError
from phieu.sandbox.faults import FaultKind
from phieu.words import NoticeState
from tests.delivery.conftest import all_sent
from tests.zalo.two_channels import TwoChannels, two_channels

SENDING = "sendMessage"
QUESTION = Screen(Markup("Anh/chị đánh giá thế nào?"), (row("Tốt", "good"), row("Khá", "fair")))


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[TwoChannels]:
    async with two_channels(tmp_path) as post:
        yield post


async def keys(post: TwoChannels, person: int = 2) -> list[str]:
    """The actions of what was shown last; nothing if nobody knows what that was."""
    shown = await ShownScreens(post.installation.volatile).take(post.phones[person].chat_id)
    return [] if shown is None else [key.action for key in shown.keys]


@pytest.mark.parametrize(
    ("error", "meaning", "pause"),
    [
        (QuotaError(429), errors.RestError, SHUT_OUT),
        (QuotaError(429, timedelta(seconds=7)), errors.RestError, timedelta(seconds=7)),
        (AuthError(401), errors.RestError, SHUT_OUT),
        (TransientError(403, in_doubt=False), errors.TryAgainError, None),
        (TransientError(in_doubt=False), errors.RestError, None),
        (TransientError(408, in_doubt=True), errors.DoubtError, None),
        (TransientError(502, in_doubt=True), errors.DoubtError, None),
        (TransientError(in_doubt=True), errors.DoubtError, None),
        (RefusedError(400), errors.RefusedError, None),
        (RefusedError(404), errors.RefusedError, None),
    ],
)
def test_what_an_error_means(error: ZaloError, meaning: type[Exception], pause: timedelta | None) -> None:
    found = meaning_of(error)
    assert type(found) is meaning
    assert getattr(found, "pause", None) == pause


async def test_a_lost_answer_is_in_doubt_and_leaves_nothing_that_a_number_could_be_taken_for(post: TwoChannels) -> None:
    post.says = lambda *_: QUESTION
    async with post.delivering():
        await post.put([2])
        await post.until_done()
        await post.client.zalo_fault(FaultKind.LOST_ANSWER, method=SENDING, times=1)
        await post.put([2], "announcement:2")
        rows = await post.until(lambda rows: rows[2].doubts == 1, "announcement:2")
        assert rows[2].state is NoticeState.WAITING
        assert await keys(post) == []
        post.forward(minutes=1)
        assert all_sent(await post.until_done("announcement:2"))
        assert await keys(post) == ["good", "fair"]
    assert len(await post.said_on_zalo(2)) == 3


async def test_twice_in_doubt_is_enough(post: TwoChannels) -> None:
    await post.client.zalo_fault(FaultKind.BAD_GATEWAY, method=SENDING)
    await post.put([2])
    async with post.delivering():
        await post.until(lambda rows: rows[2].doubts == 1)
        post.forward(minutes=1)
        rows = await post.until_done()
    assert (rows[2].state, rows[2].failure, rows[2].doubts) == (NoticeState.FAILED, PROBABLY_DELIVERED, 2)


async def test_while_the_platform_stumbles_at_everything_one_notice_is_in_doubt_and_not_all(post: TwoChannels) -> None:
    await post.client.zalo_fault(FaultKind.BAD_GATEWAY)
    await post.put([2])
    async with post.delivering():
        await post.until(lambda rows: rows[2].doubts == 1)
        await post.put([2], "announcement:2")
        rows = await post.until(lambda rows: rows[2].failure != "", "announcement:2")
        assert (rows[2].failure, rows[2].doubts) == ("the platform could not be reached", 0)
        await post.client.zalo_clear_faults()
        post.forward(minutes=2)
        assert all_sent(await post.until_done())
        assert all_sent(await post.until_done("announcement:2"))
    assert len(await post.said_on_zalo(2)) == 2


async def test_what_surely_did_not_arrive_changes_nothing_in_the_chat(post: TwoChannels) -> None:
    post.says = lambda *_: QUESTION
    async with post.delivering():
        await post.put([2])
        await post.until_done()
        await post.client.zalo_fault(FaultKind.ERROR, method=SENDING, code=403, times=1)
        post.says = lambda *_: Screen(Markup("Thông báo"), (row("Đọc", "read"),))
        await post.put([2], "announcement:2")
        await post.until(lambda rows: rows[2].attempts == 1, "announcement:2")
        assert await keys(post) == ["good", "fair"]


async def test_whoever_is_being_answered_is_not_spoken_to_meanwhile(post: TwoChannels) -> None:
    """What is typed is read within the chat's turn, and so never between a notice and the record of it."""
    await post.put([2, 3])
    async with post.delivering():
        async with post.installation.volatile.turn(turn_of(post.phones[2].chat_id)):
            await post.until(lambda rows: rows[3].state is NoticeState.SENT)
            assert (await post.notices())[2].state is NoticeState.WAITING
            assert await post.said_on_zalo(2) == []
        assert all_sent(await post.until_done())


async def test_a_token_that_is_not_accepted_is_told_once_and_tried_again_in_an_hour(
    post: TwoChannels, caplog: pytest.LogCaptureFixture
) -> None:
    await post.client.zalo_fault(FaultKind.ERROR, code=401)
    await post.put([2, 3])
    async with post.delivering():
        rows = await post.until(lambda rows: rows[3].state is NoticeState.SENT)
        assert rows[3].message_ids != ""  # by Telegram
        assert rows[2].failure == "the platform could not be reached"
        post.forward(minutes=61)
        await post.put([2], "announcement:2")
        await post.until(lambda rows: rows[2].failure != "", "announcement:2")
        await post.client.zalo_clear_faults()
        post.forward(minutes=61)
        assert all_sent(await post.until_done())
    told = [record.getMessage() for record in caplog.records if record.name.endswith("delivery.zalo")]
    assert told == ["Zalo does not accept ZALO_TOKEN any more: notices cannot be sent there"]


async def test_what_was_called_back_is_not_sent(post: TwoChannels) -> None:
    class CalledBack(Unrecorded):
        async def begins(self) -> None:
            raise errors.TakenBackError

    sender = await post.senders()[list(post.senders())[1]]()
    with pytest.raises(errors.TakenBackError):
        await sender.send(post.phones[2].chat_id, QUESTION, CalledBack())
    await sender.close()
    assert await post.said_on_zalo(2) == []


async def test_a_picture_without_a_public_address_is_told_in_words(post: TwoChannels) -> None:
    in_words = Markup("Tốt: 5 người")
    post.says = lambda *_: Screen(
        Markup("Kết quả"), attachments=(Attachment("a.png", b"png", picture=True, in_words=in_words),)
    )
    await post.put([2])
    async with post.delivering():
        assert all_sent(await post.until_done())
    (text,) = await post.said_on_zalo(2)
    assert "Tốt: 5 người" in text
