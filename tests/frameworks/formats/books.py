"""Small workbooks and tables for readers of sheets, made as a person would type them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from desktop.frameworks.files import Opened, open_bytes
from desktop.frameworks.findings import Finding
from desktop.frameworks.reading import Found, Reading

Rows = Sequence[Sequence[Any]]


def book(sheets: Mapping[str, Rows]) -> Opened:
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    out = BytesIO()
    made.save(out)
    return open_bytes("made.xlsx", out.getvalue())


def table(text: str, name: str = "made.csv") -> Opened:
    return open_bytes(name, text.encode())


def only(reading: Reading) -> Found:
    (found,) = reading.found
    return found


def finding(found: Found, id_: str) -> Finding:
    return next(one for one in found.findings if one.id == id_)


def ids(found: Found) -> set[str]:
    return {one.id for one in found.findings}
