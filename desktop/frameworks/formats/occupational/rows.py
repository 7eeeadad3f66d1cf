"""Rows and cells of an occupational framework's text, and the words that stand in its columns."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Final

from desktop.codes import Kind
from desktop.frameworks.document import HourRange
from desktop.frameworks.findings import Place

if TYPE_CHECKING:
    from desktop.frameworks.pdf_text import Span

_MOST_CELLS = 60
LONGEST: Final = 2000
"""Characters of a line in the neutral form; a paragraph may have ten times as many."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\xa0\u202d\u202e\ufeff\ufffe\uffff\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_GAP = re.compile(r"[\[(<{]\s*(?:page\s+)?(?:illegible|unreadable|not legible)[^\])>}]{0,80}[\])>}]", re.I)
_PAGE_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,3}\s*(?:(?:of|/)\s*\d{1,3})?\s*[-–—]?", re.I)
_BULLET = re.compile(r"(?:[•·▪■●○◦‣➢✓\uf0b7*–—-]|o(?=\s)|\d{1,2}[.)](?=\s))\s*")
_HOURS = re.compile(
    r"(\d[\d,]{0,8}(?:\.\d{1,2})?)(?:\s*(?:-|–|—|to)\s*(\d[\d,]{0,8}(?:\.\d{1,2})?))?\s*(?:hours?|hrs?\.?|h)?", re.I
)
_MARGIN = re.compile(r"(Core or Optional|Core|Optional)\s+(?=Competency\s+\d)", re.I)
_HEADS = re.compile(
    r"\s+(?:Level Required Optional(?: X)?|(?:Core ?/ ?Optional )?OJT RI|(?:Level )?OJT RI|0 1 2 3(?: [4-9])*)$", re.I
)
_COMPOUNDS = frozenset(
    {"co", "cross", "follow", "full", "hands", "high", "in", "long", "low", "multi", "non", "off", "on", "one", "part"}
    | {"post", "pre", "problem", "re", "real", "self", "set", "short", "sign", "step", "team", "two", "up", "well"}
)
"""Words that keep their hyphen where a line ends in it."""
_MARKS = frozenset("xX✓✔√☑☒■▪●×✗✘")
_KINDS: Final = {"core": Kind.CORE, "optional": Kind.OPTIONAL, "required": Kind.CORE, "elective": Kind.OPTIONAL}


@dataclass(frozen=True, slots=True)
class Cell:
    """`index` counts the tabs before it; `start` and `end` are its columns of characters, in a PDF points."""

    text: str
    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line that is not empty. `cells` are those that hold something, `width` counts the empty ones too."""

    number: int
    cells: tuple[Cell, ...]
    width: int
    tabbed: bool

    @property
    def first(self) -> str:
        return self.cells[0].text

    @property
    def text(self) -> str:
        return " ".join(cell.text for cell in self.cells)

    @property
    def is_gap(self) -> bool:
        """Whether it only says that something here cannot be read."""
        return _GAP.sub("", self.text[:300]).strip(" .-–—") == "" and is_illegible(self.text)


def clean(text: str) -> str:
    """On one line, without what no paper can hold; straight backslashes before a dollar sign are an escape."""
    return _SPACES.sub(" ", _UNPRINTABLE.sub(" ", text)).strip().replace("\\$", "$")


def is_illegible(text: str) -> bool:
    return _GAP.search(text[:3000]) is not None


def legible(text: str) -> str:
    """The text without its remarks that something is illegible."""
    return clean(_GAP.sub(" ", text[:20_000]))


def fold(text: str) -> str:
    """For comparing words: small letters, & as and, without stars and end colons."""
    return clean(text).casefold().replace("&", "and").strip(" :*.").replace("  ", " ")


def rows(lines: Sequence[str], spans: "Sequence[Sequence[Span]]" = ()) -> tuple[list[Row], list[tuple[int, str]]]:
    """The rows in order, and the page numbers and running heads that are none of them. `spans` tell of a printed
    page where its cells stand, since there an empty cell leaves nothing to count."""
    found: list[Row] = []
    breaks: set[int] = set()
    for number, line in enumerate(lines, start=1):
        if "\f" in line:
            breaks.add(len(found))
        row = _row(number, line, spans[number - 1] if spans else ())
        if row is None:
            continue
        if _PAGE_NUMBER.fullmatch(row.text[:40]) and len(row.text) <= 40:
            breaks.add(len(found))
        found.append(row)
    return _without_heads(found, breaks)


def _row(number: int, line: str, spans: "Sequence[Span]") -> Row | None:
    if not line.strip():
        return None
    line = line.replace("\f", " ")
    tabbed = "\t" in line and not spans
    cells: list[Cell] = []
    parts = list(_parts(line, "\t" in line or bool(spans)))
    for index, (start, part) in enumerate(parts):
        text = clean(part[:20_000])
        end = start + len(part)
        if spans:
            start, end = round(spans[index].left), round(spans[index].right)
        if text:
            cells.append(Cell(text, index, start, end))
    if len(cells) == 1:
        cells = _reopened(cells[0])
    elif cells and (margin := _MARGIN.match(cells[0].text[:60])):
        text = cells[0].text[margin.end() :]
        cells = [replace(cells[0], text=margin[1]), replace(cells[0], text=text), *cells[1:]]
    return Row(number, tuple(cells), len(parts), tabbed) if cells else None


def _reopened(cell: Cell) -> list[Cell]:
    """The cells of a head or margin that lost its tabs to single spaces; their columns are not known."""
    margin = _MARGIN.match(cell.text[:60])
    if margin is not None:
        return [_at(margin[1], cell), _at(cell.text[margin.end() :], cell)]
    heads = _HEADS.search(cell.text[-60:])
    if heads is None:
        return [cell]
    title = cell.text[: len(cell.text) - len(heads[0])]
    names = re.findall(r"Core ?/ ?Optional|Optional X|\w+", heads[0], re.I)
    return [_at(one, cell) for one in (title, *names) if one]


def _at(text: str, cell: Cell) -> Cell:
    return Cell(text, cell.index, -2, -2)


def _parts(line: str, tabbed: bool) -> Iterator[tuple[int, str]]:
    """Cells with the column where each begins: parted by tabs, else by two or more spaces."""
    if tabbed:
        start = 0
        for part in line.split("\t", _MOST_CELLS):
            yield start, part
            start += len(part) + 1
        return
    for match in islice(re.finditer(r"[^ \xa0]+(?:[ \xa0][^ \xa0]+)*", line), _MOST_CELLS):
        yield match.start(), match[0]


def _without_heads(found: list[Row], breaks: set[int]) -> tuple[list[Row], list[tuple[int, str]]]:
    """A line that stands three times or more, and always beside a page break, is a running head or foot."""
    times = Counter(row.text for row in found)
    numbers = {at for at, row in enumerate(found) if _is_page_number(row)}
    near = {at for one in breaks for at in (one - 1, one, one + 1) if 0 <= at < len(found)}
    near |= {at for one in numbers for at in (one - 1, one + 1) if 0 <= at < len(found)} - numbers
    beside = Counter(found[at].text for at in near)
    heads = {text for text, count in beside.items() if 3 <= count == times[text] and not _means_something(text)}
    kept: list[Row] = []
    passed: list[tuple[int, str]] = []
    for row in found:
        if row.text in heads or _is_page_number(row):
            passed.append((row.number, row.text))
        else:
            kept.append(row)
    return kept, passed


def _is_page_number(row: Row) -> bool:
    return len(row.text) <= 40 and _PAGE_NUMBER.fullmatch(row.text) is not None


def _means_something(text: str) -> bool:
    words = (
        "performance",
        "skills",
        "knowledge",
        "tools",
        "related",
        "competency ",
        "job function",
        "scope",
        "work proc",
    )
    return fold(text).startswith(words) or is_illegible(text) or "\t" in text


def unbulleted(text: str) -> tuple[str, bool]:
    """The text without the bullet or number before it, and whether there was one."""
    match = _BULLET.match(text)
    return (text[match.end() :].strip(), True) if match and match.end() < len(text) else (text, False)


def is_mark(text: str) -> bool:
    return text.strip("[]()_ ") in _MARKS and text != ""


def kind_of(text: str) -> Kind | None:
    """What a cell says of core and optional; a mark may stand beside the word."""
    words = fold(text).strip("()[]").removeprefix("core or optional").lstrip(" :").split()
    if len(words) == 2 and is_mark(words[1]):
        words = words[:1]
    return _KINDS.get(words[0]) if len(words) == 1 else None


def hours_of(text: str) -> HourRange | None:
    """Hours, or from and to; None for anything else. They go in steps of a quarter."""
    match = _HOURS.fullmatch(clean(text)) if len(text) <= 40 else None
    if match is None:
        return None
    numbers = [_quarter(one) for one in match.groups() if one]
    if max(numbers) > 100_000:
        return None
    return HourRange(minimum=numbers[0], maximum=numbers[1] if len(numbers) > 1 else None)


def hours_in_words(ojt: HourRange | None, ri: HourRange | None) -> str:
    """The hours of one competency, for which the neutral form has no field."""
    told = (("OJT", ojt), ("RI", ri))
    return "; ".join(f"{name} {_span(hours)} hours" for name, hours in told if hours is not None)


def _span(hours: HourRange) -> str:
    return " to ".join(f"{one:g}" for one in (hours.minimum, hours.maximum) if one is not None)


def _quarter(text: str) -> float:
    return round(float(text.replace(",", "")) * 4) / 4


def same(first: str, second: str) -> bool:
    """Whether two wordings differ in nothing but spaces and the shape of quotation marks and dashes."""
    return _plain(first) == _plain(second)


_SHAPES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def _plain(text: str) -> str:
    return clean(text).translate(_SHAPES)


def place(first: int, last: int = 0) -> Place:
    last = max(first, last)
    return Place(f"line {first}" if first == last else f"lines {first} to {last}", first, last)


def in_one(before: str, text: str) -> str:
    """Two lines of one text; a word that was parted between them is whole again."""
    if before[-1:] == "-" and before[-2:-1].islower() and text[:1].islower():
        word = re.split(r"[^A-Za-z]+", before[:-1])[-1].casefold()
        return before + text if word in _COMPOUNDS else before[:-1] + text
    return f"{before} {text}".strip()


def is_continuation(text: str, before: str, bulleted: bool = False, list_bulleted: bool = False) -> bool:
    """Whether a line goes on with the one before it: it begins small where that began large, or has no bullet
    where that has one."""
    if not before or bulleted:
        return False
    if list_bulleted:
        return True
    return text[:1].islower() and not before[:1].islower() and before[-1:] not in ".;!?"
