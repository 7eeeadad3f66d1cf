"""Cross-cutting competencies: groups of rows with a mark under a relevance from 0 to 8."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.frameworks.formats.occupational_rows import Cell, Row, fold, is_mark, legible

_GROUP = re.compile(r"(personal effectiveness|academic|workplace|industry)\b.{0,60}", re.I)
HIGHEST = 8


@dataclass(slots=True)
class Relevance:
    """`values` are the columns with a mark: none, one, or more than the form allows. `moved` tells that the row
    stands beside its columns."""

    group: str
    title: str
    values: tuple[int, ...]
    line: int
    moved: bool = False


def read(rows: Sequence[Row]) -> tuple[list[Relevance], list[Row]]:
    """The competencies in order, and the rows that are neither one nor a heading."""
    found: list[Relevance] = []
    passed: list[Row] = []
    group, head = "", None
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        if at == 0 or row.is_gap:
            continue
        if _is_head(row):
            head = row
        elif _is_group(row, following):
            group = legible(row.text)[:2000]
        else:
            one = _competency(row, head, group or "Cross-cutting competencies")
            if one is None:
                passed.append(row)
            else:
                found.append(one)
    return found, passed


def _is_head(row: Row) -> bool:
    return len(_scale(row)) >= 3


def _scale(row: Row) -> dict[int, Cell]:
    """The columns of a head by the relevance that they stand for."""
    return {int(cell.text): cell for cell in row.cells if len(cell.text) == 1 and cell.text.isdecimal()}


def _is_group(row: Row, following: Row | None) -> bool:
    if any(is_mark(cell.text) for cell in row.cells) or len(row.cells) > 1:
        return False
    if _GROUP.fullmatch(row.first) or (following is not None and _is_head(following)):
        return True
    return fold(row.first).endswith("competencies")


def _competency(row: Row, head: Row | None, group: str) -> Relevance | None:
    title_cell, marks = row.cells[0], [cell for cell in row.cells[1:] if is_mark(cell.text)]
    digits = tuple(int(cell.text) for cell in row.cells[1:] if cell.text in "012345678" and len(cell.text) == 1)
    title = legible(title_cell.text)
    lost = not marks and not digits and title[-2:] in (" X", " x")
    title = title[:-2].rstrip() if lost else title
    if not title or is_mark(title) or len(row.text) > 300:
        return None
    shift = _shift(title_cell, head, row)
    values = digits or tuple(one for one in (_value(cell, row, head, shift) for cell in marks) if one is not None)
    return Relevance(group, title[:2000], values, row.number, bool(shift and marks))


def _shift(title: Cell, head: Row | None, row: Row) -> int:
    if head is None or not (head.tabbed and row.tabbed):
        return 0
    scale = _scale(head)
    label = next((cell for cell in head.cells if cell not in scale.values()), None)
    # A head without words has its first column beside the titles.
    expected = label.index if label else min(cell.index for cell in scale.values()) - 1
    return title.index - expected


def _value(mark: Cell, row: Row, head: Row | None, shift: int) -> int | None:
    if head is None:
        value = mark.index - row.cells[0].index - 1
        return value if row.tabbed and 0 <= value <= HIGHEST else None
    scale = _scale(head)
    if row.tabbed and head.tabbed:
        return next((one for one, cell in scale.items() if cell.index + shift == mark.index and one <= HIGHEST), None)
    if row.tabbed or head.tabbed:
        return None
    starts = sorted(cell.start for cell in scale.values())
    apart = min((b - a for a, b in pairwise(starts)), default=2)
    near = min(scale, key=lambda one: abs(scale[one].start - mark.start))
    return near if near <= HIGHEST and abs(scale[near].start - mark.start) * 2 < max(apart, 2) else None
