"""The text of a PDF, line by line, in reading order."""

import re
import threading
import time
import unicodedata
import zlib
from collections.abc import Iterator, Sequence
from ctypes import byref
from typing import Final, NamedTuple

import pypdfium2
from pypdfium2 import raw

from desktop.errors import KnownError

ONE_AT_A_TIME: Final = threading.RLock()
"""PDFium may be used by one thread at a time; whoever draws a page while files are read takes it too."""

MOST_PAGES: Final = 300
MOST_SIGNS: Final = 300_000
"""Letters and spaces; a framework of a hundred pages has two hundred thousand."""
_SECONDS: Final = 1.2
_MOST_DRAWN: Final = 8 * 2**20
"""Bytes of all drawing instructions unpacked: PDFium cannot be stopped within a page."""
_MOST_NESTED: Final = 100_000
_FEWEST_LETTERS: Final = 25
"""Letters of a page on average, below which it is a picture of text."""
_STREAM = re.compile(rb"stream\r?\n")
_NOT_DRAWN = re.compile(
    rb"/Image\b|/Length1\b|/Type1C\b|/CIDFontType0C\b|/OpenType\b|/Metadata\b|/ICCBased\b|/ObjStm\b"
)
_TWICE = re.compile(rb"Flate[A-Za-z]{0,8}\s{0,9}/Fl")
_WORDS_WAY = "Open it in Word, or select all of its text and save that as a text file."
_SCAN_WAY = "Have its text recognized (OCR), or ask for the Word or text file that it was made from."


class _Sign(NamedTuple):
    text: str
    left: float
    bottom: float
    right: float
    top: float


class Span(NamedTuple):
    """A cell of a line; `left` and `right` are points from the left edge of the page."""

    text: str
    left: float
    right: float


def lines(spans: Sequence[Sequence[Span]]) -> tuple[str, ...]:
    """Words of one line joined, wide gaps as tabs. A cell that is empty leaves no tab: where a cell stands among
    the columns of its table only its `Span` tells."""
    return tuple("\t".join(span.text for span in line) for line in spans)


def spans(name: str, content: bytes) -> tuple[tuple[Span, ...], ...]:
    """The cells of each line, parted where the gap is wide; a line without cells after each page.

    KnownError where the PDF is locked or damaged, and where it holds no text that can be used, such as a scan.
    """
    _refuse_traps(name, content)
    with ONE_AT_A_TIME:
        pages = _pages(name, content)
    found: list[tuple[Span, ...]] = [line for page in pages for line in (*_page_lines(page), ())]
    _refuse_useless(name, pages)
    return tuple(found)


def _refuse_traps(name: str, content: bytes) -> None:
    """Unpack the drawing instructions and throw them away: how large they truly are, and how often forms
    within forms would be drawn."""
    left, nested = _MOST_DRAWN, 1
    if _TWICE.search(content):
        raise _too_long(name)
    for start in _STREAM.finditer(content):
        about = content[max(0, start.start() - 600) : start.start()].rpartition(b" obj")[2]
        if b"Flate" not in about or _NOT_DRAWN.search(about):
            continue
        try:
            unpacked = zlib.decompressobj().decompress(content[start.end() : start.end() + _MOST_DRAWN], left + 1)
        except zlib.error:
            continue
        left -= len(unpacked)
        if b"/Form" in about:
            nested *= max(1, unpacked.count(b" Do"))
        if left < 0 or nested > _MOST_NESTED:
            raise _too_long(name)


def _too_long(name: str) -> KnownError:
    return KnownError(f"{name} is drawn in more detail than a framework needs.", _WORDS_WAY)


def _pages(name: str, content: bytes) -> list[list[_Sign]]:
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > MOST_PAGES:
                raise KnownError(f"{name} has more than {MOST_PAGES} pages.", "Save the pages that matter.")
            return _signs_of_pages(name, document)
    except pypdfium2.PdfiumError as error:
        raise _unopened(name, str(error)) from None


def _unopened(name: str, said: str) -> KnownError:
    if "password" in said.lower() or "security" in said.lower():
        return KnownError(
            f"{name} is locked with a password.",
            "Open it with its password, print it to a new PDF or save its text, and choose that file.",
        )
    return KnownError(f"{name} is a damaged PDF.", "Open it in a PDF reader and save it once more.")


def _signs_of_pages(name: str, document: pypdfium2.PdfDocument) -> list[list[_Sign]]:
    end = time.monotonic() + _SECONDS
    pages: list[list[_Sign]] = []
    signs = 0
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        signs += text.count_chars()
        if signs > MOST_SIGNS or time.monotonic() > end:
            raise KnownError(f"{name} holds more text than a framework has.", "Save the pages that matter.")
        pages.append(list(_signs(text)))
        text.close()
        page.close()
    return pages


def _signs(text: pypdfium2.PdfTextPage) -> Iterator[_Sign]:
    box = raw.FS_RECTF()
    for at in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, at)
        if code in (0, 10, 13) or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            continue
        # A space that PDFium puts in has no place, so gaps are measured. The loose box has the width that the
        # letter takes up and the height of its font, not that of its ink.
        if code == 32:
            yield _Sign(" ", 0, 0, 0, 0)
        elif raw.FPDFText_GetLooseCharBox(text, at, byref(box)):
            yield _Sign(chr(code), box.left, min(box.bottom, box.top), box.right, max(box.bottom, box.top))


def _page_lines(signs: Sequence[_Sign]) -> list[tuple[Span, ...]]:
    """Runs of signs that follow each other on one height, then runs of one height put side by side."""
    rows: list[list[list[_Sign]]] = []
    for run in sorted(_runs(signs), key=lambda one: -_middle(one)):
        if rows and abs(_middle(rows[-1][0]) - _middle(run)) < 0.35 * min(_height(rows[-1][0]), _height(run)):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_joined(sorted(row, key=lambda one: one[0].left)) for row in rows]


def _runs(signs: Sequence[_Sign]) -> Iterator[list[_Sign]]:
    run: list[_Sign] = []
    is_apart = False
    for sign in signs:
        if sign.text == " ":
            is_apart = True
            continue
        if run:
            last = run[-1]
            high = max(last.top - last.bottom, sign.top - sign.bottom, 1.0)
            gap = sign.left - last.right
            same_line = min(last.top, sign.top) - max(last.bottom, sign.bottom) > -0.35 * high
            if not same_line or gap < -high or gap > 1.2 * high:
                yield run
                run = []
            elif is_apart or gap > 0.2 * high:
                run.append(_Sign(" ", last.right, last.bottom, sign.left, last.top))
        run.append(sign)
        is_apart = False
    if run:
        yield run


def _middle(run: Sequence[_Sign]) -> float:
    return (min(one.bottom for one in run) + max(one.top for one in run)) / 2


def _height(run: Sequence[_Sign]) -> float:
    return max(1.0, max(one.top for one in run) - min(one.bottom for one in run))


def _joined(row: Sequence[Sequence[_Sign]]) -> tuple[Span, ...]:
    """Runs side by side: a gap of more than a letter parts two cells, a smaller one two words."""
    found: list[Span] = []
    for place, run in enumerate(row):
        text = _kept("".join(one.text for one in run))
        is_apart = not place or run[0].left - row[place - 1][-1].right > 0.55 * _height(run)
        if is_apart or not found:
            found.append(Span(text, run[0].left, run[-1].right))
        else:
            found[-1] = Span(f"{found[-1].text} {text}".strip(), found[-1].left, run[-1].right)
    return tuple(one for one in found if one.text)


def _kept(text: str) -> str:
    return "".join(sign for sign in text if unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cn")).strip()


def _refuse_useless(name: str, pages: Sequence[Sequence[_Sign]]) -> None:
    kinds = [unicodedata.category(sign.text) for page in pages for sign in page if sign.text != " "]
    letters = sum(one.startswith(("L", "N")) for one in kinds)
    garbage = sum(one in ("Cc", "Co", "Cn") for one in kinds)
    if garbage > 0.2 * max(1, len(kinds)):
        raise KnownError(f"{name} shows text, but holds only signs without a meaning in its place.", _SCAN_WAY)
    if letters < _FEWEST_LETTERS * max(1, len(pages)):
        raise KnownError(f"{name} holds pictures of text, such as a scan, and no text.", _SCAN_WAY)
