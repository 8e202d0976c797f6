"""One message shows an announcement going out, can stop it, and ends with who was not reached."""

from datetime import UTC, datetime, timedelta

from phieu.office.announcements.progress import finish
from phieu.scheduler.tick import tick
from phieu.words import AnnouncementState, NoticeKind, NoticeState
from tests.announced.conftest import ABSENT, BLOCKER, CLERK, SECOND_ADMIN, STAFF, AnnouncedOffice
from tests.offices import CHIEF_ID

REACHABLE = STAFF - 2


async def test_the_message_counts_as_it_goes_and_ends_with_names(office: AnnouncedOffice) -> None:
    one = await office.announced()
    chat = office.chat()
    screen = await chat.act(f"announcement-sent.{one}")
    assert screen.refreshes == f"announcement-sent.{one}"
    assert "Sent: 0 of 9" in chat.text
    assert "Left: 7" in chat.text
    assert "Cannot be reached now: 2" in chat.text
    await office.deliver(most=3)
    office.time += timedelta(seconds=2)
    screen = await chat.act(screen.refreshes)
    assert "Sent: 3 of 9" in chat.text
    assert "Left: 4" in chat.text
    assert "Time left: less than a minute" in chat.text
    await office.deliver()
    screen = await chat.act(screen.refreshes)
    assert screen.refreshes == ""
    assert "7 of 9 people have it" in chat.text
    assert "2 people were not reached" in chat.text
    assert f"• {(await office.person(ABSENT)).name} (has not joined yet)" in chat.text
    assert f"• {(await office.person(BLOCKER)).name} (has blocked me)" in chat.text
    assert await office.states() == [AnnouncementState.DONE]
    assert await office.notices(NoticeKind.ANNOUNCEMENT_DONE) == []  # its author has seen it end


async def test_at_night_it_says_when_it_goes_on(office: AnnouncedOffice) -> None:
    office.time = datetime(2026, 6, 10, 15, 0, tzinfo=UTC)  # 22:00 in Hà Nội
    one = await office.announced()
    chat = office.chat()
    await chat.act(f"announcement-sent.{one}")
    assert "the rest goes out from 07:00, 11 June 2026" in chat.text
    urgent = await office.announced(urgent=True)
    await chat.act(f"announcement-sent.{urgent}")
    assert "goes out from" not in chat.text


async def test_where_nothing_gets_through_it_says_so(office: AnnouncedOffice) -> None:
    one = await office.announced()
    chat = office.chat()
    await chat.act(f"announcement-sent.{one}")
    assert "Nothing gets through" not in chat.text
    office.time += timedelta(seconds=30)
    await chat.act(f"announcement-sent.{one}")
    assert "Nothing gets through at the moment; it goes on by itself." in chat.text


async def test_who_looks_the_other_way_is_told_once_whom_it_has_not_reached(office: AnnouncedOffice) -> None:
    await office.announced()
    await office.deliver()
    await tick(office.installation)
    await tick(office.installation)
    (notice,) = await office.notices(NoticeKind.ANNOUNCEMENT_DONE)
    assert notice.person_id == CHIEF_ID
    screen = await office.words(notice)
    assert screen is not None
    assert "7 of 9 people have it" in screen.text
    assert "2 people could not be reached" in screen.text
    assert screen.keeps


async def test_where_everybody_has_it_only_what_was_planned_is_told(office: AnnouncedOffice) -> None:
    await office.announced(audience=f"person:{(await office.person(CLERK)).staff_number}")
    await office.deliver()
    await tick(office.installation)
    assert await office.notices(NoticeKind.ANNOUNCEMENT_DONE) == []
    await office.announced(audience=f"person:{(await office.person(CLERK)).staff_number}", send_at=office.time)
    await office.deliver()
    await tick(office.installation)
    (notice,) = await office.notices(NoticeKind.ANNOUNCEMENT_DONE)
    screen = await office.words(notice)
    assert screen is not None
    assert "1 of 1" in screen.text


async def test_an_author_who_lost_the_role_is_not_told_but_the_admins_are(office: AnnouncedOffice) -> None:
    await office.announced()
    await office.set_person(CHIEF_ID, admin=False)
    await office.deliver()
    await tick(office.installation)
    assert await office.told(NoticeKind.ANNOUNCEMENT_DONE) == {SECOND_ADMIN}
    await office.set_person(SECOND_ADMIN, admin=False)
    (notice,) = await office.notices(NoticeKind.ANNOUNCEMENT_DONE)
    assert await office.words(notice) is None


async def test_another_admin_who_watches_it_end_does_not_keep_it_from_its_author(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    await office.chat(SECOND_ADMIN).act(f"announcement-sent.{one}")
    assert await office.told(NoticeKind.ANNOUNCEMENT_DONE) == {CHIEF_ID}


async def test_it_is_not_done_while_anything_is_left(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver(most=6)
    assert not await finish(office.installation, one)
    (waiting,) = [
        n for n in await office.notices() if n.state is NoticeState.WAITING and n.person_id not in (ABSENT, BLOCKER)
    ]
    await office.set_notice(waiting, state=NoticeState.SENDING)
    assert not await finish(office.installation, one)
    await office.set_notice(waiting, state=NoticeState.FAILED, failure="the platform refused it")
    assert await finish(office.installation, one)
    assert not await finish(office.installation, one)


async def test_stopping_is_asked_about_and_keeps_the_rest_from_going_out(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver(most=3)
    chat = office.chat()
    await chat.act(f"announcement-sent.{one}")
    await chat.tap("⏹ Stop")
    assert "3 people have it by now" in chat.text
    assert await office.states() == [AnnouncementState.SENDING]
    yes = chat.action_of("⏹ Yes, stop it")
    await chat.act(yes)
    assert "It was stopped. 3 of 9 people have it." in chat.text
    await chat.act(yes)  # tapped twice
    assert "It was stopped. 3 of 9 people have it." in chat.text
    assert await office.states() == [AnnouncementState.STOPPED]
    await office.join(ABSENT)
    assert await office.deliver() == []
    await tick(office.installation)
    assert await office.notices(NoticeKind.ANNOUNCEMENT_DONE) == []


async def test_what_has_gone_out_is_not_stopped_any_more(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = office.chat()
    await chat.act(f"announcement-stop.{one}")
    assert "7 of 9 people have it" in chat.text
    await chat.act(f"announcement-stop-yes.{one}")
    assert await office.states() == [AnnouncementState.DONE]


async def test_who_joins_later_gets_it_then(office: AnnouncedOffice) -> None:
    await office.announced()
    await office.deliver()
    await tick(office.installation)
    await office.join(ABSENT)
    (screen,) = await office.deliver(NoticeKind.ANNOUNCEMENT)
    assert screen is not None
    assert await office.told(NoticeKind.ANNOUNCEMENT) == {BLOCKER}


async def test_the_list_shows_what_was_sent_and_leads_to_it(office: AnnouncedOffice) -> None:
    chat = office.chat()
    await chat.act("announcements-sent")
    assert "Nothing has been sent yet." in chat.text
    for number in range(10):
        await office.announced(text=f"Thông báo số {number} về việc thực hiện <i>chế độ</i> làm việc")
        office.time += timedelta(minutes=1)
    await chat.act("announcements-sent")
    assert chat.labels[0].startswith("⏳ 10 Jun · Thông báo số 9")
    assert max(map(len, chat.labels)) <= 40
    await chat.tap("Next ▶")
    assert chat.labels[0].startswith("⏳ 10 Jun · Thông báo số 1")
    await chat.tap(chat.labels[1])
    assert "“Thông báo số 0 về việc" in chat.text
    await chat.tap("👁 Show it")
    assert "Thông báo số 0 về việc thực hiện <i>chế độ</i>" in chat.screen.text
    await chat.tap("↩️ Back")
    assert "Sent: 0 of 9" in chat.text


async def test_nobody_else_sees_any_of_it(office: AnnouncedOffice) -> None:
    one = await office.announced()
    chat = office.chat(CLERK)
    for verb in ("sent", "stop", "stop-yes", "withdraw", "withdraw-yes", "remind", "correct", "show"):
        await chat.act(f"announcement-{verb}.{one}")
        assert "That is for the people who look after" in chat.text
    assert await office.states() == [AnnouncementState.SENDING]


async def test_actions_about_nothing_lead_home(office: AnnouncedOffice) -> None:
    await office.new()  # a draft, which is not sent
    chat = office.chat()
    for action in (
        "sent.1",
        "sent.77",
        "sent.x",
        "sent",
        "stop-yes.99999999999999999999",
        "units.1.0",
        "owing.1.1",
        "correct.1",
    ):
        screen = await chat.act(f"announcement-{action}")
        assert screen.toast == "That choice is out of date. Here is the main menu.", action
