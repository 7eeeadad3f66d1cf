"""Foreign files are opened by their content, in time, and within their caps."""

import json
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop import sheets
from desktop.errors import KnownError
from desktop.frameworks import files
from desktop.frameworks.files import Form
from tests.frameworks.formats import word_files

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*rows: list[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def changed(change: dict[str, str]) -> bytes:
    """A workbook of one cell with other parts."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(["x"]))) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name).decode()))
    return made.getvalue()


def sheet(rows: str) -> bytes:
    part = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return changed({"xl/worksheets/sheet1.xml": part})


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"Welder\n", Form.TEXT),
        (b"[Draft] Welder\n", Form.TEXT),
        (b"{\\rtf1 Welder}", Form.TEXT),
        (b'{"a": 1}', Form.JSON),
        (b'\xef\xbb\xbf \n[{"a": 1}]', Form.JSON),
        ('{"a": 1}'.encode("utf-16"), Form.JSON),
        ("Welder".encode("utf-16"), Form.TEXT),
        (workbook(["x"]), Form.WORKBOOK),
        (word_files.packed("x"), Form.WORD),
        (b"\n%PDF-1.4", Form.PDF),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Form.OLD_WORD),
        (b"\0\1", Form.UNKNOWN),
    ],
)
def test_the_form_is_told_from_the_content_whatever_the_name_says(content: bytes, form: Form) -> None:
    for name in ("a.docx", "a.json", "a.txt", "a"):
        assert files.open_bytes(name, content).form is form


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_the_encodings_that_programs_write(encoding: str) -> None:
    opened = files.open_bytes("a.txt", "Café\r\nbar\rend".encode(encoding))
    assert opened.lines == ("Café", "bar", "end")


def test_rows_have_the_number_that_the_screen_shows() -> None:
    (found,) = files.open_bytes("a.xlsx", workbook(["Title", None], [None], ["a", 2, ""])).sheets
    assert found.rows == ((1, ("Title",)), (3, ("a", 2)))
    (table,) = files.open_bytes("a.csv", b"Title;Hours\n\na;2\n").sheets
    assert table.rows == ((1, ("Title", "Hours")), (3, ("a", "2")))


def test_a_formula_is_never_worked_out() -> None:
    (found,) = files.open_bytes("a.xlsx", workbook(["=1+1", "x"])).sheets
    assert found.rows == ((1, (None, "x")),)


@pytest.mark.parametrize("content", [b"", b" \n\t ", b"\n" * 100])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(KnownError, match="empty"):
        files.open_bytes("a.txt", content)


def test_a_folder_and_a_missing_file_are_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="folder"):
        files.open_path(tmp_path)
    with pytest.raises(KnownError, match="no file"):
        files.open_path(tmp_path / "none.txt")


def test_only_so_much_of_a_large_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(files.LARGEST + 1)
    with pytest.raises(KnownError, match="16 MB"):
        files.open_path(path)


def _zip_of(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def _deep(signs: str) -> bytes:
    return (signs * 200_000).encode()


_DTD = b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a zip bomb": lambda: _zip_of(a=b"\0" * (files.UNPACKED + 1)),
    "a DTD": lambda: _zip_of(**{"word/document.xml": _DTD}),
    "half a zip": lambda: workbook(["x"])[:-300],
    "a far cell": lambda: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a million blank rows": lambda: sheet("<row/>" * 1_000_000),
    "rows of blank cells": lambda: sheet(("<row>" + "<c/>" * 380 + "</row>") * 19_000),
    "many rows": lambda: sheet("<row><c><v>1</v></c></row>" * 25_000),
    "many cells": lambda: sheet(("<row>" + "<c><v>1</v></c>" * 50 + "</row>") * 2_500),
    "many styles": lambda: changed(
        {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><fonts>{"<font/>" * 200_000}</fonts></styleSheet>'}
    ),
    "many names": lambda: changed({"xl/workbook.xml": f'<workbook xmlns="{MAIN}">{"<a/>" * 200_000}</workbook>'}),
    "broken XML": lambda: sheet("<row><c>"),
    "many lines": lambda: b"x\n" * (sheets.MOST_LINES + 1),
    "deep lists": lambda: _deep("["),
    "deep objects": lambda: _deep('{"a":'),
    "many parts": lambda: b"[" + b"1," * (files.MOST_PARTS + 1) + b"1]",
    "a long number": lambda: b"[" + b"1" * 5000 + b"]",
    "no number": lambda: b'{"a": NaN}',
    "half JSON": lambda: json.dumps({"a": [1, 2, {"b": "c"}]}).encode()[:-5],
    "a cell without end": lambda: b'a,b\n"' + b"x" * 200_000,
    "no encoding": lambda: b"\x81\x8d\x8f",
}


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_in_words_and_in_time(make: Callable[[], bytes]) -> None:
    content = make()
    start = time.process_time()
    with pytest.raises(KnownError) as refused:
        _everything(files.open_bytes("a.bin", content))
    assert time.process_time() - start < 2
    assert refused.value.sentence.startswith(("a.bin ", "The parts of a.bin "))
    assert refused.value.advice


def _everything(opened: files.Opened) -> None:
    if opened.form is Form.JSON:
        opened.value
    opened.lines
    opened.sheets


LARGE: dict[str, Callable[[], bytes]] = {
    "one long text": lambda: sheet(f'<row><c t="inlineStr"><is><t>{"a" * 30_000_000}</t></is></c></row>'),
    "all cells": lambda: sheet(("<row>" + "<c><v>1</v></c>" * 5 + "</row>") * files.MOST_ROWS),
    "wide": lambda: sheet('<row><c r="XFD1"><v>1</v></c></row>'),
    "all lines": lambda: b"x\ty\n" * (files.MOST_ROWS - 1),
    "all parts": lambda: b"[" + b"{}," * (files.MOST_PARTS // 2 - 1) + b"1]",
    "one line": lambda: b"x" * files.LARGEST,
}


@pytest.mark.parametrize("make", LARGE.values(), ids=LARGE)
def test_the_largest_files_allowed_are_read_in_time(make: Callable[[], bytes]) -> None:
    opened = files.open_bytes("a.bin", make())
    start = time.process_time()
    if opened.form is Form.JSON:
        assert opened.value
    elif opened.form is Form.TEXT:
        assert opened.lines
    else:
        assert opened.sheets
    assert time.process_time() - start < 2
