"""The fonts of papers, and text that prints in them: the first font that has a letter prints it."""

from functools import cache
from pathlib import Path
from typing import Literal
from unicodedata import bidirectional, normalize
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop import assets, words
from desktop.errors import KnownError

Weight = Literal["Regular", "Italic", "SemiBold", "Bold"]

WEIGHTS: tuple[Weight, ...] = ("Regular", "Italic", "SemiBold", "Bold")
_SECOND = "DejaVuSans"
_THIRD = "DroidSansFallback"
_THIRD_PLACES = (
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/usr/share/fonts/truetype/droid/DroidSansFallback.ttf",
    "/usr/share/fonts/google-droid-sans-fonts/DroidSansFallbackFull.ttf",
)
_SHOWN_LETTERS = 60
_UNSEEN = dict.fromkeys((0x200C, 0x200D, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)))
"""Joiners and variation selectors: they choose a shape and have none themselves."""
_FROM_THE_RIGHT = {"R", "AL", "AN"}
_JOINED = ((0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x18AF), (0x1CD0, 0x1CFF), (0xA800, 0xABFF))
"""The first and last letters of scripts of India and its neighbors, whose letters join and change places."""


def font(weight: Weight) -> str:
    """The name under which a weight of the first font is registered."""
    _fonts()
    return f"NotoSans-{weight}"


@cache
def _fonts() -> tuple[tuple[str, frozenset[int]], ...]:
    """Registered once: each fallback with the letters it has, the first font first."""
    folder = assets.path("resources", "fonts")
    for weight in WEIGHTS:
        registerFont(TTFont(f"NotoSans-{weight}", str(folder / f"NotoSans-{weight}.ttf")))
    second = TTFont(_SECOND, str(folder / f"{_SECOND}.ttf"))
    registerFont(second)
    first = TTFont("NotoSans-Regular", str(folder / "NotoSans-Regular.ttf"))
    third = _installed_third()
    found = [("NotoSans-Regular", first), (_SECOND, second)]
    if third is not None:
        registerFont(third)
        found.append((_THIRD, third))
    return tuple((name, frozenset(filter(_stands_alone, one.face.charToGlyph))) for name, one in found)


def _stands_alone(letter: int) -> bool:
    """Whether a paper can set a letter one after the other from the left; ReportLab does nothing else, and a name
    that it set otherwise would be spelled wrong without a word."""
    is_joined = any(first <= letter <= last for first, last in _JOINED)
    return not is_joined and bidirectional(chr(letter)) not in _FROM_THE_RIGHT


def _installed_third() -> TTFont | None:
    for place in _THIRD_PLACES:
        if Path(place).is_file():
            try:
                return TTFont(_THIRD, place)
            except (OSError, TTFError):
                return None
    return None


def runs(value: str, what: str = "text") -> list[tuple[str, str]]:
    """`value` cut into pieces with the name of a font that has every letter; "" stands for the first font.

    KnownError names the `what` (such as "name") and the letter that cannot be printed.
    """
    first, *others = _fonts()
    if value.isascii():
        return [("", value)]
    pieces: list[tuple[str, str]] = []
    for letter in value:
        if letter in "\n\t" or ord(letter) in first[1]:
            name = ""
        else:
            name = next((name for name, letters in others if ord(letter) in letters), None) or _refuse(
                value, letter, what
            )
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + letter)
        else:
            pieces.append((name, letter))
    return pieces


def _refuse(value: str, letter: str, what: str) -> str:
    place = value.index(letter)
    start = max(0, place - _SHOWN_LETTERS // 2) if len(value) > _SHOWN_LETTERS else 0
    shown = value[start : start + _SHOWN_LETTERS]
    why = "no font here can print" if _stands_alone(ord(letter)) else "joins others or runs from the right in print"
    raise KnownError(
        f"The {what} '{shown}' has a letter that {why}: '{letter}' (U+{ord(letter):04X}).",
        "Save the paper as a workbook or Word document, or write it with other letters.",
    )


def printable(value: str) -> str:
    """Composed letters, without what cannot be seen."""
    return words.clean(normalize("NFC", value).translate(_UNSEEN))


def text(value: str, what: str = "text") -> str:
    """`value` as the inside of a paragraph: escaped, line breaks kept, each run in a font that has it."""
    pieces = (
        escape(piece) if not name else f'<font name="{name}">{escape(piece)}</font>'
        for name, piece in runs(printable(value), what)
    )
    return "".join(pieces).replace("\n", "<br/>")


def check_name(name: str) -> None:
    """KnownError where the paper cannot print this person's name."""
    runs(printable(name), "name")


def width(value: str, weight: Weight, size: float) -> float:
    return float(sum(stringWidth(piece, name or font(weight), size) for name, piece in runs(value)))


def draw(canvas: Canvas, x: float, y: float, value: str, weight: Weight, size: float) -> None:
    """One line from `x` on, each run in its font."""
    for name, piece in runs(value):
        canvas.setFont(name or font(weight), size)
        canvas.drawString(x, y, piece)
        x += stringWidth(piece, name or font(weight), size)


def shorten(value: str, weight: Weight, size: float, room: float) -> str:
    """`value` on one line, cut with "…" where it is wider than `room`."""
    value = words.clean_line(printable(value))
    if width(value, weight, size) <= room:
        return value
    low, high = 0, len(value)
    while low < high:
        middle = (low + high + 1) // 2
        if width(value[:middle] + "…", weight, size) <= room:
            low = middle
        else:
            high = middle - 1
    return value[:low].rstrip() + "…"
