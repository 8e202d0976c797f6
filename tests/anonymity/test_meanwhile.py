"""The attacker watches the whole program while people also answer what bears their names.

The rows of announcements, nominations and check-ins change when those are answered, and hold no moment; when ballots
are answered, nothing but ballots does.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from io import StringIO

from sqlmodel import col, select, update

from phieu.sandbox.person import Person as Phone
from phieu.storage.tables import AnnouncementRecipient, Nomination, Notice, Office, RotationCheckIn
from phieu.words import NominationState, NoticeState
from tests.anonymity.elections import something_for_all
from tests.anonymity.stolen import moments
from tests.anonymity.test_whole_program import ADMIN, ANSWERING, Watched, log, watched
from tests.answering.conftest import NOW

__all__ = ["log", "watched"]
GOING, WHY = "Công việc ổn định", "Bận việc gia đình"
TOLD = (GOING, WHY, "Họp cơ quan", "Lớp", "Theo quy hoạch", "announcement-", "nomination-", "check-in-")


async def confirms(phone: Phone, _place: int) -> None:
    """The announcement."""
    toast = await phone.tap("👉 I have read it")
    assert toast.text == "Thank you."


async def answers(phone: Phone, place: int) -> None:
    """The nomination: half of them accept, half cannot."""
    await phone.write("/matters")
    await phone.sees("For you to answer")
    await phone.tap("🎓 Lớp")
    if place % 2:
        await phone.tap("✅ I accept")
        await phone.sees("You have accepted.")
    else:
        await phone.tap("✖️ I cannot")
        await phone.sees("Why can you not take part?")
        await phone.write(WHY)
        await phone.sees("You have said that you cannot.")


async def tells(phone: Phone, _place: int) -> None:
    """How it is going."""
    await phone.write("/matters")
    await phone.sees("For you to answer")
    await phone.tap("💬 How are you getting on?")
    await phone.sees("Question 1 of 3")
    await phone.write(GOING)
    await phone.sees("Question 2 of 3")
    await phone.tap("Skip this question ›")
    await phone.tap("Skip this question ›")
    await phone.tap("📨 Send them")
    await phone.sees("Your answers were sent on")


async def test_other_answers_keep_no_moment_and_ballots_change_none(log: StringIO, watched: Watched) -> None:
    office, phones = watched.office, watched.phones
    raters = office.raters[:ANSWERING]
    await asyncio.gather(*(phone.start() for phone in phones))
    async with office.installation.database.writing() as session:
        await session.exec(update(Office).values(check_in_months=0))  # the clock asks nothing of its own accord
    await something_for_all(office.installation, raters, NOW - timedelta(hours=1))
    await _all_delivered(watched)
    for act in (confirms, answers, tells):
        await _everybody(watched, act)
        await watched.people_answer()
    assert await _answered(watched) == (set(raters), {NominationState.ACCEPTED, NominationState.DECLINED}, ANSWERING)
    assert await moments(office.installation, f"{NOW:%Y-%m-%d %H:%M}") == []
    assert [one for one in TOLD if one in log.getvalue()] == []
    assert await phones[ADMIN].sees("has told how the rotation is going.")


async def _everybody(watched: Watched, act: Callable[[Phone, int], Awaitable[None]]) -> None:
    """All do this; whoever is to be told of it is told; then they turn to their ballots."""
    for place in watched.dice.sample(range(ANSWERING), ANSWERING):
        phone = watched.phones[place]
        await act(phone, place)
        await phone.write("/ballots")
        await phone.settled()
    await _all_delivered(watched)
    watched.before = await watched.look()


async def _all_delivered(watched: Watched) -> None:
    """To everybody at a phone."""
    office = watched.office
    waiting = select(Notice.id).where(
        Notice.state != NoticeState.SENT, col(Notice.person_id).in_([*office.raters[:ANSWERING], office.chief])
    )
    async with asyncio.timeout(30):
        found = True
        while found:
            async with office.installation.database.reading() as session:
                found = (await session.exec(waiting)).first() is not None
    await asyncio.gather(*(phone.settled() for phone in watched.phones))


async def _answered(watched: Watched) -> tuple[set[int], set[NominationState], int]:
    """Who has confirmed, how nominations were answered, and how many check-ins."""
    async with watched.office.installation.database.reading() as session:
        confirmed = await session.exec(
            select(AnnouncementRecipient.person_id).where(col(AnnouncementRecipient.acknowledged))
        )
        states = await session.exec(select(Nomination.state))
        told = await session.exec(select(RotationCheckIn).where(col(RotationCheckIn.answered_on).is_not(None)))
        return set(confirmed), set(map(NominationState, states)), len(told.all())
