"""Rows of a table that someone else's program wrote: CSV or XLSX, never trusted.

An XLSX file is a zip of XML: it is unpacked and counted before anything parses it, because the sizes it
claims prove nothing.
"""

import codecs
import csv
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import BinaryIO

from desktop import words
from desktop.errors import KnownError

Cell = object
"""Text, a number, a date, a time of day, a span of time, or None."""

LARGEST = 64 * 2**20
"""Bytes, of a CSV file or of all parts of an XLSX file unpacked."""
MOST_ROWS = 200_000
MOST_LINES = 200_000
"""Of a text."""
MOST_COLUMNS = 40
_CHUNK = 64 * 1024
_MOST_PARTS = 2_000

_FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([^"']{0,40})""")
_PLAIN_ENCODINGS = frozenset({b"utf-8", b"us-ascii", b"ascii", b"iso-8859-1"})
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What openpyxl and zipfile raise for a file that breaks its own rules (a broken XML is a SyntaxError)."""


Row = tuple[int, Sequence[Cell]]
"""The number that the row has on the screen, from 1, and its cells without the empty ones at its end."""


def read(path: Path) -> list[Row]:
    """Every row of the file at `path` that is not empty; of a workbook, those of its first sheet.

    Raises KnownError for a file that cannot be read, is no such table, or is too large.
    """
    ending = path.suffix.lower()
    if ending not in (".csv", ".txt", ".xlsx"):
        raise KnownError(f"{path.name} is not a table that can be read.", "Choose a file that ends in .csv or .xlsx.")
    try:
        if path.is_dir():
            raise KnownError(f"{path.name} is a folder.", "Choose a file.")
        return _read_xlsx(path) if ending == ".xlsx" else _read_csv(path)
    except FileNotFoundError:
        raise KnownError(f"There is no file {path}.", "Choose another file.") from None
    except OSError:
        raise KnownError(f"The file {path.name} cannot be read.", "Check its permissions.") from None


def _read_csv(path: Path) -> list[Row]:
    with path.open("rb") as file:
        content = file.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _too_large(path.name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeError:
        text = "\0"
    if "\0" in text:
        raise KnownError(f"{path.name} is not text in UTF-8.", "Save it as “CSV UTF-8” or as a workbook (.xlsx).")
    try:
        return _filled(path, csv.reader(StringIO(text, newline=""), delimiter=separator(text)))
    except csv.Error:
        raise KnownError(f"{path.name} has a cell that is too long to read.", "Check its quotation marks.") from None


def separator(text: str) -> str:
    """The sign between the cells of the first line."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _filled(path: Path, rows: Iterable[Sequence[Cell]]) -> list[Row]:
    found: list[Row] = []
    # Blank rows count too: one cell a million rows down would keep us reading for seconds.
    for number, cells in enumerate(rows, start=1):
        if number > MOST_ROWS + 1:
            raise KnownError(
                f"{path.name} has more than {MOST_ROWS:,} rows, blank ones counted.",
                "Delete what stands far below the others, or split it into several files.",
            )
        width = max((place for place, cell in enumerate(cells, start=1) if cell not in (None, "")), default=0)
        if width:
            found.append((number, cells[: min(width, MOST_COLUMNS)]))
    return found


def _read_xlsx(path: Path) -> list[Row]:
    # openpyxl takes a tenth of a second to import: only a workbook pays for it.
    from openpyxl import load_workbook

    with path.open("rb") as file:
        try:
            refuse_traps(path.name, file)
            # It warns of whatever it leaves out, such as drop-down lists, which no import reads.
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
                sheet = book.worksheets[0]
                return _filled(path, sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))
        except UNREADABLE:
            raise KnownError(
                f"{path.name} is not a workbook that can be read.", "Save it once more as .xlsx, or as CSV."
            ) from None


def refuse_traps(name: str, file: BinaryIO, most: int = LARGEST) -> None:
    """Unpack every part once and throw it away: how large it truly is, and whether its XML brings a DTD,
    from which entities grow without end."""
    left = most
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS:
            raise _too_large(name, most)
        for part in parts:
            left -= _unpacked(archive, part, left, (name, most))


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, left: int, told: tuple[str, int]) -> int:
    size, tail = 0, b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            if not size:
                _refuse_disguise(chunk, told[0])
            size += len(chunk)
            if size > left:
                raise _too_large(*told)
            if _FORBIDDEN.search(tail + chunk):
                raise _trap(told[0])
            tail = chunk[-64:]
    return size


def _refuse_disguise(start: bytes, name: str) -> None:
    """XML in an encoding in which the search for a DTD would not see one."""
    if start.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE, b"<\0", b"\0<")):
        raise _trap(name)
    declared = _ENCODING.match(start.removeprefix(codecs.BOM_UTF8))
    if declared and declared[1].lower() not in _PLAIN_ENCODINGS:
        raise _trap(name)


def _trap(name: str) -> KnownError:
    return KnownError(f"{name} holds parts that a table does not need.", "Save it as CSV and import that.")


def _too_large(name: str, most: int = LARGEST) -> KnownError:
    limit = words.counted(most // 2**20, "MB", "MB")
    return KnownError(f"{name} holds more than {limit}.", "Split it into several files.")
