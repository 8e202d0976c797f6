"""Calling a round off: all that was answered is gone, everybody is told, and the round may be opened anew by hand."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import col, func, select

from phieu.bot.dispatch import Dispatch
from phieu.office import calling_off
from phieu.office.answering import ballots_of, comment, record
from phieu.office.calling_off import call_off_round
from phieu.office.closing import finish_closings
from phieu.office.open_rounds import UnknownRoundError
from phieu.scheduler.tick import tick
from phieu.storage.tables import Assignment, Ballot, CalendarRule, Comment, Figure, Notice, Occurrence, Person, Round
from phieu.storage.volatile import InMemory
from phieu.words import NoticeKind, NoticeState, OccurrenceState, RoundKind, RoundState
from tests.admin.conftest import NO_ADMIN, SECOND_ADMIN, AdminOffice
from tests.admin.test_rounds import WAY, open_a_round
from tests.offices import CHIEF_ID

SECRET = "Góp ý mẫu rất riêng"


async def answer(office: AdminOffice) -> tuple[int, int]:
    """Somebody begins a ballot; its round and ratee."""
    (view, *_) = await ballots_of(office.installation, NO_ADMIN)
    await record(office.installation, NO_ADMIN, view.round.id, view.ratee.id, 0, 3)
    await comment(office.installation, NO_ADMIN, view.round.id, view.ratee.id, SECRET)
    return view.round.id, view.ratee.id


async def count(office: AdminOffice, table: type) -> int:
    async with office.installation.database.reading() as session:
        return (await session.exec(select(func.count()).select_from(table))).one()


async def notices(office: AdminOffice, kind: NoticeKind) -> dict[int, NoticeState]:
    async with office.installation.database.reading() as session:
        found = await session.exec(select(Notice.person_id, Notice.state).where(Notice.kind == kind))
        return {person_id: NoticeState(state) for person_id, state in found}


async def test_an_admin_calls_a_round_off_after_two_questions(office: AdminOffice) -> None:
    chat = await open_a_round(office)
    await answer(office)
    await chat.tap("🚫 Call this round off …")
    assert "destroyed uncounted" in chat.text
    await chat.tap("Go on without a reason")
    assert "Really call off Evaluation, first half of 2026?" in chat.text
    assert "No reason will be told." in chat.text
    assert await count(office, Ballot) == 1
    call_off = chat.action_of("🚫 Yes, destroy the ballots")
    await chat.act(call_off)
    assert "The round is called off, and its ballots are destroyed." in chat.text
    assert "there are no figures" in chat.text
    assert "📊 Overview and export" not in chat.labels
    assert [await count(office, table) for table in (Ballot, Figure, Comment)] == [0, 0, 0]
    assert office.installation.keyring.rounds_with_key() == []
    await chat.act(call_off)
    assert chat.screen.toast == "This round has been called off."
    for action in ("round-close.1", "round-close-now.1", "round-extend.1", "round-off.1", "round-off-why.1"):
        await chat.act(action)
        assert chat.screen.toast == "This round has been called off."
    await chat.tap("↩️ All rounds")
    assert "🚫 Called off: Evaluation, first half of 2026" in chat.labels
    await chat.act("rounds-past.0")
    assert "🚫 Called off: Evaluation, first half of 2026" in chat.labels


async def test_everybody_who_was_asked_is_told_with_the_reason_and_nobody_that_it_opened(office: AdminOffice) -> None:
    chat = await open_a_round(office)
    async with office.installation.database.reading() as session:
        raters = set(await session.exec(select(Assignment.rater_id)))
    await chat.tap("🚫 Call this round off …", "✍️ Go on, and tell the reason")
    await chat.type("  Quy tắc bị <sai>, sẽ mở lại  ")
    assert "Everybody will read: Quy tắc bị &lt;sai&gt;, sẽ mở lại" in chat.text
    await chat.tap("🚫 Yes, destroy the ballots")
    assert "The reason: Quy tắc bị &lt;sai&gt;, sẽ mở lại" in chat.text
    assert set(await notices(office, NoticeKind.ROUND_CALLED_OFF)) == raters | {CHIEF_ID, SECOND_ADMIN}
    assert set((await notices(office, NoticeKind.ROUND_OPENED)).values()) == {NoticeState.STOPPED}
    dispatch = Dispatch(office.installation, "phieu_bot")
    async with office.installation.database.reading() as session:
        reader = await session.get_one(Person, NO_ADMIN)
    screen = await dispatch.notice(NoticeKind.ROUND_CALLED_OFF, "round:1", reader)
    text = str(getattr(screen, "text", ""))
    assert "has been called off. Nothing is left to do." in text
    assert "Quy tắc bị &lt;sai&gt;" in text
    office.time = datetime(2026, 6, 21, tzinfo=UTC)  # who joins only now need not be told
    assert await dispatch.notice(NoticeKind.ROUND_CALLED_OFF, "round:1", reader) is None


async def test_a_reason_that_cannot_be_kept_is_asked_for_again(office: AdminOffice) -> None:
    chat = await open_a_round(office)
    await chat.tap("🚫 Call this round off …", "✍️ Go on, and tell the reason")
    await chat.type("x" * 301)
    assert "There is room for 300 characters." in chat.text
    await chat.type("\u200b")
    assert "Please type the reason in words." in chat.text
    await chat.type("x" * 300)
    assert "Really call off" in chat.text
    call_off = chat.action_of("🚫 Yes, destroy the ballots")
    restarted = office.chat()
    assert isinstance(office.installation.volatile, InMemory)
    office.installation.volatile.forget()  # as if the program had been started anew
    await restarted.act(call_off)
    assert "I no longer know the reason" in restarted.text
    async with office.installation.database.reading() as session:
        assert (await session.exec(select(Round.state))).one() is RoundState.OPEN


async def test_a_tap_on_a_ballot_of_it_gets_a_kind_word(office: AdminOffice) -> None:
    await open_a_round(office)
    round_id, ratee_id = await answer(office)
    assert await call_off_round(office.installation, round_id)
    assert not await call_off_round(office.installation, round_id)
    reader = office.chat(NO_ADMIN)
    reader.dispatch = Dispatch(office.installation, "phieu_bot")
    for action in (
        f"ballot.{round_id}.{ratee_id}",
        f"answer.{round_id}.{ratee_id}.1.2",
        f"submit.{round_id}.{ratee_id}",
    ):
        await reader.act(action)
        assert "has been called off, so there is nothing left to answer." in reader.text
    await reader.act("continue")
    assert "There is no ballot for you at the moment." in reader.text
    assert await count(office, Ballot) == 0


async def test_nothing_of_it_is_left_in_the_files(office: AdminOffice) -> None:
    await open_a_round(office)
    round_id, _ = await answer(office)
    database = office.installation.database
    if database.is_sqlite:
        await call_off_round(office.installation, round_id)
        assert database.url.database is not None
        file = Path(database.url.database)
        for path in file.parent.glob(f"{file.name}*"):
            assert SECRET.encode() not in path.read_bytes()


async def test_a_program_that_dies_in_between_does_the_rest_when_it_is_back(
    office: AdminOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    await open_a_round(office)
    round_id, _ = await answer(office)

    async def dies(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(calling_off, "destroy_traces", dies)
    with pytest.raises(KeyboardInterrupt):
        await call_off_round(office.installation, round_id)
    assert office.installation.keyring.rounds_with_key() == [round_id]
    assert await count(office, Ballot) == 0
    await finish_closings(office.installation)
    assert office.installation.keyring.rounds_with_key() == []


async def test_it_is_opened_anew_by_hand_and_not_by_the_calendar(office: AdminOffice) -> None:
    office.time = datetime(2026, 6, 10, 1, tzinfo=UTC)
    async with office.installation.database.writing() as session:
        session.add(CalendarRule(kind=RoundKind.SEMIANNUAL, months="6,12", day=10, hour=8, working_days=5))
    await tick(office.installation)
    await call_off_round(office.installation, 1)
    office.time = datetime(2026, 6, 10, 2, tzinfo=UTC)
    await tick(office.installation)
    async with office.installation.database.reading() as session:
        assert [one.state for one in await session.exec(select(Round))] == [RoundState.CALLED_OFF]
        occurrence = await session.get(Occurrence, (RoundKind.SEMIANNUAL, "2026-H1"))
        assert occurrence is not None
        assert occurrence.state is OccurrenceState.DECLINED
    chat = office.chat()
    await chat.command("rounds")
    await chat.tap(*WAY, "✅ Open this round")
    assert "The round is open." in chat.text
    async with office.installation.database.reading() as session:
        states = [one.state for one in await session.exec(select(Round).order_by(col(Round.id)))]
    assert states == [RoundState.CALLED_OFF, RoundState.OPEN]
    with pytest.raises(UnknownRoundError):
        await call_off_round(office.installation, 99)


async def test_admins_alone_call_off(office: AdminOffice) -> None:
    await open_a_round(office)
    chat = office.chat(NO_ADMIN)
    for action in ("round-off.1", "round-off-why.1", "round-off-sure.1.0", "round-off-now.1.0"):
        await chat.act(action)
        assert "for the people who look after this assistant" in chat.text
    assert office.installation.keyring.rounds_with_key() == [1]
