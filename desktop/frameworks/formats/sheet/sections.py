"""Rows of a sheet that are no competency: totals, notes, and headings that stand alone in their row."""

import re
from collections.abc import Mapping as Table
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.sheet.mapping import Mapping, Role
from desktop.sheets import Cell

Numbered = Sequence[tuple[int, tuple[Cell, ...]]]

_TOTAL: Final = re.compile(
    r"(?:grand |overall |sub-?\s?)?totals?(?: (?:ojt |ojl )?(?:hours?|hrs\.?|ojt|ojl))?\s?:?"
    r"|.{1,120}\bsub-?\s?totals?\s?:?",
    re.IGNORECASE,
)
_PART: Final = re.compile(r"\bsub-?\s?totals?\b", re.IGNORECASE)
_NOTE: Final = re.compile(
    r"(?:\*|(?:notes?|sources?|legend|key|remarks?|instructions?|disclaimer|signatures?|prepared by|revised)\b\s?:)",
    re.IGNORECASE,
)


class Special(StrEnum):
    TOTAL = "it is a total of the rows above"
    SUBTOTAL = "it is a subtotal of the rows above"
    NOTE = "it is a note beside the table"
    HEADING = "it is a heading of the rows below"


def is_total(text: str) -> bool:
    return len(text) < 160 and _TOTAL.fullmatch(text) is not None


def special(below: Numbered, mapping: Mapping) -> Table[int, Special]:
    """By the number of the row. Headings are told only where no column holds the job function: those that stand
    alone where most rows have more, or in capital letters where most titles have not."""
    found: dict[int, Special] = {}
    for number, cells in below:
        told = _told(cells)
        if told is not None:
            found[number] = told
    return found if mapping.at(Role.GROUP) is not None or mapping.levels else found | _headings(below, mapping, found)


def _told(cells: tuple[Cell, ...]) -> Special | None:
    texts = [text for one in cells if isinstance(one, str) and (text := sheet_cells.text(one))]
    summed = next((one for one in texts[:3] if is_total(one)), None)
    if summed is not None:
        return Special.SUBTOTAL if _PART.search(summed) else Special.TOTAL
    alone = texts[0] if len(texts) == 1 and _filled(cells) == 1 else ""
    return Special.NOTE if alone and (_NOTE.match(alone) or "____" in alone) else None


def _filled(cells: Sequence[Cell]) -> int:
    return sum(bool(sheet_cells.text(one)) for one in cells)


def _headings(below: Numbered, mapping: Mapping, known: Table[int, Special]) -> dict[int, Special]:
    title = mapping.at(Role.TITLE) or 0
    rows = [(number, cells) for number, cells in below if number not in known and _filled(cells)]
    names = {number: sheet_cells.text(cells[title]) if title < len(cells) else "" for number, cells in rows}
    alone = {
        number
        for number, cells in rows
        if _filled(cells) == 1 and any(sheet_cells.text(one) for one in cells[: title + 1])
    }
    if len(alone) * 2 >= len(rows):
        alone = {number for number in alone if names[number].isupper() and len(names[number]) > 3}
    numbers = [number for number, _ in rows]
    if not alone or len(alone) * 2 >= len(rows) or numbers[-1] in alone:
        return {}
    return dict.fromkeys(alone, Special.HEADING)


def printed_total(below: Numbered, mapping: Mapping, specials: Table[int, Special]) -> float | None:
    """The hours on the last row that is a total of all."""
    at = mapping.at(Role.HOURS)
    rows = [cells for number, cells in below if specials.get(number) is Special.TOTAL]
    if at is None or not rows or at >= len(rows[-1]):
        return None
    told = sheet_cells.hours(rows[-1][at])
    return told.minimum if told else None
