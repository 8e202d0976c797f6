"""Whoever can make codes tries to get at somebody's ballots by joining in their place."""

from random import Random

import pytest

from phieu.bot.dispatch import Dispatch
from phieu.bot.event import Event
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.answering import ballots_of
from phieu.office.closing import close_round
from phieu.office.invitations import make_invites
from phieu.office.joining import BallotsOpenError, redeem
from phieu.office.people import find_callers
from phieu.words import Channel
from tests.anonymity.elections import Election, announced, answers_all


async def code_for(installation: Installation, person_id: int) -> str:
    (invite,) = await make_invites(installation, [person_id], installation.now())
    return invite.code


async def who_has(installation: Installation, chat_id: str) -> int | None:
    callers = await find_callers(installation.database, [(Channel.TELEGRAM, chat_id)])
    return next((caller.person.id for caller in callers.values()), None)


async def join(installation: Installation, person_id: int, chat_id: str) -> None:
    assert await redeem(installation, Channel.TELEGRAM, chat_id, await code_for(installation, person_id))


async def joined_and_answered(installation: Installation, election: Election) -> int:
    victim = next(iter(election.assigned))
    await join(installation, victim, "theirs")
    await answers_all(installation, election, victim, Random(1))
    assert any(view.dealt_with for view in await ballots_of(installation, victim))
    return victim


async def test_a_new_code_opens_nobodys_ballots_to_another_chat(installation: Installation) -> None:
    victim = await joined_and_answered(installation, election := await announced(installation))
    code = await code_for(installation, victim)
    with pytest.raises(BallotsOpenError):
        await redeem(installation, Channel.TELEGRAM, "mine", code)
    assert (await who_has(installation, "theirs"), await who_has(installation, "mine")) == (victim, None)
    # the code was not used up: once there is nothing left to see, it moves the person
    await close_round(installation, election.round_id)
    assert await redeem(installation, Channel.TELEGRAM, "mine", code)
    assert (await who_has(installation, "theirs"), await who_has(installation, "mine")) == (None, victim)


async def test_who_tries_is_told_why_and_sees_no_ballot(installation: Installation) -> None:
    victim = await joined_and_answered(installation, await announced(installation))
    dispatch, code = Dispatch(installation, "phieu_bot"), await code_for(installation, victim)
    event = Event(Channel.TELEGRAM, "mine", command="start", argument=code, locale_hint="en")
    screen = await dispatch.answer(event)
    assert isinstance(screen, Screen)
    assert "only once that round has closed" in screen.text
    assert not screen.rows


async def test_it_is_the_same_for_who_has_not_answered(installation: Installation) -> None:
    """Else the refusal would tell who has."""
    election = await announced(installation)
    victim = next(iter(election.assigned))
    await join(installation, victim, "theirs")
    with pytest.raises(BallotsOpenError):
        await join(installation, victim, "mine")


async def test_nor_does_it_after_the_person_was_lured_into_using_anothers_code(installation: Installation) -> None:
    election = await announced(installation)
    victim = await joined_and_answered(installation, election)
    straw_man = list(election.assigned)[1]
    await join(installation, straw_man, "theirs")
    assert await who_has(installation, "theirs") == straw_man
    with pytest.raises(BallotsOpenError):
        await join(installation, victim, "mine")


async def test_in_their_own_chat_a_new_code_does_no_harm(installation: Installation) -> None:
    victim = await joined_and_answered(installation, await announced(installation))
    await join(installation, victim, "theirs")
    assert await who_has(installation, "theirs") == victim


async def test_who_is_asked_nothing_may_move_at_any_time(installation: Installation) -> None:
    election = await announced(installation)
    victim = await joined_and_answered(installation, election)
    await close_round(installation, election.round_id)
    await join(installation, victim, "new phone")
    assert await who_has(installation, "new phone") == victim
