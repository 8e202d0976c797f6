"""My chats: what one sees and decides there, on either app."""

import pytest

from phieu.bot.dispatch import Dispatch
from phieu.installation import Installation
from phieu.office.own_chats import LastChatError, leave
from phieu.storage.tables import Person
from phieu.words import Channel
from tests.zalo.both_channels import PAGE, BothChannels, ChatOn, both_channels


@pytest.fixture
async def office(sqlite_installation: Installation) -> BothChannels:
    """The office on SQLite."""
    return await both_channels(sqlite_installation)


async def test_with_one_chat_there_is_nothing_to_give_up(office: BothChannels) -> None:
    chat = office.telegram()
    await chat.command("chats")
    assert "Telegram" in chat.text
    assert chat.labels == ["➕ Join on Zalo, too", "🔢 The numbers of answers on Zalo", "🏠 Main menu"]
    await chat.act("chats-left.telegram")
    assert "My chats" in chat.text
    assert await office.chats() == {Channel.TELEGRAM: "chat-0"}


async def test_the_last_chat_stays_also_if_both_are_given_up_at_once(office: BothChannels) -> None:
    await office.joined_on_both()
    async with office.installation.database.writing() as session:
        assert await leave(session, office.rater, Channel.ZALO)
        assert not await leave(session, office.rater, Channel.ZALO)
        with pytest.raises(LastChatError):
            await leave(session, office.rater, Channel.TELEGRAM)


async def test_with_one_app_the_menu_does_not_speak_of_chats(office: BothChannels) -> None:
    installation = office.with_settings(zalo_token=None)
    chat = ChatOn(installation, "chat-0", Channel.TELEGRAM)
    await chat.command("menu")
    assert "💬 My chats" not in chat.labels
    await chat.command("chats")
    assert chat.labels == ["🏠 Main menu"]
    await chat.act("chats-join.zalo")
    assert "code" not in chat.text


async def test_a_chat_is_given_up_after_a_second_word_and_is_a_strangers_then(office: BothChannels) -> None:
    telegram, zalo = await office.joined_on_both()
    await zalo.command("chats")
    await zalo.tap("✖️ Give up my chat on Zalo")
    assert await office.chats() == {Channel.TELEGRAM: "chat-0", Channel.ZALO: "z-0"}
    await zalo.tap("✖️ Yes, give it up")
    assert "You find me on Telegram" in zalo.text
    assert zalo.labels == []
    assert await office.chats() == {Channel.TELEGRAM: "chat-0"}
    assert (await office.person()).preferred_channel is None
    await zalo.command("ballots")
    assert "write me the code" in zalo.text
    await telegram.command("ballots")
    assert "You have 2 ballots" in telegram.text


async def test_nobody_gives_up_the_only_chat_whose_app_is_on(office: BothChannels) -> None:
    await office.joined_on_both()
    zalo = ChatOn(office.with_settings(telegram_token=None), "z-0", Channel.ZALO)
    await zalo.command("chats")
    assert "✖️ Give up my chat on Zalo" not in zalo.labels
    assert "🔔 Send my notices to Telegram" not in zalo.labels
    await zalo.act("chats-left.zalo")
    assert Channel.ZALO in await office.chats()


@pytest.mark.parametrize("forged", ["chats-notices.zalo", "chats-leave.zalo", "chats-left.zalo", "chats-join.telegram"])
async def test_what_does_not_fit_changes_nothing_and_shows_how_things_stand(office: BothChannels, forged: str) -> None:
    chat = office.telegram()
    await chat.act(forged)
    assert "My chats" in chat.text
    assert await office.chats() == {Channel.TELEGRAM: "chat-0"}
    assert (await office.person()).preferred_channel is None


@pytest.mark.parametrize("forged", ["chats-notices.viber", "chats-join", "chats-left.zalo.1"])
async def test_what_means_nothing_leads_home(office: BothChannels, forged: str) -> None:
    chat = office.telegram()
    await chat.act(forged)
    assert "what would you like to do?" in chat.text


async def test_numbers_of_answers_are_kept_and_mixed_again(office: BothChannels) -> None:
    chat = office.telegram()
    await chat.command("chats")
    await chat.tap("🔢 The numbers of answers on Zalo")
    assert "At present: other numbers at every question." in chat.text
    await chat.tap("🔢 Always the same numbers")
    assert (await office.person()).fixed_numbers
    assert "At present: always the same numbers." in chat.text
    await chat.tap("🔀 Other numbers at every question")
    assert not (await office.person()).fixed_numbers


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Good morning", "write me the code"),
        ("2", "write me the code"),
        ("?", "write me the code"),
        ("K7QM-2XPD-9RT", "not a whole code"),
        ("K7QM 2XPD 9RTWW", "not a whole code"),
        ("K7QM-2XPD-9RTO", "not a whole code"),
    ],
)
async def test_what_cannot_be_a_code_is_no_wrong_one(office: BothChannels, text: str, answer: str) -> None:
    stranger, code = office.zalo("new"), await office.admins_code(office.open.chief)
    for _ in range(6):
        await stranger.write(text)
    assert answer in stranger.text
    await stranger.write(f"Mã của tôi là {code} ạ")
    assert "Welcome, Nguyễn Văn An." in stranger.text
    assert "the number that stands before" in stranger.text


async def admins_chat(office: BothChannels, **settings: str) -> ChatOn:
    """The chief's on Zalo, who looks after the assistant."""
    await office.zalo("the chief's").write(await office.admins_code(office.open.chief))
    async with office.installation.database.writing() as session:
        (await session.get_one(Person, office.open.chief)).admin = True
    return ChatOn(office.with_settings(**settings), "the chief's", Channel.ZALO)


async def test_where_no_file_can_be_sent_no_codes_are_made_that_nobody_sees(office: BothChannels) -> None:
    code, chat = await office.admins_code(office.open.head), await admins_chat(office)
    for verb in ("invite-all", "invite-sheet"):
        await chat.act(verb)
        assert "phieu invites" in chat.text
        assert chat.screen.attachments == ()
    await office.zalo("the head's").write(code)  # which a sheet would have made worthless
    assert await office.chats(office.open.head) == {Channel.ZALO: "the head's"}


async def test_where_files_are_served_the_sheet_comes(office: BothChannels) -> None:
    chat = await admins_chat(office, webhook_url="https://office.example")
    await chat.act("invite-all")
    await chat.tap("🖨 Yes, make the sheet")
    assert chat.screen.attachments[0].content.startswith(b"%PDF")
    assert chat.labels == ["↩️ Back"]


async def test_an_admin_reads_what_a_code_does_on_which_app_and_how_it_is_used(office: BothChannels) -> None:
    chat = await admins_chat(office)
    await chat.act(f"invite-one.{office.rater}")
    assert "This person has joined: Telegram." in chat.text
    assert "On the other app it adds a chat" in chat.text
    await chat.tap("🔑 Make a code")
    assert f"On Telegram as a link: https://t.me/phieu_bot?start={chat.code}" in chat.text
    assert f"whose page is {PAGE}" in chat.text
    alone = ChatOn(office.with_settings(telegram_token=None, zalo_link=""), "the chief's", Channel.ZALO)
    alone.dispatch = Dispatch(alone.installation)
    await alone.act(f"invite-one.{office.open.head}")
    assert "has not joined" in alone.text
    await alone.tap("🔑 Make a code")
    assert "Telegram" not in alone.text
    assert "which they find by its name" in alone.text
