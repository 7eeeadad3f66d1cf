"""Cross-cutting competencies: groups of rows with a mark under a relevance from 0 to 8."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.frameworks.formats.occupational.columns import stands_under
from desktop.frameworks.formats.occupational.rows import Cell, Row, fold, is_mark, legible

_GROUP = re.compile(r"(personal effectiveness|academic|workplace|industry)\b.{0,60}", re.I)
HIGHEST = 8


@dataclass(slots=True)
class Relevance:
    """`values` are the columns with a mark: none, one, or more than the form allows. `moved` tells that the row
    stands beside its columns, `lost` that it has a mark of which no column can be told."""

    group: str
    title: str
    values: tuple[int, ...]
    line: int
    moved: bool = False
    lost: bool = False


def read(rows: Sequence[Row]) -> tuple[list[Relevance], list[Row]]:
    """The competencies in order, and the rows that are neither one nor a heading."""
    found: list[Relevance] = []
    passed: list[Row] = []
    group, head = "", None
    is_known = _are_columns_known(rows)
    for at, row in enumerate(rows):
        following = rows[at + 1] if at + 1 < len(rows) else None
        if at == 0 or row.is_gap:
            continue
        if _is_head(row):
            head = row
        elif _is_group(row, following):
            group = legible(row.text)[:2000]
        else:
            one = _competency(row, head, group or "Cross-cutting competencies", is_known)
            if one is None:
                passed.append(row)
            else:
                found.append(one)
    return found, passed


def _are_columns_known(rows: Sequence[Row]) -> bool:
    """Whether the marks stand where their columns are: with tabs at least one row keeps an empty cell, and without
    them each mark stands right below a head."""
    head, counted = None, 0
    is_kept = any(row.tabbed and row.width > len(row.cells) for row in rows)
    for row in rows[1:]:
        if _is_head(row):
            head = row
            continue
        marks = [cell for cell in row.cells[1:] if is_mark(cell.text)]
        if head is None or not marks:
            continue
        if row.tabbed:
            counted += 1
        elif not all(any(stands_under(cell, one) for one in _scale(head).values()) for cell in marks):
            return False
    return is_kept or not counted


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


def _competency(row: Row, head: Row | None, group: str, is_known: bool) -> Relevance | None:
    title_cell, marks = row.cells[0], [cell for cell in row.cells[1:] if is_mark(cell.text)]
    digits = tuple(int(cell.text) for cell in row.cells[1:] if cell.text in "012345678" and len(cell.text) == 1)
    title = legible(title_cell.text)
    glued = len(row.cells) == 1 and " " in title and is_mark(title.rsplit(" ", 1)[1])
    title = title.rsplit(" ", 1)[0].rstrip() if glued else title
    if not title or is_mark(title) or len(row.text) > 300:
        return None
    shift = _shift(title_cell, head, row)
    marked = [_value(cell, row, head, shift) for cell in marks] if is_known else []
    values = digits or tuple(one for one in marked if one is not None)
    is_lost = glued or bool(marks and not values)
    return Relevance(group, title[:2000], values, row.number, bool(shift and marks and not is_lost), is_lost)


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
    return next((one for one, cell in scale.items() if one <= HIGHEST and stands_under(mark, cell)), None)
