"""All rotations as a workbook: the list and the statistics. Import this module when one is written: it brings openpyxl.

By chat, without what must not go by chat; the operator's shell has it.
"""

import asyncio
from collections.abc import Iterable
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from phieu.locales.translator import Translator
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
    tables = [_list(views, title, t), *(_figures(table) for table in statistics_rows(loaded, t))]
    return await asyncio.to_thread(write_spreadsheet, tables)


def _list(views: Iterable[RotationView], title: str, t: Translator) -> Table:
    columns = [
        (t("Rotation code"), 14),
        (t("Staff number"), 12),
        (t("Name"), 24),
        (t("Kind of move"), 20),
        (t("State"), 16),
        (t("From"), 34),
        (t("To"), 34),
        (t("From day"), 12),
        (t("Until day"), 12),
        (t("Decision number"), 16),
        (t("Tasks"), 30),
        (t("After the end"), 24),
        (t("Ended on"), 12),
    ]
    return Table(t("Rotations"), title, columns, [_row(view, t) for view in views])


def _row(view: RotationView, t: Translator) -> list[Value]:
    one = view.rotation
    to = f"{one.to_title}, {view.to_unit}"
    return [
        one.code,
        view.person.staff_number,
        view.person.name,
        t.either(*KIND_NAMES[one.kind][:2]),
        t.either(*STATE_NAMES[one.state][:2]),
        f"{one.from_title}, {view.from_unit}",
        t("{post} (keeps the old post)", post=to) if one.keeps_post else to,
        one.starts_on,
        one.ends_on,
        one.decision_number,
        one.tasks,
        _ending(view, t),
        one.ended_on,
    ]


def _ending(view: RotationView, t: Translator) -> str:
    one = view.rotation
    if one.ending is None:
        return ""
    said = t.either(*ENDING_NAMES[one.ending][:2])
    return f"{said}: {one.end_title}, {view.end_unit}" if view.end_unit else said


def _figures(table: StatisticsTable) -> Table:
    widths = (36, *(16 for _ in table.columns[1:]))
    columns = list(zip(table.columns, widths, strict=True))
    return Table(table.title[:LONGEST_SHEET_NAME], table.title, columns, table.rows)
