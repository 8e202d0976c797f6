"""Whom a stolen row is about: it names them, or something of theirs."""

from collections.abc import Iterator
from typing import Any

from sqlmodel import SQLModel

from tests.anonymity.stolen import Copy, Row

THEIRS = ("nomination", "rotation")
"""Tables whose rows belong to one person, and to which other rows refer."""


class Whose:
    """Reads it off one copy."""

    def __init__(self, copy: Copy) -> None:
        self._owners = {
            table: {row.values["id"]: row.values["person_id"] for row in copy.tables.get(table, [])} for table in THEIRS
        }
        about = {row.values["id"]: row.values["nomination_id"] for row in copy.tables.get("nominationquestion", [])}
        nominated = self._owners["nomination"]
        self._owners["question"] = {question: nominated[nomination] for question, nomination in about.items()}

    def row(self, table: str, row: Row) -> dict[str, int]:
        """The people, by how they are found in the row."""
        return {way: person for way, person in self._found(table, row.values) if person is not None}

    def _found(self, table: str, values: dict[str, Any]) -> Iterator[tuple[str, int | None]]:
        for column in _people_in(table):
            yield column, values.get(column)
        for theirs in THEIRS:
            if f"{theirs}_id" in values:
                yield f"{theirs}_id", self._owners[theirs].get(values[f"{theirs}_id"])
        if table == "notice":  # `nomination:34:1:accepted`
            thing, number, *_ = values["subject"].split(":")
            if thing in self._owners:
                yield f"subject ({values['kind']})", self._owners[thing].get(int(number))


def _people_in(table: str) -> list[str]:
    """The columns that hold people's ids; of tables that the program does not have, by their names."""
    columns = SQLModel.metadata.tables[table].columns if table in SQLModel.metadata.tables else ()
    known = [one.name for one in columns if any(key.target_fullname == "person.id" for key in one.foreign_keys)]
    return ["id"] if table == "person" else known or ["person_id"]
