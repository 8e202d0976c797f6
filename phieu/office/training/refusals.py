"""Why something cannot be done in training, in words for the person who wanted it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from phieu.locales.translator import Translator


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason: a marked text with its placeholders."""

    text: str
    arguments: dict[str, Any] = field(default_factory=dict)

    def explain(self, t: Translator) -> str:
        """The reason in the reader's language, dates and numbers too."""
        return t(self.text, **{name: _spoken(value, t) for name, value in self.arguments.items()})


class TrainingError(Exception):
    """It cannot be done; all reasons at once."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__("; ".join(refusal.text for refusal in refusals))  # no names: they stand in the arguments
        self.refusals = refusals


def refuse(text: str, **arguments: Any) -> TrainingError:
    """An error with one reason."""
    return TrainingError(Refusal(text, arguments))


def _spoken(value: Any, t: Translator) -> Any:
    if isinstance(value, date):
        return t.date(value)
    return t.number(value) if isinstance(value, int) else value
