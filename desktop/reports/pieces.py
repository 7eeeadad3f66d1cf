"""Rows too tall for a page, cut into rows that are not."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from math import ceil

from desktop.reports import fonts, style
from desktop.reports.content import Cell, Row

MOST_LINES = 36
"""Lines of text that a row holds at most; what is longer goes on in the next row."""
_SURELY_FITS = 300
"""Letters that no column is too narrow for."""
_SHORT_WORD = 4
_SIGNS = re.compile(r"(?<=[./:_-])")


def pieces(row: Row, widths: list[float]) -> Iterator[Row]:
    """The row itself, or several that hold its long cells one after the other."""
    if all(len(cell.text) + sum(map(len, cell.items)) <= _SURELY_FITS for cell in row.cells):
        yield row
        return
    rooms = [wide - 2 * style.PAD_SIDE for wide in _merged(row, widths)]
    cut = [list(_cells(cell, room)) for cell, room in zip(row.cells, rooms, strict=True)]
    for place, cells in enumerate(zip_longest(*cut, fillvalue=Cell())):
        kind = row.kind if place == 0 or row.kind != "group" else "plain"
        yield Row(cells, kind, row.merge)


def _merged(row: Row, widths: list[float]) -> list[float]:
    """The width of each cell, the first of merged ones having that of all."""
    if row.merge is None:
        return widths
    first, last = row.merge
    return [*widths[:first], sum(widths[first : last + 1]), *widths[first + 1 :]]


def _cells(cell: Cell, room: float) -> Iterator[Cell]:
    parts = list(texts(cell.text, room)) or [""]
    groups = list(_groups(cell.items, room))
    for place, text in enumerate(parts):
        is_last = place == len(parts) - 1
        here = groups.pop(0) if is_last and groups and len(parts) == 1 else ()
        ruled = cell.ruled if is_last and not groups else 0
        number, day = (cell.number, cell.day) if place == 0 else (None, None)
        yield Cell(text, cell.strong, cell.struck, cell.waits, here, ruled, number, day)
    for group in groups:
        yield Cell(items=group)


def _lines(text: str, room: float) -> int:
    """How many lines a text takes, rather too many than too few."""
    return sum(
        1 + ceil(fonts.width(fonts.printable(line), "SemiBold", style.BODY) * 1.1 / room) for line in text.split("\n")
    )


def texts(text: str, room: float) -> Iterator[str]:
    """Parts of about `MOST_LINES` lines, cut at a blank where there is one."""
    while text:
        lines = _lines(text, room)
        if lines <= MOST_LINES:
            yield text
            return
        most = max(1, len(text) * MOST_LINES // lines)
        blank = max(text.rfind(" ", 0, most), text.rfind("\n", 0, most))
        at = blank + 1 if blank > most // 2 else most
        yield text[:at].rstrip()
        text = text[at:]


def broken(word: str, room: float) -> str:
    """A single word, such as a code, that is wider than its column: cut behind its signs where there are any."""
    if len(word) < _SHORT_WORD or any(letter.isspace() for letter in word) or _is_room(word, room):
        return word
    lines = [""]
    for part in _SIGNS.split(word):
        if lines[-1] and not _is_room(lines[-1] + part, room):
            lines.append("")
        lines[-1] += part
    return "\n".join(lines)


def _is_room(word: str, room: float) -> bool:
    return fonts.width(fonts.printable(word), "SemiBold", style.BODY) <= room


def _groups(items: tuple[str, ...], room: float) -> Iterator[tuple[str, ...]]:
    held: list[str] = []
    lines = 0
    for item in (part for whole in items for part in texts(whole, room)):
        needed = _lines(item, room)
        if held and lines + needed > MOST_LINES:
            yield tuple(held)
            held, lines = [], 0
        held.append(item)
        lines += needed
    if held:
        yield tuple(held)
