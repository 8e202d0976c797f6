"""Nothing is said at night that is not urgent, however often it is tried."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from phieu.office.speaking_hours import SpeakingHours
from phieu.sandbox.faults import FaultKind
from phieu.words import NoticeState
from tests.delivery.conftest import PostOffice, all_sent, words_for

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
EVENING = datetime(2026, 6, 1, 14, tzinfo=UTC)  # 21:00 in Hà Nội
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda one: one.replace(tzinfo=UTC))  # noqa: DTZ001 - its zone comes after


async def test_in_the_evening_only_what_is_urgent_is_said_and_the_rest_in_the_morning(post: PostOffice) -> None:
    phones = await post.staff(2)
    post.times.append(EVENING)
    await post.put([1])
    await post.put([2], "announcement:2", urgent=True)
    async with post.delivering():
        await phones[1].sees(words_for("announcement:2", 2))
        await post.until_done("announcement:2")
        assert post.received(1) == []
        post.forward(hours=9, minutes=59)
        await post.put([2], "announcement:3", urgent=True)
        await post.until_done("announcement:3")
        assert post.received(1) == []
        post.forward(minutes=1)
        assert all_sent(await post.until_done())
    assert post.received(1) == [words_for("announcement:1", 1)]


async def test_what_has_to_be_tried_again_keeps_to_the_hours_too(post: PostOffice) -> None:
    await post.staff(2)
    post.times.append(EVENING - timedelta(seconds=3))
    await post.client.fault(FaultKind.BAD_GATEWAY, method="sendMessage", times=1)
    await post.put([1])
    async with post.delivering():
        await post.until(lambda rows: rows[1].attempts == 1)
        post.forward(seconds=30)
        await post.put([2], "announcement:2", urgent=True)
        await post.until_done("announcement:2")
        assert (await post.notices())[1].state is NoticeState.WAITING
        post.forward(hours=10)
        assert all_sent(await post.until_done())


@given(INSTANTS, st.integers(0, 23), st.integers(1, 24))
def test_the_next_allowed_instant_is_allowed_and_none_before_it_is(instant: datetime, first: int, last: int) -> None:
    hours = SpeakingHours(first, last, HANOI)
    allowed = hours.next_allowed(instant)
    assert hours.allow(allowed)
    assert instant <= allowed < instant + timedelta(days=1)
    if allowed > instant:
        assert not hours.allow(instant)
        assert not hours.allow(allowed - timedelta(microseconds=1))
