"""Rotations and transfers: where somebody goes, how far it has got, and how it goes there."""

from datetime import date

from sqlmodel import Field, SQLModel

from phieu.storage.columns import word
from phieu.words import Completion, Rank, RotationEnding, RotationKind, RotationState


class Rotation(SQLModel, table=True):
    """One move of one person."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: RotationKind = Field(sa_type=word(RotationKind))
    state: RotationState = Field(default=RotationState.PROPOSED, sa_type=word(RotationState), index=True)
    from_unit_id: int = Field(foreign_key="unit.id")
    from_title: str
    from_rank: Rank = Field(sa_type=word(Rank))
    to_unit_id: int = Field(foreign_key="unit.id")
    to_title: str
    to_rank: Rank = Field(sa_type=word(Rank))
    keeps_post: bool = False
    """The old post is kept besides (kiêm nhiệm)."""
    starts_on: date
    """The day on which the positions change."""
    ends_on: date | None = None
    """The last day of a temporary one; None for good."""
    tasks: str = ""
    decision_number: str = ""
    turn: int = 0
    """Counts the askings and the answers; what belongs to an earlier turn counts for nothing. 0: nobody was asked."""
    wishes: str = ""
    """What the person said when it was talked over."""
    proposed_by: int | None = Field(default=None, foreign_key="person.id")
    ending: RotationEnding | None = Field(default=None, sa_type=word(RotationEnding), nullable=True)
    ended_on: date | None = None
    """The first day on which it is no longer in force."""
    end_unit_id: int | None = Field(default=None, foreign_key="unit.id")
    """Where the person was placed at the end, if neither here nor back in the old post."""
    end_title: str = ""
    end_rank: Rank | None = Field(default=None, sa_type=word(Rank), nullable=True)
    not_by_chat: bool = False
    read_from: str = ""
    """Where it is not by chat: from whom there is something to read."""
    read_until: date | None = None


class RotationAssessment(SQLModel, table=True):
    """What is said of the person in four areas before it is decided (requirements, M18). Seen by admins only."""

    rotation_id: int = Field(foreign_key="rotation.id", primary_key=True)
    expertise: str = ""
    """Professional skill."""
    theory: str = ""
    """Political theory."""
    conduct: str = ""
    """Morals and conduct."""
    ability: str = ""


class RotationOpinion(SQLModel, table=True):
    """What the receiving unit says to a rotation before it is decided (requirements, M18)."""

    rotation_id: int = Field(foreign_key="rotation.id", primary_key=True)
    turn: int
    """Counts the askings and the answers, as that of the rotation does."""
    in_favour: bool | None = None
    """None as long as it has not been said."""
    remarks: str = ""
    given_by: int | None = Field(default=None, foreign_key="person.id")
    given_on: date | None = None


class RotationCheckIn(SQLModel, table=True):
    """How it goes, asked of the person at intervals. Seen by admins only, with the name."""

    rotation_id: int = Field(foreign_key="rotation.id", primary_key=True)
    due_on: date = Field(primary_key=True)
    going: str = ""
    """How is it going?"""
    hard: str = ""
    """What is hard?"""
    wish: str = ""
    """What do you wish?"""
    answered_on: date | None = None


class RotationEvaluation(SQLModel, table=True):
    """What the receiving unit says of a rotation: each year, and before the term ends (requirements, M20)."""

    rotation_id: int = Field(foreign_key="rotation.id", primary_key=True)
    due_on: date = Field(primary_key=True)
    before_end: bool = False
    asked_id: int | None = Field(default=None, foreign_key="person.id")
    """The receiving unit's head when it was asked for; None if there was none."""
    strengths: str = ""
    limits: str = ""
    completion: Completion | None = Field(default=None, sa_type=word(Completion), nullable=True)
    given_by: int | None = Field(default=None, foreign_key="person.id")
    given_on: date | None = None
