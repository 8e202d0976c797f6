"""What is wrong, or looks wrong, in a workbook: where, and in words that say what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, runtime_checkable

from phieu.locales.translator import Translator
from phieu.office.workbook.columns import Column, Sheet


@runtime_checkable
class Explains(Protocol):
    """What can say itself in the reader's language: sheets, columns, faults of selectors."""

    def explain(self, t: Translator) -> str:
        """In the reader's words."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, or with `warning` one thing to look at; kept untranslated until it is told."""

    text: str
    """A marked text whose placeholders are `arguments`."""
    arguments: Mapping[str, Any] = field(default_factory=dict)
    sheet: Sheet | None = None
    row: int | None = None
    """As Excel numbers rows."""
    column: Column | None = None
    letter: str = ""
    """As Excel names columns."""
    warning: bool = False

    def message(self, t: Translator) -> str:
        """What is wrong, without where."""
        told = {
            key: value.explain(t) if isinstance(value, Explains) else value for key, value in self.arguments.items()
        }
        return t(self.text, **told)

    def place(self, t: Translator) -> str:
        """Where: `Sheet “People”, row 7, column C (Language)`; empty for the file as a whole."""
        if self.sheet is None:
            return ""
        parts = [t("Sheet “{sheet}”", sheet=self.sheet.explain(t))]
        if self.row is not None:
            parts.append(t("row {row}", row=self.row))
        if self.column is not None:
            header = self.column.explain(t)
            column = f"{self.letter} ({header})" if self.letter else f"“{header}”"
            parts.append(t("column {column}", column=column))
        return ", ".join(parts)

    def explain(self, t: Translator) -> str:
        """Where and what, in one line."""
        place = self.place(t)
        message = self.message(t)
        return f"{place}: {message}" if place else message[:1].upper() + message[1:]
