"""Under which column of a table a cell stands, where tabs or spaces were lost on the way."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.frameworks.formats.occupational.parts import column
from desktop.frameworks.formats.occupational.rows import Cell, Row


@dataclass(frozen=True, slots=True)
class Columns:
    """The heads of a table by name. `gap` tells that an empty cell stands between the title and the heads, so
    that the rows below have as many cells before their columns as the head."""

    tabbed: bool
    width: int
    cells: Mapping[str, Cell]
    gap: bool
    line: int = 0

    def at(self, cell: Cell, row: Row, shift: int = 0) -> str | None:
        """The column of a cell. With tabs that is told by counting, else by where it stands in the line; None
        where neither tells."""
        if row.tabbed and self.tabbed:
            return next((name for name, head in self.cells.items() if head.index + shift == cell.index), None)
        if row.tabbed or self.tabbed:
            return None
        return next((name for name, head in self.cells.items() if stands_under(cell, head)), None)

    def is_lined_up(self, level: Cell | None, row: Row) -> bool:
        """Whether the level of a row without tabs stands below the head of the levels; only then does the place of
        its mark say anything, since tabs may have become spaces by number."""
        head = self.cells.get("level")
        if row.tabbed or self.tabbed or head is None or level is None:
            return True
        return level.start < head.end and head.start < level.end

    def shift(self, title: Cell, level: Cell | None) -> int:
        """By how many cells a row stands right of its head: the margin has a cell that the head has not."""
        head = self.cells.get("level")
        if head is not None and level is not None and not self.gap:
            return max(0, level.index - head.index)
        return 0 if self.gap else title.index


def stands_under(cell: Cell, head: Cell) -> bool:
    return head.start - 1 <= (cell.start + cell.end) / 2 <= head.end


def columns(row: Row) -> Columns | None:
    """The columns that a row heads; None where it heads none."""
    found: dict[str, Cell] = {}
    for cell in row.cells:
        # The head of a function that is itself optional may have its mark in the head's cell.
        name = column(cell.text.removesuffix(" X").removesuffix(" x"))
        if name is not None:
            found.setdefault(name, cell)
    if not found:
        return None
    first = min(cell.index for cell in found.values())
    before = [cell.index for cell in row.cells if cell.index < first]
    return Columns(row.tabbed, row.width, found, not before or first - max(before) > 1, row.number)
