"""Opening a round to the whole office: by an admin alone, as much as decided, told once, and never a comment."""

from collections import Counter

from sqlmodel import col, func, select, update

from phieu.office.reports.sharing import load_sharing, share
from phieu.storage.tables import Notice, Person, Round
from phieu.words import NoticeKind, RoundState, Sharing
from tests.offices import CHIEF_ID
from tests.reports.chat import Chat, actions, plain
from tests.reports.conftest import COMMENT, HEAD_ID, STAFF_ID, HeldRounds


def chat(rounds: HeldRounds, person_id: int) -> Chat:
    return Chat(rounds.installation, person_id)


async def told(rounds: HeldRounds) -> Counter[int]:
    async with rounds.installation.database.reading() as session:
        notices = select(Notice.person_id).where(Notice.kind == NoticeKind.RESULTS_SHARED)
        return Counter(await session.exec(notices))


async def test_nothing_is_open_until_an_admin_decides(rounds: HeldRounds) -> None:
    staff = chat(rounds, STAFF_ID)
    assert actions(await staff.act("results")) == ["home"]
    for verb in (
        "office-results",
        "office-figures",
        "share",
        "share-levels",
        "share-figures",
        "share-levels-now",
        "share-figures-now",
    ):
        screen = await staff.act(f"{verb}.{rounds.second}")
        assert "Người mẫu 2" not in screen.text
        assert screen.attachments == ()
    assert await told(rounds) == {}


async def test_levels_are_shown_without_numbers(rounds: HeldRounds) -> None:
    admin, staff = chat(rounds, CHIEF_ID), chat(rounds, STAFF_ID)
    screen = await admin.act(f"share.{rounds.second}")
    assert f"share-levels.{rounds.second}" in actions(screen)
    asked = await admin.act(f"share-levels.{rounds.second}")
    assert actions(asked) == [f"share-levels-now.{rounds.second}", f"share.{rounds.second}"]
    assert "Không thể hoàn tác" in plain(asked)
    assert await told(rounds) == {}
    await admin.act(f"share-levels-now.{rounds.second}")
    assert f"office-results.{rounds.second}" in actions(await staff.act("results"))
    text = plain(await staff.act(f"office-results.{rounds.second}"))
    people = [line for line in text.splitlines() if line.startswith("• Người mẫu")]
    assert len(people) == 4
    assert not any("," in line for line in people)  # no decimals
    assert (await staff.act(f"office-figures.{rounds.second}")).attachments == ()


async def test_figures_come_with_the_workbook_and_without_comments(rounds: HeldRounds) -> None:
    admin, staff = chat(rounds, CHIEF_ID), chat(rounds, STAFF_ID)
    await admin.act(f"share-figures-now.{rounds.second}")
    screen = await staff.act(f"office-results.{rounds.second}")
    assert "Người mẫu 11" in screen.text
    assert COMMENT not in screen.text
    assert [one.name for one in (await staff.act(f"office-figures.{rounds.second}")).attachments] == [
        "phieu-2026-H1.xlsx"
    ]


async def test_everybody_is_told_once(rounds_on_both: HeldRounds) -> None:
    installation, number = rounds_on_both.installation, rounds_on_both.second
    async with installation.database.writing() as session:
        await session.exec(update(Person).where(col(Person.id) == STAFF_ID).values(active=False))
    assert await share(installation, number, Sharing.LEVELS) is True
    assert await share(installation, number, Sharing.LEVELS) is False
    assert await share(installation, number, Sharing.FIGURES) is True
    assert await share(installation, number, Sharing.LEVELS) is False  # what has been seen has been seen
    async with installation.database.reading() as session:
        assert await load_sharing(session, number) is Sharing.FIGURES
        staff = await session.scalar(select(func.count()).select_from(Person).where(col(Person.active)))
    counts = await told(rounds_on_both)
    assert set(counts.values()) == {1}
    assert len(counts) == staff
    assert STAFF_ID not in counts


async def test_open_round_cannot_be_shared(rounds: HeldRounds) -> None:
    async with rounds.installation.database.writing() as session:
        await session.exec(update(Round).where(col(Round.id) == rounds.second).values(state=RoundState.OPEN))
    assert await share(rounds.installation, rounds.second, Sharing.FIGURES) is False
    assert await share(rounds.installation, 99, Sharing.FIGURES) is False
    assert await told(rounds) == {}


async def test_notice_leads_to_the_results(rounds: HeldRounds) -> None:
    assert await chat(rounds, HEAD_ID).notice(NoticeKind.RESULTS_SHARED, rounds.second) is None
    await share(rounds.installation, rounds.second, Sharing.LEVELS)
    notice = await chat(rounds, HEAD_ID).notice(NoticeKind.RESULTS_SHARED, rounds.second)
    assert notice is not None
    assert actions(notice) == [f"office-results.{rounds.second}"]
    assert "Đánh giá 6 tháng đầu năm 2026" in plain(notice)


async def test_second_tap_says_it_is_open_already(rounds: HeldRounds) -> None:
    admin = chat(rounds, CHIEF_ID)
    assert (await admin.act(f"share-levels-now.{rounds.second}")).toast == ""
    for verb in ("share-levels-now", "share-levels"):
        again = await admin.act(f"{verb}.{rounds.second}")
        assert again.toast
        assert actions(again) == [f"share-figures.{rounds.second}", f"overview.{rounds.second}"]
