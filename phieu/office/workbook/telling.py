"""Tells an admin what an import would change, line by line, in their language."""

from collections import Counter
from datetime import date
from typing import Any

from phieu.locales.translator import Translator, mark
from phieu.office.shortening import shorten
from phieu.office.workbook.changes import Action, Change, Changes, Difference
from phieu.office.workbook.sheets import SHEETS
from phieu.office.workbook.titles import LONGEST, Titles

_ACTIONS = {
    Action.ADDED: mark("new: {what}"),
    Action.CHANGED: mark("changed: {what}"),
    Action.REMOVED: mark("removed: {what}"),
    Action.RETURNED: mark("back again: {what}"),
    Action.LEFT: mark("no longer listed: {what}"),
}
_COUNTS = {
    Action.ADDED: mark("{count} new"),
    Action.CHANGED: mark("{count} changed"),
    Action.REMOVED: mark("{count} removed"),
    Action.RETURNED: mark("{count} back again"),
    Action.LEFT: mark("{count} no longer listed"),
}


def summary_lines(changes: Changes, t: Translator) -> list[str]:
    """One line for each sheet that would change, with how many rows."""
    counts = Counter((change.sheet.key, change.action) for change in changes.items)
    lines = []
    for sheet in SHEETS:
        told = [
            t(_COUNTS[action], count=t.number(counts[sheet.key, action]))
            for action in Action
            if counts[sheet.key, action]
        ]
        if told:
            lines.append(f"{sheet.explain(t)}: {', '.join(told)}")
    return lines


def change_lines(changes: Changes, t: Translator) -> list[str]:
    """One line for each change, in the order of the sheets."""
    titles = Titles(changes, t)
    return [_line(change, titles, t) for change in changes.items]


def _line(change: Change, titles: Titles, t: Translator) -> str:
    what = t(_ACTIONS[change.action], what=titles.title(change))
    details = "; ".join(_difference(difference, t) for difference in change.differences)
    line = f"{change.sheet.explain(t)} – {what}"
    return f"{line} ({details})" if details else line


def _difference(difference: Difference, t: Translator) -> str:
    old = _value(difference, difference.old, t)
    return f"{difference.column.explain(t)}: {old} → {_value(difference, difference.new, t)}"


def _value(difference: Difference, value: Any, t: Translator) -> str:
    written = difference.column.kind.write(value, t.locale)
    if isinstance(written, date):
        return t.date(written)
    return "–" if written is None else shorten(str(written), LONGEST)
