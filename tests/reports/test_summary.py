"""Summaries of real rounds, against figures read off the database in another way."""

from collections import defaultdict

import pytest
from sqlmodel import col, select, update

from phieu.office.reports.overview import load_overview
from phieu.office.reports.summary import load_summary
from phieu.storage.tables import Figure, Person, Round
from phieu.words import RoundState
from tests.offices import CHIEF_ID
from tests.reports.conftest import COMMENT, HEAD_ID, STAFF_ID, HeldRounds


async def figures(rounds: HeldRounds, round_id: int) -> dict[int, dict[str, list[Figure]]]:
    found: dict[int, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    async with rounds.installation.database.reading() as session:
        for figure in await session.exec(select(Figure).where(Figure.round_id == round_id)):
            found[figure.ratee_id][figure.question].append(figure)
    return found


def bounds(figure: Figure, options: int = 4) -> tuple[float, float, int] | None:
    """The lowest and the highest sum of answers that a figure allows, and how many they are; written anew."""
    content, answers = figure.content, figure.content.get("answers", 0)
    if "counts" in content:
        total = sum(value * count for value, count in enumerate(content["counts"], start=1))
        return total, total, answers
    if "mean" in content:
        low, high = max(1, content["mean"] - 0.25), min(options, content["mean"] + 0.25)
        return low * answers, high * answers, answers
    if "favourable" in content:
        above, below = content["favourable"], answers - content["favourable"]
        return 3 * above + below, 4 * above + 2 * below, answers
    return None


def mean_range(group: list[Figure]) -> tuple[float, float] | None:
    known = [one for one in map(bounds, group) if one]
    answers = sum(one[2] for one in known)
    return (sum(one[0] for one in known) / answers, sum(one[1] for one in known) / answers) if answers else None


async def test_summary_is_what_was_published(rounds_on_both: HeldRounds) -> None:
    rounds = rounds_on_both
    now, before = await figures(rounds, rounds.second), await figures(rounds, rounds.first)
    async with rounds.installation.database.reading() as session:
        summary = await load_summary(session, rounds.second, HEAD_ID)
    assert summary is not None
    assert summary.last_round is not None
    assert summary.last_round.id == rounds.first
    assert [one.result.question.code for one in summary.questions] == ["Q1", "Q2", "Q3", "Q4"]
    compared = 0
    for one in summary.questions:
        code = one.result.question.code
        everybody = [found for ratee in now if (found := mean_range(now[ratee][code]))]
        office = tuple(sum(ends) / len(everybody) for ends in zip(*everybody, strict=True))
        shown = {"own": one.own, "office": one.office, "last": one.last}
        truth = {"own": mean_range(now[HEAD_ID][code]), "office": office, "last": mean_range(before[HEAD_ID][code])}
        for name, measured in shown.items():
            expected = truth[name]
            assert (measured is None) == (expected is None)
            if measured and expected:
                assert (measured.low, measured.high) == pytest.approx(expected)
                compared += 1
    assert compared >= 9  # three of each at least, or the test shows little


async def test_comments_belong_to_the_rated_person(rounds: HeldRounds) -> None:
    async with rounds.installation.database.reading() as session:
        head = await load_summary(session, rounds.second, HEAD_ID)
        chief = await load_summary(session, rounds.second, CHIEF_ID)
    assert head is not None
    assert chief is not None
    assert len(head.comments) == head.raters
    assert all(text.startswith(COMMENT) for text in head.comments)
    assert chief.comments == ()
    assert COMMENT not in repr(head)


async def test_first_round_has_nothing_to_compare_with(rounds: HeldRounds) -> None:
    async with rounds.installation.database.reading() as session:
        summary = await load_summary(session, rounds.first, HEAD_ID)
    assert summary is not None
    assert summary.last_round is None
    assert [one.last for one in summary.questions] == [None] * 4


async def test_nothing_is_told_of_an_open_round_or_to_others(rounds: HeldRounds) -> None:
    async with rounds.installation.database.writing() as session:
        one = await session.get(Round, rounds.second)
        assert one is not None
        one.state = RoundState.OPEN
    async with rounds.installation.database.reading() as session:
        assert await load_summary(session, rounds.second, HEAD_ID) is None
        assert await load_overview(session, rounds.second) is None
        assert await load_summary(session, rounds.first, STAFF_ID) is None
        assert await load_summary(session, 10**17, HEAD_ID) is None
        assert await load_summary(session, rounds.first, HEAD_ID) is not None


async def test_overview_lists_the_rated_by_rank(rounds: HeldRounds) -> None:
    async with rounds.installation.database.reading() as session:
        overview = await load_overview(session, rounds.second)
    assert overview is not None
    assert [one.ratee.id for one in overview.ratees] == [1, 2, 3, 11, 4]  # of the two heads, “Người mẫu 11” comes first
    head = next(one for one in overview.ratees if one.ratee.id == HEAD_ID)
    async with rounds.installation.database.reading() as session:
        summary = await load_summary(session, rounds.second, HEAD_ID)
    assert summary is not None
    assert head.questions == tuple(one.result for one in summary.questions)
    assert [one.range for one in overview.office] == [one.office for one in summary.questions]


async def test_people_of_one_rank_stand_by_their_given_names(rounds: HeldRounds) -> None:
    async with rounds.installation.database.reading() as session:
        before = await load_overview(session, rounds.second)
    assert before is not None
    heads = [one.ratee for one in before.ratees if one.ratee.order[0] == before.ratees[-1].ratee.order[0]]
    names = ["Đặng Thị An", "Bùi Văn Dũng", "Cao Thị Đào", "An Thị Yến"][: len(heads)]
    async with rounds.installation.database.writing() as session:
        for head, name in zip(heads, reversed(names), strict=True):
            await session.exec(update(Person).where(col(Person.id) == head.id).values(name=name))
    async with rounds.installation.database.reading() as session:
        after = await load_overview(session, rounds.second)
    assert after is not None
    assert [one.ratee.name for one in after.ratees][-len(names) :] == names
    assert len(names) > 1
