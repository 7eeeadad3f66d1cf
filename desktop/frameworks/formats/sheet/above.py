"""What a sheet says of the occupation: in labelled rows above its headings, or in a column that is the same all
the way down."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from desktop import words
from desktop.frameworks.document import OnetCode
from desktop.frameworks.files import Sheet
from desktop.frameworks.findings import Place
from desktop.frameworks.formats.appendix_a.head import onet_codes, rapids_code
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.sheet.mapping import Mapping
from desktop.sheets import Cell

_LABELS: Final = {
    "title": ("occupation", "occupationtitle", "occupationaltitle", "titleofoccupation", "trade", "jobtitle", "title"),
    "rapids": ("rapids", "rapidscode", "rapidsnumber"),
    "onet": ("onet", "onetcode", "onetsoc", "onetsoccode", "onetnumber"),
    "publisher": ("sponsor", "sponsorname", "publisher", "employer", "organization", "company"),
}
_MOST_ROWS: Final = 40


@dataclass(frozen=True, slots=True)
class Above:
    """Empty where the sheet does not say."""

    title: str = ""
    rapids: str = ""
    onet: tuple[OnetCode, ...] = ()
    publisher: str = ""
    places: tuple[Place, ...] = ()


def above(sheet: Sheet, at: int, mapping: Mapping) -> Above:
    """`at` is the position of the headings."""
    told: dict[str, str] = {}
    places: list[Place] = []
    for row, cells in sheet.rows[:at][:_MOST_ROWS]:
        before = len(told)
        _pairs(cells, told)
        if len(told) > before:
            places.append(sheet_cells.place(sheet, row, cells))
    used = {one.at for one in mapping.columns} | {one.at for one in mapping.levels}
    for place, heading in enumerate(sheet.rows[at][1]):
        label = _label(sheet_cells.text(heading))
        if label and place not in used and (same := _constant(sheet, at, place)):
            told.setdefault(label, same)
    return Above(
        title=sheet_cells.cut(words.clean_line(told.get("title", "")), 200),
        rapids=rapids_code(told.get("rapids", "")),
        onet=onet_codes(told.get("onet", "")),
        publisher=sheet_cells.cut(words.clean_line(told.get("publisher", "")), 200),
        places=tuple(places),
    )


def _pairs(cells: Sequence[Cell], told: dict[str, str]) -> None:
    """Each label with the next cell that is filled, or with what stands behind its colon."""
    filled = [text for one in cells if (text := sheet_cells.text(one))]
    for number, text in enumerate(filled):
        before, colon, after = text.partition(":")
        label = _label(before)
        if label and colon and after.strip():
            told.setdefault(label, after.strip())
        elif label and number + 1 < len(filled) and _label(filled[number + 1].partition(":")[0]) is None:
            told.setdefault(label, filled[number + 1])


def _label(text: str) -> str | None:
    name = sheet_cells.fold(text[:60])
    return next((label for label, names in _LABELS.items() if name in names), None)


def _constant(sheet: Sheet, at: int, place: int) -> str:
    """The one text of a column of two rows or more."""
    told = [sheet_cells.text(cells[place]) for _, cells in sheet.rows[at + 1 :] if place < len(cells)]
    filled = [one for one in told if one]
    return filled[0] if len(filled) > 1 and len(set(filled)) == 1 else ""
