"""The statistics of rotations as the admins read them, and as the export gets them."""

from datetime import date

import pytest

from phieu.installation import Installation
from phieu.locales.translator import translator
from phieu.office.rotations.loading_turns import load_turns
from phieu.office.rotations.statistics_rows import statistics_rows
from phieu.storage.tables import Position
from phieu.words import Rank, RotationKind, RotationState
from tests.rotations.life import ADMIN, MOVED, NOBODY, RECEIVING_HEAD, LifeOffice, a_rotation, life_office

TODAY = date(2027, 3, 1)


@pytest.fixture
async def office(sqlite_installation: Installation) -> LifeOffice:
    """Three turns, one of them not by chat; what is only proposed, dropped or still to come is none."""
    office = await life_office(sqlite_installation)
    promoted = {"kind": RotationKind.PROMOTION, "to_rank": Rank.DEPUTY_HEAD, "to_title": "Phó Trưởng phòng"}
    async with office.installation.database.writing() as session:
        session.add_all(
            [
                a_rotation(id=2, code="2", person_id=NOBODY, starts_on=date(2027, 1, 1), **promoted),
                a_rotation(id=3, code="3", person_id=NOBODY, state=RotationState.ENDED, not_by_chat=True),
                a_rotation(id=4, code="4", person_id=NOBODY, state=RotationState.DROPPED),
                a_rotation(id=5, code="5", person_id=NOBODY, state=RotationState.DECIDED),
                a_rotation(id=6, code="6", person_id=NOBODY, starts_on=date(2027, 4, 1)),
                Position(person_id=RECEIVING_HEAD, unit_id=1, title="Kiêm nhiệm", rank=Rank.DEPUTY_HEAD),
            ]
        )
    await office.strikes(TODAY)
    return office


async def test_all_years_one_year_by_unit_by_person_and_several_posts_at_once(office: LifeOffice) -> None:
    admin = office.chat(ADMIN)
    await admin.command("rotations")
    await admin.tap("📊 Statistics")
    assert "In all: 2 turns (1 of key posts, 1 others)." in admin.text
    assert admin.labels[:3] == ["✓ All years", "2027", "2026"]
    await admin.tap("2027")
    assert "Rotations that began in 2027" in admin.text
    assert "• Rotation with promotion: 1 turn (1 of key posts, 0 others)" in admin.text
    await admin.tap("🏢 By unit")
    assert "Phòng 2\nto: 1 turn (1 of key posts, 0 others)\nfrom: nobody" in admin.text
    await admin.tap("↩️ The statistics", "All years", "👤 By person")
    assert "Người mẫu 5: 1 turn (0 of key posts, 1 others); 2 posts" in admin.text
    await admin.tap("↩️ The statistics", "👥 Several posts at once")
    assert "Người mẫu 7\n• head · Phòng 2\n• Kiêm nhiệm · Phòng 1" in admin.text
    await admin.tap("↩️ The statistics", "↩️ All rotations")


@pytest.mark.parametrize(
    "forged", ["rot-figures", "rot-figures-units.0.0", "rot-figures-people.0.0", "rot-figures-posts.0"]
)
async def test_only_admins_see_them(office: LifeOffice, forged: str) -> None:
    chat = office.chat(MOVED)
    await chat.act(forged)
    assert "That is for the people" in chat.text


async def test_a_year_without_turns_says_so(office: LifeOffice) -> None:
    admin = office.chat(ADMIN)
    await admin.act("rot-figures.1999")
    assert "There were none." in admin.text


async def test_the_export_gets_all_turns_also_those_that_must_not_go_by_chat(office: LifeOffice) -> None:
    async with office.installation.database.reading() as session:
        loaded = await load_turns(session, TODAY, by_chat_only=False)
    tables = {table.title: table for table in statistics_rows(loaded, translator("en"))}
    assert all(len(row) == len(table.columns) for table in tables.values() for row in table.rows)
    assert tables["Rotations by kind"].rows == (("Rotation with promotion", 1, 0, 1), ("Temporary", 0, 2, 2))
    assert tables["Rotations by year"].rows == ((2026, 0, 2, 2), (2027, 1, 0, 1))
    assert tables["Rotations by unit"].rows == (("Phòng 1", 0, 0, 1, 2, 3), ("Phòng 2", 1, 2, 0, 0, 3))
    assert tables["Rotations by person"].rows == (("Người mẫu 5", 0, 1, 1, 2), ("Người mẫu 6", 1, 1, 2, 3))
    assert tables["Several posts at once"].rows == (("Người mẫu 7", 2),)
