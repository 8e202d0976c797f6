"""Scales, criteria sets and the rules that say who rates whom, as the workbook last gave them.

A round does not read these once it is open: it works on the copies that were frozen at its opening.
"""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel


class Scale(SQLModel, table=True):
    """The answers that a question offers."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)


class ScaleOption(SQLModel, table=True):
    """One answer of a scale. Values run from 1, the least, without gaps."""

    scale_id: int = Field(foreign_key="scale.id", primary_key=True)
    value: int = Field(primary_key=True)
    label_vi: str
    label_en: str


class CriteriaSet(SQLModel, table=True):
    """A versioned list of criteria for one kind of position. The version rises when a question changes."""

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)
    version: int = 1
    name_vi: str
    name_en: str


class Question(SQLModel, table=True):
    """One criterion of a set. The code says across sets and rounds that a question is the same."""

    __table_args__ = (UniqueConstraint("criteria_set_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    criteria_set_id: int = Field(foreign_key="criteriaset.id", index=True)
    place: int
    code: str
    text_vi: str
    text_en: str
    scale_id: int = Field(foreign_key="scale.id")


class Rule(SQLModel, table=True):
    """Who rates whom, with which criteria. Where two rules give the same pair, the lower place wins."""

    id: int | None = Field(default=None, primary_key=True)
    place: int = Field(unique=True)
    raters: str
    ratees: str
    group_vi: str
    group_en: str
    criteria_set_id: int = Field(foreign_key="criteriaset.id")
