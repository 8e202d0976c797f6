"""What training people need in a year: the survey, what each said, and what their units make of it (M23)."""

from datetime import date

from sqlmodel import Field, SQLModel

from phieu.storage.columns import word
from phieu.words import CourseLevel


class NeedsSurvey(SQLModel, table=True):
    """The question to everybody about one year. It goes through: people say, then units choose, then it is planned."""

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    asked_on: date
    say_by: date
    """The last day on which people can say what they need."""
    choose_by: date
    """The last day on which the heads can say what of that their units need."""


class TrainingNeed(SQLModel, table=True):
    """One thing that one person needs to learn."""

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(foreign_key="needssurvey.year", index=True)
    person_id: int = Field(foreign_key="person.id")
    level: CourseLevel = Field(sa_type=word(CourseLevel))
    topic: str
    supported: bool = False
    """Their unit needs it, too."""


class NeedsSaid(SQLModel, table=True):
    """This person has said all that they need, or that it is nothing."""

    year: int = Field(foreign_key="needssurvey.year", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)


class UnitChose(SQLModel, table=True):
    """This unit has said what of its people's needs are its own."""

    year: int = Field(foreign_key="needssurvey.year", primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", primary_key=True)
