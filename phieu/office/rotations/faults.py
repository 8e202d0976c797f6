"""Why a rotation cannot be as somebody wants it: marked texts and placeholders, told in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phieu.locales.translator import Translator, mark


@dataclass(frozen=True)
class Fault:
    """One reason."""

    text: str
    arguments: dict[str, Any] = field(default_factory=dict)

    def explain(self, t: Translator) -> str:
        """The reason in the reader's language, with days written out."""
        said = {name: t.date(value) if isinstance(value, date) else value for name, value in self.arguments.items()}
        return t(self.text, **said)


class RotationError(Exception):
    """It was not done, for these reasons; nothing has changed."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(fault.text for fault in self.faults))


class MovedOnError(RotationError):
    """The rotation is no longer where this step begins: tapped twice, from an old message, or somebody was quicker."""

    def __init__(self) -> None:
        super().__init__([Fault(mark("This has been dealt with already. Here is how it stands."))])


def refuse_long(text: str, longest: int) -> None:
    """Raises RotationError for a text of more than `longest` characters."""
    if len(text) > longest:
        raise RotationError(
            [Fault(mark("That is too long: at most {longest} characters. Please shorten it."), {"longest": longest})]
        )
