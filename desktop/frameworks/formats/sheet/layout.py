"""How a sheet lies before anyone as its columns are mapped: its heads, and what stands under them."""

from dataclasses import dataclass

from desktop.errors import KnownError
from desktop.frameworks.files import Form, Opened, Sheet
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.sheet import guess
from desktop.frameworks.formats.sheet.mapping import HEADING_ROWS, Mapping, locate, sheets

_SAMPLES = 3
_SHOWN = 80
_SAMPLE = 44
_TRIED = 200


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its position from 0, its heading, and the first different cells under it, each in one line."""

    at: int
    heading: str
    samples: tuple[str, ...]


def heads(sheet: Sheet, at: int) -> tuple[Head, ...]:
    """The columns where the row at this position holds the headings; those that are empty throughout left out."""
    below = [cells for _, cells in sheet.rows[at + 1 :]]
    _, headings = sheet.rows[at]
    found: list[Head] = []
    for place in range(max(len(cells) for _, cells in sheet.rows[at:])):
        samples: dict[str, None] = {}
        for cells in below[:_TRIED]:
            told = _line(sheet_cells.text(cells[place]), _SAMPLE) if place < len(cells) else ""
            if told and len(samples) < _SAMPLES:
                samples[told] = None
        heading = _line(sheet_cells.text(headings[place])) if place < len(headings) else ""
        if heading or samples:
            found.append(Head(place, heading, tuple(samples)))
    return tuple(found)


def _line(told: str, most: int = _SHOWN) -> str:
    return sheet_cells.cut(" ".join(told[: 4 * most].split()), most)


def rows(sheet: Sheet) -> tuple[tuple[int, str], ...]:
    """The rows that may hold the headings: the number on the screen, and the cells in one line."""
    return tuple(
        (number, _line(", ".join(filter(None, (sheet_cells.text(one)[:_SHOWN] for one in cells)))))
        for number, cells in sheet.rows[:HEADING_ROWS]
    )


def likeliest_row(sheet: Sheet) -> int:
    """The position of the row that is likeliest to hold the headings; the first where none looks like them."""
    found = guess.best_of([sheet])
    number = found.mapping.heading_row if found else 0
    return next((at for at, (row, _) in enumerate(sheet.rows[:HEADING_ROWS]) if row == number), 0)


def kind_words(sheet: Sheet, at: int, column: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words under a column that are likely to mean core, and those that mean optional."""
    cells = sheet.rows[at][1]
    name = guess.folded(sheet_cells.text(cells[column])) if column < len(cells) else ""
    return guess.kind_words(name, column, [below for _, below in sheet.rows[at + 1 :]])


def likeliest(opened: Opened) -> Mapping:
    """The guess where the file is a workbook, or a text that is a table and not prose; else KnownError."""
    found = guess.best(opened) if sheets(opened) else None
    located = locate(opened, found.mapping) if found else None
    if found is None or located is None or (opened.form is Form.TEXT and not _is_table(*located)):
        raise KnownError(f"{opened.name} holds no table with a row of headings.", "Choose a workbook or a table.")
    return found.mapping


def _is_table(sheet: Sheet, at: int) -> bool:
    """Whether nearly every row fills two columns or more, and none more than there are headings: in prose, commas
    stand as they come."""
    width = len(sheet.rows[at][1])
    below = sheet.rows[at + 1 :][:_TRIED]
    regular = sum(len(cells) <= width and sum(map(bool, cells)) > 1 for _, cells in below)
    return bool(below) and regular * 10 >= len(below) * 8
