"""An admin sees whom notices do not reach."""

from sqlmodel import col, update

from phieu.storage.tables import ChatAccount, Person
from tests.admin.conftest import NO_ADMIN, SECOND_ADMIN, AdminOffice


async def block(office: AdminOffice, *person_ids: int) -> None:
    async with office.installation.database.writing() as session:
        theirs = col(ChatAccount.person_id).in_(person_ids)
        await session.exec(update(ChatAccount).where(theirs).values(reachable=False))


async def test_who_has_blocked_the_bot_stands_first_and_who_has_not_joined_comes_after(office: AdminOffice) -> None:
    await block(office, NO_ADMIN)
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == NO_ADMIN).values(name="Đỗ <b>Thị</b> Hằng"))
    chat = office.chat()
    await chat.command("invites")
    await chat.tap("🚫 Who cannot be reached (19)")
    blocked, not_joined = chat.text.split("Have not joined yet: 18")
    assert "Have blocked me: 1" in blocked
    assert "Đỗ &lt;b&gt;Thị&lt;/b&gt; Hằng · 00005" in blocked
    assert not_joined.count("–") == 18


async def test_a_long_list_comes_in_pages_with_its_headings(office: AdminOffice) -> None:
    await block(office, NO_ADMIN, SECOND_ADMIN)
    async with office.installation.database.writing() as session:
        session.add_all(
            Person(id=number, staff_number=f"N{number}", name=f"Người mới {number}") for number in range(100, 110)
        )
    chat = office.chat()
    await chat.command("invites")
    await chat.tap("🚫 Who cannot be reached (30)", "Next ▶")
    assert "Have blocked" not in chat.text
    assert "Have not joined yet: 28" in chat.text
    assert chat.text.count("–") == 10
    await chat.tap("◀ Previous")
    assert "Have blocked me: 2" in chat.text
    assert chat.text.count("–") == 20


async def test_where_everybody_is_reached_there_is_no_such_button_and_an_old_one_says_so(office: AdminOffice) -> None:
    chat = office.chat()
    await chat.command("invites")
    old_button = chat.action_of("🚫 Who cannot be reached (18)")
    async with office.installation.database.writing() as session:
        joined = (SECOND_ADMIN, NO_ADMIN, 1)
        await session.exec(update(Person).where(col(Person.id).not_in(joined)).values(active=False))
    await chat.act(old_button)
    assert "reach everybody" in chat.text
    await chat.tap("↩️ Back")
    assert "cannot be reached" not in str(chat.screen.rows)


async def test_it_is_for_admins(office: AdminOffice) -> None:
    chat = office.chat(NO_ADMIN)
    await chat.act("unreachable.0")
    assert "reached" not in chat.text
