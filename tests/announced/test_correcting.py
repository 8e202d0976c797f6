"""An announcement that has been sent is corrected, in chat by an admin, and then in everybody's chat."""

import pytest
from markupsafe import Markup

from phieu.bot.delivery.revision import NotYetError
from phieu.bot.screen import NewChoices, Screen
from phieu.storage.tables import AnnouncementFile, Draft
from phieu.words import NoticeKind, NoticeState
from tests.announced.conftest import (
    ABSENT,
    BLOCKER,
    CLERK,
    COLLEAGUE,
    SECOND_ADMIN,
    TEXT,
    AnnouncedOffice,
    ReadingChat,
    revised,
)
from tests.composing.conftest import picture
from tests.offices import CHIEF_ID

NEW = "Họp toàn cơ quan lúc <b>9 giờ</b> sáng thứ Ba."
CORRECTED = NoticeKind.ANNOUNCEMENT_CORRECTED
FILE = AnnouncementFile(announcement_id=0, name="giấy mời.pdf", picture=False, content=b"giay moi cu")


async def begin(office: AnnouncedOffice, one: int, person_id: int = CHIEF_ID) -> ReadingChat:
    """The chat in which a correction is put together."""
    chat = office.chat(person_id)
    await chat.act(f"announcement-sent.{one}")
    await chat.tap("✏️ Correct")
    return chat


async def to_the_question(chat: ReadingChat) -> None:
    await chat.tap("👁 Preview, and then correct …", "✏️ Go on")


async def test_the_text_is_seen_and_confirmed_before_anything_changes(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = await begin(office, one)
    assert "✍️ Text as before: “Họp toàn cơ quan" in chat.text
    await chat.write(NEW)
    assert "✍️ New text (39 characters): “Họp toàn cơ quan lúc 9 giờ" in chat.text
    await chat.tap("👁 Preview, and then correct …")
    assert NEW in chat.screen.text
    assert "This announcement has been corrected." in chat.text
    assert not chat.screen.keeps
    await chat.tap("✏️ Go on")
    assert "in the chats of 7 people who have it" in chat.text
    assert (await office.only()).text == TEXT
    assert await office.notices(CORRECTED) == []
    await chat.tap("✏️ Yes, correct it")
    assert "It has been corrected" in chat.text
    assert "Corrected once" in chat.text
    announcement = await office.only()
    assert (announcement.text, announcement.version) == (NEW, 2)
    assert await office.told(CORRECTED) == set(range(1, 10)) - {ABSENT, BLOCKER}
    first = await office.notice_of(CLERK)
    change = revised(await office.spoken(await office.notice_of(CLERK, CORRECTED)))
    assert change.message_ids == (first.message_ids,)
    assert NEW in change.screen.text
    assert "<i>This announcement has been corrected.</i>" in change.screen.text


async def test_whoever_gets_it_only_later_gets_the_new_text_alone(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver(most=2)
    chat = await begin(office, one)
    await chat.write(NEW)
    await to_the_question(chat)
    assert "in the chats of 2 people who have it" in chat.text
    await chat.tap("✏️ Yes, correct it")
    assert await office.told(CORRECTED) == {1, 2}
    await office.join(ABSENT)
    for screen in await office.deliver(NoticeKind.ANNOUNCEMENT):
        assert isinstance(screen, Screen)
        assert NEW in screen.text
    assert [(kind, person) for kind, person, _ in office.said if kind is CORRECTED] == []


async def test_what_was_just_being_sent_is_corrected_once_it_has_arrived(office: AnnouncedOffice) -> None:
    one = await office.announced()
    clerk, colleague = await office.notice_of(CLERK), await office.notice_of(COLLEAGUE)
    await office.set_notice(clerk, state=NoticeState.SENDING)
    leased = clerk.created_at.replace(minute=5)
    await office.set_notice(colleague, next_attempt_at=leased)  # its words are being made
    await correct(office, one)
    assert await office.told(CORRECTED) == {CLERK, COLLEAGUE}
    for person_id in (CLERK, COLLEAGUE):
        with pytest.raises(NotYetError):
            await office.spoken(await office.notice_of(person_id, CORRECTED))
    for notice in (clerk, colleague):
        await office.set_notice(notice, state=NoticeState.SENT, message_ids="7", next_attempt_at=notice.created_at)
        change = revised(await office.spoken(await office.notice_of(notice.person_id, CORRECTED)))
        assert change.message_ids == ("7",)


async def test_of_two_corrections_the_last_one_stays(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    await correct(office, one, "Lần hai")
    await correct(office, one, "Lần ba")
    second, third = [n for n in await office.notices(CORRECTED) if n.person_id == CLERK]
    assert await office.spoken(second) is None
    # the second is being sent with the words that it had
    await office.set_notice(second, state=NoticeState.SENDING)
    with pytest.raises(NotYetError):
        await office.spoken(third)
    await office.set_notice(second, state=NoticeState.SENT)
    assert "Lần ba" in revised(await office.spoken(third)).screen.text
    assert (await office.only()).version == 3


async def test_who_has_confirmed_stays_so_unless_everybody_is_asked_anew(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver()
    await office.chat(CLERK).acknowledge(one)
    await correct(office, one)
    assert await office.acknowledged() == {CLERK}
    label = revised(await office.spoken(await office.notice_of(CLERK, CORRECTED))).screen.rows[0][0].label
    assert label == "✅ Confirmed, thank you"
    chat = await begin(office, one)
    await chat.write("Lần ba")
    await to_the_question(chat)
    assert "1 person has confirmed it as it is now." in chat.text
    await chat.tap("✏️ Correct, and all confirm anew")
    assert await office.acknowledged() == set()
    notice = [n for n in await office.notices(CORRECTED) if n.person_id == CLERK][-1]
    assert revised(await office.spoken(notice)).screen.rows[0][0].label == "👉 I have read it"


async def test_an_older_text_is_not_confirmed_but_the_new_one_is_shown(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver()
    await correct(office, one)
    chat = office.chat(CLERK)
    answer = await chat.acknowledge(one, version=1)
    assert isinstance(answer, Screen)
    assert NEW in answer.text
    assert answer.toast == "It has been corrected since. Please read it as it is now, and confirm that."
    assert await office.acknowledged() == set()
    assert isinstance(await chat.acknowledge(one, version=2), NewChoices)
    assert await office.acknowledged() == {CLERK}
    # who had confirmed before taps the old button again
    answer = await chat.acknowledge(one, version=1)
    assert isinstance(answer, NewChoices)
    assert answer.toast == "You have confirmed it already. Thank you."


async def test_another_file_takes_the_place_of_the_first(office: AnnouncedOffice) -> None:
    one = await office.announced(file=FILE)
    await office.deliver()
    chat = await begin(office, one)
    assert "📎 The document as before" in chat.text
    await chat.send_picture(picture(), caption="<i>Sơ đồ chỗ ngồi mới</i>")
    assert "✅ The picture has been kept." in chat.text
    assert "🖼 Another picture" in chat.text
    await chat.tap("👁 Preview, and then correct …")
    assert chat.screen.attachments[0].content == picture()
    await chat.tap("✏️ Go on", "✏️ Yes, correct it")
    (file,) = await office.files()
    assert (file.picture, file.content) == (True, picture())
    assert (await office.only()).text == "<i>Sơ đồ chỗ ngồi mới</i>"
    (urgent,) = {notice.urgent for notice in await office.notices(CORRECTED)}
    assert not urgent  # it comes as a new message, and so by day
    await office.only()


async def test_the_file_is_taken_out(office: AnnouncedOffice) -> None:
    one = await office.announced(file=FILE)
    await office.deliver()
    chat = await begin(office, one)
    await chat.tap("🗑 Without the file")
    assert "🗑 The document is taken out" in chat.text
    await chat.tap("👁 Preview, and then correct …")
    assert chat.screen.attachments == ()
    await chat.tap("✏️ Go on", "✏️ Yes, correct it")
    assert await office.files() == []
    assert (await office.only()).text == TEXT


async def test_where_nothing_else_would_be_left_the_file_stays(office: AnnouncedOffice) -> None:
    one = await office.announced(text="", file=FILE)
    await office.deliver()
    chat = await begin(office, one)
    assert "🗑 Without the file" not in chat.labels
    await chat.act(f"announcement-correct-bare.{one}")
    assert "📎 The document as before" in chat.text
    assert "✍️ Text as before: none" in chat.text


async def test_a_text_in_several_messages_is_put_together_and_can_be_begun_anew(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = await begin(office, one)
    await chat.write("Phần một")
    chat = await begin(office, one)  # as if the program had been started anew: it is kept
    await chat.write("Phần <b>hai</b>")
    await chat.tap("👁 Preview, and then correct …")
    assert Markup("Phần một\n\nPhần <b>hai</b>") in chat.screen.text
    await chat.tap("↩️ Back", "🔄 Start the correction anew")
    assert "✍️ Text as before" in chat.text
    assert "👁 Preview, and then correct …" not in chat.labels


async def test_what_the_platform_would_refuse_is_refused_and_the_rest_kept(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = await begin(office, one)
    await chat.write(NEW)
    await chat.send_picture(picture(), size=11 * 1024 * 1024)
    assert "the platform takes 10" in chat.text
    assert "What was there before has stayed." in chat.text
    await chat.send_file(b"")
    assert "There is nothing in that file." in chat.text
    await chat.write("x" * 12_000)
    assert "an announcement may have 12,000" in chat.text
    await chat.send_other("sticker")
    assert "I have not kept what you sent." in chat.text
    assert "✍️ New text (39 characters)" in chat.text
    await chat.tap("👁 Preview, and then correct …")
    assert chat.screen.otherwise is not None
    assert "your correction has been kept" in chat.screen.otherwise.text


async def test_of_two_admins_the_second_looks_again(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = await begin(office, one)
    await chat.write(NEW)
    await to_the_question(chat)
    await correct(office, one, "Của người khác", SECOND_ADMIN)
    await chat.tap("✏️ Yes, correct it")
    assert "Something has been changed since you looked at it" in chat.text
    assert (await office.only()).text == "Của người khác"
    await to_the_question(chat)
    await chat.tap("✏️ Yes, correct it")
    assert (await office.only()).text == NEW


async def test_two_taps_correct_once_and_leave_nothing_behind(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = await begin(office, one)
    await chat.write(NEW)
    await to_the_question(chat)
    yes = chat.action_of("✏️ Yes, correct it")
    await chat.act(yes)
    await chat.act(yes)
    assert (await office.only()).version == 2
    assert len(await office.notices(CORRECTED)) == 7
    async with office.installation.database.reading() as session:
        assert await session.get(Draft, (CHIEF_ID, f"correction:{one}")) is None


async def test_who_loses_the_role_corrects_nothing_and_what_was_written_is_kept(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = await begin(office, one)
    await chat.write(NEW)
    await to_the_question(chat)
    yes = chat.action_of("✏️ Yes, correct it")
    await office.set_person(CHIEF_ID, admin=False)
    await chat.act(yes)
    assert (await office.only()).version == 1
    await office.set_person(CHIEF_ID, admin=True)
    await chat.act(yes)
    assert (await office.only()).text == NEW


async def test_what_is_not_by_chat_or_withdrawn_is_not_corrected(office: AnnouncedOffice) -> None:
    secret = await office.announced(text="", not_by_chat=True, read_from="Chị Hoa")
    gone = await office.announced()
    await office.deliver()
    chat = office.chat()
    await chat.act(f"announcement-withdraw-yes.{gone}")
    for one in (secret, gone):
        await chat.act(f"announcement-sent.{one}")
        assert "✏️ Correct" not in chat.labels
        screen = await chat.act(f"announcement-correct.{one}")
        assert screen.toast == "This announcement cannot be corrected."
        await chat.type("Bí mật", expected=f"announcement-correct.{one}")
        await chat.act(f"announcement-correct-look.{one}")
        await chat.act(f"announcement-correct-yes.{one}.0.1-0123456789")
    async with office.installation.database.reading() as session:
        assert await session.get(Draft, (CHIEF_ID, f"correction:{secret}")) is None
    assert {one.version for one in await office.announcements()} == {1}


async def test_forged_confirmations_mean_nothing(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = await begin(office, one)
    await chat.write(NEW)
    for action in (f"{one}", f"{one}.0", "x.0.y", f"{one}.0.1-0", f"{one}.0.1-0.2"):
        await chat.act(f"announcement-correct-yes.{action}")
    assert (await office.only()).version == 1


async def correct(office: AnnouncedOffice, one: int, text: str = NEW, person_id: int = CHIEF_ID) -> None:
    """Put a correction together and confirm it."""
    chat = await begin(office, one, person_id)
    await chat.write(text)
    await to_the_question(chat)
    await chat.tap("✏️ Yes, correct it")
