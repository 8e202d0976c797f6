"""The seven moves and nine people of requirement M17, from the proposal in chat to the end.

After each step posts, notices, statistics and the assignments that the next round would have are compared with what
was worked out by hand in `six_divisions` and `seven_moves`.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest

from phieu.installation import Installation
from phieu.office.occurrences import hold_round
from phieu.office.rotations.statistics import Turns
from phieu.words import NoticeKind, RotationState, RoundKind
from tests.rotations.seven_moves import MOVES, TURNS_AFTER, Planned, agree, decide, end_with, propose
from tests.rotations.six_divisions import (
    ADMIN,
    CHIEF,
    DEPUTY,
    DEPUTY_2,
    HEAD_HC,
    HEAD_LT,
    LT,
    MOVES_1,
    MOVES_2,
    MOVES_3,
    MOVES_4,
    MOVES_6,
    MOVES_7,
    OTHER_ADMIN,
    POSTS,
    RATES,
    TEMPORARY,
    UNITS,
    Post,
    SixDivisions,
    six_divisions,
)


@pytest.fixture
async def office(installation: Installation) -> SixDivisions:
    """The office, once on each engine."""
    return await six_divisions(installation)


async def check(office: SixDivisions, posts: dict[int, set[Post]], rates: dict[int, set[int]]) -> None:
    """Posts and the next round's assignments are what was worked out by hand."""
    assert await office.posts() == posts
    assert await office.next_assignments() == rates


def numbered(moves: Iterable[Planned]) -> dict[int, Planned]:
    """The rotations by their ids, which run in the order of entering."""
    return dict(enumerate(moves, start=1))


async def test_nine_people_are_moved_and_everything_follows(office: SixDivisions) -> None:
    posts, rates = dict(POSTS), dict(RATES)
    await check(office, posts, rates)
    due = datetime(2028, 1, 1, tzinfo=UTC)
    await hold_round(office.installation, RoundKind.SEMIANNUAL, "2026-H1", due)
    frozen = await office.frozen()
    assert len(frozen) > 20

    for rotation_id, move in numbered(MOVES).items():
        await propose(office, move)
        assert await office.told(rotation_id, "asked") == {move.person}
        await agree(office, rotation_id, move.person)
        assert await office.told(rotation_id, "answered") == {ADMIN, OTHER_ADMIN}
        assert await office.told(rotation_id, "agreed") == move.heads
        await decide(office, rotation_id)
        assert await office.told(rotation_id, "decided") == {move.person, *move.heads, OTHER_ADMIN}
    assert set((await office.states()).values()) == {RotationState.DECIDED}
    await check(office, posts, rates)
    assert await office.turns() == Turns()

    for day, turns in TURNS_AFTER.items():
        await office.day_comes(day)
        await office.day_comes(day)
        for rotation_id, move in numbered(MOVES).items():
            if move.starts == day:
                posts[move.person], rates[move.person] = move.posts, move.rates
                told = await office.told(rotation_id, "in_force")
                assert told == {move.person, *move.heads, ADMIN, OTHER_ADMIN}
            elif move.starts > day:
                assert await office.told(rotation_id, "in_force") == set()
        await check(office, posts, rates)
        assert await office.turns() == turns
        assert await office.frozen() == frozen

    await the_temporary_ones_return(office, posts, rates)
    await the_one_who_went_out_returns_promoted(office, posts, rates)
    assert await office.frozen() == frozen
    await the_statistics_are_right(office)


async def the_temporary_ones_return(
    office: SixDivisions, posts: dict[int, set[Post]], rates: dict[int, set[int]]
) -> None:
    """The receiving head is asked for an evaluation in time; the day after the last one they are back."""
    rotation_ids = [id_ for id_, move in numbered(MOVES).items() if move.person in TEMPORARY]
    await office.day_comes(date(2026, 11, 17))
    for rotation_id in rotation_ids:
        asked = await office.notice(NoticeKind.ROTATION_EVALUATION, rotation_id, "2026-12-01", HEAD_HC)
        assert "Please hand it in by <b>1 December 2026</b>." in asked.text
    for rotation_id in rotation_ids:
        await end_with(office, rotation_id, "Returns")
        assert await office.told(rotation_id, "end_decided") == {
            MOVES[rotation_id - 1].person,
            HEAD_LT,
            HEAD_HC,
            OTHER_ADMIN,
        }
    await office.day_comes(date(2026, 12, 31))
    await check(office, posts, rates)
    await office.day_comes(date(2027, 1, 1))
    for rotation_id in rotation_ids:
        person = MOVES[rotation_id - 1].person
        posts[person], rates[person] = POSTS[person], RATES[person]
        assert await office.told(rotation_id, "ended") == {person, HEAD_LT, HEAD_HC, ADMIN, OTHER_ADMIN}
    await check(office, posts, rates)


async def the_one_who_went_out_returns_promoted(
    office: SixDivisions, posts: dict[int, set[Post]], rates: dict[int, set[int]]
) -> None:
    """Nothing changes while nobody has decided; a deputy head of Archives afterwards."""
    title = "Phó Trưởng phòng Lưu trữ"
    await end_with(office, 3, "Promoted", UNITS[LT][1], title, "Deputy head")
    await office.day_comes(date(2027, 7, 31))
    await check(office, posts, rates)
    await office.day_comes(date(2027, 8, 1))
    posts[MOVES_3], rates[MOVES_3] = {(LT, title, DEPUTY)}, {CHIEF, DEPUTY_2, HEAD_LT}
    await check(office, posts, rates)
    assert await office.told(3, "ended") == {MOVES_3, HEAD_LT, HEAD_HC, ADMIN, OTHER_ADMIN}
    assert await office.states() == {
        **dict.fromkeys((MOVES_1, MOVES_2, MOVES_4, MOVES_6, MOVES_7), RotationState.IN_FORCE),
        **dict.fromkeys((MOVES_3, *TEMPORARY), RotationState.ENDED),
    }


async def the_statistics_are_right(office: SixDivisions) -> None:
    """Coming back is no turn; two key turns and seven others, as entered; two people hold several posts."""
    assert await office.turns() == Turns(2, 7)
    chat = office.chat(ADMIN)
    await chat.command("rotations")
    await chat.tap("📊 Statistics")
    assert "In all: 9 turns (2 of key posts, 7 others)." in chat.text
    for line in (
        "• Lateral rotation: 1 turn (1 of key posts, 0 others)",
        "• Rotation with promotion: 1 turn (1 of key posts, 0 others)",
        "• Out and back: 1 turn (0 of key posts, 1 others)",
        "• Duty move: 1 turn (0 of key posts, 1 others)",
        "• Temporary: 3 turns (0 of key posts, 3 others)",
        "• Transfer: 2 turns (0 of key posts, 2 others)",
    ):
        assert line in chat.text
    await chat.tap("🏢 By unit")
    assert (
        "Phòng Lưu trữ\nto: 2 turns (0 of key posts, 2 others)\nfrom: 4 turns (0 of key posts, 4 others)" in chat.text
    )
    assert (
        "Phòng Quản trị\nto: 2 turns (2 of key posts, 0 others)\nfrom: 1 turn (0 of key posts, 1 others)" in chat.text
    )
    await chat.tap("↩️ The statistics", "👥 Several posts at once")
    assert "Hà Trọng Nghĩa" in chat.text
    assert (
        "Lương Đình Khôi\n• Phụ trách thi đua · Phòng Tổng hợp\n• Phó Trưởng phòng Quản trị · Phòng Quản trị"
        in chat.text
    )
