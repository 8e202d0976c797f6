"""Gives many cells the same look; openpyxl works out each one's anew, for ten thousand people in half a minute."""

from collections.abc import Callable
from copy import copy
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell


class Looks:
    """The looks of one workbook: the first cell of each is dressed, and the others take over what it got."""

    def __init__(self) -> None:
        self._known: dict[object, Any] = {}

    def give(self, cell: Cell | MergedCell, look: object, dress: Callable[[Cell | MergedCell], None]) -> None:
        """Give it this look; `dress` makes it for the first cell."""
        styled: Any = cell
        if look in self._known:
            styled._style = copy(self._known[look])  # noqa: SLF001 - the only way not to work it out again
        else:
            dress(cell)
            self._known[look] = copy(styled._style)  # noqa: SLF001
