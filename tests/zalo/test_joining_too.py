"""Joining on a second app beside the first: by a code of one's own, or an admin's; and what an attacker makes of it."""

from datetime import timedelta
from pathlib import Path

import pytest

from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office import answering
from phieu.office.closing import close_round
from phieu.office.joining import BallotsOpenError, redeem
from phieu.office.only_the_day import only_the_day
from phieu.words import Channel
from tests.zalo.both_channels import PAGE, BothChannels, both_channels

BOTH = {Channel.TELEGRAM: "chat-0", Channel.ZALO: "z-0"}
ONE = {Channel.TELEGRAM: "chat-0"}


@pytest.fixture
async def office(sqlite_installation: Installation) -> BothChannels:
    """The office on SQLite."""
    return await both_channels(sqlite_installation)


@pytest.fixture
async def office_on_both(installation: Installation) -> BothChannels:
    """The office, once on each engine."""
    return await both_channels(installation)


async def test_a_code_of_ones_own_adds_a_chat_while_a_round_is_open(office_on_both: BothChannels) -> None:
    office = office_on_both
    telegram, zalo = office.telegram(), office.zalo()
    await telegram.command("menu")
    await telegram.tap("💬 My chats", "➕ Join on Zalo, too")
    assert PAGE in telegram.text
    assert telegram.screen.attachments[0].content.startswith(b"\x89PNG")
    assert not telegram.screen.keeps
    await zalo.write(telegram.code)
    assert "Welcome, Lê Văn 0." in zalo.text
    assert "Your chat on Telegram stays as it is." in zalo.text
    assert await office.chats() == BOTH
    assert (await office.person()).preferred_channel is Channel.ZALO


async def test_a_ballot_is_begun_on_one_and_gone_on_with_on_the_other(office: BothChannels) -> None:
    telegram = office.telegram()
    await telegram.command("ballots")
    await telegram.tap("▶ Begin", "▶ Begin", "Good")
    _, zalo = await office.joined_on_both()
    await zalo.command("ballots")
    await zalo.act(f"question.{office.open.round}.{office.open.chief}.1")
    assert "question 2 of 3" in zalo.text
    await zalo.tap("Completed")
    await telegram.act(f"question.{office.open.round}.{office.open.chief}.2")
    await telegram.tap("Excellent")
    view = await answering.ballot(office.installation, office.rater, office.open.round, office.open.chief)
    assert view.answers == bytes([3, 2, 4])


async def test_one_choice_sends_notices_where_they_went_before(office: BothChannels) -> None:
    _, zalo = await office.joined_on_both()
    await zalo.tap("🔔 Send my notices to Telegram")
    assert (await office.person()).preferred_channel is Channel.TELEGRAM
    assert "Telegram, since 1 June 2026 (notices come here)" in zalo.text
    assert "Zalo, since 10 June 2026 (this chat)" in zalo.text


async def test_it_works_from_zalo_to_telegram_with_a_link(office: BothChannels) -> None:
    _, zalo = await office.joined_on_both()
    await zalo.act("chats-left.telegram")
    assert await office.chats() == {Channel.ZALO: "z-0"}
    await zalo.act("chats-join.telegram")
    assert f"https://t.me/phieu_bot?start={zalo.code}" in zalo.text
    assert zalo.screen.attachments == ()  # a picture would stay there, with the code in it
    await office.telegram("new").act("home")
    code, telegram = zalo.code, office.telegram("new")
    await telegram.write(code)
    assert await office.chats() == {Channel.ZALO: "z-0", Channel.TELEGRAM: "new"}


async def test_a_code_of_ones_own_works_once(office: BothChannels) -> None:
    code = await office.own_code()
    await office.zalo("z-0").write(code)
    stranger = office.zalo("z-1")
    await stranger.write(code)
    assert "That code cannot be used" in stranger.text
    assert await office.chats() == BOTH


async def test_of_two_the_later_one_counts(office: BothChannels) -> None:
    first, second = await office.own_code(), await office.own_code()
    await office.zalo().write(first)
    assert await office.chats() == ONE
    third = await office.own_code()
    await office.zalo().write(second)
    assert await office.chats() == ONE
    await office.zalo().write(third)
    assert await office.chats() == BOTH


@pytest.mark.parametrize(("minutes", "chats"), [(29, BOTH), (30, ONE)])
async def test_it_lasts_half_an_hour(office: BothChannels, minutes: int, chats: dict[Channel, str]) -> None:
    code = await office.own_code()
    office.later = timedelta(minutes=minutes)
    await office.zalo().write(code)
    assert await office.chats() == chats


async def test_on_another_app_than_it_was_made_for_it_moves_nobody(office: BothChannels) -> None:
    await office.telegram("another").write(await office.own_code())
    assert await office.chats() == ONE


async def test_it_dies_with_the_chat_in_which_it_was_made(office: BothChannels) -> None:
    """Whoever had the chat, and was cut off by a new code, has no way left to come back."""
    code = await office.own_code()
    await close_round(office.installation, office.open.round)
    await office.telegram("new phone").write(await office.admins_code())
    assert await office.chats() == {Channel.TELEGRAM: "new phone"}
    await office.zalo("thief").write(code)
    assert await office.chats() == {Channel.TELEGRAM: "new phone"}


async def test_it_is_in_no_database(office: BothChannels) -> None:
    code = await office.own_code()
    database = office.installation.database.url.database
    assert database is not None
    stored = everything_in(database)
    assert b"chat-0" in stored
    for form in (code, code.replace("-", "")):
        assert form.encode() not in stored


def everything_in(database: str) -> bytes:
    """Its file, and what has not been written there yet."""
    return b"".join(Path(database + end).read_bytes() for end in ("", "-wal"))


async def test_wrong_ones_are_slowed_down_as_others_are(office: BothChannels) -> None:
    code, thief = await office.own_code(), office.zalo("thief")
    for _ in range(4):
        await thief.write("AAAA-BBBB-2222")
    assert "please wait 1 minute" in thief.text
    await thief.write(code)
    assert await office.chats() == ONE


async def test_an_admins_code_opens_no_ballots_on_the_other_app(office_on_both: BothChannels) -> None:
    office = office_on_both
    code, mine = await office.admins_code(), office.zalo("admin's")
    await mine.write(code)
    assert "only once that round has closed" in mine.text
    assert "make yourself a code there, under “My chats”" in mine.text
    assert await office.chats() == ONE
    await close_round(office.installation, office.open.round)
    await mine.write(code)
    assert await office.chats() == ONE | {Channel.ZALO: "admin's"}


async def test_whoever_is_joined_elsewhere_is_told_at_once_in_the_chat_they_have(office_on_both: BothChannels) -> None:
    office = office_on_both
    await close_round(office.installation, office.open.round)
    await office.zalo("admin's").write(await office.admins_code())
    (notice,) = await office.told()
    assert (notice.person_id, notice.channel, notice.urgent) == (office.rater, Channel.TELEGRAM, True)
    assert notice.created_at == only_the_day(office.installation.now())  # not the moment of joining
    theirs = office.telegram()
    screen = await theirs.dispatch.notice(notice.kind, notice.subject, await office.person(), Channel.TELEGRAM)
    assert isinstance(screen, Screen)
    assert "joined on <b>Zalo</b>, too" in screen.text
    labels = {choice.label: choice.action for row in screen.rows for choice in row}
    await theirs.act(labels["⛔ That was not me"])
    await theirs.tap("✖️ Yes, give it up")
    assert await office.chats() == ONE
    assert (await office.person()).preferred_channel is None
    assert await theirs.dispatch.notice(notice.kind, notice.subject, await office.person(), Channel.TELEGRAM) is None


async def test_they_are_told_of_every_new_phone_on_the_other_app(office: BothChannels) -> None:
    await office.joined_on_both()
    await close_round(office.installation, office.open.round)
    await office.zalo("admin's").write(await office.admins_code())
    assert await office.chats() == ONE | {Channel.ZALO: "admin's"}
    assert [one.channel for one in await office.told()] == [Channel.TELEGRAM, Channel.TELEGRAM]


async def test_a_preference_outlives_a_new_phone_and_the_same_chat_again_changes_nothing(office: BothChannels) -> None:
    telegram, zalo = await office.joined_on_both()
    await telegram.act("chats-notices.telegram")
    await zalo.act("home")
    assert await redeem(office.installation, Channel.ZALO, "z-0", await office.admins_code())
    assert (await office.person()).preferred_channel is Channel.TELEGRAM
    assert len(await office.told()) == 1
    with pytest.raises(BallotsOpenError):
        await redeem(office.installation, Channel.ZALO, "z-1", await office.admins_code())


async def test_who_joins_for_the_first_time_is_told_of_no_other_chat(office: BothChannels) -> None:
    zalo = office.zalo("the chief's")
    await zalo.write(await office.admins_code(office.open.chief))
    assert "From now on your ballots and notices come to this chat." in zalo.text
    assert "Telegram" not in zalo.text
    assert await office.told() == []
