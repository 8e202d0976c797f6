"""What the office takes, whatever the screens let through: from whom it is asked, once, and whole."""

import asyncio
from datetime import date

import pytest

from phieu.installation import Installation
from phieu.office.rotations.check_ins import CheckIn, Question, load_check_in, note_answer, send_check_in
from phieu.office.rotations.evaluations import Evaluation, Remark, load_evaluation
from phieu.office.rotations.giving_evaluations import hand_in, note_level, note_remark
from phieu.words import Completion, NoticeKind
from tests.rotations.life import GIVING_HEAD, MOVED, NOBODY, RECEIVING_HEAD, LifeOffice, life_office

TODAY = date(2027, 8, 31)


@pytest.fixture
async def office(installation: Installation) -> LifeOffice:
    office = await life_office(installation)
    await office.strikes(TODAY)
    return office


async def the_check_in(office: LifeOffice) -> CheckIn:
    async with office.installation.database.reading() as session:
        found = await load_check_in(session, 1, TODAY)
    assert found is not None
    return found


async def the_evaluation(office: LifeOffice) -> Evaluation:
    async with office.installation.database.reading() as session:
        found = await load_evaluation(session, 1, TODAY)
    assert found is not None
    return found


async def test_a_check_in_is_taken_from_its_person_alone_and_once(office: LifeOffice) -> None:
    one = await the_check_in(office)
    assert not await note_answer(office.installation, NOBODY, one, Question.GOING, "Giả mạo")
    assert not await send_check_in(office.installation, NOBODY, one, TODAY)
    assert await the_check_in(office) == one
    sent = await asyncio.gather(*(send_check_in(office.installation, MOVED, one, TODAY) for _ in range(3)))
    assert sorted(sent) == [False, False, True]
    assert not await note_answer(office.installation, MOVED, one, Question.GOING, "Muộn")
    assert len(await office.told(NoticeKind.ROTATION_CHECKED_IN)) == 2


async def test_an_evaluation_is_taken_from_the_receiving_head_alone_whole_and_once(office: LifeOffice) -> None:
    one = await the_evaluation(office)
    assert not await hand_in(office.installation, RECEIVING_HEAD, one, TODAY)
    for other in (MOVED, GIVING_HEAD, NOBODY):
        assert not await note_level(office.installation, other, one, Completion.GOOD)
        assert not await note_remark(office.installation, other, one, Remark.LIMITS, "Giả mạo")
    assert await the_evaluation(office) == one
    assert await note_level(office.installation, RECEIVING_HEAD, one, Completion.GOOD)
    assert not await hand_in(office.installation, GIVING_HEAD, one, TODAY)
    given = await asyncio.gather(*(hand_in(office.installation, RECEIVING_HEAD, one, TODAY) for _ in range(3)))
    assert sorted(given) == [False, False, True]
    assert not await note_level(office.installation, RECEIVING_HEAD, one, Completion.EXCELLENT)
    assert (await the_evaluation(office)).completion is Completion.GOOD
    assert len(await office.told(NoticeKind.ROTATION_EVALUATED)) == 2
