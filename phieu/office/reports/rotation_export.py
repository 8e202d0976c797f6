"""All rotations as a workbook: the list and the statistics. Import this module when one is written: it brings openpyxl.

By chat, without what must not go by chat; the operator's shell has it.
"""

from collections.abc import Iterable
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import Translator
from phieu.office.ranks import rank_name
from phieu.office.reports.spreadsheet import Table, Value, write_spreadsheet
from phieu.office.rotations.loading_turns import load_turns
from phieu.office.rotations.names import ENDING_NAMES, KIND_NAMES, STATE_NAMES
from phieu.office.rotations.statistics_rows import StatisticsTable, statistics_rows
from phieu.office.rotations.views import RotationView, load_all

LONGEST_SHEET_NAME = 31
"""Excel takes no longer one."""


async def export_rotations(session: AsyncSession, today: date, t: Translator, *, by_chat: bool) -> bytes:
    """The workbook (xlsx) in the reader's language, of all years."""
    views = [view for view in await load_all(session) if not (by_chat and view.rotation.not_by_chat)]
    loaded = await load_turns(session, today, by_chat_only=by_chat)
    title = t("Rotations and transfers")
    return write_spreadsheet([_list(views, title, t), *(_figures(table) for table in statistics_rows(loaded, t))])


def _list(views: Iterable[RotationView], title: str, t: Translator) -> Table:
    columns = [
        (t("Rotation code"), 16),
        (t("Staff number"), 14),
        (t("Name"), 32),
        (t("Kind"), 24),
        (t("State"), 20),
        (t("From unit"), 28),
        (t("From title"), 28),
        (t("From rank"), 20),
        (t("To unit"), 28),
        (t("To title"), 28),
        (t("To rank"), 20),
        (t("Keeps the old post"), 12),
        (t("First day"), 14),
        (t("Last day"), 14),
        (t("Decision number"), 18),
        (t("Tasks"), 40),
        (t("After the end"), 24),
        (t("Ended on"), 14),
        (t("Placed in unit"), 28),
        (t("Placed with title"), 28),
    ]
    return Table(t("Rotations"), title, columns, [_row(view, t) for view in views])


def _row(view: RotationView, t: Translator) -> list[Value]:
    one = view.rotation
    return [
        one.code,
        view.person.staff_number,
        view.person.name,
        t.either(*KIND_NAMES[one.kind][:2]),
        t.either(*STATE_NAMES[one.state][:2]),
        view.from_unit,
        one.from_title,
        rank_name(one.from_rank, t),
        view.to_unit,
        one.to_title,
        rank_name(one.to_rank, t),
        t("yes") if one.keeps_post else "",
        one.starts_on,
        one.ends_on,
        one.decision_number,
        one.tasks,
        t.either(*ENDING_NAMES[one.ending][:2]) if one.ending else "",
        one.ended_on,
        view.end_unit,
        one.end_title,
    ]


def _figures(table: StatisticsTable) -> Table:
    widths = (40, *(18 for _ in table.columns[1:]))
    columns = list(zip(table.columns, widths, strict=True))
    return Table(table.title[:LONGEST_SHEET_NAME], table.title, columns, table.rows)
