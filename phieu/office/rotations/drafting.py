"""A rotation that is being put together step by step: what is known so far, and what comes next. Plain values."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from phieu.office.rotations.plan import FOR_A_TIME, Plan
from phieu.office.rotations.positions import HeldPost, Move
from phieu.words import Rank, RotationKind

NEW = "rotation"
"""The topic of the draft of a new one; `topic_of` gives the topic for changing one that has been proposed."""


class Part(StrEnum):
    """What has to be said, in the order in which it is asked."""

    PERSON = "person"
    OLD_POST = "old_post"
    KIND = "kind"
    UNIT = "unit"
    TITLE = "title"
    RANK = "rank"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class RotationDraft:
    """What has been said so far; None is not said yet."""

    person_id: int | None = None
    old: HeldPost | None = None
    kind: RotationKind | None = None
    unit_id: int | None = None
    title: str = ""
    rank: Rank | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    """None where it is for good, too."""
    tasks: str | None = None
    keeps_post: bool = False

    def missing(self) -> Part | None:
        """What comes next; None if it is complete."""
        wants_end = self.kind in FOR_A_TIME and self.ends_on is None
        gaps = {
            Part.PERSON: self.person_id is None,
            Part.OLD_POST: self.old is None,
            Part.KIND: self.kind is None,
            Part.UNIT: self.unit_id is None,
            Part.TITLE: not self.title,
            Part.RANK: self.rank is None,
            Part.FIRST_DAY: self.starts_on is None,
            Part.LAST_DAY: wants_end,
            Part.TASKS: self.tasks is None,
        }
        return next((part for part, is_missing in gaps.items() if is_missing), None)

    def plan(self) -> Plan:
        """The whole, once nothing is missing."""
        assert self.person_id is not None
        assert self.old is not None
        assert self.kind is not None
        assert self.unit_id is not None
        assert self.rank is not None
        assert self.starts_on is not None
        move = Move(self.old, HeldPost(self.unit_id, self.title, self.rank), self.keeps_post)
        return Plan(self.person_id, self.kind, move, self.starts_on, self.ends_on, self.tasks or "")

    def content(self) -> dict[str, Any]:
        """As JSON keeps it."""
        values = asdict(self)
        for day in ("starts_on", "ends_on"):
            values[day] = values[day].isoformat() if values[day] else None
        return values


def draft_of(content: Mapping[str, Any]) -> RotationDraft:
    """Read it back; what is unknown, as from another version, is left out."""
    known = {name: content.get(name) for name in ("person_id", "unit_id", "tasks")}
    old, kind, rank = content.get("old"), content.get("kind"), content.get("rank")
    return RotationDraft(
        **known,
        old=HeldPost(old["unit_id"], old["title"], Rank(old["rank"])) if old else None,
        kind=RotationKind(kind) if kind else None,
        title=content.get("title") or "",
        rank=Rank(rank) if rank else None,
        starts_on=_day(content.get("starts_on")),
        ends_on=_day(content.get("ends_on")),
        keeps_post=bool(content.get("keeps_post")),
    )


def topic_of(rotation_id: int) -> str:
    """The topic of a draft: of a new one for 0, else of the change of that rotation."""
    return f"{NEW}:{rotation_id}" if rotation_id else NEW


def draft_from(plan: Plan) -> RotationDraft:
    """What has been proposed, to be changed."""
    new = plan.move.new
    return RotationDraft(
        person_id=plan.person_id,
        old=plan.move.old,
        kind=plan.kind,
        unit_id=new.unit_id,
        title=new.title,
        rank=new.rank,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        tasks=plan.tasks,
        keeps_post=plan.move.keeps_old,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
