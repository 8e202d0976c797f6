"""Opening, watching and closing a round in chat."""

from datetime import UTC, datetime, timedelta

from sqlmodel import col, select, update

from phieu.bot.screen import MAX_ACTION_BYTES
from phieu.office.answering import ballots_of, submit
from phieu.storage.tables import Assignment, Notice, Person, Round, Rule
from phieu.words import NoticeKind, RoundKind, RoundState
from tests.admin.conftest import NO_ADMIN, SECOND_ADMIN, AdminOffice
from tests.answering.chat import Chat
from tests.offices import CHIEF_ID

WAY = ("➕ Open a new round", "Every six months", "First half of 2026", "Fri 19 Jun 2026 (7 working days)")


async def all_rounds(office: AdminOffice) -> list[Round]:
    async with office.installation.database.reading() as session:
        return list(await session.exec(select(Round)))


async def open_a_round(office: AdminOffice) -> Chat:
    chat = office.chat()
    await chat.command("rounds")
    await chat.tap(*WAY, "✅ Open this round")
    return chat


async def test_an_admin_sees_the_forecast_and_opens_a_round(office: AdminOffice) -> None:
    chat = office.chat()
    await chat.command("rounds")
    assert "No round is open at present." in chat.text
    await chat.tap(*WAY)
    assert "Evaluation, first half of 2026" in chat.text
    assert "until the end of 19 June 2026" in chat.text
    assert "people would rate" in chat.text
    assert await all_rounds(office) == []
    await chat.tap("✅ Open this round")
    assert "The round is open." in chat.text
    (the_round,) = await all_rounds(office)
    assert (the_round.kind, the_round.period, the_round.state) == (RoundKind.SEMIANNUAL, "2026-H1", RoundState.OPEN)
    assert the_round.due_at.isoformat() == "2026-06-19T16:59:00+00:00"


async def test_the_forecast_names_what_could_never_be_shown(office: AdminOffice) -> None:
    async with office.installation.database.writing() as session:  # the third unit is left by its head and two others
        await session.exec(update(Person).where(col(Person.id).in_([16, 17, 18])).values(active=False))
        (first, *_) = (await session.exec(select(Rule).order_by(col(Rule.place)))).all()
        twice = first.model_dump(exclude={"id", "place"})
        session.add(Rule(place=99, **twice))
    chat = office.chat()
    await chat.command("rounds")
    await chat.tap(*WAY)
    assert "These units have no head, so nobody rates one there:\n• Phòng 3" in chat.text
    assert "too small to be shown alone" in chat.text
    assert f"• rule 99: {first.raters} → {first.ratees}" in chat.text


async def test_a_second_tap_and_a_second_admin_find_the_round_open(office: AdminOffice) -> None:
    mine, yours = office.chat(), office.chat(SECOND_ADMIN)
    for chat in (mine, yours):
        await chat.command("rounds")
        await chat.tap(*WAY)
    open_now = mine.action_of("✅ Open this round")
    await mine.act(open_now)
    await mine.act(open_now)
    assert mine.screen.toast == "This round is open already."
    await yours.act(open_now)
    assert yours.screen.toast == "This round is open already."
    assert len(await all_rounds(office)) == 1
    async with office.installation.database.reading() as session:
        told = list(await session.exec(select(Notice.person_id).where(Notice.kind == NoticeKind.ROUND_OPENED)))
    assert len(told) == len(set(told)) > 0


async def test_a_period_that_was_held_is_not_offered_again(office: AdminOffice) -> None:
    chat = await open_a_round(office)
    await chat.tap("↩️ All rounds", "➕ Open a new round", "Every six months")
    assert "First half of 2026" not in chat.labels
    assert "Second half of 2025" in chat.labels


async def test_a_last_day_that_is_over_is_asked_for_anew(office: AdminOffice) -> None:
    chat = office.chat()
    await chat.act("round-open.semiannual.2026-H1.2026-06-09")
    assert chat.screen.toast == "9 June 2026 is over. Please choose a day that is still to come."
    assert await all_rounds(office) == []


async def test_an_office_whose_rules_ask_nobody_is_told_so(office: AdminOffice) -> None:
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) != CHIEF_ID).values(active=False))
    chat = office.chat()
    await chat.act("round-due.semiannual.2026-H1.2026-06-19")
    assert "this round cannot be opened" in chat.text
    await chat.act("round-open.semiannual.2026-H1.2026-06-19")
    assert "this round cannot be opened" in chat.text
    assert await all_rounds(office) == []


async def test_closing_is_asked_about_and_done_once(office: AdminOffice) -> None:
    chat = await open_a_round(office)
    await chat.tap("🔒 Close this round …")
    assert "This cannot be undone." in chat.text
    assert (await all_rounds(office))[0].state is RoundState.OPEN
    close_now = chat.action_of("🔒 Yes, close it now")
    await chat.act(close_now)
    assert "The round is closed." in chat.text
    assert (await all_rounds(office))[0].state is RoundState.CLOSED
    await chat.act(close_now)
    assert chat.screen.toast == "This round is closed already."
    await chat.act(close_now.replace("-now", ""))
    assert chat.screen.toast == "This round is closed already."


async def test_progress_is_told_in_full_tenths_only_and_once_an_hour_at_most(office: AdminOffice) -> None:
    chat = await open_a_round(office)
    assert "fewer than one ballot in ten had been submitted" in chat.text
    async with office.installation.database.reading() as session:
        raters = set(await session.exec(select(Assignment.rater_id)))
    ballots = [(rater, view) for rater in sorted(raters) for view in await ballots_of(office.installation, rater)]
    seen = [line for line in chat.text.splitlines() if "had been submitted" in line]
    for count, (rater, view) in enumerate(ballots, start=1):
        await submit(office.installation, rater, view.round.id, view.ratee.id)
        office.time += timedelta(minutes=59)
        await chat.act(f"round.{view.round.id}")
        assert seen[-1] in chat.text  # nothing to be seen of this one ballot
        office.time += timedelta(minutes=1)
        await chat.act(f"round.{view.round.id}")
        (told,) = [line for line in chat.text.splitlines() if "had been submitted" in line]
        tenths = 10 * count // len(ballots)
        share = f"about {min(tenths, 9) * 10}% of the ballots" if tenths else "fewer than one ballot in ten"
        assert f", {share} had been submitted" in told
        seen.append(told)
    assert len({told.partition(" had been")[0].rpartition(", ")[2] for told in seen}) == 10


async def test_a_lost_key_is_told(office: AdminOffice) -> None:
    chat = await open_a_round(office)
    (the_round,) = await all_rounds(office)
    assert the_round.id is not None
    office.installation.keyring.destroy_round_key(the_round.id)
    await chat.act(f"round.{the_round.id}")
    assert "The key of this round is missing" in chat.text


FORGED = (
    "round",
    "round.0",
    "round.999",
    "round.99999999999999999",
    "round.x",
    "round.1.2",
    "round-close.999",
    "round-close-now.999",
    "round-kind",
    "round-kind.weekly",
    "round-period.semiannual.2026-Q1",
    "round-period.semiannual",
    "round-due.semiannual.2026-H1.yesterday",
    "round-open.semiannual.2026-H1",
    "round-proposal.quarterly.2026-Q2",
    "round-proposal.quarterly",
    "round-accept.weekly.2026-Q2",
    "round-decline.quarterly.2026-Q9",
    "invite-one.0",
    "invite-one.99999999999999999",
    "invite-make.12345",
)


async def test_a_forged_action_leads_to_the_main_menu_and_changes_nothing(office: AdminOffice) -> None:
    chat = office.chat()
    for action in FORGED:
        await chat.act(action)
        assert (action, chat.screen.toast) == (action, "That choice is out of date. Here is the main menu.")
    assert await all_rounds(office) == []


async def test_nobody_but_admins_may_do_any_of_this(office: AdminOffice) -> None:
    chat = office.chat(NO_ADMIN)
    for action in ("rounds", "round.1", "round-open.semiannual.2026-H1.2026-06-19", "invite-sheet"):
        await chat.act(action)
        assert "That is for the people who look after this assistant." in chat.text
    assert await all_rounds(office) == []


async def test_who_is_no_admin_any_more_cannot_confirm_either(office: AdminOffice) -> None:
    chat = office.chat()
    await chat.command("rounds")
    await chat.tap(*WAY)
    async with office.installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == CHIEF_ID).values(admin=False))
    await chat.tap("✅ Open this round")
    assert "That is for the people who look after this assistant." in chat.text
    assert await all_rounds(office) == []


async def test_every_action_is_short_enough_for_the_platform(office: AdminOffice) -> None:
    chat = office.chat()
    for kind in RoundKind:
        await chat.act(f"round-kind.{kind}")
        for label in chat.labels[:-1]:
            await chat.act(f"round-kind.{kind}")
            await chat.tap(label)
            assert all(len(choice.action) <= MAX_ACTION_BYTES for row in chat.screen.rows for choice in row)


async def test_rounds_of_long_ago_can_still_be_reached(office: AdminOffice) -> None:
    async with office.installation.database.writing() as session:
        for year in range(2000, 2015):
            moment = datetime(year, 12, 1, tzinfo=UTC)
            session.add(
                Round(
                    kind=RoundKind.ANNUAL,
                    period=str(year),
                    state=RoundState.CLOSED,
                    opened_at=moment,
                    due_at=moment,
                    closed_at=moment,
                    threshold=5,
                    comment_threshold=3,
                    raters_asked=9,
                    ballots_asked=9,
                )
            )
    chat = office.chat()
    await chat.command("rounds")
    await chat.tap("🗄 Older rounds …")
    assert "Page 1 of 2" in chat.text
    await chat.tap("Next ▶", "📁 Evaluation, the year 2000")
    assert "were asked for 9 ballots" in chat.text
    await chat.act("rounds-past.99")
    assert "Page 2 of 2" in chat.text
    await chat.tap("◀ Previous", "↩️ All rounds")
    assert "Evaluation rounds" in chat.text


async def test_the_last_day_is_a_working_day(office: AdminOffice) -> None:
    chat = office.chat()
    for last_day, fault in {
        "2026-06-14": "14 June 2026 (weekend) is a day off. The working days next to it are",
        "2026-06-10": "A round is open for at least one working day after today: until 11 June 2026, or later.",
        "9999-12-31": "31 December 9999 is too far ahead: a round can be opened for 92 days at most.",
    }.items():
        for verb in ("round-due", "round-open"):
            await chat.act(f"{verb}.semiannual.2026-H1.{last_day}")
            assert fault in chat.screen.toast
    assert await all_rounds(office) == []


async def test_on_a_day_off_a_round_can_be_opened_but_the_forecast_says_so(office: AdminOffice) -> None:
    office.time = datetime(2026, 9, 2, 2, tzinfo=UTC)
    chat = office.chat()
    await chat.act("round-due.semiannual.2026-H1.2026-09-01")
    assert "is over" in chat.screen.toast
    await chat.act("round-due.semiannual.2026-H1.2026-09-04")
    assert "⚠️ Today is a day off: 2 September 2026 (National Day)." in chat.text
    await chat.tap("✅ Open this round")
    assert len(await all_rounds(office)) == 1
