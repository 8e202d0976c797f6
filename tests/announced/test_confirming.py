"""People confirm that they have read an announcement, and read it again; admins see who has, and remind the rest."""

from sqlmodel import col, select, update

from phieu.bot.screen import NewChoices, Screen
from phieu.storage.tables import Position
from phieu.words import NoticeKind, NoticeState
from tests.announced.conftest import ABSENT, BLOCKER, CLERK, COLLEAGUE, HEAD, SIZE, TEXT, AnnouncedOffice

SECOND_HEAD = SIZE.head_ids[1]


async def test_one_tap_under_the_announcement_confirms_it_once(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver()
    chat = office.chat(CLERK)
    for toast in ("Thank you.", "You have confirmed it already. Thank you."):
        answer = await chat.acknowledge(one)
        assert isinstance(answer, NewChoices)
        assert answer.toast == toast
        assert [[choice.label for choice in row] for row in answer.rows] == [["✅ Confirmed, thank you"]]
        assert await office.acknowledged() == {CLERK}


async def test_only_those_it_was_for_can_confirm_or_read_it(office: AnnouncedOffice) -> None:
    one = await office.announced(audience="unit:U1", acknowledge=True)
    await office.deliver()
    chat = office.chat(COLLEAGUE)
    for action in (f"announcement-ack.{one}.1", f"announcement-read-ack.{one}.1", "announcement-ack.99.1"):
        assert (await chat.act(action)).toast == "That choice is out of date. Here is the main menu."
    screen = await chat.act(f"announcement-read.{one}")
    assert screen.toast == "This announcement is no longer there to be read."
    assert "8 giờ" not in chat.text
    assert await office.acknowledged() == set()


async def test_what_needs_no_confirmation_takes_none(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = office.chat(CLERK)
    assert (await chat.act(f"announcement-ack.{one}.1")).toast == "That choice is out of date. Here is the main menu."
    assert await office.acknowledged() == set()
    await chat.act("matters")
    assert "Nothing waits for your answer." in chat.text


async def test_a_stopped_one_is_not_there_for_those_it_did_not_reach(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver(most=1)  # the chief alone
    await office.chat().act(f"announcement-stop-yes.{one}")
    chat = office.chat(CLERK)
    await chat.act("matters")
    assert "Nothing waits for your answer." in chat.text
    await chat.act(f"announcement-read.{one}")
    assert "8 giờ" not in chat.text


async def test_it_waits_among_what_is_to_be_answered_and_can_be_read_there(office: AnnouncedOffice) -> None:
    await office.announced(acknowledge=True)
    chat = office.chat(CLERK)
    await chat.act("matters")
    assert "Nothing waits for your answer." in chat.text  # it has not arrived yet
    await office.deliver()
    await chat.act("matters")
    assert chat.labels[0] == "📣 10 Jun · Họp toàn cơ quan lúc 8 giờ…"
    await chat.tap(chat.labels[0])
    assert TEXT in chat.screen.text
    assert not chat.screen.keeps
    await chat.tap("👉 I have read it")
    assert chat.labels == ["✅ Confirmed, thank you", "↩️ Announcements", "🏠 Main menu"]
    assert await office.acknowledged() == {CLERK}
    await chat.tap("✅ Confirmed, thank you")
    assert chat.labels == ["✅ Confirmed, thank you", "↩️ Announcements", "🏠 Main menu"]
    await chat.act("matters")
    assert "Nothing waits for your answer." in chat.text


async def test_what_was_received_stands_in_the_record(office: AnnouncedOffice) -> None:
    chat = office.chat(CLERK)
    await chat.act("my-record")
    assert chat.labels == ["🔎 What is kept of me", "🏠 Main menu"]
    for number in range(9):
        await office.announced(text=f"Số {number}")
    secret = await office.announced(text="", not_by_chat=True, read_from="Chị Hoa, Văn thư")
    await office.deliver()
    await chat.act("my-record")
    await chat.tap("📣 Announcements I received")
    assert chat.labels[0] == "10 Jun · 📄 To be read at the office"
    assert chat.labels[1] == "10 Jun · Số 8"
    await chat.tap("Next ▶")
    assert chat.labels[:2] == ["10 Jun · Số 1", "10 Jun · Số 0"]
    await chat.act(f"announcement-read.{secret}")
    assert "There is something for you to read at the office." in chat.text
    assert "Chị Hoa, Văn thư" in chat.text
    await office.chat().act(f"announcement-withdraw-yes.{secret}")
    await chat.act("my-announcements")
    assert chat.labels[0] == "10 Jun · Số 8"


async def test_admins_see_who_has_confirmed_by_unit_of_today(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver()
    for person_id in (CLERK, COLLEAGUE, HEAD):
        await office.chat(person_id).acknowledge(one)
    chat = office.chat()
    await chat.act(f"announcement-sent.{one}")
    assert "Confirmed: 3 of 9" in chat.text
    await chat.tap("👉 Who has confirmed it")
    assert chat.labels[:-1] == ["Phòng 1 · 2/3", "Phòng 2 · 1/3", "Lãnh đạo Văn phòng · 0/3"]
    await chat.tap("Phòng 1 · 2/3")
    assert "2 of 3 have confirmed it." in chat.text
    assert f"• Người mẫu {ABSENT} (has not joined yet)" in chat.text
    assert f"Người mẫu {CLERK}\n" not in chat.text
    # the clerk moves to the other unit, and takes the confirmation along
    async with office.installation.database.writing() as session:
        await session.exec(update(Position).where(col(Position.person_id) == CLERK).values(unit_id=2))
    await chat.tap("↩️ All units")
    assert chat.labels[:-1] == ["Phòng 1 · 1/2", "Phòng 2 · 2/4", "Lãnh đạo Văn phòng · 0/3"]
    async with office.installation.database.writing() as session:
        await session.exec(update(Position).where(col(Position.person_id) == CLERK).values(unit_id=3))
        posts = await session.exec(select(Position).where(Position.person_id == HEAD))
        await session.delete(posts.one())
    await chat.act(f"announcement-units.{one}.0")
    assert chat.labels[:-1] == ["Phòng 1 · 0/1", "Phòng 2 · 1/3", "Lãnh đạo Văn phòng · 1/4", "✅ Without a unit · 1/1"]
    await chat.tap("✅ Without a unit · 1/1")
    assert "1 of 1 have confirmed it." in chat.text
    assert "Not yet" not in chat.text


async def test_the_rest_are_reminded_once_for_each_yes(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver()
    for person_id in (CLERK, COLLEAGUE):
        await office.chat(person_id).acknowledge(one)
    chat = office.chat()
    await chat.act(f"announcement-sent.{one}")
    await chat.tap("🔔 Remind the rest (5)")
    assert "5 people who have the announcement" in chat.text
    assert await office.notices(NoticeKind.ANNOUNCEMENT_REMINDER) == []
    yes = chat.action_of("🔔 Yes, remind them")
    await chat.act(yes)
    assert "5 people are being reminded." in chat.text
    assert "Reminded once" in chat.text
    assert (await chat.act(yes)).toast == "They have been reminded already."
    reminded = await office.told(NoticeKind.ANNOUNCEMENT_REMINDER)
    assert reminded == {1, 2, 3, HEAD, SECOND_HEAD}
    # who confirms before the reminder comes is spared it
    await office.chat(HEAD).acknowledge(one)
    said = await office.deliver(NoticeKind.ANNOUNCEMENT_REMINDER)
    assert sum(screen is None for screen in said) == 1
    (screen,) = {str(one.text) for one in said if isinstance(one, Screen) and "Người mẫu 1<" in one.text}
    assert "on 10 June 2026 you received an announcement" in screen
    # a second time, for those who are left
    await chat.act(f"announcement-sent.{one}")
    await chat.tap("🔔 Remind the rest (4)", "🔔 Yes, remind them")
    assert await office.told(NoticeKind.ANNOUNCEMENT_REMINDER) == {1, 2, 3, SECOND_HEAD}
    assert "Reminded 2 times" in chat.text


async def test_a_reminder_leads_to_the_announcement(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver()
    await office.chat().act(f"announcement-remind-yes.{one}.1")
    screen = await office.words(await office.notice_of(CLERK, NoticeKind.ANNOUNCEMENT_REMINDER))
    assert screen is not None
    assert screen.keeps
    chat = office.chat(CLERK)
    await chat.act(screen.rows[0][0].action)
    await chat.tap("👉 I have read it")
    assert await office.acknowledged() == {CLERK}


async def test_a_reminder_that_still_waits_gives_way_to_the_next(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver()
    chat = office.chat()
    await chat.act(f"announcement-remind-yes.{one}.1")
    await chat.act(f"announcement-remind-yes.{one}.2")
    assert len(await office.told(NoticeKind.ANNOUNCEMENT_REMINDER, NoticeState.STOPPED)) == 7
    assert len(await office.deliver(NoticeKind.ANNOUNCEMENT_REMINDER)) == 7


async def test_where_nobody_is_left_nobody_is_reminded(office: AnnouncedOffice) -> None:
    silent = await office.announced()
    chat = office.chat()
    assert (await chat.act(f"announcement-remind.{silent}")).toast == "There is nobody to be reminded."
    await chat.act(f"announcement-remind-yes.{silent}.1")
    assert await office.notices(NoticeKind.ANNOUNCEMENT_REMINDER) == []


async def test_who_has_left_the_office_is_named_so(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.set_person(CLERK, active=False)
    await office.deliver(NoticeKind.ANNOUNCEMENT, most=3)
    notice = await office.notice_of(CLERK)
    assert notice.state is NoticeState.WAITING
    for waiting in await office.notices():
        if waiting.state is NoticeState.WAITING and waiting.person_id not in (CLERK, ABSENT, BLOCKER):
            await office.set_notice(waiting, state=NoticeState.FAILED, doubts=2)
    chat = office.chat()
    await chat.act(f"announcement-sent.{one}")
    assert f"• Người mẫu {CLERK} (has left the office)" in chat.text
    assert "(has probably received it)" in chat.text
