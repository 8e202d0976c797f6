"""The seven moves of requirement M17: what is entered for each of the nine people, and what it makes, by hand."""

from dataclasses import dataclass
from datetime import date

from phieu.office.rotations.statistics import Turns
from phieu.words import NoticeKind
from tests.rotations.six_divisions import (
    ADMIN,
    BESIDES,
    CHIEF,
    DEPUTY,
    DEPUTY_1,
    DEPUTY_2,
    DEPUTY_3,
    HC,
    HEAD_CY,
    HEAD_HC,
    HEAD_LT,
    HEAD_QT,
    HEAD_TCD,
    HEAD_TH,
    LT,
    MOVES_1,
    MOVES_2,
    MOVES_3,
    MOVES_4,
    MOVES_6,
    MOVES_7,
    NAMES,
    QT,
    SPECIALIST,
    TCD,
    TEMPORARY,
    UNITS,
    Post,
    SixDivisions,
)


@dataclass(frozen=True)
class Planned:
    """One move as the admin enters it, and what it makes of posts and assignments, worked out by hand."""

    person: int
    kind: str
    unit: int
    title: str
    rank: str
    starts: date
    ends: date | None
    posts: set[Post]
    rates: set[int]
    heads: set[int]
    """Of the giving and the receiving unit."""
    from_title: str = ""
    """The post to be left, where several are held."""


MOVES = (
    Planned(
        MOVES_1,
        "Lateral rotation",
        QT,
        "Phó Trưởng phòng Quản trị",
        "Deputy head",
        date(2026, 7, 1),
        None,
        {(QT, "Phó Trưởng phòng Quản trị", DEPUTY), BESIDES},
        {CHIEF, DEPUTY_3, HEAD_QT, DEPUTY_1, HEAD_TH},
        {HEAD_TCD, HEAD_QT},
        from_title="Phó Trưởng phòng Tài chính Đảng",
    ),
    Planned(
        MOVES_2,
        "Rotation with promotion",
        QT,
        "Phó Trưởng phòng Quản trị",
        "Deputy head",
        date(2026, 7, 15),
        None,
        {(QT, "Phó Trưởng phòng Quản trị", DEPUTY)},
        {CHIEF, DEPUTY_3, HEAD_QT},
        {HEAD_TH, HEAD_QT},
    ),
    Planned(
        MOVES_3,
        "Out and back",
        HC,
        "Chuyên viên hành chính",
        "Staff",
        date(2026, 8, 1),
        date(2027, 7, 31),
        {(HC, "Chuyên viên hành chính", SPECIALIST)},
        {CHIEF, DEPUTY_2, HEAD_HC},
        {HEAD_LT, HEAD_HC},
    ),
    Planned(
        MOVES_4,
        "Duty move",
        TCD,
        "Kế toán",
        "Staff",
        date(2026, 8, 15),
        None,
        {(TCD, "Kế toán", SPECIALIST)},
        {CHIEF, DEPUTY_3, HEAD_TCD},
        {HEAD_QT, HEAD_TCD},
    ),
    *(
        Planned(
            person,
            "Temporary",
            HC,
            "Chuyên viên văn thư",
            "Staff",
            date(2026, 9, 1),
            date(2026, 12, 31),
            {(HC, "Chuyên viên văn thư", SPECIALIST)},
            {CHIEF, DEPUTY_2, HEAD_HC},
            {HEAD_LT, HEAD_HC},
        )
        for person in TEMPORARY
    ),
    Planned(
        MOVES_6,
        "Transfer",
        LT,
        "Chuyên viên lưu trữ",
        "Staff",
        date(2026, 9, 15),
        None,
        {(LT, "Chuyên viên lưu trữ", SPECIALIST)},
        {CHIEF, DEPUTY_2, HEAD_LT},
        {HEAD_CY, HEAD_LT},
    ),
    Planned(
        MOVES_7,
        "Transfer",
        LT,
        "Chuyên viên lưu trữ",
        "Staff",
        date(2026, 10, 1),
        None,
        {(LT, "Chuyên viên lưu trữ", SPECIALIST)},
        {CHIEF, DEPUTY_2, HEAD_LT},
        {HEAD_TCD, HEAD_LT},
    ),
)
TURNS_AFTER = {
    date(2026, 7, 1): Turns(1, 0),
    date(2026, 7, 15): Turns(2, 0),
    date(2026, 8, 1): Turns(2, 1),
    date(2026, 8, 15): Turns(2, 2),
    date(2026, 9, 1): Turns(2, 5),
    date(2026, 9, 15): Turns(2, 6),
    date(2026, 10, 1): Turns(2, 7),
}


async def propose(office: SixDivisions, move: Planned) -> None:
    """The admin puts it together in chat."""
    chat = office.chat(ADMIN)
    await chat.command("rotations")
    await chat.tap("➕ New rotation")
    await chat.type(NAMES[move.person])
    await chat.act(next(one.action for row in chat.screen.rows for one in row if "rot-who-is" in one.action))
    if move.from_title:
        await chat.tap(next(label for label in chat.labels if label.startswith(move.from_title[:20])))
    await chat.tap(move.kind, UNITS[move.unit][1])
    await chat.type(move.title)
    if "Which rank does" in chat.text:
        await chat.tap(move.rank)
    await chat.type(move.starts.strftime("%d/%m/%Y"))
    if move.ends is not None:
        await chat.type(move.ends.strftime("%d/%m/%Y"))
    await chat.tap("Say nothing of tasks")
    assert "⛔" not in chat.text
    await chat.tap("📨 Propose it and ask the person")


async def agree(office: SixDivisions, rotation_id: int, person_id: int) -> None:
    """The person is told, and agrees."""
    asked = await office.notice(NoticeKind.ROTATION_PROPOSED, rotation_id, "asked", person_id)
    chat = office.chat(person_id)
    await chat.act(next(one.action for row in asked.rows for one in row if one.label == "✅ I agree"))


async def decide(office: SixDivisions, rotation_id: int) -> None:
    """The admin enters the decision."""
    chat = office.chat(ADMIN)
    await chat.act(f"rotation.{rotation_id}")
    await chat.tap("📝 It has been decided")
    await chat.type(f"{rotation_id}-QĐ/VP")


async def end_with(office: SixDivisions, rotation_id: int, *said: str) -> None:
    """The admin says what follows: by button where there is one, else typed; from the day after the last one on."""
    chat = office.chat(ADMIN)
    await chat.act(f"rot-end.{rotation_id}")
    for words in said:
        if words in chat.labels:
            await chat.tap(words)
        else:
            await chat.type(words)
    await chat.tap(next(label for label in chat.labels if label.startswith("After the last day")))
    await chat.tap("✅ Yes, so it is decided")
