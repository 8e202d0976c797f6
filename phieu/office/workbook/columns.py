"""The parts that a sheet of the workbook is declared with."""

from dataclasses import dataclass

from phieu.locales.translator import Translator
from phieu.office.spelling import fold
from phieu.office.workbook.kinds import Kind


@dataclass(frozen=True)
class Column:
    """One column: the field it fills, its header in both languages, what it holds and what to say about it."""

    key: str
    vi: str
    en: str
    kind: Kind
    help: str
    """A marked text, shown beside the header."""
    required: bool = True
    width: int = 18
    """In characters."""
    refers: tuple[str, str] | None = None
    """The sheet and column whose codes this one repeats."""

    def explain(self, t: Translator) -> str:
        """Its header."""
        return t.either(self.vi, self.en)

    def is_called(self, header: str) -> bool:
        """Whether a header means this column; the star of required columns is ours."""
        return fold(header.rstrip("* ")) in {fold(self.vi), fold(self.en), fold(self.key)}


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name in both languages, its columns, and the columns that tell its rows apart."""

    key: str
    vi: str
    en: str
    help: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]
    may_be_empty: bool = False
    only_adds: bool = False
    """Rows are added or changed, never taken away by not being there; the sheet may be missing altogether."""
    may_be_missing: bool = False
    """Without the sheet, all of its rows stay as they are; with it, rows that are not there are taken away."""

    def explain(self, t: Translator) -> str:
        """Its name."""
        return t.either(self.vi, self.en)

    def is_called(self, name: str) -> bool:
        """Whether the name of a sheet in the file means this one."""
        return fold(name) in {fold(self.vi), fold(self.en), fold(self.key)}

    def column(self, key: str) -> Column:
        """The column that fills this field."""
        return next(column for column in self.columns if column.key == key)
