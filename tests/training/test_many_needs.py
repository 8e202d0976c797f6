"""However many units have needs, the list of what waits asks the database as much as for one."""

from datetime import date

import pytest

from phieu.storage.tables import NeedsSurvey, TrainingNeed
from phieu.words import CourseLevel
from tests.queries import queries
from tests.training.chats import ADMIN, HEAD, OTHER_HEAD, OTHER_UNIT, UNIT, TrainingOffice

IN_THIRD_UNIT = OTHER_UNIT[-1] + 2


async def needed_by(office: TrainingOffice, *person_ids: int) -> None:
    async with office.installation.database.writing() as session:
        session.add_all(
            TrainingNeed(year=2027, person_id=one, level=CourseLevel.OTHER, topic="Tiếng Anh") for one in person_ids
        )


async def asked_for(office: TrainingOffice, person_id: int) -> int:
    chat = office.chat(person_id)
    await chat.act("matters")
    with queries(office.installation) as found:
        await chat.act("matters")
    return len(found)


@pytest.mark.parametrize("person_id", [UNIT[0], HEAD, ADMIN])
async def test_the_list_does_not_ask_once_for_each_unit(office: TrainingOffice, person_id: int) -> None:
    async with office.installation.database.writing() as session:
        days = {"asked_on": date(2026, 5, 1), "say_by": date(2026, 5, 20), "choose_by": date(2026, 6, 20)}
        session.add(NeedsSurvey(year=2027, **days))
    await needed_by(office, UNIT[0])
    with_one = await asked_for(office, person_id)
    await needed_by(office, UNIT[1], *OTHER_UNIT, IN_THIRD_UNIT)
    other_head = office.chat(OTHER_HEAD)
    await other_head.act("matters")
    assert "🧾 What your unit needs in 2027" in other_head.labels
    assert await asked_for(office, person_id) == with_one
