"""The text of a Word document, line by line, and as the paragraphs and table rows that it stands in.

Read from the XML itself: python-docx does not return what stands in content controls, where forms keep their
codes, titles and check boxes.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree

from desktop import sheets
from desktop.errors import KnownError
from desktop.frameworks import word_run
from desktop.frameworks.word_run import local

LARGEST: Final = 12 * 2**20
"""Bytes of the main part; a hundred pages of tables have three million."""
MOST_TAGS: Final = 400_000
"""Start and end tags of the main part: each takes room and time that its few bytes do not show."""
_MOST_COLUMNS: Final = 63
"""Word itself allows no more columns of a table."""
_THROUGH: Final = frozenset({"sdtContent", "ins", "moveTo", "customXml", "smartTag", "Choice", "body", "txbxContent"})
_ADVICE: Final = "Open it in Word, save it once more as .docx, and choose the new file."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`line` counts from 1 in `lines`; a line break in Word begins another paragraph here."""

    text: str
    line: int
    is_bold: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """`cells` hold their paragraphs, empty ones left out; a merged cell stands in the first of its columns.
    `table` tells tables apart, `first` to `last` are its lines. `is_merged` where the cells that are filled
    stretch over columns of others."""

    cells: tuple[tuple[str, ...], ...]
    table: int
    first: int
    last: int
    is_bold: bool = False
    is_merged: bool = False


Piece = Paragraph | TableRow


def lines(name: str, content: bytes) -> tuple[str, ...]:
    """Paragraphs and table rows in order, the cells of a row parted by tabs; what stands in content controls too.

    Where the cells of a row have several paragraphs each, the first ones make a line, then the second ones,
    each in its column. KnownError for a document that is damaged or too large.
    """
    return read(name, content)[1]


def read(name: str, content: bytes) -> tuple[tuple[Piece, ...], tuple[str, ...]]:
    """The pieces of the document with the lines that they stand in."""
    pieces: list[Piece] = []
    found: list[str] = []
    tables = 0
    for part in _parts(_body(name, content)):
        if len(found) > sheets.MOST_LINES:
            raise KnownError(f"{name} has more than {sheets.MOST_LINES:,} lines.", "Choose a shorter document.")
        if isinstance(part, _Text):
            found.append(part.text)
            pieces.append(Paragraph(part.text, len(found), part.is_bold))
        elif isinstance(part, _Cells):
            told = _row_lines(part.cells)
            row = (part.cells, tables, len(found) + 1, len(found) + len(told))
            pieces.append(TableRow(*row, part.is_bold, part.is_merged))
            found += told
        else:
            tables += 1
    return tuple(pieces), tuple(found)


def _row_lines(cells: tuple[tuple[str, ...], ...]) -> list[str]:
    filled = [one for one in cells if one]
    if len(filled) == 1 and len(filled[0]) > 1:
        return list(filled[0])
    high = max((len(one) for one in cells), default=0)
    return ["\t".join(one[at] if at < len(one) else "" for one in cells) for at in range(max(1, high))]


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    is_bold: bool


@dataclass(frozen=True, slots=True)
class _Cells:
    cells: tuple[tuple[str, ...], ...]
    is_bold: bool
    is_merged: bool


class _NewTable:
    """Another table begins, or the one around it goes on."""


_Part = _Text | _Cells | _NewTable


def _body(name: str, content: bytes) -> etree._Element:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            content = archive.read("word/document.xml")
    except sheets.UNREADABLE:
        raise KnownError(f"{name} is a damaged file.", _ADVICE) from None
    if len(content) > LARGEST or content.count(b"<") > MOST_TAGS:
        raise KnownError(f"{name} is too long a document for a framework.", "Split it, or save its text.")
    # DTDs were refused when the file was opened; this keeps the parser from following anything all the same.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise KnownError(f"{name} is a damaged Word document.", _ADVICE) from None
    body = next((one for one in root if local(one) == "body"), None)
    if body is None:
        raise KnownError(f"{name} is a Word document without text.", "Choose another file.")
    return body


def _parts(around: Iterable[etree._Element]) -> Iterator[_Part]:
    for one in around:
        kind = local(one)
        if kind == "p":
            yield from _paragraph(one)
        elif kind == "tbl":
            yield _NewTable()
            for row in _children(one, "tr"):
                yield from _row(row)
            yield _NewTable()
        elif kind == "sdt":
            yield from _parts(word_run.content_of(one))
        elif kind == "AlternateContent":
            yield from _parts(next(iter(one), ()))
        elif kind in _THROUGH:
            yield from _parts(one)


def _paragraph(paragraph: etree._Element) -> Iterator[_Part]:
    texts, is_bold = word_run.texts(paragraph)
    for text in texts:
        yield _Text(text, is_bold)
    for box in word_run.boxes(paragraph):
        yield from _parts(box)


def _children(around: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those in content controls and kept insertions."""
    for one in around:
        kind = local(one)
        if kind == wanted:
            yield one
        elif kind == "sdt":
            for content in word_run.contents(one):
                yield from _children(content, wanted)
        elif kind in _THROUGH:
            yield from _children(one, wanted)


def _row(row: etree._Element) -> Iterator[_Part]:
    properties = next((one for one in row if local(one) == "trPr"), ())
    if any(local(one) == "del" for one in properties):
        return
    cells: list[tuple[str, ...]] = [()] * _number(properties, "gridBefore")
    bold: list[bool] = []
    spans = 0
    held: list[list[_Part]] = []
    for cell in _children(row, "tc"):
        inside = list(_parts(cell))
        held.append(inside)
        paragraphs = _inside(inside)
        wide = max(1, _number(next((one for one in cell if local(one) == "tcPr"), ()), "gridSpan"))
        spans += bool(paragraphs) and wide > 1
        bold += [one.is_bold for one in inside if isinstance(one, _Text) and one.text.strip()]
        cells += [paragraphs, *[()] * (wide - 1)]
    filled = [one for one in held if _inside(one)]
    if len(filled) == 1 and any(isinstance(one, _Cells) for one in filled[0]):
        # A table that only lays out the page: what it holds stands for itself.
        yield from filled[0]
        return
    yield _Cells(tuple(cells[:_MOST_COLUMNS]), bool(bold) and all(bold), bool(spans))


def _inside(parts: list[_Part]) -> tuple[str, ...]:
    """The paragraphs of a cell; a row of a table in it is one, its cells apart by wide space."""
    found = []
    for one in parts:
        if isinstance(one, _Text):
            found.append(one.text.strip())
        elif isinstance(one, _Cells):
            found += ["   ".join(filter(None, line.split("\t"))) for line in _row_lines(one.cells)]
    return tuple(filter(None, found))


def _number(properties: Iterable[etree._Element], name: str) -> int:
    for one in properties:
        if local(one) == name:
            value = word_run.attribute(one, "val")
            return min(int(value), _MOST_COLUMNS) if value.isdecimal() and len(value) < 4 else 0
    return 0
