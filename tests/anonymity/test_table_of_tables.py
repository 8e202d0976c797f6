"""docs/anonymity.md says of every table what it keeps: one that is added later is not forgotten."""

from pathlib import Path

from sqlmodel import SQLModel

from phieu.storage import tables

PAGE = Path(tables.__file__).parents[3] / "docs" / "anonymity.md"


def test_every_table_stands_in_the_page_on_anonymity() -> None:
    rows = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    assert [name for name in sorted(SQLModel.metadata.tables) if not any(f"`{name}`" in row for row in rows)] == []
