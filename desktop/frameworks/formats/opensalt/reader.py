"""OpenSALT workbooks and CSV files of a CASE framework, read and written."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Final

from desktop.frameworks.files import Form, Opened, Sheet
from desktop.frameworks.findings import Entry, Finding, Weight
from desktop.frameworks.formats.case import read as case_read
from desktop.frameworks.formats.case.records import Repairs, line
from desktop.frameworks.formats.opensalt.columns import folded
from desktop.frameworks.formats.opensalt.tables import Table, csv_package, workbook_package
from desktop.frameworks.formats.opensalt.write import write_csv, write_xlsx
from desktop.frameworks.reading import Reading

NAME: Final = "opensalt"

_OTHERS = frozenset({"identifier", "humancodingscheme", "smartlevel", "ischildof", "cfitemtype"})


def fits(opened: Opened) -> bool:
    """A workbook with a sheet of items, told by their headings; a text whose first line has those headings."""
    if opened.form is Form.TEXT:
        first = opened.content[:8_000].decode("utf-8", "ignore").partition("\n")[0]
        return _are_headings(folded(one) for one in first.replace(";", ",").replace("\t", ",").split(","))
    if opened.form is not Form.WORKBOOK or b"xl/workbook.xml" not in opened.content:
        return False
    return _item_sheet(opened) is not None


def read(opened: Opened) -> Reading:
    """Raises KnownError where nothing can be read."""
    repairs = Repairs()
    is_text = opened.form is Form.TEXT
    record: Mapping[str, Any]
    if is_text:
        (sheet,) = opened.sheets
        record, places = csv_package(Table(sheet, "", is_csv=True), repairs)
    else:
        tables = [Table(sheet, f"sheet {sheet.title}, ") for sheet in opened.sheets]
        record, places = workbook_package(tables, _item_sheet(opened) or 0, repairs)
    title = line(PurePath(opened.name).stem, 200) or "Framework"
    is_named = bool(line(record["CFDocument"].get("title")))
    if is_text and not is_named:
        record["CFDocument"]["title"] = title
    what = "An OpenSALT file" if is_text else "An OpenSALT workbook"
    found, passed = case_read.found(case_read.Source(record, title, (), places, repairs, what))
    if is_text and not is_named:
        found = replace(found, findings=(_ask_title(title), *found.findings))
    return Reading(format=NAME, found=(found,), passed=passed, lines=opened.lines)


def _ask_title(title: str) -> Finding:
    return Finding(
        id="title",
        weight=Weight.QUESTION,
        about="Title",
        says="A CSV file of OpenSALT has no title.",
        taken=f"The name of the file: {title}",
        entry=Entry.TEXT,
        path=("title",),
        also=(("occupation", "title"),),
    )


def _item_sheet(opened: Opened) -> int | None:
    """The place of the sheet of items: the second as a rule."""
    for at, sheet in enumerate(opened.sheets[:5]):
        if _are_headings(_headings(sheet)):
            return at
    return None


def _headings(sheet: Sheet) -> tuple[str, ...]:
    return tuple(folded(cell) for cell in sheet.rows[0][1]) if sheet.rows else ()


def _are_headings(names: Any) -> bool:
    found = set(names)
    return "fullstatement" in found and bool(found & _OTHERS)


__all__ = ["NAME", "fits", "read", "write_csv", "write_xlsx"]
