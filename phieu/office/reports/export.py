"""The figures of a closed round as a workbook. Import this module when one is written, not before: it brings openpyxl.

Without comments: they belong to the rated person.
"""

from collections.abc import Iterable, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import Translator
from phieu.office.periods import round_title
from phieu.office.reports.export_rows import (
    HEADERS,
    explanation_rows,
    figure_rows,
    hidden_rows,
    office_rows,
    ratee_rows,
)
from phieu.office.reports.overview import Overview, load_overview
from phieu.office.reports.spreadsheet import Table, Value, write_spreadsheet


class RoundNotClosedError(Exception):
    """There is no closed round with this id, and so nothing to export."""


async def export_round(session: AsyncSession, round_id: int, t: Translator) -> bytes:
    """The workbook (xlsx) in the reader's language. Raises RoundNotClosedError."""
    overview = await load_overview(session, round_id)
    if overview is None:
        raise RoundNotClosedError
    return export_overview(overview, t)


def export_overview(overview: Overview, t: Translator) -> bytes:
    """The workbook (xlsx) from what has been loaded; takes a while for a large office."""
    title = round_title(overview.round.kind, overview.round.period, t)
    rows: dict[str, Iterable[Sequence[Value]]] = {
        "overview": ratee_rows(overview, t),
        "figures": figure_rows(overview, t),
        "office": office_rows(overview, t),
        "hidden": hidden_rows(overview, t),
        "explanation": explanation_rows(overview, t),
    }
    return write_spreadsheet(_table(name, title, list(content), t) for name, content in rows.items())


def _table(name: str, title: str, rows: Sequence[Sequence[Value]], t: Translator) -> Table:
    head = HEADERS[name]
    columns = [(t(column), width) for column, width in head.columns]
    if name == "figures":  # as many columns for counts as the longest scale needs
        columns = columns[: max(map(len, rows), default=len(columns))]
    return Table(t(head.title), title, columns, rows)
