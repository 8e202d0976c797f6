"""What somebody is putting together step by step in chat, and has not confirmed yet."""

from datetime import date
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel


class Draft(SQLModel, table=True):
    """One thing being composed: one a topic and person. Nothing about ballots ever stands here."""

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    topic: str = Field(primary_key=True)
    """`course`, `nomination:12`, `rotation`."""
    content: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    idle_since: date | None = None
    """The first night in which nobody had gone on with it; None since it was changed. Tells when it may be dropped."""
