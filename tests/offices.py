"""Offices of any size, straight in the database: a chief, deputies in charge of units, heads, staff and a committee."""

from dataclasses import dataclass

from sqlalchemy import insert

from phieu.storage.database import Database
from phieu.storage.tables import (
    CriteriaSet,
    Group,
    GroupMember,
    Office,
    Person,
    Position,
    Question,
    Rule,
    Scale,
    ScaleOption,
    Unit,
)
from phieu.words import Rank

DEPUTIES = 2
CHIEF_ID = 1
LABELS = (("Chưa hoàn thành", "Not completed"), ("Hoàn thành", "Completed"), ("Tốt", "Good"), ("Xuất sắc", "Excellent"))


@dataclass(frozen=True)
class OfficeSize:
    """How many units, how many people in each (its head included), and how large the committee."""

    units: int = 3
    people: int = 6
    committee: int = 7
    questions: int = 6

    @property
    def head_ids(self) -> list[int]:
        """The heads of the units."""
        return [1 + DEPUTIES + unit * self.people + 1 for unit in range(self.units)]


async def build_office(database: Database, size: OfficeSize, threshold: int = 5) -> None:
    """Fill an empty database. Ids run from 1: the chief, the deputies, then unit by unit, its head first."""
    units = [
        {"id": unit, "code": f"U{unit}", "name": f"Phòng {unit}", "supervisor_id": 2 + unit % DEPUTIES, "active": True}
        for unit in range(1, size.units + 1)
    ]
    leaders = size.units + 1
    posts = [(CHIEF_ID, leaders, Rank.CHIEF)]
    posts += [(CHIEF_ID + place, leaders, Rank.DEPUTY_CHIEF) for place in range(1, DEPUTIES + 1)]
    for unit, head in enumerate(size.head_ids, start=1):
        posts.append((head, unit, Rank.HEAD))
        posts += [(head + place, unit, Rank.STAFF) for place in range(1, size.people)]
    units.append({"id": leaders, "code": "LD", "name": "Lãnh đạo Văn phòng", "supervisor_id": None, "active": True})
    people = [_person(person_id) for person_id, _, _ in posts]
    members = [person_id for person_id, _, rank in posts if rank is not Rank.STAFF][: size.committee]
    async with database.writing() as session:
        # spoken to at any hour: tests and benchmarks also run at night
        session.add(Office(name="Văn phòng (dữ liệu mẫu)", threshold=threshold, first_hour=0, last_hour=24))
        await session.exec(insert(Person), params=people)
        await session.exec(insert(Unit), params=units)
        rows = [{"person_id": p, "unit_id": u, "title": rank.value, "rank": rank} for p, u, rank in posts]
        await session.exec(insert(Position), params=rows)
        session.add(Group(id=1, code="DU", name="Đảng ủy"))
        session.add(Scale(id=1, code="MUC"))
        session.add(CriteriaSet(id=1, code="LD", name_vi="Lãnh đạo", name_en="Leaders"))
        await session.flush()
        session.add_all(GroupMember(group_id=1, person_id=person_id) for person_id in members)
        session.add_all(
            ScaleOption(scale_id=1, value=value, label_vi=vi, label_en=en)
            for value, (vi, en) in enumerate(LABELS, start=1)
        )
        session.add_all(
            Question(
                criteria_set_id=1,
                place=place,
                code=f"Q{place}",
                text_vi=f"Tiêu chí {place}",
                text_en=f"Criterion {place}",
                scale_id=1,
            )
            for place in range(1, size.questions + 1)
        )
        session.add_all(_rules())


def _person(person_id: int) -> dict[str, object]:
    return {
        "id": person_id,
        "staff_number": f"{person_id:05}",
        "name": f"Người mẫu {person_id}",
        "locale": "vi",
        "contact": "",
        "admin": person_id == CHIEF_ID,
        "active": True,
    }


def _rules() -> list[Rule]:
    committee = Rule(
        place=1,
        raters="group:DU",
        ratees="group:DU + rank:chief + rank:deputy_chief + rank:head",
        group_vi="Đảng ủy",
        group_en="Party committee",
        criteria_set_id=1,
    )
    staff = Rule(
        place=2,
        raters="rank:staff + rank:head",
        ratees="chief + supervisor + head",
        group_vi="Cán bộ, công chức",
        group_en="Staff",
        criteria_set_id=1,
    )
    return [committee, staff]
