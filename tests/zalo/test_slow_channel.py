"""Notices go out on each channel at its own pace."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiolimiter import AsyncLimiter

from phieu.bot.delivery.delivery import IN_HAND
from tests.delivery.conftest import SUBJECT, all_sent, words_for
from tests.zalo.two_channels import TwoChannels, two_channels


class HeldUp(AsyncLimiter):
    """No message goes until somebody says so."""

    def __init__(self) -> None:
        super().__init__(1)
        self.may_go = asyncio.Event()

    async def acquire(self, amount: float = 1) -> None:  # noqa: ARG002 - as in the library
        await self.may_go.wait()


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[TwoChannels]:
    async with two_channels(tmp_path) as post:
        yield post


async def test_a_long_broadcast_on_a_slow_channel_holds_up_no_other(post: TwoChannels) -> None:
    post.pace = slow = HeldUp()
    for number in range(2, IN_HAND + 3):  # more than are taken up together, and all before the last one
        await post.put([2], f"announcement:{number}")
    await post.put([1])
    async with post.delivering():
        try:
            await post.until(all_sent)
            assert post.received(1) == [words_for(SUBJECT, 1)]
            assert await post.said_on_zalo(2) == []
        finally:
            slow.may_go.set()
        await post.until_done(f"announcement:{IN_HAND + 2}")
    assert len(await post.said_on_zalo(2)) == IN_HAND + 1
