"""However many rotations there are, what everybody opens often asks the database as much as for one."""

from datetime import date

import pytest

from phieu.bot.flows.matters import A_PAGE
from phieu.installation import Installation
from phieu.storage.tables import RotationOpinion
from phieu.words import NoticeKind, RotationState
from tests.queries import queries
from tests.rotations.life import ADMIN, GIVING_HEAD, MOVED, NOBODY, RECEIVING_HEAD, LifeOffice, a_rotation, life_office

ASKED, LATE = date(2027, 8, 17), date(2027, 9, 2)
MANY = 12


@pytest.fixture
async def office(installation: Installation) -> LifeOffice:
    return await life_office(installation)


async def asked_for(office: LifeOffice, person_id: int, action: str) -> int:
    """How many statements the answer to this action takes."""
    chat = office.chat(person_id)
    await chat.act(action)
    with queries(office.installation) as found:
        await chat.act(action)
    return len(found)


async def enter_more(office: LifeOffice) -> None:
    async with office.installation.database.writing() as session:
        session.add_all(a_rotation(id=2 + place, code=f"LC{2 + place}", person_id=MOVED) for place in range(MANY))


async def ask_units(office: LifeOffice, *numbers: int) -> None:
    async with office.installation.database.writing() as session:
        proposed = {"state": RotationState.PROPOSED, "person_id": NOBODY}
        session.add_all(a_rotation(id=number, code=f"LC{number}", **proposed) for number in numbers)
        await session.flush()
        session.add_all(RotationOpinion(rotation_id=number, turn=1) for number in numbers)


async def test_no_page_asks_once_for_each_opinion(office: LifeOffice) -> None:
    await ask_units(office, 100)
    with_one = await asked_for(office, RECEIVING_HEAD, "matters")
    await ask_units(office, *range(200, 200 + MANY))
    chat = office.chat(RECEIVING_HEAD)
    await chat.act("matters")
    assert chat.labels.count("🏢 A rotation to your unit: your opinion") == A_PAGE
    assert await asked_for(office, RECEIVING_HEAD, "matters") == with_one


@pytest.mark.parametrize("action", ["home", "matters", "rotations", "rotations-late.0"])
async def test_no_page_asks_once_for_each_evaluation(office: LifeOffice, action: str) -> None:
    people = [ADMIN] if action.startswith("rotations") else [ADMIN, RECEIVING_HEAD, GIVING_HEAD, NOBODY]
    await office.strikes(ASKED)
    await office.strikes(LATE)
    with_one = [await asked_for(office, person_id, action) for person_id in people]
    await enter_more(office)
    await office.strikes(LATE)
    assert len(await office.evaluations()) == 1 + MANY
    assert [await asked_for(office, person_id, action) for person_id in people] == with_one


async def test_the_clock_does_not_ask_once_for_each_evaluation(office: LifeOffice) -> None:
    await office.strikes(ASKED)
    with queries(office.installation) as with_one:
        await office.strikes(ASKED)
    await enter_more(office)
    await office.strikes(ASKED)
    assert len(await office.told(NoticeKind.ROTATION_EVALUATION)) == 1 + MANY
    with queries(office.installation) as with_many:
        await office.strikes(ASKED)
    assert len(with_many) == len(with_one)
