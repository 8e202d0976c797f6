"""A short round on Zalo under each reading of what the platform does, and in a month whose messages are used up."""

import asyncio
from collections.abc import AsyncIterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from phieu.bot.handlers import zalo_polling, zalo_speaking
from phieu.sandbox.zalo_phone import ZaloMessage
from tests.end_to_end.rater import PATIENCE
from tests.end_to_end.scene import webhook
from tests.end_to_end.small_office import PHONE, SmallOffice, small_office
from tests.offices import CHIEF_ID

PEOPLE = (CHIEF_ID, CHIEF_ID + 1)
FEW = 3
POLLING: tuple[dict[str, Any], ...] = (
    {"idle_status": 200},
    {"replays": True},
    {"replays": True, "own_messages_return": True},
    {"sender_name": "first_name", "picture_field": "photo_url", "code_in_success": False},
    {"info_without_webhook": 200, "delete_without_webhook": 400, "unseen_chats": 200},
    {"polling_beside_webhook": 409},
)
WEBHOOK: tuple[dict[str, Any], ...] = (
    {},
    {"enveloped": False, "content_type": False},
    {"probe_with_secret": False, "own_messages_return": True, "sender_name": "first_name"},
    {"webhook_patience": 0.02, "redelivery_pause": 0.01},
    {"enveloped": False, "redeliveries": 0},
)


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zalo_speaking, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(zalo_polling, "REST_SECONDS", 0.05)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[SmallOffice]:
    async with small_office(tmp_path, PEOPLE) as office:
        yield office


@pytest.mark.parametrize(
    ("by_webhook", "switches"),
    [*((False, one) for one in POLLING), *((True, one) for one in WEBHOOK)],
    ids=str,
)
async def test_a_short_round(office: SmallOffice, *, by_webhook: bool, switches: dict[str, Any]) -> None:
    """Before a restart and after it; one person after the other."""
    await office.client.zalo_switch(**switches)
    way_in = {name.lower(): value for name, value in webhook().items()} if by_webhook else {}
    raters = [office.rater(person_id, FEW) for person_id in PEOPLE]
    for _ in range(2):
        async with office.runs(**way_in):
            for rater in raters:
                rater.has_time_for(FEW)
                await rater.answer_all(await rater.begins())
    said = [[message for message in await rater.phone.conversation() if message.from_bot] for rater in raters]
    for rater, messages in zip(raters, said, strict=True):
        assert len(rater.answers) > FEW
        assert await office.stands_on_ballots(rater.phone.id - PHONE) == rater.answers
        assert nothing_twice(messages)


async def test_what_is_written_while_nobody_polls_may_be_dropped(office: SmallOffice) -> None:
    """It counts for nothing, and what is written next finds the way back."""
    rater = office.rater(CHIEF_ID, 2)
    async with office.runs():
        await rater.answer_all(await rater.begins())
    await office.client.zalo_switch(kept_unpolled=False)
    await rater.phone.write("1")
    await office.client.zalo_switch(kept_unpolled=True)
    async with office.runs():
        stands = await rater.writes("1")
        assert stands.lost
        rater.has_time_for(FEW)
        await rater.answer_all(stands)
    assert (await office.client.zalo_counters())["lost"] == 1
    assert await office.stands_on_ballots(CHIEF_ID) == rater.answers


async def test_a_month_whose_messages_are_used_up(office: SmallOffice) -> None:
    """An answer counts though nothing can be said to it; what is written next finds the way back, and counts not."""
    rater = office.rater(CHIEF_ID, 2)
    async with office.runs():
        await rater.answer_all(await rater.begins())
        stands = await rater.newest()
        assert stands is not None
        assert stands.question is not None
        ratee_id, options = rater.whom(stands), rater.paper.answers[rater.whom(stands), stands.question]
        await office.client.zalo_switch(most_messages=(await office.client.zalo_counters())["sent"])
        await rater.phone.write(stands.choices[options[-1]])
        rater.answers[ratee_id, stands.question] = len(options)
        async with asyncio.timeout(PATIENCE):
            while not (await office.client.zalo_calls("sendMessage")).get(429):
                pass
        assert await rater.newest() is None
        await office.client.zalo_switch(most_messages=0)
        stands = await rater.writes("1")
        assert stands.lost
        rater.has_time_for(FEW)
        await rater.answer_all(stands)
    assert await office.stands_on_ballots(CHIEF_ID) == rater.answers


def nothing_twice(messages: list[ZaloMessage]) -> bool:
    """Whether no question came twice in a row."""
    return all(one.text != following.text for one, following in pairwise(messages))
