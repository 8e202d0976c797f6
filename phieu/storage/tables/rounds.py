"""A round with all that is frozen at its opening, and the figures that exist after its close."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from phieu.storage.columns import utc, word
from phieu.words import Precision, RoundKind, RoundState

_HELD = text("state != 'called_off'")


class Round(SQLModel, table=True):
    """One evaluation held at one time, about one period: one of a kind, but for those that were called off."""

    __table_args__ = (
        Index("uq_round_held", "kind", "period", unique=True, sqlite_where=_HELD, postgresql_where=_HELD),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: RoundKind = Field(sa_type=word(RoundKind))
    period: str
    state: RoundState = Field(default=RoundState.OPEN, sa_type=word(RoundState))
    threshold: int
    comment_threshold: int
    opened_at: datetime = Field(sa_type=utc())
    due_at: datetime = Field(sa_type=utc())
    extended_at: datetime | None = Field(default=None, sa_type=utc())
    """When an admin last gave people more time."""
    closed_at: datetime | None = Field(default=None, sa_type=utc())
    """When it was closed, or called off."""
    raters_asked: int
    ballots_asked: int
    called_off_because: str = ""
    """In the words of the admin who called it off; everybody who had been asked reads them."""


class RoundForm(SQLModel, table=True):
    """A criteria set as it was when the round opened; `content` is what `office.forms.Form` reads."""

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    code: str
    version: int
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class RaterGroup(SQLModel, table=True):
    """The raters of one ratee who are counted together, as merged before the first answer."""

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    ratee_id: int = Field(foreign_key="person.id")
    label_vi: str
    label_en: str
    size: int


class Assignment(SQLModel, table=True):
    """One pair (rater, ratee) that the rules gave when the round opened. Says nothing of any answer."""

    __table_args__ = (Index("ix_assignment_ratee", "round_id", "ratee_id"),)

    round_id: int = Field(foreign_key="round.id", primary_key=True)
    rater_id: int = Field(foreign_key="person.id", primary_key=True)
    ratee_id: int = Field(foreign_key="person.id", primary_key=True)
    group_id: int = Field(foreign_key="ratergroup.id")
    form_id: int = Field(foreign_key="roundform.id")


class RaterUnit(SQLModel, table=True):
    """The one unit to which a rater was counted when the round opened; moving to another changes nothing of it.

    Says nothing of any answer.
    """

    round_id: int = Field(foreign_key="round.id", primary_key=True)
    rater_id: int = Field(foreign_key="person.id", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)


class Figure(SQLModel, table=True):
    """What may be known of one question about one ratee: for one group of raters, or for all together."""

    __table_args__ = (Index("ix_figure_ratee", "ratee_id", "round_id"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    ratee_id: int = Field(foreign_key="person.id")
    form_id: int = Field(foreign_key="roundform.id")
    question: str
    """The question's code."""
    label_vi: str
    label_en: str
    merged: bool
    """All groups were counted together, because one of them alone had too few answers."""
    precision: Precision = Field(sa_type=word(Precision))
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """What `office.disclosure.Published` reads: only what may be shown is ever written."""


class Comment(SQLModel, table=True):
    """A comment about a ratee; the key is random, so that no order of arrival is left."""

    key: bytes = Field(primary_key=True)
    round_id: int = Field(foreign_key="round.id", index=True)
    ratee_id: int = Field(foreign_key="person.id")
    text: str
