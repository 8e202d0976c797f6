"""A text whose reader is not known yet: marked for the catalogues, with arguments that are put in words at the end.

Plain values. Days, instants and the names of rounds are told as the reader's language tells them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from phieu.locales.translator import Translator
from phieu.office.periods import round_title
from phieu.office.public_holidays import holiday_name
from phieu.office.working_days import SATURDAY
from phieu.words import RoundKind


@dataclass(frozen=True, slots=True)
class NamedRound:
    """A round as an argument of a text."""

    kind: RoundKind
    period: str


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which the office does not work, as an argument of a text: told with why."""

    day: date


@dataclass(frozen=True, slots=True)
class ToldLater:
    """A marked text whose placeholders are `arguments`."""

    text: str
    arguments: Mapping[str, Any] = field(default_factory=dict)

    def explain(self, t: Translator) -> str:
        """In the reader's words."""
        return t(self.text, **{name: _in_words(value, t) for name, value in self.arguments.items()})


class ToldLaterError(Exception):
    """What cannot be done, and why, to be told in the reader's words."""

    def __init__(self, text: str, **arguments: Any) -> None:
        super().__init__(text)
        self.text = text
        self.arguments = arguments

    def explain(self, t: Translator) -> str:
        """In the reader's words."""
        return ToldLater(self.text, self.arguments).explain(t)


def _in_words(value: Any, t: Translator) -> Any:
    match value:
        case datetime():
            return t.moment(value)
        case date():
            return t.date(value)
        case NamedRound():
            return round_title(value.kind, value.period, t)
        case DayOff():
            return t("{day} ({reason})", day=t.date(value.day), reason=_why_off(value.day, t))
    return value


def _why_off(day: date, t: Translator) -> str:
    return holiday_name(day, t) or (t("weekend") if day.weekday() >= SATURDAY else t("a day off of the office"))
