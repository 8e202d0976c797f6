"""What training people need: everybody is asked, their units choose, and it becomes the year's plan."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlmodel import col, delete, select, update

from phieu.locales.translator import translator
from phieu.office.reports.training_export import export_training
from phieu.storage.tables import NeedsSaid, NeedsSurvey, Notice, Person, Position, TrainingNeed, UnitChose
from phieu.words import CourseLevel, NoticeKind
from tests.training.chats import ADMIN, HEAD, MONDAY, OTHER_HEAD, OTHER_UNIT, SECOND_ADMIN, UNIT, TrainingOffice

EVERYBODY = 21
WRITER, SILENT = UNIT[0], UNIT[1]
TOPIC, OTHER_TOPIC = "Soạn thảo văn bản", "Tiếng Anh giao tiếp"
LAST_DAY = date(2026, 6, 22)


def at(day: int, month: int = 6) -> datetime:
    """Nine in the morning in Hanoi."""
    return datetime(2026, month, day, 2, tzinfo=UTC)


async def needs(office: TrainingOffice) -> list[tuple[int, str, bool]]:
    async with office.installation.database.reading() as session:
        rows = await session.exec(select(TrainingNeed).order_by(col(TrainingNeed.id)))
        return [(one.person_id, one.topic, one.supported) for one in rows]


async def count(office: TrainingOffice, table: type[NeedsSaid | UnitChose | NeedsSurvey]) -> int:
    async with office.installation.database.reading() as session:
        return len((await session.exec(select(table))).all())


async def surveyed(office: TrainingOffice) -> None:
    """Everybody is asked for 2027, until 22 June."""
    admin = office.chat(ADMIN)
    await admin.act("training-plan.2027.0")
    await admin.tap(
        "🧾 What is needed in 2027", "📨 Ask everybody", "In two weeks · 22 June 2026", "📨 Yes, ask everybody"
    )
    assert "Everybody is being asked" in admin.text


async def says(office: TrainingOffice, person_id: int, *topics: str, level: str = "Short course") -> None:
    """Somebody says what they need, and that this is all."""
    chat = office.chat(person_id)
    await chat.act("needs.2027")
    for topic in topics:
        await chat.tap("➕ Add something", level)
        await chat.type(topic)
    await chat.tap("✅ That is all" if topics else "✅ I need nothing")


async def test_everybody_is_asked_and_says_what_they_need(office: TrainingOffice) -> None:
    await surveyed(office)
    told = await office.told()
    assert len(told) == EVERYBODY
    assert "What training do you need in 2027?" in told[WRITER][0]
    assert "Please answer by 22 June 2026" in told[WRITER][0]
    writer = office.chat(WRITER)
    await writer.act("matters")
    await writer.tap("🧾 Training you need in 2027", "➕ Add something", "Short course")
    await writer.type(f"  {TOPIC}\n")
    await writer.tap("➕ Add something", "Master's degree")
    await writer.type("Quản lý công")
    await writer.tap("🗑 Quản lý công", "✅ That is all")
    assert "passed on" in writer.text
    await writer.act("matters")
    assert "Nothing waits" in writer.text


async def test_who_has_said_nothing_is_reminded_once(office: TrainingOffice) -> None:
    await surveyed(office)
    await office.told()
    await says(office, WRITER, TOPIC)
    await says(office, OTHER_UNIT[0], OTHER_TOPIC, TOPIC)
    await says(office, UNIT[2])
    admin = office.chat(ADMIN)
    await admin.act("training-needs.2027")
    assert f"Answered: 3 of {EVERYBODY}" in admin.text
    assert "Short course: 3 needs, 0 of them chosen by the units" in admin.text

    await office.tick_at(at(18))
    reminded = await office.told()
    assert set(reminded) == set(range(1, EVERYBODY + 1)) - {WRITER, OTHER_UNIT[0], UNIT[2]}
    await office.tick_at(at(19))
    assert await office.told() == {}


async def test_the_heads_choose_and_a_course_is_planned(office: TrainingOffice) -> None:
    await surveyed(office)
    await office.told()
    await says(office, WRITER, TOPIC)
    await says(office, OTHER_UNIT[0], OTHER_TOPIC, TOPIC)
    await office.tick_at(at(23))
    asked = await office.told()
    assert set(asked) == {HEAD, OTHER_HEAD}
    assert "1 thing" in asked[HEAD][0]
    head = office.chat(HEAD)
    await head.act("matters")
    await head.tap("🧾 What your unit needs in 2027")
    assert OTHER_TOPIC not in head.text
    (tick,) = [label for label in head.labels if label.startswith("⬜️")]
    await head.tap(tick, "✅ That is what we need (1)")
    assert "passed on" in head.text
    assert await needs(office) == [
        (WRITER, TOPIC, True),
        (OTHER_UNIT[0], OTHER_TOPIC, False),
        (OTHER_UNIT[0], TOPIC, False),
    ]
    await office.tick_at(at(30))
    done = await office.told()
    assert set(done) == {ADMIN, SECOND_ADMIN}
    assert "3 needs, 1 of them chosen by the units" in done[ADMIN][0]
    admin = office.chat(ADMIN)
    await admin.act("training-plan.2027.0")
    assert "3 needs, 1 of them chosen by the units" in admin.text
    await admin.tap("🧾 What is needed in 2027", "📄 All needs (3)")
    assert admin.labels[0] == f"✓ {TOPIC}"
    await admin.tap(f"✓ {TOPIC}", "➕ Plan a course for it")
    assert "Under which scheme" in admin.text
    await admin.act("course-card.0")
    assert TOPIC in admin.text
    assert "Short course" in admin.text


async def test_the_years_workbook_has_what_is_needed(office: TrainingOffice) -> None:
    await surveyed(office)
    await says(office, WRITER, "=1+1")
    async with office.installation.database.reading() as session:
        book = load_workbook(BytesIO(await export_training(session, 2027, translator("en"), by_chat=True)))
        other_year = load_workbook(BytesIO(await export_training(session, 2026, translator("en"), by_chat=True)))
    (row,) = book["Needs"].iter_rows(min_row=4)
    assert [cell.value for cell in row][3:] == ["Short course", "=1+1", "no"]
    assert row[4].data_type == "s"
    assert "Needs" not in other_year.sheetnames


async def test_whoever_heads_no_unit_of_theirs_chooses_nothing_and_sees_nothing(office: TrainingOffice) -> None:
    await surveyed(office)
    await says(office, WRITER, TOPIC)
    office.time = at(23)
    for person_id in (SILENT, OTHER_HEAD, WRITER):
        chat = office.chat(person_id)
        for forged in (
            "unit-needs.2027.1.0",
            "unit-need.2027.1.0.1.1",
            "unit-needs-done.2027.1",
            "unit-needs.2027.0.0",
        ):
            await chat.act(forged)
            assert TOPIC not in chat.text
        for forged in (
            "training-needs.2027",
            "needs-all.2027.0",
            "need.2027.1",
            "need-course.2027.1",
            "needs-units.2027.0",
        ):
            await chat.act(forged)
            assert TOPIC not in chat.text
        await chat.act("needs-ask-yes.2028.20270101")
        await chat.type("1/1/2027", expected="needs-ask.2028")
    assert await needs(office) == [(WRITER, TOPIC, False)]
    assert (await count(office, UnitChose), await count(office, NeedsSurvey)) == (0, 1)
    other = office.chat(OTHER_HEAD)
    await other.act("unit-need.2027.2.0.1.1")  # their own unit, another one's need
    assert await needs(office) == [(WRITER, TOPIC, False)]
    await office.chat(OTHER_UNIT[0]).act("needs-gone.2027.1")
    assert await needs(office) == [(WRITER, TOPIC, False)]


async def test_each_thing_has_its_time(office: TrainingOffice) -> None:
    await surveyed(office)
    await says(office, WRITER, TOPIC)
    head, writer = office.chat(HEAD), office.chat(WRITER)
    await head.act("unit-need.2027.1.0.1.1")
    assert "not the time" in head.text
    assert await needs(office) == [(WRITER, TOPIC, False)]
    office.time = at(23)
    for late in ("needs-gone.2027.1", "needs-said.2027", "needs-level.2027", "needs-topic.2027.other"):
        await writer.act(late)
        assert "is over" in writer.text
    await writer.type("Muộn", expected="needs-topic.2027.other")
    assert await needs(office) == [(WRITER, TOPIC, False)]
    office.time = at(30)
    await head.act("unit-need.2027.1.0.1.1")
    await head.act("unit-needs-done.2027.1")
    assert "not the time" in head.text
    assert (await needs(office), await count(office, UnitChose)) == ([(WRITER, TOPIC, False)], 0)
    await office.tick_at(at(30))
    assert set(await office.told()) == {ADMIN, SECOND_ADMIN}


async def test_taps_again_change_nothing(office: TrainingOffice) -> None:
    await surveyed(office)
    await office.chat(SECOND_ADMIN).act("needs-ask-yes.2027.20260701")
    async with office.installation.database.reading() as session:
        assert (await session.exec(select(NeedsSurvey))).one().say_by == LAST_DAY
        assert len((await session.exec(select(Notice))).all()) == EVERYBODY
    await says(office, WRITER, TOPIC, TOPIC)
    await office.chat(WRITER).act("needs-said.2027")
    assert (await needs(office), await count(office, NeedsSaid)) == ([(WRITER, TOPIC, False)], 1)
    office.time = at(23)
    head = office.chat(HEAD)
    for _ in range(2):
        await head.act("unit-need.2027.1.0.1.1")
        await head.act("unit-needs-done.2027.1")
    assert (await needs(office), await count(office, UnitChose)) == ([(WRITER, TOPIC, True)], 1)
    await head.act("unit-need.2027.1.0.1.0")
    assert await needs(office) == [(WRITER, TOPIC, False)]


async def test_what_cannot_be_is_refused_with_a_word(office: TrainingOffice) -> None:
    admin = office.chat(ADMIN)
    await admin.act("training-needs.2020")
    assert "Nobody was asked for that year" in admin.text
    await admin.act("needs-ask.2027")
    for typed, word in (
        ("30/2", "30/2"),
        ("8/6/2026", "still to come"),
        ("1/1/2028", "after the year"),
        ("ngày kia ơi", "⚠️"),
    ):
        await admin.type(typed)
        assert word in admin.text
        assert admin.screen.expects == "needs-ask.2027"
    await admin.act("needs-ask.2040")
    await admin.type("1/7/2026")
    assert "more than five years ahead" in admin.text
    assert await count(office, NeedsSurvey) == 0
    await surveyed(office)
    writer = office.chat(WRITER)
    await writer.act("needs-level.2027")
    await writer.tap("Short course")
    await writer.type("x" * 201)
    assert "room for 200" in writer.text
    for number in range(10):
        await writer.type(f"Nội dung {number}", expected="needs-topic.2027.short_course")
    await writer.type("Một nữa", expected="needs-topic.2027.short_course")
    assert "room for 10 needs" in writer.text
    assert len(await needs(office)) == 10


async def test_a_unit_without_a_head_is_chosen_for_by_whoever_is_in_charge_or_by_an_admin(
    office: TrainingOffice,
) -> None:
    await surveyed(office)
    await says(office, WRITER, TOPIC)
    await office.told()
    async with office.installation.database.writing() as session:
        await session.exec(delete(Position).where(col(Position.person_id) == HEAD))
    await office.tick_at(at(23))
    (boss,) = await office.told()
    assert boss in (2, 3)
    admin = office.chat(ADMIN)
    await admin.act("needs-units.2027.0")
    await admin.tap(admin.labels[0])
    (tick,) = [label for label in admin.labels if label.startswith("⬜️")]
    await admin.tap(tick, "✅ That is what we need (1)")
    assert await needs(office) == [(WRITER, TOPIC, True)]
    chat = office.chat(boss)
    await chat.act("matters")
    assert "🧾 What your unit needs in 2027" not in chat.labels


async def test_who_has_left_needs_nothing_any_more(office: TrainingOffice) -> None:
    await surveyed(office)
    await says(office, WRITER, TOPIC)
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == WRITER).values(active=False))
    await office.told()
    admin = office.chat(ADMIN)
    await admin.act("training-needs.2027")
    assert f"Answered: 0 of {EVERYBODY - 1}" in admin.text
    await office.tick_at(at(23))
    assert await office.told() == {}
    await admin.act("training-needs.2027")
    assert "nothing yet" in admin.text


async def test_no_row_keeps_the_instant_of_an_answer(office: TrainingOffice) -> None:
    await surveyed(office)
    before = await _notices(office)
    await says(office, WRITER, TOPIC)
    assert await _notices(office) == before
    async with office.installation.database.reading() as session:
        for notice in await session.exec(select(Notice).where(Notice.kind == NoticeKind.TRAINING_NEEDS)):
            assert (notice.created_at.hour, notice.created_at.minute) == (0, 0)


async def _notices(office: TrainingOffice) -> int:
    async with office.installation.database.reading() as session:
        return len((await session.exec(select(Notice))).all())


@pytest.mark.parametrize(
    "damaged",
    [
        "needs.2031", "needs.x", "needs", "needs-level.99999999999", "needs-topic.2027.moon",
        "needs-gone.2027.99999999999", "unit-needs.2027.99999999999.0", "unit-need.2027.1.0.99999999999.1",
        "training-needs.0", "training-needs.99999999999", "need.2027.77", "needs-ask-day.2027.20261399",
        "needs-all.2031.0", "unit-needs-done.2027.0",
    ],
)  # fmt: skip
async def test_damaged_actions_lead_home(office: TrainingOffice, damaged: str) -> None:
    await surveyed(office)
    office.time = MONDAY
    for person_id in (ADMIN, HEAD):
        chat = office.chat(person_id)
        await chat.act(damaged)
        assert "sorry" not in chat.text
        assert chat.labels


async def test_levels_are_kept_as_they_were_chosen(office: TrainingOffice) -> None:
    await surveyed(office)
    await says(office, WRITER, "Quản lý công", level="Master's degree")
    async with office.installation.database.reading() as session:
        assert (await session.exec(select(TrainingNeed))).one().level is CourseLevel.MASTER
