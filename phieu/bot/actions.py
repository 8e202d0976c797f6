"""How a choice says what it means: a verb and whole numbers or words, `answer.12.34.5.3`, in at most 64 bytes.

Nothing in an action is trusted; a flow authorises every event anew.
"""

from dataclasses import dataclass

from phieu.storage.columns import LARGEST_ID

SEPARATOR = "."


@dataclass(frozen=True, slots=True)
class Action:
    """A parsed action."""

    verb: str
    arguments: tuple[str, ...]

    def numbers(self, count: int) -> tuple[int, ...]:
        """The arguments as `count` whole numbers; raises UnknownActionError if they are anything else."""
        if len(self.arguments) != count or not all(map(_is_number, self.arguments)):
            raise UnknownActionError
        return tuple(int(argument) for argument in self.arguments)

    def number_and(self, more: int) -> tuple[int, tuple[str, ...]]:
        """A whole number, and the `more` arguments of any kind after it; raises UnknownActionError."""
        if len(self.arguments) != 1 + more or not _is_number(self.arguments[0]):
            raise UnknownActionError
        return int(self.arguments[0]), self.arguments[1:]


class UnknownActionError(Exception):
    """The action is none of ours: forged, damaged, or of a version that is gone. The answer is the main menu."""


def action(verb: str, *arguments: int | str) -> str:
    """Write an action."""
    return SEPARATOR.join([verb, *map(str, arguments)])


def parse(text: str) -> Action:
    """Read an action; any text is read, what it means is decided by whom it concerns."""
    verb, *arguments = text.split(SEPARATOR)
    return Action(verb, tuple(arguments))


def _is_number(text: str) -> bool:
    """Larger ones no database takes; nobody was ever offered one."""
    return text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID)) and int(text) <= LARGEST_ID
