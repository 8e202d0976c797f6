"""What came by Zalo, where nothing can be changed or taken back: corrections and withdrawals are messages there."""

import pytest

from phieu.bot.delivery.revision import Removal, Revision, Spoken
from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.storage.tables import Notice, Person
from phieu.words import Channel, NoticeKind, NoticeState
from tests.announced.conftest import CLERK, COLLEAGUE, FLOWS, HEAD, AnnouncedOffice
from tests.announced.test_correcting import NEW, begin, correct, to_the_question

CORRECTED, WITHDRAWN = NoticeKind.ANNOUNCEMENT_CORRECTED, NoticeKind.ANNOUNCEMENT_WITHDRAWN


async def delivered(office: AnnouncedOffice, **values: object) -> int:
    """Announced to all; CLERK and COLLEAGUE have it on Zalo. Its id."""
    one = await office.announced(**values)  # type: ignore[arg-type]
    await office.deliver()
    for person in (CLERK, COLLEAGUE):
        await office.set_notice(await office.notice_of(person), message_ids="", channel=Channel.ZALO)
    return one


async def spoken(office: AnnouncedOffice, notice: Notice, channel: Channel = Channel.ZALO) -> Spoken | None:
    """What it says on this channel."""
    async with office.installation.database.reading() as session:
        person = await session.get_one(Person, notice.person_id)
    return await Dispatch(office.installation, "", FLOWS).notice(notice.kind, notice.subject, person, channel)


async def test_a_correction_is_a_message_with_the_whole_text(office: AnnouncedOffice) -> None:
    one = await delivered(office, acknowledge=True)
    chat = await begin(office, one)
    await chat.write(NEW)
    await to_the_question(chat)
    assert "in the chats of 5 people who have it" in chat.text
    assert "2 people have it on Zalo, where nothing that was sent can be changed" in chat.text
    await chat.tap("✏️ Yes, correct it")
    screen = await spoken(office, await office.notice_of(CLERK, CORRECTED))
    assert isinstance(screen, Screen)
    assert "Correction to our announcement of" in screen.text
    assert NEW in screen.text
    assert screen.rows[0][0].action == f"announcement-ack.{one}.2"
    revision = await spoken(office, await office.notice_of(HEAD, CORRECTED), Channel.TELEGRAM)
    assert isinstance(revision, Revision)
    assert revision.channel is Channel.TELEGRAM
    assert "Correction to our announcement of" not in revision.screen.text
    assert "Correction to our announcement of" in revision.anew.text


async def test_a_withdrawal_is_a_message_that_says_nothing_of_what_it_said(office: AnnouncedOffice) -> None:
    one = await delivered(office)
    chat = office.chat()
    await chat.act(f"announcement-withdraw.{one}")
    assert "2 people have it on Zalo, where nothing can be taken back" in chat.text
    assert "At night that message waits" in chat.text
    await chat.act(f"announcement-withdraw-yes.{one}")
    screen = await spoken(office, await office.notice_of(CLERK, WITHDRAWN))
    assert isinstance(screen, Screen)
    assert screen.text.startswith("↩️ <b>Our announcement of ")
    assert "Họp" not in screen.text
    removal = await spoken(office, await office.notice_of(HEAD, WITHDRAWN), Channel.TELEGRAM)
    assert isinstance(removal, Removal)
    assert removal.anew == screen


async def test_what_makes_a_sound_keeps_to_the_hours(office: AnnouncedOffice) -> None:
    one = await delivered(office)
    await correct(office, one)
    await office.chat().act(f"announcement-withdraw-yes.{one}")
    for kind in (CORRECTED, WITHDRAWN):
        urgent = {notice.person_id: notice.urgent for notice in await office.notices(kind)}
        assert {person for person, at_any_hour in urgent.items() if not at_any_hour} == {CLERK, COLLEAGUE}
        assert len(urgent) == 7


async def test_an_urgent_announcement_is_corrected_at_any_hour(office: AnnouncedOffice) -> None:
    one = await delivered(office, urgent=True)
    await correct(office, one)
    assert {notice.urgent for notice in await office.notices(CORRECTED)} == {True}


@pytest.mark.parametrize(("state", "doubts", "told"), [(NoticeState.FAILED, 2, True), (NoticeState.FAILED, 0, False)])
async def test_what_may_have_come_is_withdrawn_and_what_did_not_come_is_not(
    office: AnnouncedOffice,
    state: NoticeState,
    doubts: int,
    told: bool,  # noqa: FBT001
) -> None:
    one = await delivered(office)
    await office.chat().act(f"announcement-withdraw-yes.{one}")
    await office.set_notice(await office.notice_of(CLERK), state=state, doubts=doubts)
    assert (await spoken(office, await office.notice_of(CLERK, WITHDRAWN)) is not None) == told


async def test_nobody_is_mentioned_where_nobody_has_it_on_zalo(office: AnnouncedOffice) -> None:
    one = await office.announced()
    await office.deliver()
    chat = office.chat()
    await chat.act(f"announcement-withdraw.{one}")
    assert "Zalo" not in chat.text
    assert "At night" not in chat.text
