"""The sheets of the ApprenticeshipStandards.org workbook and their columns, found by their headings in any order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from desktop.frameworks.files import Opened, Sheet
from desktop.frameworks.findings import Place
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.sheets import Cell

DETAILS: Final = "Details"
PROCESSES: Final = "WorkProcesses"
INSTRUCTION: Final = "RelatedInstruction"
WAGES: Final = "WageSchedule"

OPTIONS: Final = tuple(f"Skill Answer Option {number}" for number in range(1, 6))
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    DETAILS: (
        "Registration State",
        "National",
        "OA or SAA",
        "Sponsor Name",
        "Occupation Title",
        "Existing Title",
        "Onet Code",
        "RAPIDS Code",
        "Type",
        "Term (in months)",
        "Minimum OJT Hours",
        "Maximum OJT Hours",
        "Minimum RSI Hours",
        "Maximum RSI Hours",
        "Ratio of Apprentice to Journeyworker",
        "Probationary Period",
        "Registration Date",
        "Latest Registration Update",
    ),
    PROCESSES: (
        "Work Process Sort Order",
        "Work Process Title",
        "Work Process Description",
        "Work Process Sub Category",
        "Minimum Hours",
        "Maximum Hours",
        "Skill Sort Order",
        "Skill Title",
        *OPTIONS,
    ),
    INSTRUCTION: (
        "Course Sort Order",
        "Course Name",
        "Course Description",
        "Course Code",
        "Related Training Organization",
        "Course Hours",
    ),
    WAGES: (
        "Step Sort Order",
        "Step Level Title",
        "Step OJT Hours",
        "Step OJT Percentage",
        "Step Duration",
        "Step RSI Hours",
    ),
}
"""By sheet, the headings as the template has them."""

_ALSO: Final[Mapping[str, str]] = {
    "state": "Registration State",
    "nationalstandard": "National",
    "oaorsaastate": "OA or SAA",
    "sponsor": "Sponsor Name",
    "occupation": "Occupation Title",
    "onet": "Onet Code",
    "onetsoccode": "Onet Code",
    "rapids": "RAPIDS Code",
    "terminmonths": "Term (in months)",
    "minimumojlhours": "Minimum OJT Hours",
    "maximumojlhours": "Maximum OJT Hours",
    "minimumrihours": "Minimum RSI Hours",
    "maximumrihours": "Maximum RSI Hours",
    "ratioofapprenticestojourneyworkers": "Ratio of Apprentice to Journeyworker",
    "ratio": "Ratio of Apprentice to Journeyworker",
    "probationaryperiodinmonths": "Probationary Period",
    "coursetitle": "Course Name",
    "steptitle": "Step Level Title",
    "steppercentage": "Step OJT Percentage",
}
_NAMES: Final = {
    sheet: {sheet_cells.fold(one): one for one in headings}
    | {folded: name for folded, name in _ALSO.items() if name in headings}
    for sheet, headings in COLUMNS.items()
}
_HEADING_ROWS = 10


@dataclass(frozen=True, slots=True)
class Table:
    """One of the four sheets: `columns` leads from a heading of the template to the position of its column;
    `rows` are those below the headings that are not empty, `others` the headings that the template has not."""

    title: str
    columns: Mapping[str, int]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    others: Mapping[str, int]

    def record(self, cells: tuple[Cell, ...]) -> dict[str, Cell]:
        """The cells by heading; those that are empty are left out."""
        return {name: cells[at] for name, at in self.columns.items() if at < len(cells) and sheet_cells.text(cells[at])}

    def place(self, row: int, cells: tuple[Cell, ...] = ()) -> Place:
        return sheet_cells.place(self.title, row, cells)


def find(opened: Opened) -> dict[str, Table]:
    """The sheets that are there, by their names in the template; told by their headings, not by their titles."""
    found: dict[str, Table] = {}
    for sheet in opened.sheets:
        for name in COLUMNS:
            table = _table(sheet, name)
            if table is not None and (name not in found or len(table.columns) > len(found[name].columns)):
                found[name] = table
    return found


def _whole(name: str) -> str:
    """A folded heading without the abbreviations that are usual in it."""
    for short, whole in (("min", "minimum"), ("max", "maximum")):
        if name.startswith(short) and not name.startswith(whole):
            name = whole + name.removeprefix(short)
    return f"{name.removesuffix('hrs')}hours" if name.endswith("hrs") else name


def _table(sheet: Sheet, name: str) -> Table | None:
    known = _NAMES[name]
    least = 1 if sheet_cells.fold(sheet.title) == sheet_cells.fold(name) else 2
    best: tuple[int, dict[str, int]] | None = None
    for at, (_, cells) in enumerate(sheet.rows[:_HEADING_ROWS]):
        columns: dict[str, int] = {}
        for position, cell in enumerate(cells):
            heading = known.get(_whole(sheet_cells.fold(cell))) if isinstance(cell, str) else None
            if heading is not None:
                columns.setdefault(heading, position)
        if len(columns) >= least and (best is None or len(columns) > len(best[1])):
            best = at, columns
    if best is None:
        return None
    at, columns = best
    others = {
        heading: position
        for position, cell in enumerate(sheet.rows[at][1])
        if position not in columns.values() and (heading := sheet_cells.text(cell))
    }
    # Where a sheet is printed on several pages, its headings stand once more.
    rows = tuple(one for one in sheet.rows[at + 1 :] if one[1] != sheet.rows[at][1])
    return Table(sheet.title, columns, rows, others)
