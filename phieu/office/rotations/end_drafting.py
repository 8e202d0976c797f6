"""What follows a rotation, while an admin is saying it step by step. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from phieu.office.rotations.ending import WITH_A_POST, End
from phieu.office.rotations.positions import HeldPost
from phieu.words import Rank, RotationEnding


class EndPart(StrEnum):
    """What has to be said, in the order in which it is asked."""

    ENDING = "ending"
    UNIT = "unit"
    TITLE = "title"
    RANK = "rank"
    FROM_DAY = "from_day"


@dataclass(frozen=True, slots=True)
class EndDraft:
    """What has been said so far; None is not said yet."""

    ending: RotationEnding | None = None
    unit_id: int | None = None
    title: str = ""
    rank: Rank | None = None
    from_day: date | None = None

    def missing(self) -> EndPart | None:
        """What comes next; None if it is complete."""
        with_a_post = self.ending in WITH_A_POST
        gaps = {
            EndPart.ENDING: self.ending is None,
            EndPart.UNIT: with_a_post and self.unit_id is None,
            EndPart.TITLE: with_a_post and not self.title,
            EndPart.RANK: with_a_post and self.rank is None,
            EndPart.FROM_DAY: self.from_day is None,
        }
        return next((part for part, is_missing in gaps.items() if is_missing), None)

    def end(self) -> End:
        """The whole, once nothing is missing."""
        assert self.ending is not None
        assert self.from_day is not None
        post = None
        if self.ending in WITH_A_POST:
            assert self.unit_id is not None
            assert self.rank is not None
            post = HeldPost(self.unit_id, self.title, self.rank)
        return End(self.ending, self.from_day, post)

    def content(self) -> dict[str, Any]:
        """As JSON keeps it."""
        return {
            "ending": self.ending,
            "unit_id": self.unit_id,
            "title": self.title,
            "rank": self.rank,
            "from_day": self.from_day.isoformat() if self.from_day else None,
        }


def end_draft_of(content: Mapping[str, Any]) -> EndDraft:
    """Read it back."""
    ending, rank, day = content.get("ending"), content.get("rank"), content.get("from_day")
    return EndDraft(
        ending=RotationEnding(ending) if ending else None,
        unit_id=content.get("unit_id"),
        title=content.get("title") or "",
        rank=Rank(rank) if rank else None,
        from_day=date.fromisoformat(day) if day else None,
    )


def end_topic(rotation_id: int) -> str:
    """The topic of the draft."""
    return f"rotation-end:{rotation_id}"
