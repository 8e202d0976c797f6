"""Joining by a code, over the real chat."""

import pytest
from sqlmodel import select

from phieu.installation import Installation
from phieu.office.invitations import make_invites
from phieu.program import Program
from phieu.sandbox.client import SandboxClient
from phieu.storage.tables import ChatAccount
from tests.bot.conftest import BINH, CHI, HANH, NAMES, Clock, code_for, joined, phone_of

pytestmark = pytest.mark.usefixtures("program")


async def chats(installation: Installation) -> dict[int, str]:
    async with installation.database.reading() as session:
        return {account.person_id: account.chat_id for account in await session.exec(select(ChatAccount))}


async def test_the_link_joins_and_greets_by_name(program: Program, client: SandboxClient, office: Installation) -> None:
    (invite,) = await make_invites(office, [BINH], office.now(), program.bot_username)
    phone = await phone_of(client, BINH)
    assert invite.link is not None
    await phone.open_link(invite.link)
    screen = await phone.sees(NAMES[BINH])
    assert NAMES[BINH] in screen.text  # with its markup shown as text
    assert await chats(office) == {BINH: str(phone.id)}


async def test_a_code_typed_by_hand_joins_and_vanishes_from_the_chat(
    client: SandboxClient, office: Installation
) -> None:
    code = await code_for(office, CHI)
    phone = await phone_of(client, CHI)
    await phone.start()
    await phone.sees("Kính chào")
    await phone.write(code.replace("-", " ").lower())
    await phone.sees("Welcome")
    assert not [message for message in await phone.conversation() if code.split("-")[0].lower() in message.text.lower()]
    assert len([message for message in await phone.conversation() if message.from_bot]) == 1


async def test_a_stranger_learns_nothing_and_is_answered_in_their_own_language(
    client: SandboxClient, office: Installation
) -> None:
    phone = await phone_of(client, 9, language="en-GB")
    await phone.start()
    screen = await phone.sees("Good day")
    assert not screen.buttons
    for attempt in ("/menu", "/rounds", "/ballots", NAMES[HANH]):
        await phone.write(attempt)
        await phone.settled()
        said = " ".join(message.text for message in await phone.conversation() if message.from_bot)
        assert not any(name in said for name in NAMES.values())
        assert "Văn phòng mẫu" not in said
    await phone.write("/privacy")
    await phone.sees("cannot promise")
    assert await chats(office) == {}


async def test_a_code_works_once(client: SandboxClient, office: Installation) -> None:
    code = await code_for(office, BINH)
    first, second = await phone_of(client, 11), await phone_of(client, 12)
    await first.start(code)
    await first.sees(NAMES[BINH])
    await second.start(code)
    await second.sees("không dùng được")
    assert await chats(office) == {BINH: str(first.id)}


async def test_a_code_expires_with_the_day_it_was_given(
    client: SandboxClient, office: Installation, clock: Clock
) -> None:
    code = await code_for(office, BINH)
    phone = await phone_of(client, BINH)
    clock.forward(days=30)
    await phone.start(code)
    await phone.sees("không dùng được")
    clock.forward(seconds=-1)
    await phone.write(code)
    await phone.sees(NAMES[BINH])


async def test_a_new_code_revokes_the_old_one(client: SandboxClient, office: Installation) -> None:
    old, new = await code_for(office, BINH), await code_for(office, BINH)
    phone = await phone_of(client, BINH)
    await phone.start(old)
    await phone.sees("không dùng được")
    await phone.write(new)
    await phone.sees(NAMES[BINH])


async def test_a_new_phone_replaces_the_old_one(client: SandboxClient, office: Installation) -> None:
    old = await joined(client, office, BINH)
    new = await phone_of(client, 77)
    await new.start(await code_for(office, BINH))
    await new.sees(NAMES[BINH])
    assert await chats(office) == {BINH: str(new.id)}
    await old.tap("Ngôn ngữ")
    screen = await old.screen()
    assert NAMES[BINH] not in screen.text
    assert not screen.buttons


async def test_a_phone_that_was_another_persons_moves(client: SandboxClient, office: Installation) -> None:
    phone = await joined(client, office, BINH)
    await phone.start(await code_for(office, CHI))
    await phone.sees(NAMES[CHI])
    assert await chats(office) == {CHI: str(phone.id)}


async def test_joining_twice_by_the_same_link_is_answered_with_the_menu(
    client: SandboxClient, office: Installation
) -> None:
    code = await code_for(office, BINH)
    phone = await phone_of(client, BINH)
    await phone.start(code)
    await phone.sees(NAMES[BINH])
    await phone.start(code)
    screen = await phone.sees("đã tham gia")
    assert screen.button("Phiếu của tôi")
    assert await chats(office) == {BINH: str(phone.id)}


async def test_wrong_codes_are_slowed_down_and_the_right_one_must_wait_too(
    client: SandboxClient, office: Installation, clock: Clock
) -> None:
    code = await code_for(office, BINH)
    phone = await phone_of(client, BINH)
    await phone.start("AAAA-BBBB-2222")
    await phone.sees("không dùng được")
    for _ in range(3):
        await phone.write("AAAA-BBBB-2222")
        await phone.settled()
    await phone.sees("1 phút")
    await phone.write(code)
    await phone.settled()
    assert await chats(office) == {}
    clock.forward(seconds=30)
    await phone.write(code)
    await phone.sees(NAMES[BINH])
