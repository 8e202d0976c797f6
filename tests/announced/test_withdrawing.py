"""An announcement that was sent is taken back: out of the outbox, and out of everybody's chat."""

import pytest

from phieu.bot.delivery.revision import NotYetError
from phieu.bot.screen import NewChoices
from phieu.words import AnnouncementState, NoticeKind, NoticeState
from tests.announced.conftest import ABSENT, BLOCKER, CLERK, COLLEAGUE, STAFF, AnnouncedOffice, removed
from tests.announced.test_correcting import correct

WITHDRAWN = NoticeKind.ANNOUNCEMENT_WITHDRAWN


async def test_it_is_asked_about_and_then_taken_out_of_every_chat(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver()
    chat = office.chat()
    await chat.act(f"announcement-remind-yes.{one}.1")
    await office.deliver()
    await chat.act(f"announcement-sent.{one}")
    await chat.tap("🗑 Withdraw")
    assert "the chats of 7 people" in chat.text
    assert await office.notices(WITHDRAWN) == []
    yes = chat.action_of("🗑 Yes, withdraw the announcement")
    await chat.act(yes)
    assert "It has been withdrawn." in chat.text
    assert [label for label in chat.labels if "Correct" in label or "Withdraw" in label or "Remind" in label] == []
    await chat.act(yes)  # tapped twice
    assert await office.told(WITHDRAWN) == set(range(1, STAFF + 1)) - {ABSENT, BLOCKER}
    assert await office.states() == [AnnouncementState.WITHDRAWN]
    said, reminder = await office.notice_of(CLERK), await office.notice_of(CLERK, NoticeKind.ANNOUNCEMENT_REMINDER)
    removal = removed(await office.spoken(await office.notice_of(CLERK, WITHDRAWN)))
    assert removal.message_ids == (said.message_ids, reminder.message_ids)
    assert removal.left == "↩️ This announcement has been withdrawn."


async def test_nothing_more_goes_out_not_even_to_those_who_join_later(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver(most=3)
    chat = office.chat()
    await chat.act(f"announcement-remind-yes.{one}.1")
    await correct(office, one)
    await chat.act(f"announcement-withdraw-yes.{one}")
    await office.join(ABSENT)
    said = await office.deliver()
    assert len(said) == 3
    assert {removed(one).left for one in said} == {"↩️ This announcement has been withdrawn."}


async def test_what_is_on_its_way_is_waited_for(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver(most=1)
    clerk, colleague = await office.notice_of(CLERK), await office.notice_of(COLLEAGUE)
    await office.set_notice(clerk, state=NoticeState.SENDING)
    await office.set_notice(
        colleague, next_attempt_at=colleague.created_at.replace(minute=5)
    )  # taken up, not handed over
    await office.chat().act(f"announcement-withdraw-yes.{one}")
    assert await office.told(WITHDRAWN) == {1, CLERK}
    assert (await office.notice_of(COLLEAGUE)).state is NoticeState.STOPPED
    notice = await office.notice_of(CLERK, WITHDRAWN)
    with pytest.raises(NotYetError):
        await office.spoken(notice)
    await office.set_notice(clerk, state=NoticeState.SENT, message_ids="41,42")
    assert removed(await office.spoken(notice)).message_ids == ("41", "42")


async def test_a_correction_on_its_way_is_waited_for(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    await correct(office, one)
    correction = await office.notice_of(CLERK, NoticeKind.ANNOUNCEMENT_CORRECTED)
    await office.set_notice(correction, state=NoticeState.SENDING)
    await office.chat().act(f"announcement-withdraw-yes.{one}")
    notice = await office.notice_of(CLERK, WITHDRAWN)
    with pytest.raises(NotYetError):
        await office.spoken(notice)
    await office.set_notice(correction, state=NoticeState.SENT)
    removed(await office.spoken(notice))


async def test_what_may_have_been_delivered_is_removed_where_its_messages_are_known(office: AnnouncedOffice) -> None:
    one = await office.announced()
    clerk, colleague = await office.notice_of(CLERK), await office.notice_of(COLLEAGUE)
    await office.set_notice(clerk, state=NoticeState.FAILED, doubts=2, message_ids="41")
    await office.set_notice(colleague, state=NoticeState.FAILED, doubts=2)
    await office.chat().act(f"announcement-withdraw-yes.{one}")
    assert await office.told(WITHDRAWN) == {CLERK, COLLEAGUE}
    assert removed(await office.spoken(await office.notice_of(CLERK, WITHDRAWN))).message_ids == ("41",)
    assert await office.spoken(await office.notice_of(COLLEAGUE, WITHDRAWN)) is None


async def test_a_button_that_still_stands_says_that_it_was_withdrawn(office: AnnouncedOffice) -> None:
    one = await office.announced(acknowledge=True)
    await office.deliver()
    await office.chat().act(f"announcement-withdraw-yes.{one}")
    chat = office.chat(CLERK)
    assert await chat.acknowledge(one) == NewChoices((), "This announcement has been withdrawn.", "en")
    screen = await chat.act(f"announcement-read-ack.{one}.1")
    assert screen.toast == "This announcement is no longer there to be read."
    assert await office.acknowledged() == set()
    await chat.act("matters")
    assert "Nothing waits for your answer." in chat.text


async def test_a_stopped_one_is_withdrawn_from_those_who_have_it(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver(most=2)
    chat = office.chat()
    await chat.act(f"announcement-stop-yes.{one}")
    await chat.act(f"announcement-withdraw-yes.{one}")
    assert await office.told(WITHDRAWN) == {1, 2}


async def test_neither_announcement_looks_like_another(office: AnnouncedOffice) -> None:
    """The subjects of announcement 1 and of announcement 11 begin alike."""
    ids = [await office.announced() for _ in range(11)]
    await office.deliver()
    await office.chat().act(f"announcement-withdraw-yes.{ids[0]}")
    mine = next(n for n in await office.notices() if n.person_id == CLERK and n.subject == f"announcement:{ids[0]}")
    removal = removed(await office.spoken(await office.notice_of(CLERK, WITHDRAWN)))
    assert removal.message_ids == (mine.message_ids,)
