"""A round on two apps at once: a third of the people on Telegram, a third on Zalo, a third switching in the middle.

Wherever they answered, the figures are those worked out from what they typed, and they come where notices go.
"""

import asyncio
from collections.abc import Collection, Mapping

import pytest
from sqlmodel import col, select

from phieu.bot.delivery import zalo
from phieu.bot.handlers import zalo_speaking
from phieu.office.invitations import make_invites
from phieu.storage.tables import Assignment, Ballot, ChatAccount, Comment, Figure, Person
from tests.end_to_end.rater import PATIENCE
from tests.end_to_end.scene import CLOSES, OPENS, Scene
from tests.end_to_end.test_whole_round import STOPS_HALF_WAY, reads_summary
from tests.end_to_end.two_apps import TELEGRAM, ZALO, Someone, answers, joins, joins_too, staff
from tests.end_to_end.worked_out import (
    Expected,
    by_hand,
    comments_of_three_or_more,
    told_in_database,
    words_of_summary,
)
from tests.end_to_end.zalo_rater import VI, Paper, ZaloRater, standing

BY_POLLING = ("sqlite", "polling", True)
BY_WEBHOOK = ("postgresql", "webhook", True)


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zalo_speaking, "PAUSE_SECONDS", 0)
    monkeypatch.setattr(zalo, "PER_SECOND", 1000)


async def everybody_joins(scene: Scene) -> dict[int, Someone]:
    """By the invitations of the office; whoever is on both makes the second code alone."""
    invites = await make_invites(scene.installation, None, scene.installation.now())
    async with scene.installation.database.reading() as session:
        admin = (await session.exec(select(Person.id).where(col(Person.admin)))).one()
    assert admin is not None
    people = staff([one.person_id for one in invites], admin)
    for one, invite in zip(people.values(), sorted(invites, key=lambda one: one.person_id), strict=True):
        await joins(scene, one, one.apps[0], invite.code)
        if one.both_before:
            await joins_too(scene, one, one.apps[1])
    return people


async def everybody_answers(scene: Scene, people: Mapping[int, Someone]) -> dict[int, Someone]:
    """All at once, each on the apps of theirs."""
    paper = await Paper.of(scene.installation)
    async with scene.installation.database.reading() as session:
        raters = {one: people[one] for one in await session.exec(select(Assignment.rater_id).distinct())}
    assert len(raters) == 24
    await asyncio.gather(
        *(answers(scene, one, paper, STOPS_HALF_WAY.get(person_id)) for person_id, one in raters.items())
    )
    return raters


@pytest.mark.parametrize(("engine", "way_in", "on_zalo"), [BY_POLLING, BY_WEBHOOK])
async def test_the_same_figures_wherever_people_answer(scene: Scene) -> None:
    await scene.client.zalo_switch(most_messages=0)
    people = await everybody_joins(scene)
    await scene.clock_strikes(OPENS)
    raters = await everybody_answers(scene, people)
    assert {len(one.apps) for one in raters.values()} == {1, 2, 3}
    numbers_are_mixed_but_for_who_wants_them_fixed(raters.values())
    await everybody_is_where_they_said(scene, people)

    await scene.clock_strikes(CLOSES)
    expected = await by_hand(scene.installation, raters)
    async with scene.installation.database.reading() as session:
        assert (await session.exec(select(Ballot))).all() == []
        assert told_in_database(await session.exec(select(Figure))) == expected
        pool = {(one.ratee_id, one.text) for one in await session.exec(select(Comment))}
    assert pool == comments_of_three_or_more(raters)
    ratees = {ratee_id for ratee_id, _ in expected}
    assert {people[one].notices for one in ratees} == {TELEGRAM, ZALO}
    for one in ratees:
        comments = {text for ratee_id, text in pool if ratee_id == one}
        if people[one].notices is TELEGRAM:
            await reads_summary(scene, people[one].on_telegram, one, expected, comments)
        else:
            await reads_summary_on_zalo(scene, people[one], expected, comments)


def numbers_are_mixed_but_for_who_wants_them_fixed(people: Collection[Someone]) -> None:
    """On Zalo."""
    fixed = {key for one in people if one.fixed for sitting in one.sittings for key in sitting.orders}
    mixed = [order for one in people if not one.fixed for sitting in one.sittings for order in sitting.orders]
    assert fixed == {("1", "2", "3", "4"), ("1", "2", "3")}
    assert len(set(mixed)) > len(mixed) / 10


async def everybody_is_where_they_said(scene: Scene, people: Mapping[int, Someone]) -> None:
    """As the database has it."""
    async with scene.installation.database.reading() as session:
        chats = {(one.person_id, one.channel) for one in await session.exec(select(ChatAccount))}
        found = {one.id: one.preferred_channel for one in await session.exec(select(Person))}
    assert chats == {(one.person_id, app) for one in people.values() for app, phone in one.phones.items() if phone}
    switched = [one for one in people.values() if len(set(one.apps)) > 1]
    assert {one.person_id: found[one.person_id] for one in switched} == {one.person_id: one.notices for one in switched}


async def reads_summary_on_zalo(scene: Scene, one: Someone, expected: Expected, comments: set[str]) -> None:
    """With the charts as pictures where they can be served, else in bars; question by question in words."""
    last = await one.on_zalo.sees(VI("📋 Question by question"), timeout=PATIENCE)
    conversation = await one.on_zalo.conversation()
    asked = max((place for place, message in enumerate(conversation) if not message.from_bot))
    notice = standing(conversation[asked + 1 : conversation.index(last) + 1])
    assert [text for text in comments if text not in notice.text] == []
    pictures = [message for message in conversation if message.picture]
    if scene.installation.settings.webhook_url:
        assert (await one.on_zalo.picture(pictures[-1])).startswith(b"\x89PNG")
    else:
        assert not pictures
    words = await words_of_summary(scene.installation, one.person_id, expected)
    shown = await ZaloRater(one.on_zalo, Paper({}, {}), one.person_id).picks(notice, VI("📋 Question by question"))
    assert [text for text in words if text not in shown.text] == []
