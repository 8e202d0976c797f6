"""What several could do at once, on SQLite and on PostgreSQL: claiming a notice, using a code."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from phieu.bot.callers import Callers
from phieu.bot.delivery import outcomes
from phieu.bot.delivery.clerk import Clerk
from phieu.bot.delivery.outbox import LEASE, Outbox
from phieu.bot.delivery.outcomes import LOST_ANSWER, PROBABLY_DELIVERED, DueNotice
from phieu.installation import Installation
from phieu.office.invitations import make_invites
from phieu.office.joining import redeem
from phieu.office.notices import announce, stop_waiting
from phieu.office.people import Caller, find_callers
from phieu.storage.tables import ChatAccount, Invite, Notice
from phieu.words import Channel, NoticeKind, NoticeState
from tests.bot.conftest import BINH, CHI, HANH, NAMES, add_staff, give_chat

NOW = datetime(2026, 6, 1, tzinfo=UTC)


async def notices_for(installation: Installation, *person_ids: int) -> None:
    async with installation.database.writing() as session:
        await announce(session, NoticeKind.SUMMARY, "round:1", person_ids, NOW)


async def test_a_notice_is_claimed_by_one_for_the_length_of_a_lease(installation: Installation) -> None:
    await add_staff(installation)
    for person_id in (BINH, HANH):
        await give_chat(installation, person_id)
    await notices_for(installation, BINH, HANH)
    outboxes = [Outbox(installation.database) for _ in range(6)]
    claims = await asyncio.gather(*(outbox.claim([Channel.TELEGRAM], NOW, 1) for outbox in outboxes))
    claimed = [notice.person.id or 0 for claim in claims for notice in claim]
    assert sorted(claimed) == [HANH, BINH]
    assert await outboxes[0].claim([Channel.TELEGRAM], NOW + LEASE - timedelta(seconds=1), 5) == []
    again = await outboxes[0].claim([Channel.TELEGRAM], NOW + LEASE, 5)
    assert [notice.attempts for notice in again] == [0, 0]  # taking one up is no attempt yet


@pytest.fixture
async def clerk(installation: Installation) -> AsyncIterator[Clerk]:
    clerk = Clerk(installation.database)
    clerk.start()
    yield clerk
    await clerk.stop()


async def one_claimed(installation: Installation) -> DueNotice:
    await add_staff(installation)
    await give_chat(installation, BINH)
    await notices_for(installation, BINH)
    (notice,) = await Outbox(installation.database).claim([Channel.TELEGRAM], NOW, 5)
    return notice


async def row_of(installation: Installation) -> Notice:
    async with installation.database.reading() as session:
        return (await session.exec(select(Notice))).one()


async def test_what_has_been_sent_stays_sent(installation: Installation, clerk: Clerk) -> None:
    notice = await one_claimed(installation)
    await clerk.note(notice, outcomes.sent(notice, ()))
    await clerk.note(notice, outcomes.failed(notice, "too slow to know", ()))
    assert await Outbox(installation.database).claim([Channel.TELEGRAM], NOW + LEASE, 5) == []
    assert (await row_of(installation)).state is NoticeState.SENT


async def test_whose_lease_ran_out_may_neither_send_nor_say_anything_but_that_it_was_sent(
    installation: Installation, clerk: Clerk
) -> None:
    notice = await one_claimed(installation)
    (taken_over,) = await Outbox(installation.database).claim([Channel.TELEGRAM], NOW + LEASE, 5)
    assert not await clerk.mark(notice)
    await clerk.note(notice, outcomes.failed(notice, "it is not mine", ()))
    assert (await row_of(installation)).state is NoticeState.WAITING
    assert await clerk.mark(taken_over)
    await clerk.note(notice, outcomes.sent(notice, ()))
    assert (await row_of(installation)).state is NoticeState.SENT


async def test_what_was_called_back_is_not_sent(installation: Installation, clerk: Clerk) -> None:
    notice = await one_claimed(installation)
    async with installation.database.writing() as session:
        assert await stop_waiting(session, NoticeKind.SUMMARY, "round:1") == 1
    assert not await clerk.mark(notice)
    await clerk.note(notice, outcomes.released(notice, "", ()))
    assert (await row_of(installation)).state is NoticeState.STOPPED


@pytest.mark.parametrize("everything", [True, False])
async def test_what_a_crash_leaves_half_sent_is_tried_once_more_and_then_no_more(
    installation: Installation, clerk: Clerk, *, everything: bool
) -> None:
    notice = await one_claimed(installation)
    outbox, later = Outbox(installation.database), NOW + LEASE
    assert await clerk.mark(notice)
    await outbox.recover(later - timedelta(seconds=1), everything=False)  # who has it may be alive
    assert (await row_of(installation)).state is NoticeState.SENDING
    await outbox.recover(NOW if everything else later, everything=everything)
    row = await row_of(installation)
    assert (row.state, row.doubts, row.attempts, row.failure) == (NoticeState.WAITING, 1, 1, LOST_ANSWER)
    (again,) = await outbox.claim([Channel.TELEGRAM], later, 5)
    assert await clerk.mark(again)
    assert await outbox.claim([Channel.TELEGRAM], later + LEASE, 5) == []  # looking finds what was left behind
    row = await row_of(installation)
    assert (row.state, row.doubts, row.failure) == (NoticeState.FAILED, 2, PROBABLY_DELIVERED)
    assert row.next_attempt_at == row.created_at


async def test_what_was_only_taken_up_when_the_program_died_is_free_at_its_next_start_and_in_no_doubt(
    installation: Installation,
) -> None:
    await one_claimed(installation)
    outbox, soon = Outbox(installation.database), NOW + timedelta(seconds=3)
    assert await outbox.claim([Channel.TELEGRAM], soon, 5) == []
    await outbox.recover(soon, everything=True)
    (notice,) = await outbox.claim([Channel.TELEGRAM], soon, 5)
    assert (notice.doubts, notice.attempts) == (0, 0)


async def test_only_channels_that_are_on_and_reachable_chats_count(installation: Installation) -> None:
    await add_staff(installation)
    await give_chat(installation, BINH, reachable=False)
    await give_chat(installation, CHI)
    await notices_for(installation, BINH, CHI, HANH)
    outbox = Outbox(installation.database)
    assert await outbox.claim([Channel.ZALO], NOW, 5) == []
    assert await outbox.claim([], NOW, 5) == []
    assert [notice.person.id for notice in await outbox.claim([Channel.TELEGRAM], NOW, 5)] == [CHI]


async def test_of_several_phones_that_use_a_code_at_once_one_gets_it(installation: Installation) -> None:
    await add_staff(installation)
    (invite,) = await make_invites(installation, [BINH], installation.now())
    people = await asyncio.gather(
        *(redeem(installation, Channel.TELEGRAM, str(chat), invite.code) for chat in range(8))
    )
    assert [person.id for person in people if person] == [BINH]
    async with installation.database.reading() as session:
        (account,) = await session.exec(select(ChatAccount))
    chat = (Channel.TELEGRAM, account.chat_id)
    callers = await find_callers(installation.database, [chat])
    assert [(caller.person.id, account.person_id) for caller in callers.values()] == [(BINH, BINH)]


async def test_invites_are_for_the_active_who_have_not_joined_and_only_hashes_are_kept(
    installation: Installation,
) -> None:
    await add_staff(installation)
    await give_chat(installation, HANH)
    made = await make_invites(installation, None, installation.now(), "phieu_bot")
    assert [invite.person_id for invite in made] == [BINH, CHI]
    assert [invite.link for invite in made] == [f"https://t.me/phieu_bot?start={invite.code}" for invite in made]
    again = await make_invites(installation, [BINH, 404], installation.now())
    assert [(invite.person_id, invite.link) for invite in again] == [(BINH, None)]
    async with installation.database.reading() as session:
        kept = list(await session.exec(select(Invite)))
    assert sorted(invite.person_id for invite in kept) == [BINH, CHI]  # the first code of Bình is gone
    codes = [invite.code.replace("-", "").encode() for invite in made + again]
    assert not any(code in invite.code_hash for code in codes for invite in kept)
    assert {len(invite.code_hash) for invite in kept} == {32}


async def test_callers_who_come_together_are_told_apart(installation: Installation) -> None:
    await add_staff(installation)
    chats = {person_id: await give_chat(installation, person_id, reachable=person_id != CHI) for person_id in NAMES}
    callers = Callers(installation.database)
    wanted = [*chats.values(), "nobody's", *chats.values()]
    found = await asyncio.gather(*(callers.find(Channel.TELEGRAM, chat_id) for chat_id in wanted))
    names = [(caller.person.name, caller.reachable, caller.zone) if caller else None for caller in found]
    staff = [(name, person_id != CHI, "Asia/Ho_Chi_Minh") for person_id, name in NAMES.items()]
    assert names == [*staff, None, *staff]
    assert await callers.find(Channel.ZALO, chats[BINH]) is None


async def test_nothing_is_remembered_of_a_caller(installation: Installation) -> None:
    await add_staff(installation)
    chat_id = await give_chat(installation, BINH)
    callers = Callers(installation.database)
    assert await callers.find(Channel.TELEGRAM, chat_id) is not None
    async with installation.database.writing() as session:
        await session.delete(await session.get_one(ChatAccount, (Channel.TELEGRAM, BINH)))
    assert await callers.find(Channel.TELEGRAM, chat_id) is None


async def test_a_look_up_that_fails_fails_for_all_who_wait_and_for_no_other(installation: Installation) -> None:
    await add_staff(installation)
    chat_id = await give_chat(installation, BINH)
    callers = Callers(installation.database)
    unreadable = "a\ud800"  # no database takes half a character
    asked = [callers.find(Channel.TELEGRAM, wanted) for wanted in (chat_id, unreadable, chat_id)]
    first, *others = await asyncio.gather(*asked, return_exceptions=True)
    last = await callers.find(Channel.TELEGRAM, chat_id)
    assert isinstance(first, Caller)
    assert isinstance(last, Caller)
    assert all(isinstance(other, Exception) for other in others)
