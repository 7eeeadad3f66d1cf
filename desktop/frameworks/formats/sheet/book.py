"""Workbooks of a framework: plain sheets whose cells never hold a formula."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from desktop.frameworks.formats.sheet import cells

MOST_LETTERS = 32_767
"""What a cell of a workbook holds at most."""
Value = str | int | float | date | None


def book(sheets: Sequence[tuple[str, Sequence[Sequence[Value]]]]) -> bytes:
    """A workbook of the sheets, each a title and its rows, the first the headings."""
    # openpyxl takes a tenth of a second to import: only a workbook pays for it.
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title)
        for at, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                if value not in (None, ""):
                    put(sheet.cell(at, column), value)
        _set_looks(sheet, rows)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def put(cell: Any, value: Value) -> None:
    """A text is always a text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = fit(value)
        cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "yyyy-mm-dd"


def fit(value: str) -> str:
    return cells.cut(cells.text(value), MOST_LETTERS)


def _set_looks(sheet: Any, rows: Sequence[Sequence[Value]]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.freeze_panes = "A2"
    for column, heading in enumerate(rows[0], start=1):
        sheet.cell(1, column).font = Font(bold=True)
        longest = max((len(str(row[column - 1] or "")) for row in rows if len(row) >= column), default=0)
        sheet.column_dimensions[get_column_letter(column)].width = max(12, min(60, len(str(heading)) + 2, longest + 2))
        if longest > 60:
            sheet.column_dimensions[get_column_letter(column)].width = 60
            for row in range(2, len(rows) + 1):
                sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
