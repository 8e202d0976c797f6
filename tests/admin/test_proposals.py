"""A proposal of the calendar: any admin decides, the others see it."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select, update

from phieu.bot.screen import Screen
from phieu.scheduler.tick import tick
from phieu.storage.tables import CalendarRule, Person, Round
from phieu.words import NoticeKind, RoundKind
from tests.admin.conftest import SECOND_ADMIN, AdminOffice
from tests.offices import CHIEF_ID

SEPTEMBER_15 = datetime(2026, 9, 15, 1, 0, tzinfo=UTC)
SUBJECT = "proposal:quarterly:2026-Q3"


async def proposed(office: AdminOffice) -> None:
    async with office.installation.database.writing() as session:
        session.add(CalendarRule(kind=RoundKind.QUARTERLY, months="9", day=15, hour=8, working_days=7))
    office.time = SEPTEMBER_15
    await tick(office.installation)


async def words_of_the_notice(office: AdminOffice, person_id: int = CHIEF_ID) -> str | None:
    async with office.installation.database.reading() as session:
        person = await session.get(Person, person_id)
    assert person is not None
    screen = await office.chat().dispatch.notice(NoticeKind.ROUND_PROPOSED, SUBJECT, person)
    assert screen is None or isinstance(screen, Screen)
    return None if screen is None else str(screen.text)


async def round_periods(office: AdminOffice) -> list[str]:
    async with office.installation.database.reading() as session:
        return list(await session.exec(select(Round.period)))


async def test_one_admin_opens_it_by_way_of_the_forecast_and_the_other_sees_that(office: AdminOffice) -> None:
    await proposed(office)
    text = await words_of_the_notice(office)
    assert text is not None
    assert "Evaluation, third quarter of 2026" in text
    mine, yours = office.chat(), office.chat(SECOND_ADMIN)
    await mine.act("round-accept.quarterly.2026-Q3")
    assert "until the end of 24 September 2026" in mine.text
    assert await round_periods(office) == []
    await mine.tap("✅ Open this round")
    assert await round_periods(office) == ["2026-Q3"]
    for late in ("round-accept", "round-decline", "round-proposal"):
        await yours.act(f"{late}.quarterly.2026-Q3")
        assert "Evaluation, third quarter of 2026" in yours.text
        assert "Yes, to the forecast" not in " ".join(yours.labels)
    assert await words_of_the_notice(office, SECOND_ADMIN) is None


async def test_one_admin_declines_it_and_the_other_sees_that(office: AdminOffice) -> None:
    await proposed(office)
    mine, yours = office.chat(), office.chat(SECOND_ADMIN)
    await mine.command("rounds")
    await mine.tap("❔ To be decided: Evaluation, third quarter of 2026", "✖️ Not this quarter")
    assert "It has been decided not to hold" in mine.text
    await yours.act("round-accept.quarterly.2026-Q3")
    assert "It has been decided not to hold" in yours.text
    assert await round_periods(office) == []
    assert await words_of_the_notice(office, SECOND_ADMIN) is None


async def test_who_is_no_admin_any_more_is_not_asked(office: AdminOffice) -> None:
    await proposed(office)
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == SECOND_ADMIN).values(admin=False))
    assert await words_of_the_notice(office, SECOND_ADMIN) is None
    assert await words_of_the_notice(office) is not None


async def test_a_button_of_a_proposal_that_has_lapsed_says_so(office: AdminOffice) -> None:
    await proposed(office)
    office.time = SEPTEMBER_15 + timedelta(days=30)
    chat = office.chat()
    for late in ("round-accept", "round-decline"):
        await chat.act(f"{late}.quarterly.2026-Q3")
        assert "has passed without a decision" in chat.text
    assert await round_periods(office) == []
