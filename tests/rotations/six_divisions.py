"""An office of six divisions as the article of requirement M17 has it: who holds which posts, and so rates whom.

Everything is invented, and worked out by hand; the office is built straight in the database.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from phieu.bot.dispatch import Dispatch
from phieu.bot.screen import Screen
from phieu.installation import Installation
from phieu.office.rotations.loading_turns import load_turns
from phieu.office.rotations.statistics import Turns, count_turns
from phieu.office.staff import load_rules, load_staff
from phieu.office.who_rates_whom import pairs
from phieu.scheduler.tick import tick
from phieu.storage.tables import (
    Assignment,
    ChatAccount,
    CriteriaSet,
    Notice,
    Office,
    Person,
    Position,
    Question,
    Rotation,
    Rule,
    Scale,
    ScaleOption,
    Unit,
)
from phieu.words import Channel, NoticeKind, Rank, RotationState
from tests.answering.chat import Chat

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 6, 10)

CHIEF, DEPUTY_1, DEPUTY_2, DEPUTY_3 = 1, 2, 3, 4
HEAD_TH, MOVES_2, ADMIN, OTHER_ADMIN = 11, 12, 13, 14
HEAD_HC, CLERK = 21, 22
HEAD_QT, MOVES_4 = 31, 32
HEAD_TCD, MOVES_1, MOVES_7 = 41, 42, 43
HEAD_LT, MOVES_3, MOVES_5A, MOVES_5B, MOVES_5C = 51, 52, 53, 54, 55
HEAD_CY, MOVES_6 = 61, 62
TEMPORARY = (MOVES_5A, MOVES_5B, MOVES_5C)
NAMES = {
    CHIEF: "Nguyễn Văn Thành",
    DEPUTY_1: "Trần Thị Thu Hà",
    DEPUTY_2: "Lê Quang Vinh",
    DEPUTY_3: "Phạm Đức Long",
    HEAD_TH: "Hoàng Minh Tuấn",
    MOVES_2: "Bùi Anh Dũng",
    ADMIN: "Đỗ Thị Minh Hằng",
    OTHER_ADMIN: "Vũ Thị Ngọc Lan",
    HEAD_HC: "Đặng Thị Kim Oanh",
    CLERK: "Dương Thị Hồng Nhung",
    HEAD_QT: "Trịnh Xuân Bình",
    MOVES_4: "Phan Thị Thanh Thủy",
    HEAD_TCD: "Cao Thị Bích Ngọc",
    MOVES_1: "Lương Đình Khôi",
    MOVES_7: "Tạ Thị Phương Thảo",
    HEAD_LT: "Hà Trọng Nghĩa",
    MOVES_3: "Công Tằng Tôn Nữ Thị Diệu Hiền",
    MOVES_5A: "Chu Văn Phúc",
    MOVES_5B: "Mạc Thị Yến",
    MOVES_5C: "Kiều Văn Quân",
    HEAD_CY: "Nguyễn Hữu Trí",
    MOVES_6: "Trương Quốc Bảo",
}
LD, TH, HC, QT, TCD, LT, CY = range(1, 8)
UNITS = {
    LD: ("LD", "Lãnh đạo Văn phòng", None),
    TH: ("TH", "Phòng Tổng hợp", DEPUTY_1),
    HC: ("HC", "Phòng Hành chính", DEPUTY_2),
    QT: ("QT", "Phòng Quản trị", DEPUTY_3),
    TCD: ("TCD", "Phòng Tài chính Đảng", DEPUTY_3),
    LT: ("LT", "Phòng Lưu trữ", DEPUTY_2),
    CY: ("CY", "Phòng Cơ yếu – Công nghệ thông tin", DEPUTY_1),
}
HEADS = {TH: HEAD_TH, HC: HEAD_HC, QT: HEAD_QT, TCD: HEAD_TCD, LT: HEAD_LT, CY: HEAD_CY}

Post = tuple[int, str, Rank]
SPECIALIST, DEPUTY = Rank.STAFF, Rank.DEPUTY_HEAD
BESIDES: Post = (TH, "Phụ trách thi đua", SPECIALIST)
"""Held by the deputy head of Finance besides, before and after the move."""
POSTS: dict[int, set[Post]] = {
    CHIEF: {(LD, "Chánh Văn phòng", Rank.CHIEF)},
    **{deputy: {(LD, "Phó Chánh Văn phòng", Rank.DEPUTY_CHIEF)} for deputy in (DEPUTY_1, DEPUTY_2, DEPUTY_3)},
    **{head: {(unit, "Trưởng phòng", Rank.HEAD)} for unit, head in HEADS.items()},
    HEAD_LT: {(LT, "Trưởng phòng", Rank.HEAD), (HC, "Phó Trưởng phòng Hành chính (kiêm nhiệm)", DEPUTY)},
    **{person: {(TH, "Chuyên viên tổng hợp", SPECIALIST)} for person in (MOVES_2, ADMIN, OTHER_ADMIN)},
    CLERK: {(HC, "Chuyên viên văn thư", SPECIALIST)},
    MOVES_4: {(QT, "Kế toán Văn phòng", SPECIALIST)},
    MOVES_1: {(TCD, "Phó Trưởng phòng Tài chính Đảng", DEPUTY), BESIDES},
    MOVES_7: {(TCD, "Chuyên viên tài chính", SPECIALIST)},
    **{person: {(LT, "Chuyên viên lưu trữ", SPECIALIST)} for person in (MOVES_3, *TEMPORARY)},
    MOVES_6: {(CY, "Chuyên viên công nghệ thông tin", SPECIALIST)},
}
RATES: dict[int, set[int]] = {
    HEAD_TH: {CHIEF, DEPUTY_1},
    **{person: {CHIEF, DEPUTY_1, HEAD_TH} for person in (MOVES_2, ADMIN, OTHER_ADMIN)},
    HEAD_HC: {CHIEF, DEPUTY_2},
    CLERK: {CHIEF, DEPUTY_2, HEAD_HC},
    HEAD_QT: {CHIEF, DEPUTY_3},
    MOVES_4: {CHIEF, DEPUTY_3, HEAD_QT},
    HEAD_TCD: {CHIEF, DEPUTY_3},
    MOVES_1: {CHIEF, DEPUTY_3, HEAD_TCD, DEPUTY_1, HEAD_TH},
    MOVES_7: {CHIEF, DEPUTY_3, HEAD_TCD},
    HEAD_LT: {CHIEF, DEPUTY_2, HEAD_HC},
    **{person: {CHIEF, DEPUTY_2, HEAD_LT} for person in (MOVES_3, *TEMPORARY)},
    HEAD_CY: {CHIEF, DEPUTY_1},
    MOVES_6: {CHIEF, DEPUTY_1, HEAD_CY},
}
"""Whom everybody in the divisions rates before the first move: the chief, who is in charge, and the head."""


class SixDivisions:
    """The office, with a clock that the test sets."""

    def __init__(self, installation: Installation) -> None:
        self.time = datetime.combine(TODAY, time(9), ZONE).astimezone(UTC)
        self.installation = replace(installation, now=lambda: self.time)

    def chat(self, person_id: int) -> Chat:
        chat = Chat(self.installation, f"chat-{person_id}")
        chat.dispatch = Dispatch(self.installation, "phieu_bot")
        return chat

    async def day_comes(self, day: date) -> None:
        self.time = datetime.combine(day, time(0, 1), ZONE).astimezone(UTC)
        await tick(self.installation)

    async def told(self, rotation_id: int, step: str) -> set[int]:
        """Who has been given notice of this step."""
        async with self.installation.database.reading() as session:
            notices = await session.exec(select(Notice))
            return {one.person_id for one in notices if one.subject.split(":")[1:3] == [str(rotation_id), step]}

    async def notice(self, kind: NoticeKind, rotation_id: int, step: str, person_id: int) -> Screen:
        """The words of such a notice, to this person."""
        async with self.installation.database.reading() as session:
            notices = await session.exec(select(Notice).where(Notice.person_id == person_id, Notice.kind == kind))
            (subject,) = [one.subject for one in notices if one.subject.split(":")[1:3] == [str(rotation_id), step]]
            person = await session.get_one(Person, person_id)
        screen = await self.chat(person_id).dispatch.notice(kind, subject, person)
        assert isinstance(screen, Screen)
        return screen

    async def posts(self) -> dict[int, set[Post]]:
        async with self.installation.database.reading() as session:
            held: dict[int, set[Post]] = {person: set() for person in NAMES}
            for post in await session.exec(select(Position)):
                held[post.person_id].add((post.unit_id, post.title, post.rank))
        return held

    async def next_assignments(self) -> dict[int, set[int]]:
        """Who would rate whom if a round were opened now."""
        async with self.installation.database.reading() as session:
            found = pairs(await load_staff(session), await load_rules(session))
        rates: dict[int, set[int]] = {}
        for pair in found:
            rates.setdefault(pair.rater_id, set()).add(pair.ratee_id)
        return rates

    async def frozen(self) -> set[tuple[int, int]]:
        """The assignments of the round that was opened before."""
        async with self.installation.database.reading() as session:
            return {(one.rater_id, one.ratee_id) for one in await session.exec(select(Assignment))}

    async def turns(self) -> Turns:
        async with self.installation.database.reading() as session:
            loaded = await load_turns(session, self.time.astimezone(ZONE).date(), by_chat_only=True)
        return count_turns(loaded.turns).turns

    async def states(self) -> dict[int, RotationState]:
        async with self.installation.database.reading() as session:
            rotations = await session.exec(select(Rotation).order_by(col(Rotation.id)))
            return {one.person_id: one.state for one in rotations}


async def six_divisions(installation: Installation) -> SixDivisions:
    """Built on an empty installation; everybody reads English and has a chat."""
    async with installation.database.writing() as session:
        session.add(Office(name="Văn phòng (dữ liệu mẫu)"))
        session.add_all(
            Person(
                id=number, staff_number=f"VP{number:03}", name=name, locale="en", admin=number in (ADMIN, OTHER_ADMIN)
            )
            for number, name in NAMES.items()
        )
        await session.flush()
        session.add_all(
            Unit(id=id_, code=code, name=name, supervisor_id=boss) for id_, (code, name, boss) in UNITS.items()
        )
        session.add(Scale(id=1, code="MUC"))
        session.add(CriteriaSet(id=1, code="LD", name_vi="Lãnh đạo", name_en="Leaders"))
        await session.flush()
        session.add_all(
            Position(person_id=person, unit_id=unit, title=title, rank=rank)
            for person, posts in POSTS.items()
            for unit, title, rank in sorted(posts)
        )
        session.add_all(
            ScaleOption(scale_id=1, value=value, label_vi=f"Mức {value}", label_en=f"Level {value}") for value in (1, 2)
        )
        session.add(
            Question(criteria_set_id=1, place=1, code="Q1", text_vi="Tiêu chí", text_en="Criterion", scale_id=1)
        )
        session.add_all(
            Rule(
                place=place,
                raters="tất cả - đơn vị:LD",
                ratees=ratees,
                group_vi="Cán bộ, công chức",
                group_en="Staff",
                criteria_set_id=1,
            )
            for place, ratees in ((1, "chánh văn phòng + phụ trách"), (2, "trưởng phòng"))
        )
        session.add_all(
            ChatAccount(
                channel=Channel.TELEGRAM,
                person_id=number,
                chat_id=f"chat-{number}",
                joined_at=datetime(2026, 1, 1, tzinfo=UTC),
            )
            for number in NAMES
        )
    return SixDivisions(installation)
