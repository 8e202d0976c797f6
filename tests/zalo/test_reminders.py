"""Reminders of ballots on two channels: each person once, and nothing is kept of who it was or by which channel."""

from datetime import timedelta

import pytest
from sqlmodel import select

from phieu.bot.delivery.reminding import Reminding
from phieu.bot.delivery.sender import DoubtError, RefusedError, RestError
from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.storage.tables import ChatAccount, Notice, Person
from phieu.words import Channel
from tests.anonymity.stolen import steal
from tests.reminders.conftest import HALF, Owing, owing_office

TELEGRAM, ZALO = Channel.TELEGRAM, Channel.ZALO
ON_BOTH = (0, 1, 2)
"""Raters; 1 prefers Zalo, 2 prefers Telegram. 3 has Zalo alone."""


@pytest.fixture
async def office(installation: Installation) -> Owing:
    office = await owing_office(installation)
    async with office.installation.database.writing() as session:
        for rater in (*ON_BOTH, 3):
            session.add(
                ChatAccount(
                    channel=ZALO, person_id=office.raters[rater], chat_id=f"zalo-{rater}", joined_at=office.time
                )
            )
        (await session.get_one(ChatAccount, (TELEGRAM, office.raters[3]))).reachable = False
        (await session.get_one(Person, office.raters[1])).preferred_channel = ZALO
        (await session.get_one(Person, office.raters[2])).preferred_channel = TELEGRAM
    return office


async def reminded(
    office: Owing, fails: dict[str, Exception] | None = None, down: tuple[Channel, ...] = ()
) -> list[str]:
    """The chats that were spoken to, once and again, in alphabetical order."""
    tried: list[str] = []
    asked: list[Channel] = []

    async def tell(_channel: Channel, chat_id: str, _screen: Screen) -> None:
        tried.append(chat_id)
        if error := (fails or {}).get(chat_id):
            raise error

    async def words(person: Person, channel: Channel) -> Screen | None:
        asked.append(channel)
        return await dispatch_words(office, person, channel)

    office.time = HALF
    reminding = Reminding(office.installation, [TELEGRAM, ZALO], tell, words, down=lambda: down)
    await reminding.remind_of_ballots(office.installation)
    await reminding.sent()
    await reminding.stop()
    assert sorted(asked) == sorted(ZALO if chat.startswith("zalo") else TELEGRAM for chat in tried)
    return sorted(tried)


async def dispatch_words(office: Owing, person: Person, channel: Channel) -> Screen | None:
    return await Dispatch(office.installation, "phieu_bot").reminder(person, channel)


async def test_each_is_reminded_once_where_they_prefer_it(office: Owing) -> None:
    await office.hand_in(4)
    assert await reminded(office) == ["chat-0", "chat-2", "chat-5", "zalo-1", "zalo-3"]


async def test_where_it_is_refused_the_other_chat_is_tried(office: Owing) -> None:
    fails: dict[str, Exception] = {"zalo-1": RefusedError(), "zalo-3": RefusedError(), "chat-2": DoubtError()}
    assert await reminded(office, fails) == ["chat-0", "chat-1", "chat-2", "chat-4", "chat-5", "zalo-1", "zalo-3"]


async def test_nobody_is_tried_for_ever(office: Owing) -> None:
    fails: dict[str, Exception] = {"zalo-1": RefusedError(), "chat-1": RefusedError()}
    assert await reminded(office, fails) == ["chat-0", "chat-1", "chat-2", "chat-4", "chat-5", "zalo-1", "zalo-3"]


async def test_a_channel_that_is_down_is_gone_round_where_it_can_be(office: Owing) -> None:
    assert await reminded(office, down=(TELEGRAM,)) == ["chat-4", "chat-5", "zalo-0", "zalo-1", "zalo-2", "zalo-3"]


async def test_one_that_goes_down_meanwhile_is_left(office: Owing) -> None:
    down: list[Channel] = []
    tried: list[str] = []

    async def tell(channel: Channel, chat_id: str, _screen: Screen) -> None:
        tried.append(chat_id)
        if channel is ZALO:
            down.append(ZALO)
            raise RestError

    async def words(person: Person, channel: Channel) -> Screen | None:
        return await dispatch_words(office, person, channel)

    await office.hand_in(0, 2, 3, 4, 5)
    office.time = HALF
    pause = timedelta(milliseconds=1)
    reminding = Reminding(office.installation, [TELEGRAM, ZALO], tell, words, pause, down=lambda: down)
    await reminding.remind_of_ballots(office.installation)
    await reminding.sent()
    await reminding.stop()
    assert tried == ["zalo-1", "chat-1"]


async def test_nothing_is_kept_of_it(office: Owing) -> None:
    """Whatever fails: the database is afterwards as it was, but for the row that says that the round had its turn."""
    await office.installation.mixer.stop()
    before = await steal(office.installation.database)
    await reminded(office, {"zalo-1": RefusedError(), "chat-1": RefusedError(), "chat-0": DoubtError()})
    after = await steal(office.installation.database)
    changed = {name for name in before.tables if before.tables[name] != after.tables[name]} - {"round"}
    assert changed == {"reminderrun"}
    async with office.installation.database.reading() as session:
        assert (await session.exec(select(Notice))).all() == []
