"""A whole round in the office, without any chat: opened, answered, closed; the figures are what was answered."""

from collections import Counter, defaultdict
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from phieu.installation import Installation
from phieu.office.answering import ballots_of, comment, record, submit
from phieu.office.answers import NO_CONTACT
from phieu.office.closing import close_round, finish_closings
from phieu.office.disclosure import Published, publish
from phieu.office.open_rounds import UnknownRoundError
from phieu.office.opening import NothingToAskError, RoundExistsError, open_round, plan_round
from phieu.storage.tables import Assignment, Ballot, Comment, Figure, Notice, Person, RaterGroup, Round, Rule
from phieu.words import NoticeKind, RoundKind, RoundState
from tests.offices import CHIEF_ID, OfficeSize, build_office

SIZE = OfficeSize()


async def opened(installation: Installation, period: str = "2026-H1") -> int:
    due_at = installation.now() + timedelta(days=10)
    return await open_round(installation, RoundKind.SEMIANNUAL, period, due_at)


async def assignments(installation: Installation, round_id: int) -> list[Assignment]:
    async with installation.database.reading() as session:
        return list(await session.exec(select(Assignment).where(Assignment.round_id == round_id)))


async def test_figures_are_what_was_answered(installation: Installation) -> None:
    await build_office(installation.database, SIZE)
    round_id = await opened(installation)
    truth: dict[tuple[int, str], dict[int, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    comments: dict[int, list[str]] = defaultdict(list)
    dice = Random(20261122)
    for one in await assignments(installation, round_id):
        for place in range(SIZE.questions):
            truth[one.ratee_id, f"Q{place + 1}"][one.group_id]  # every group was asked, perhaps in vain
            if dice.random() < 0.1:
                continue
            value = dice.choice([4, 4, 4, 3, 3, 2, 1, NO_CONTACT])
            await record(installation, one.rater_id, round_id, one.ratee_id, place, 2)  # thought better of it
            await record(installation, one.rater_id, round_id, one.ratee_id, place, value)
            truth[one.ratee_id, f"Q{place + 1}"][one.group_id][value] += 1
        if dice.random() < 0.3:
            words = f"Ý kiến {dice.random()}"
            await comment(installation, one.rater_id, round_id, one.ratee_id, words)
            comments[one.ratee_id].append(words)
        await submit(installation, one.rater_id, round_id, one.ratee_id)

    assert await close_round(installation, round_id) is True

    async with installation.database.reading() as session:
        figures = list(await session.exec(select(Figure)))
        groups = {group.id: group for group in await session.exec(select(RaterGroup))}
        told = list(await session.exec(select(Comment)))
        assert list(await session.exec(select(Ballot))) == []
    shown = {(f.ratee_id, f.question, f.label_vi): Published.from_content(f.precision, f.content) for f in figures}
    expected = {}
    for (ratee_id, question), by_group in truth.items():
        counts = {group: tuple(by_group[group][value] for value in (1, 2, 3, 4)) for group in sorted(by_group)}
        for group_id, figure in publish(counts, 5).items():
            names = [groups[group].label_vi for group in (counts if group_id is None else [group_id])]
            expected[ratee_id, question, " + ".join(names)] = figure
    assert shown == expected
    assert Counter((c.ratee_id, c.text) for c in told) == Counter(
        (ratee_id, words) for ratee_id, texts in comments.items() if len(texts) >= 3 for words in texts
    )


async def test_opening_freezes_and_tells_everybody_who_has_ballots(installation: Installation) -> None:
    await build_office(installation.database, SIZE)
    round_id = await opened(installation)
    frozen = await assignments(installation, round_id)
    async with installation.database.reading() as session:
        told = await session.exec(select(Notice.person_id).where(Notice.kind == NoticeKind.ROUND_OPENED))
        the_round = (await session.exec(select(Round))).one()
        assert sorted(told) == sorted({one.rater_id for one in frozen})
    assert (the_round.ballots_asked, the_round.raters_asked) == (len(frozen), len({one.rater_id for one in frozen}))
    assert installation.keyring.round_key(round_id) is not None

    async with installation.database.writing() as session:  # the office is reorganised meanwhile
        await session.exec(update(Person).where(col(Person.id) > 15).values(active=False))
        await session.exec(delete(Rule))
    assert len(await ballots_of(installation, 6)) == len([one for one in frozen if one.rater_id == 6])


async def test_a_round_opens_once_for_a_period(installation: Installation) -> None:
    await build_office(installation.database, SIZE)
    round_id = await opened(installation)
    with pytest.raises(RoundExistsError):
        await opened(installation)
    assert installation.keyring.rounds_with_key() == [round_id]


async def test_an_office_too_small_to_show_anything_opens_nothing(installation: Installation) -> None:
    await build_office(installation.database, OfficeSize(units=1, people=1, committee=3))
    async with installation.database.reading() as session:
        planned = await plan_round(session)
    assert planned.forecast.ballots == 0
    assert {ratee for ratee, _ in planned.forecast.too_few_raters} == {1, 2, 3, 4}
    with pytest.raises(NothingToAskError):
        await opened(installation)
    assert installation.keyring.rounds_with_key() == []


async def test_closing_destroys_the_key_and_tells_ratees_and_admins_once(installation: Installation) -> None:
    await build_office(installation.database, SIZE)
    round_id = await opened(installation)
    assert await close_round(installation, round_id) is True
    assert await close_round(installation, round_id) is False
    assert installation.keyring.rounds_with_key() == []
    async with installation.database.reading() as session:
        notices = list(await session.exec(select(Notice).where(Notice.kind != NoticeKind.ROUND_OPENED)))
        ratees = set(await session.exec(select(RaterGroup.ratee_id)))
        admins = set(await session.exec(select(Person.id).where(col(Person.admin))))
    told = defaultdict(list)
    for notice in notices:
        told[notice.kind].append(notice.person_id)
    assert sorted(told[NoticeKind.SUMMARY]) == sorted(ratees)
    assert set(told[NoticeKind.OVERVIEW]) == admins == {CHIEF_ID}


async def test_an_interrupted_closing_is_finished_at_the_next_start(installation: Installation) -> None:
    await build_office(installation.database, SIZE)
    round_id = await opened(installation)
    async with installation.database.writing() as session:  # as if the program died right after its transaction
        the_round = await session.get_one(Round, round_id)
        the_round.state = RoundState.CLOSED
    await finish_closings(installation)
    assert installation.keyring.rounds_with_key() == []


async def test_closing_what_never_was(installation: Installation) -> None:
    with pytest.raises(UnknownRoundError):
        await close_round(installation, 99)
