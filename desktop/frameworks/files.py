"""A foreign file, opened safely: what kind of file it is, and its text, tables or JSON for a reader.

Nothing in a file is trusted: its size, what its zip unpacks to, and the rows, cells and depth of what is in it
have caps; no formula is evaluated, no link followed, and no DTD read.
"""

import hashlib
import json
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from desktop import sheets
from desktop.errors import KnownError
from desktop.sheets import Cell

if TYPE_CHECKING:
    from desktop.frameworks.pdf_text import Span

LARGEST = 16 * 2**20
"""Bytes of a file; the largest framework seen has less than one million."""
UNPACKED = 32 * 2**20
"""Bytes of all parts of a zip unpacked."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 100_000
MOST_SHEETS = 30
MOST_PARTS = 400_000
"""Commas and braces of a JSON file: each part may be wrong, and a fault takes more room than its place."""

MOST_SHEET_TAGS = 600_000
MOST_STRING_TAGS = 300_000
MOST_OTHER_TAGS = 100_000
"""Tags of the sheets of a workbook, of its shared texts, and of all else, such as its styles: reading one takes up
to a hundred times as long as its few bytes show."""

_ADVICE = "Choose another file, or save this one as text or as a workbook."


# Rich text begins with a brace as well, and a text may begin with a bracket: "[Draft] Welder".
_BEGINS_JSON = re.compile(rb"\s*(?:\{(?!\\)|\[\s*(?:[\[\]{\"0-9-]|$))")


class Form(StrEnum):
    TEXT = "text"
    JSON = "JSON"
    WORKBOOK = "workbook"
    WORD = "Word document"
    PDF = "PDF"
    OLD_WORD = "old Word document"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` are those that are not empty: the number that a row has on the screen, from 1, and its cells
    without the empty ones at the end. Cells are text, numbers, dates or None."""

    title: str
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]


@dataclass(frozen=True)
class Opened:
    """A file of one form. Each property raises KnownError where the file is none such, or breaks its own rules."""

    name: str
    content: bytes
    form: Form

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the file, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text line by line, without line ends; of a Word document or PDF, the text that it holds, the
        cells of a table row parted by tabs. Empty for a workbook."""
        if self.form is Form.WORD:
            from desktop.frameworks import word_text

            return word_text.lines(self.name, self.content)
        if self.form is Form.PDF:
            from desktop.frameworks import pdf_text

            return pdf_text.lines(self.spans)
        return self._text_lines if self.form in (Form.TEXT, Form.JSON) else ()

    @cached_property
    def spans(self) -> "tuple[tuple[Span, ...], ...]":
        """The cells of each line of a PDF with where they stand; empty for all other forms."""
        if self.form is not Form.PDF:
            return ()
        from desktop.frameworks import pdf_text

        return pdf_text.spans(self.name, self.content)

    @cached_property
    def _text_lines(self) -> tuple[str, ...]:
        text = decoded(self.name, self.content).replace("\r\n", "\n").replace("\r", "\n")
        found = tuple(text.split("\n"))
        if len(found) > sheets.MOST_LINES:
            raise KnownError(f"{self.name} has more than {sheets.MOST_LINES:,} lines.", _ADVICE)
        return found

    @cached_property
    def value(self) -> Any:
        """What the JSON holds."""
        return _parse(self.name, decoded(self.name, self.content))

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets of a workbook; of a text, its one table, cells parted as its first line has them."""
        if self.form is Form.TEXT:
            return (_read_csv(self.name, decoded(self.name, self.content)),)
        return _read_workbook(self.name, self.content) if self.form is Form.WORKBOOK else ()


def open_path(path: Path) -> Opened:
    """The file at `path`, whole; KnownError where it cannot be read or is too large."""
    try:
        if path.is_dir():
            raise KnownError(f"{path} is a folder.", "Choose a file.")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise KnownError(f"There is no file {path}.", "Choose another file.") from None
    except OSError:
        raise KnownError(f"The file {path.name} cannot be read.", "Check its permissions.") from None
    return open_bytes(path.name, content)


def open_bytes(name: str, content: bytes) -> Opened:
    """What `content` is, told from itself and never from its name."""
    if len(content) > LARGEST:
        raise KnownError(f"{name} is larger than {LARGEST // 2**20} MB, too large for a framework.", _ADVICE)
    if not content.strip():
        raise KnownError(f"{name} is empty.", "Choose another file.")
    return Opened(name, content, _form(name, content))


def _form(name: str, content: bytes) -> Form:
    if content.startswith(b"PK\x03\x04"):
        return _zip_form(name, content)
    if content[:1024].lstrip().startswith(b"%PDF-"):
        return Form.PDF
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return Form.OLD_WORD
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Form.UNKNOWN
    return Form.JSON if _BEGINS_JSON.match(_start(content)) else Form.TEXT


def _start(content: bytes) -> bytes:
    """The first signs, in one byte each."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content[:400].decode("utf-16", "replace").encode("ascii", "replace")
    return content.removeprefix(b"\xef\xbb\xbf").lstrip()[:200]


def _zip_form(name: str, content: bytes) -> Form:
    """Every part is unpacked once and counted before anything parses it: the sizes a zip claims prove nothing."""
    file = BytesIO(content)
    try:
        sheets.refuse_traps(name, file, UNPACKED)
        with zipfile.ZipFile(file) as archive:
            parts = set(archive.namelist())
            if "word/document.xml" not in parts:
                _refuse_heavy(name, archive)
    except sheets.UNREADABLE:
        raise KnownError(f"{name} is a damaged file.", "Save it once more and choose the new file.") from None
    if "word/document.xml" in parts:
        return Form.WORD
    return Form.WORKBOOK if "xl/workbook.xml" in parts else Form.UNKNOWN


def _refuse_heavy(name: str, archive: zipfile.ZipFile) -> None:
    left = {"sheets": MOST_SHEET_TAGS, "strings": MOST_STRING_TAGS, "other": MOST_OTHER_TAGS}
    for part in archive.namelist():
        kind = "sheets" if "worksheets/" in part else "strings" if "sharedStrings" in part else "other"
        left[kind] -= archive.read(part).count(b"<")
        if left[kind] < 0:
            raise KnownError(f"{name} holds more cells or styles than a framework needs.", _ADVICE)


def decoded(name: str, content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, else the Windows code page of western Europe and America."""
    encodings = ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    raise KnownError(f"{name} is not text that can be read.", "Save it as text in UTF-8.")


def _parse(name: str, text: str) -> Any:
    if text.count(",") + text.count("{") > MOST_PARTS:
        raise KnownError(f"{name} has more than {MOST_PARTS:,} parts, too many for a framework.", _ADVICE)

    def refuse(constant: str) -> NoReturn:
        raise KnownError(f"{name} holds {constant}, which is not a number.", "Mend the file, or export it once more.")

    try:
        return json.loads(text, parse_constant=refuse)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise KnownError(f"{name} is not JSON that can be read: it breaks off at {place}.", _ADVICE) from None
    except RecursionError:
        raise KnownError(f"The parts of {name} are nested too deeply for a framework.", _ADVICE) from None
    except ValueError:
        # Python reads no whole number of more than 4,300 digits.
        raise KnownError(f"{name} holds a number that is too long to read.", _ADVICE) from None


def _read_csv(name: str, text: str) -> Sheet:
    import csv
    from io import StringIO

    rows = csv.reader(StringIO(text, newline=""), delimiter=sheets.separator(text))
    try:
        return Sheet(name, tuple(_filled(name, rows)))
    except csv.Error:
        raise KnownError(f"{name} has a cell that is too long to read.", "Check its quotation marks.") from None


def _read_workbook(name: str, content: bytes) -> tuple[Sheet, ...]:
    from openpyxl import load_workbook

    try:
        # It warns of whatever it leaves out, such as drop-down lists, which no reader needs.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
            return tuple(
                Sheet(sheet.title, tuple(_filled(name, sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True))))
                for sheet in book.worksheets[:MOST_SHEETS]
            )
    except sheets.UNREADABLE:
        raise KnownError(f"{name} is not a workbook that can be read.", "Save it once more as .xlsx.") from None


def _filled(name: str, rows: Iterable[Sequence[Cell]]) -> Iterator[tuple[int, tuple[Cell, ...]]]:
    cells = 0
    # One row more than may be: blank rows count too, or a single cell far down would keep us reading.
    for number, row in enumerate(islice(rows, MOST_ROWS + 1), start=1):
        if number > MOST_ROWS:
            raise KnownError(f"{name} has more than {MOST_ROWS:,} rows, too many for a framework.", _ADVICE)
        width = max((place for place, cell in enumerate(row, start=1) if cell not in (None, "")), default=0)
        cells += width
        if cells > MOST_CELLS:
            raise KnownError(f"{name} has more than {MOST_CELLS:,} cells, too many for a framework.", _ADVICE)
        if width:
            yield number, tuple(row[: min(width, MOST_COLUMNS)])
