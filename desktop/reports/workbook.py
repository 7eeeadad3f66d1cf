"""What the workbooks share: looks, safe text, sheet set-up, properties, and saving whole."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from math import ceil
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from desktop import words
from desktop.reports.content import Align
from desktop.reports.files import whole_file
from desktop.reports.page import LANGUAGE, Sheet, made_line

MOST_LETTERS = 32_767
"""What a cell holds at most."""
DAY = "mmm d, yyyy"
HOURS = "#,##0.00"
_LONGEST_NAME = 31
_HEADER_LETTERS = 80
_REFUSED_IN_NAMES = re.compile(r"[\[\]:*?/\\]")
_UNENCODABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_PAPER_SIZES = {"Letter": 1, "A4": 9}

_LINE = Side(style="thin", color="FF777777")
_HEAVY = Side(style="medium", color="FF000000")
BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
GROUP_BOX = Border(left=_LINE, right=_LINE, top=_HEAVY, bottom=_LINE)
UNDERLINE = Border(bottom=_LINE)
HEAD_FILL = PatternFill("solid", fgColor="FFE8EAED")
GROUP_FILL = PatternFill("solid", fgColor="FFF4F5F6")
PENDING_FILL = PatternFill("lightUp", fgColor="FF855200", bgColor="FFFBEED6")
SIGNED_FILL = PatternFill("solid", fgColor="FFDFF1E6")
PLAIN = Font(size=10)
STRONG = Font(size=10, bold=True)
STRUCK = Font(size=10, strike=True)
TITLE = Font(size=16, bold=True)
SECTION = Font(size=12, bold=True)
_ALIGN = {"start": "left", "centre": "center", "end": "right"}


def safe(value: str) -> str:
    """Text that a cell can hold: no control characters, cut with "…" where a cell is too small."""
    value = _UNENCODABLE.sub("", words.clean(value))
    return value if len(value) <= MOST_LETTERS else value[: MOST_LETTERS - 1] + "…"


_safe_again = lru_cache(maxsize=20_000)(safe)


def put(cell: Any, value: str | float | date | None) -> None:
    """The value of a cell; a text is always a text, whatever it begins with."""
    if isinstance(value, str):
        cell.value = safe(value)
        cell.data_type = "s"
    else:
        cell.value = value
    if isinstance(value, date):
        cell.number_format = DAY


def aligned(align: Align = "start", *, is_middle: bool = True) -> Alignment:
    return Alignment(horizontal=_ALIGN[align], vertical="center" if is_middle else "top", wrap_text=True)


def write_row(sheet: Worksheet, at: int, values: Iterable[str | float | date | None], **look: Any) -> list[Any]:
    """Values from the first column on, all with the same look (font, fill, border, alignment)."""
    cells: list[Any] = []
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(at, column)
        put(cell, value)
        for name, one in look.items():
            setattr(cell, name, one)
        cells.append(cell)
    return cells


def write_head(sheet: Worksheet, at: int, titles: Iterable[str]) -> None:
    write_row(sheet, at, titles, font=STRONG, fill=HEAD_FILL, border=BOX, alignment=aligned())


def new_workbook(sheet: Sheet, *, write_only: bool = False) -> Workbook:
    """An empty workbook without sheets, with its properties."""
    book = Workbook(write_only=write_only)
    for one in book.worksheets:
        book.remove(one)
    properties = book.properties
    properties.title = safe(sheet.title)
    properties.subject = safe(sheet.paper)
    properties.creator = safe(sheet.head.sponsor or sheet.head.program)
    properties.lastModifiedBy = safe(sheet.head.program)
    properties.language = LANGUAGE
    properties.created = sheet.head.made_at.replace(tzinfo=None)
    return book


def add_sheet(book: Workbook, name: str, about: Sheet, *, is_wide: bool = False) -> Any:
    """A sheet under a free name, set up to print one page wide with head and foot."""
    found = book.create_sheet(sheet_name(name, book.sheetnames))
    found.page_setup.orientation = "landscape" if is_wide else "portrait"
    found.page_setup.paperSize = _PAPER_SIZES[about.head.page_size]
    found.page_setup.fitToWidth = 1
    found.page_setup.fitToHeight = 0
    found.sheet_properties.pageSetUpPr.fitToPage = True
    found.print_options.horizontalCentered = False
    found.page_margins.left = found.page_margins.right = 0.55
    found.oddHeader.left.text = _in_header(about.title)
    draft = " · DRAFT" if about.is_draft else ""
    found.oddHeader.right.text = _in_header(about.head.sponsor + draft)
    found.oddFooter.left.text = _in_header(made_line(about.head), 140)
    found.oddFooter.right.text = "Page &P of &N"
    return found


def _in_header(value: str, most: int = _HEADER_LETTERS) -> str:
    """An ampersand begins a code in a header; the whole header holds 255 letters."""
    value = safe(words.clean_line(value))
    value = value if len(value) <= most else value[: most - 1] + "…"
    return value.replace("&", "&&")


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """At most 31 letters, none of those a sheet name refuses, unlike any taken (case does not count)."""
    clean = _REFUSED_IN_NAMES.sub(" ", safe(words.clean_line(name))).strip("' ") or "Sheet"
    if clean.lower() == "history":
        clean = "History sheet"
    used = {one.lower() for one in taken}
    free, number = clean[:_LONGEST_NAME].rstrip(), 2
    while free.lower() in used:
        mark = f" {number}"
        free, number = clean[: _LONGEST_NAME - len(mark)].rstrip() + mark, number + 1
    return free


def set_widths(sheet: Any, widths: Iterable[float]) -> None:
    """Column widths in letters."""
    for place, wide in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = wide


def freeze(sheet: Any, head_row: int, columns: int = 0) -> None:
    """Heads down to `head_row` and the first columns stay; the heads repeat on each printed page."""
    sheet.freeze_panes = f"{get_column_letter(columns + 1)}{head_row + 1}"
    sheet.print_title_rows = f"{head_row}:{head_row}"


def filter_rows(sheet: Any, head_row: int, columns: int, rows: int) -> None:
    sheet.auto_filter.ref = f"A{head_row}:{get_column_letter(columns)}{head_row + max(rows, 1)}"


def height_of(text: str, letters: float) -> float:
    """Points for a text that wraps in so many letters: merged cells do not find their height themselves."""
    lines = sum(max(1, ceil(len(line) * 1.08 / max(letters, 1))) for line in text.split("\n"))
    return min(409.0, 13.5 * lines + 3)


def streamed(cell: Any, value: str | float | date) -> Any:
    """`cell` of a sheet that is only written, with its next value.

    The sheet writes a cell before it asks for the next, so that one cell of each look serves them all. A text
    is set as it is stored: twice as fast as through openpyxl's guessing, and never taken for a formula.
    """
    if isinstance(value, str):
        cell._value = _safe_again(value)
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def save(book: Workbook, path: Path) -> None:
    with whole_file(path) as beside:
        book.save(beside)
