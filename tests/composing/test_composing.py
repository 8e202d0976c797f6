"""Composing an announcement: every step is kept, what is missing is said, and what is confirmed is what was shown."""

from datetime import timedelta

from sqlmodel import col, update

from phieu.bot.screen import MAX_ACTION_BYTES
from phieu.storage.tables import ChatAccount
from phieu.words import AnnouncementState
from tests.composing.conftest import NO_ADMIN, SECOND_ADMIN, STAFF, ComposingOffice, picture
from tests.offices import CHIEF_ID


async def test_an_announcement_is_composed_previewed_confirmed_and_sent(office: ComposingOffice) -> None:
    chat = await office.new()
    assert "Still missing: the text, for whom it is." in chat.text
    await chat.write("Họp <b>toàn cơ quan</b> lúc 8 giờ.")
    assert "The text has been kept." in chat.text
    assert "Still missing: for whom it is." in chat.text
    assert "👁 Preview, and then send …" not in chat.labels
    await chat.tap("👥 For whom", "The whole office")
    assert "For: the whole office\n• 21 people\n• 18 of them have not joined yet" in chat.text
    await chat.tap("↩️ That is all", "✅ Ask for confirmation: no")
    assert "Still missing" not in chat.text
    await chat.tap("👁 Preview, and then send …")
    assert chat.text == "📣 Announcement\n\nHọp toàn cơ quan lúc 8 giờ."
    assert "<b>toàn cơ quan</b>" in str(chat.screen.text)
    assert chat.labels == ["👉 I have read it", "↩️ Back", "📤 Go on"]
    assert (await chat.tap_inert("👉 I have read it")).toast.startswith("This is only the preview.")
    await chat.tap("📤 Go on")
    assert "Shall this announcement go out?" in chat.text
    assert "• 21 people" in chat.text
    assert await office.recipients() == []
    await chat.tap("📤 Yes, send it")
    one = await office.only()
    assert (one.state, one.sent_at, one.acknowledge) == (AnnouncementState.SENDING, office.time, True)
    assert await office.recipients() == list(range(1, STAFF + 1))
    notices = await office.notices()
    assert sorted(notice.person_id for notice in notices) == list(range(1, STAFF + 1))
    assert {(notice.subject, notice.urgent) for notice in notices} == {("announcement:1", False)}
    words = await office.words(notices[0])
    assert words is not None
    assert words.keeps
    assert str(words.text).endswith("Họp <b>toàn cơ quan</b> lúc 8 giờ.")
    assert len(words.rows) == 1


async def test_the_second_of_two_taps_and_of_two_admins_finds_it_sent(office: ComposingOffice) -> None:
    chat, other = await office.ready(), office.chat(SECOND_ADMIN)
    await chat.tap("👁 Preview, and then send …", "📤 Go on")
    send = chat.action_of("📤 Yes, send it")
    for who in (chat, chat, other):
        await who.act(send)
        assert await office.states() == [AnnouncementState.SENDING]
        assert len(await office.notices()) == STAFF
    for old in ("announcement-preview.1", "announcement-confirm.1", "announcement-delete.1", "announcement-deleted.1"):
        await other.act(old)
    await other.act("audience-clear.1")
    await other.act("announcement-urgent.1.1")
    one = await office.only()
    assert (one.state, one.audience, one.urgent) == (AnnouncementState.SENDING, "everyone", False)


async def test_what_has_been_changed_since_it_was_shown_is_not_sent(office: ComposingOffice) -> None:
    chat, other = await office.ready(), office.chat(SECOND_ADMIN)
    await chat.tap("👁 Preview, and then send …", "📤 Go on")
    await other.command("announcements")
    await other.tap("📝 Drafts (1)", "Họp toàn cơ… · Người mẫu 1", "🔔 Urgent, at any hour: no")
    await chat.tap("📤 Yes, send it")
    assert "It has been changed since you looked at it" in chat.text
    assert await office.states() == [AnnouncementState.DRAFT]
    await chat.tap("👁 Preview, and then send …", "📤 Go on", "📤 Yes, send it")
    assert {notice.urgent for notice in await office.notices()} == {True}


async def test_a_draft_outlives_the_role_and_the_program(office: ComposingOffice) -> None:
    chat = await office.ready()
    await office.set_person(CHIEF_ID, admin=False)
    await chat.act("announcement-confirm.1")
    assert "That is for the people who look after" in chat.text
    await chat.type("more", "announcement-add.1")
    assert (await office.only()).text == "Họp <b>toàn cơ quan</b> lúc 8 giờ."
    other = office.chat(SECOND_ADMIN)
    await other.act("announcement.1")
    assert "Draft of an announcement, begun by Người mẫu 1" in other.text
    assert "“Họp toàn cơ quan lúc 8 giờ.”" in other.text
    await other.tap("👁 Preview, and then send …", "📤 Go on", "📤 Yes, send it")
    assert await office.states() == [AnnouncementState.SENDING]


async def test_who_is_no_admin_composes_nothing(office: ComposingOffice) -> None:
    await office.ready()
    chat = office.chat(NO_ADMIN)
    for forged in ("announcements", "announcement.1", "announcement-begin.0", "audience-clear.1", "template-save.1"):
        await chat.act(forged)
        assert "That is for the people who look after" in chat.text
    await chat.type("forged", "announcement-anew.1")
    one = await office.only()
    assert (one.text, one.audience) == ("Họp <b>toàn cơ quan</b> lúc 8 giờ.", "everyone")


async def test_a_text_in_several_messages_is_put_together_and_can_be_taken_back(office: ComposingOffice) -> None:
    chat = await office.new()
    await chat.write("<b>Một</b>")
    await chat.write("Hai &amp; ba")
    assert "Added to the text." in chat.text
    assert (await office.only()).text == "<b>Một</b>\n\nHai &amp; ba"
    await chat.tap("↶ Take that back")
    assert (await office.only()).text == "<b>Một</b>"
    await chat.tap("✍️ Text", "🔄 Write it anew")
    assert (await office.only()).text == "<b>Một</b>"
    await chat.write("Bốn")
    await chat.write("Năm")
    assert (await office.only()).text == "Bốn\n\nNăm"
    undo = chat.action_of("↶ Take that back")
    await chat.act(undo)
    await chat.act(undo)
    assert chat.screen.toast == "That can no longer be undone."
    assert (await office.only()).text == "Bốn"


async def test_plain_text_without_formatting_is_escaped(office: ComposingOffice) -> None:
    chat = await office.new()
    await chat.type("1 < 2 & <b>")
    assert (await office.only()).text == "1 &lt; 2 &amp; &lt;b&gt;"


async def test_a_text_too_long_is_refused_and_what_was_there_stays(office: ComposingOffice) -> None:
    chat = await office.new()
    await chat.type("a" * 12_000)
    assert "The text has been kept." in chat.text
    await chat.type("b")
    assert "That makes 12,003 characters; an announcement may have 12,000." in chat.text
    assert (await office.only()).text == "a" * 12_000
    await chat.tap("✍️ Text", "🔄 Write it anew")
    await chat.type("c" * 12_001)
    assert (await office.only()).text == "a" * 12_000


async def test_a_picture_or_a_document_and_its_caption(office: ComposingOffice) -> None:
    chat = await office.new("💬 Yes, by chat")
    await chat.tap("📎 Picture, document")
    assert "🗑 Take the picture out" not in chat.labels
    await chat.send_picture(picture(), caption="<i>Giấy mời</i>", album=True)
    assert "I have taken the first only." in chat.text
    assert "With a picture" in chat.text
    assert (await office.only()).text == "<i>Giấy mời</i>"
    await chat.send_file(b"content", caption="other words")
    assert "The words under it were left out" in chat.text
    assert "With a document: giấy mời.pdf" in chat.text
    (file,) = await office.files()
    assert (file.name, file.picture, file.content) == ("giấy mời.pdf", False, b"content")
    await chat.tap("👥 For whom", "The whole office", "↩️ That is all", "👁 Preview, and then send …")
    (attachment,) = chat.screen.attachments
    assert (attachment.name, attachment.content) == ("giấy mời.pdf", b"content")
    assert chat.screen.otherwise is not None
    assert "The platform refuses this announcement" in chat.screen.otherwise.text
    await chat.tap("↩️ Back", "📎 Picture, document", "🗑 Take the document out")
    assert await office.files() == []
    assert "document" not in chat.text


async def test_a_picture_alone_is_enough(office: ComposingOffice) -> None:
    chat = await office.new()
    await chat.send_picture(picture())
    await chat.tap("👥 For whom", "The whole office", "↩️ That is all", "👁 Preview, and then send …")
    assert chat.text == "📣 Announcement"
    await chat.tap("📤 Go on", "📤 Yes, send it")
    words = await office.words((await office.notices())[0])
    assert words is not None
    assert [attachment.picture for attachment in words.attachments] == [True]


async def test_files_that_the_platform_would_not_take_are_refused(office: ComposingOffice) -> None:
    chat = await office.new()
    await chat.write("Bản thảo")
    for send, fault in (
        (chat.send_picture(b"", size=10 * 1024 * 1024 + 1), "That picture has 10.0 MB; the platform takes 10."),
        (chat.send_picture(b"no picture"), "That picture cannot be opened"),
        (chat.send_picture(picture(6000, 4001)), "is 6,000 × 4,001 pixels large"),
        (chat.send_picture(picture(210, 10)), "is 210 × 10 pixels, too long and narrow"),
        (chat.send_file(b"x", size=21 * 1024 * 1024), "That document has 21.0 MB; the platform takes 20."),
        (chat.send_file(b""), "There is nothing in that file."),
    ):
        await send
        assert fault in chat.text
        assert "What was there before has stayed." in chat.text
    assert await office.files() == []
    assert (await office.only()).text == "Bản thảo"
    await chat.send_other("voice")
    assert "I have not kept what you sent." in chat.text


async def test_what_must_not_go_by_chat_is_in_no_message(office: ComposingOffice) -> None:
    chat = await office.new("🔒 No, only at the office")
    assert "Still missing: from whom it can be had, for whom it is." in chat.text
    assert "✍️ Text" not in chat.labels
    for secret in (
        chat.write("bí mật"),
        chat.send_file("bí mật".encode()),
        chat.send_picture(picture(), caption="bí mật"),
    ):
        assert (await secret).discards_input
        assert "bí mật" not in chat.text
    one = await office.only()
    assert (one.text, await office.files()) == ("", [])
    await chat.tap("👤 From whom")
    assert (await chat.send_picture(picture(), caption="bí mật")).discards_input
    assert (await chat.type("x" * 101)).discards_input
    assert "That is too long (101 characters, 100 at most)." in chat.text
    await chat.type("Chị Hoa, phòng 204")
    await chat.tap("📅 Until when")
    assert (await chat.type("30/2")).discards_input
    assert "There is no such day" in chat.text
    await chat.act("announcement-until.1.2026-06-09")
    assert "That day is over." in chat.text
    await chat.type("20/6")
    assert "Until the end of 20 June 2026" in chat.text
    await chat.tap("👥 For whom", "The whole office", "↩️ That is all", "👁 Preview, and then send …")
    assert chat.text == (
        "📣 Announcement\n\n📄 There is something for you to read at the office.\n\n"
        "Please ask for it here: Chị Hoa, phòng 204.\n\nIt can be read until the end of 20 June 2026.\n\n"
        "What it says must not be sent by chat."
    )
    await chat.tap("📤 Go on", "📤 Yes, send it")
    words = await office.words((await office.notices())[0])
    assert words is not None
    assert "Chị Hoa, phòng 204" in words.text


async def test_nobody_is_no_audience(office: ComposingOffice) -> None:
    chat = await office.new()
    await chat.write("Bản thảo")
    await chat.tap("👥 For whom", "👤 One person")
    await chat.type("00004")
    await chat.tap("Người mẫu 4 · 00004")
    await office.set_person(4, active=False)
    await chat.tap("↩️ That is all")
    assert "Nobody on the staff today belongs to that, so it cannot be sent." in chat.text
    await chat.tap("↩️ That is all")
    assert "Still missing: for whom it is." in chat.text
    await chat.act("announcement-confirm.1")
    assert "Still missing: for whom it is." in chat.text
    assert await office.states() == [AnnouncementState.DRAFT]


async def test_who_leaves_between_the_question_and_the_answer(office: ComposingOffice) -> None:
    chat = await office.new()
    await chat.write("Bản thảo")
    await chat.tap("👥 For whom", "👤 One person")
    await chat.type("00004")
    await chat.tap("Người mẫu 4 · 00004", "↩️ That is all", "↩️ That is all", "👁 Preview, and then send …", "📤 Go on")
    await office.set_person(4, active=False)
    await chat.tap("📤 Yes, send it")
    assert "Still missing: for whom it is." in chat.text
    assert (await office.states(), await office.notices()) == ([AnnouncementState.DRAFT], [])


async def test_an_untouched_draft_is_taken_up_again_and_a_draft_can_be_deleted(office: ComposingOffice) -> None:
    for _ in range(2):
        await office.new()
    assert len(await office.announcements()) == 1
    await office.new(person_id=SECOND_ADMIN)
    await office.new("🔒 No, only at the office")
    assert len(await office.announcements()) == 3
    chat = office.chat()
    await chat.command("announcements")
    await chat.tap("📝 Drafts (3)")
    assert chat.labels == ["🔒 Not by chat", "Without a text · Người mẫu 2", "Without a text", "↩️ All announcements"]
    await chat.tap("Without a text", "🗑 Delete", "↩️ No", "🗑 Delete")
    yes = chat.action_of("🗑 Yes, delete it")
    await chat.act(yes)
    assert chat.screen.toast == "The draft has been deleted."
    await chat.act(yes)
    assert chat.screen.toast == "That announcement has been deleted."
    assert [one.id for one in await office.announcements()] == [2, 3]


async def test_unreached_people_are_counted(office: ComposingOffice) -> None:
    async with office.installation.database.writing() as session:
        await session.exec(update(ChatAccount).where(col(ChatAccount.person_id) == NO_ADMIN).values(reachable=False))
    chat = await office.ready()
    assert "• 18 of them have not joined yet" in chat.text
    assert "• 1 of them has blocked me" in chat.text


async def test_forged_actions_lead_home_or_to_how_things_stand(office: ComposingOffice) -> None:
    chat = await office.ready()
    for forged in (
        "announcement",
        "announcement.x",
        "announcement-at.1.999999999999999999",
        "announcement-at.1",
        "announcement-send.1",
        "announcement-begin",
        "announcement-until.1.x",
        "audience-unit.1.0.0.99.1",
        "audience-rank.1.0.1.king",
        "audience-person.1.0.999.1",
        "audience-group.1.0.99.1",
        "announcement.999999999999",
    ):
        await chat.act(forged)
        assert chat.screen.toast == "That choice is out of date. Here is the main menu.", forged
    for gone in (
        "announcement.99",
        "announcement-preview.99",
        "audience.99",
        "audience-units.99.0.0",
    ):
        await chat.act(gone)
        assert chat.screen.toast == "That announcement has been deleted.", gone
    await chat.act("audience-units.1.7.99999")
    assert (await office.only()).audience == "everyone"


async def test_actions_fit_with_the_largest_numbers() -> None:
    most = 2**31 - 1
    for longest in (
        f"audience-person.{most}.1.{most}.1",
        f"audience-unit.{most}.1.999.{most}.1",
        f"audience-people.{most}.1.999",
        f"audience-rank.{most}.1.1.deputy_chief",
        f"announcement-until.{most}.2026-12-31",
        f"announcement-send.{most}.0123456789",
        f"announcement-at.{most}.99999999",
    ):
        assert len(longest) < MAX_ACTION_BYTES


async def test_the_rest_of_a_text_that_did_not_fit_is_left_out_too(office: ComposingOffice) -> None:
    chat = await office.new()
    for part in ("a", "b", "c"):  # an app cuts a long text up
        await chat.write(part * 4000)
    assert "Your last message has not been added" in chat.text
    await chat.write("the very end of it")
    assert "This belongs to the text that was too long" in chat.text
    assert len((await office.only()).text) == 8002
    office.time += timedelta(seconds=30)
    await chat.write("Xin cảm ơn.")
    assert (await office.only()).text.endswith("b\n\nXin cảm ơn.")
