"""Files of hours for the cast of tests/conftest.py, with cells that mean ill."""

import csv
import random
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO

from openpyxl import Workbook

from tests.reliability import mutations

HEAD = ("apprentice", "date", "kind", "hours", "job function", "course", "note")
_TEXTS = (
    *("NaN", "inf", "1e308", "-1", "-8:00", "0", "25", "24:01", "99999", "7,5", "7.5.5", "1:99", "١٢", "½", "9" * 400),
    *("2026-13-45", "0000-00-00", "9999-12-31", "0001-01-01", "2026-02-30", "02/29/2026", "٢٠٢٦-٠٢-٠١"),
    *("\u202e7", "\u200b", "\x07", "x" * 40_000, "=1+1", "@cmd", "'; DROP TABLE hour_entry; --", "%", "\\", "\ud7ff"),
    *("1=2; 1=2", "=", "1=", "1=99999999; 2=-5", "1=NaN", ";;;", "OJT", "RI", "true", "None", "", " ", "\n", '"'),
)
_VALUES = (
    *(float("nan"), float("inf"), 1e308, -7.5, 1e-9, 2**70, True, False, 45_000, 45_000.5, 0, -1),
    *(datetime(9999, 12, 31), datetime(1900, 1, 1), date(2026, 6, 1), time(23, 59, 59)),  # noqa: DTZ001
    *(timedelta(days=400), timedelta(seconds=-5), "#REF!", "=HYPERLINK(1)"),
)
"""Of a workbook, whose cells have types."""


def documents() -> dict[str, list[list[object]]]:
    """Rows that are all good, in several shapes."""
    work: list[list[object]] = [["1", f"2026-03-{day:02d}", "OJT", 7.5, "1", "", "Cabling"] for day in range(2, 12)]
    class_: list[list[object]] = [["2", f"2026-04-{day:02d}", "RI", "1:30", "", "", ""] for day in range(1, 9)]
    return {
        "hours": [list(HEAD), *work, *class_],
        "one row": [list(HEAD), work[0]],
        "dates of a workbook": [list(HEAD), *([*row[:1], datetime(2026, 5, 4), *row[2:]] for row in work[:3])],  # noqa: DTZ001
        "minutes": [["No.", "Day", "Type", "Minutes"], *(["2", row[1], "RSI", 90] for row in class_)],
    }


def packed(rows: Sequence[Sequence[object]], *, is_book: bool) -> bytes:
    if is_book:
        book, made = Workbook(write_only=True), BytesIO()
        sheet = book.create_sheet()
        for row in rows:
            sheet.append([_cell(one) for one in row])
        book.save(made)
        return made.getvalue()
    text = StringIO(newline="")
    csv.writer(text).writerows([f"{one:%Y-%m-%d}" if isinstance(one, date) else one for one in row] for row in rows)
    return text.getvalue().encode("utf-8", "surrogatepass")


def _cell(value: object) -> object:
    """What openpyxl writes: it refuses some signs itself, which others' programs put into files all the same."""
    return "".join(one for one in value if one >= " ")[:32_000] if isinstance(value, str) else value


def mutated(rows: Sequence[Sequence[object]], chance: random.Random) -> tuple[str, bytes]:
    """A file of those rows and its ending: as they are, with bad cells or rows, or with damaged bytes."""
    made, is_book = [list(row) for row in rows], chance.random() < 0.4
    for _ in range(chance.choice((0, 0, 1, 1, 1, 3))):
        _spoil(made, chance, is_book)
    content = packed(made, is_book=is_book)
    if is_book and chance.random() < 0.05:
        content = _far(content, chance)
    if chance.random() < 0.35:
        content = mutations.mutated(content, chance)
    return ".xlsx" if is_book else ".csv", content


def _spoil(rows: list[list[object]], chance: random.Random, is_book: bool) -> None:
    row = chance.choice(rows)
    kind = chance.randrange(10)
    if kind == 0:
        rows.insert(chance.randrange(len(rows) + 1), list(chance.choice(rows)))
    elif kind == 1:
        rows += [list(row) for _ in range(chance.choice((5, 400)))]
    elif kind == 2 and len(rows) > 1:
        rows.remove(row)
    elif kind == 3:
        chance.shuffle(row)
    elif kind == 4:
        row += ["x"] * chance.choice((1, 300))
    elif row:
        row[chance.randrange(len(row))] = chance.choice(_TEXTS + _VALUES if is_book else _TEXTS)


def _far(content: bytes, chance: random.Random) -> bytes:
    """A sheet that claims rows and columns far away."""
    far = chance.choice((b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', b'<row r="99999999"/>'))
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"</sheetData>", far + b"</sheetData>"))
    return made.getvalue()
