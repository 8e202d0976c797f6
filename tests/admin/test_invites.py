"""Inviting people in chat: who has joined, the sheet, a code for one."""

import re

from sqlmodel import col, select, update

from phieu.office.joining import redeem
from phieu.storage.tables import ChatAccount, Invite, Person
from phieu.words import Channel
from tests.admin.conftest import AdminOffice

CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


async def test_the_sheet_is_asked_about_and_has_a_code_for_each_who_has_not_joined(office: AdminOffice) -> None:
    chat = office.chat()
    await chat.command("invites")
    assert "3 of 21 people have joined." in chat.text
    await chat.tap("🖨 Sheet for 18 people")
    assert "stop working" in chat.text
    await chat.tap("🖨 Yes, make the sheet")
    (attachment,) = chat.screen.attachments
    assert attachment.content.startswith(b"%PDF")
    assert not chat.screen.keeps
    async with office.installation.database.reading() as session:
        invited = set(await session.exec(select(Invite.person_id)))
        joined = set(await session.exec(select(ChatAccount.person_id)))
    assert len(invited) == 18
    assert not invited & joined


async def test_a_code_for_one_person_is_found_by_a_part_of_the_name_and_works_once(office: AdminOffice) -> None:
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == 9).values(name="Đỗ Thị Hằng"))
    chat = office.chat()
    await chat.command("invites")
    await chat.tap("👤 A code for one person")
    await chat.type("do thi")
    await chat.tap("Đỗ Thị Hằng · 00009", "🔑 Make a code")
    found = CODE.search(chat.text)
    assert found is not None
    assert f"https://t.me/phieu_bot?start={found[0]}" in chat.text
    assert not chat.screen.keeps
    person = await redeem(office.installation, Channel.TELEGRAM, "new-chat", found[0])
    assert person is not None
    assert person.id == 9
    assert await redeem(office.installation, Channel.TELEGRAM, "another-chat", found[0]) is None


async def test_whoever_is_not_found_can_be_looked_for_again(office: AdminOffice) -> None:
    chat = office.chat()
    await chat.command("invites")
    await chat.tap("👤 A code for one person")
    await chat.type("<b>nobody</b>")
    assert "&lt;b&gt;nobody&lt;/b&gt;" in chat.screen.text
    await chat.type("   ")
    assert "Please type a part of the name" in chat.text
    await chat.type("00021")
    assert "Người mẫu 21 · 00021" in chat.labels


async def test_many_of_that_name_are_cut_and_said_to_be(office: AdminOffice) -> None:
    chat = office.chat()
    await chat.command("invites")
    await chat.tap("👤 A code for one person")
    await chat.type("nguoi mau")
    assert "Many are called that" in chat.text
    assert len(chat.labels) == 9


async def test_when_everybody_has_joined_there_is_no_sheet(office: AdminOffice) -> None:
    async with office.installation.database.writing() as session:
        joined = set(await session.exec(select(ChatAccount.person_id)))
        await session.exec(update(Person).where(col(Person.id).not_in(joined)).values(active=False))
    chat = office.chat()
    await chat.act("invite-all")
    assert "Everybody is there." in chat.text
    await chat.act("invite-sheet")
    assert "Everybody is there." in chat.text
    assert chat.screen.attachments == ()


async def test_who_is_called_just_so_comes_before_whoever_has_it_somewhere_in_the_name(office: AdminOffice) -> None:
    names = {9: "Nguyễn Văn Thành", 10: "Trần Thu Hà", 11: "Hạ Văn Đô", 12: "Phạm Hải", 13: "Bùi Hà"}
    async with office.installation.database.writing() as session:
        for number, name in names.items():
            await session.exec(update(Person).where(col(Person.id) == number).values(name=name))
    chat = office.chat()
    await chat.command("invites")
    await chat.tap("👤 A code for one person")
    await chat.type("Hà")
    found = [label.partition(" ·")[0] for label in chat.labels[:-1]]
    assert found == ["Bùi Hà", "Trần Thu Hà", "Hạ Văn Đô", "Phạm Hải", "Nguyễn Văn Thành"]
