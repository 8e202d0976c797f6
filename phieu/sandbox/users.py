"""The people who hold a phone in the sandbox. They are the same on every channel."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class User:
    """One person. `invitation` is the payload of the link that they were given, if any: `/start <invitation>`."""

    id: int
    name: str
    note: str = ""
    language: str = "vi"
    invitation: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "name": self.name,
            "note": self.note,
            "language": self.language,
            "invitation": self.invitation,
        }


@dataclass(slots=True)
class Users:
    """Everyone who has a phone here, by id, in the order in which they were registered."""

    by_id: dict[int, User] = field(default_factory=dict)

    def register(self, user: User) -> None:
        """Add a person, or replace what was known of the one with this id."""
        self.by_id[user.id] = user

    def from_json(self, entry: dict[str, Any]) -> User:
        """Register a person from `{"id", "name", "note"?, "language"?, "invitation"?}`.

        A field that is left out keeps its value. Raises ValueError when the id or the name is missing or wrong.
        """
        number, known = entry.get("id"), None
        if not isinstance(number, int) or number <= 0:
            raise ValueError("a person needs a positive whole number as id")
        known = self.by_id.get(number)
        name = str(entry.get("name", known.name if known else "")).strip()
        if not name:
            raise ValueError("a person needs a name")
        user = User(
            id=number,
            name=name,
            note=str(entry.get("note", known.note if known else "")),
            language=str(entry.get("language", known.language if known else "vi")),
            invitation=str(entry.get("invitation", known.invitation if known else "")),
        )
        self.register(user)
        return user
