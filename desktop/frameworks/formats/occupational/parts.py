"""What each part of an occupational framework says, before the parts are brought together."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from desktop.codes import Kind
from desktop.frameworks.document import HourRange
from desktop.frameworks.formats.occupational.rows import Row, fold, in_one, is_mark, kind_of

_FUNCTION = re.compile(r"job\s+function\s*#?\s*(\d{1,3})(?!\d)\s*[:.)–—-]?\s*(.*)", re.I | re.S)
_NUMBERED = re.compile(
    r"competency\s+(\d{1,3})\s*[.-]?\s*([a-z]{1,2}|(?<=[.-])\d{1,2})(?![a-z0-9])\s*[:.)–—-]?\s*(.*)", re.I | re.S
)
_LETTERED = re.compile(r"competency\s+([a-z]|\d{1,2})\s*[:.)]\s*(.*)", re.I | re.S)
_REMARK = re.compile(r"\s*[(\[]\s*(core|optional|required|continued|cont\.?|cont'd)\s*[)\]]\s*$", re.I)
_COLUMNS: Final = {
    "level": "level",
    "required": "required",
    "core": "required",
    "optional": "optional",
    "core/ optional": "kind",
    "core/optional": "kind",
    "core or optional": "kind",
    "ojt": "ojt",
    "ojl": "ojt",
    "ojt hours": "ojt",
    "ri": "ri",
    "rti": "ri",
    "rsi": "ri",
    "ri hours": "ri",
}
INSTRUCTION: Final = {
    "related instruction": "related",
    "related technical instruction": "related",
    "scope": "scope",
    "skills": "skills",
    "knowledge": "knowledge",
    "knowledge and understanding": "knowledge",
    "tools": "tools",
    "tools and technology": "tools",
    "tools and technologies": "tools",
    "tools and equipment": "tools",
}
STANDARDS: Final = frozenset({"performance standards", "performance standard", "performance criteria"})


class Section(Enum):
    OVERVIEW = auto()
    CROSS_CUTTING = auto()
    SCHEDULE = auto()
    DETAIL = auto()


@dataclass(slots=True)
class Wording:
    """A text that may run over several lines; `opening` is what its first line holds."""

    text: str
    first: int
    last: int
    opening: str = ""

    def go_on(self, text: str, line: int) -> None:
        self.opening = self.opening or self.text
        self.text = in_one(self.text, text)
        self.last = line


@dataclass(slots=True)
class Printed:
    """A competency as one part of the document has it.

    `kind` is the word core or optional beside it, `required` the mark by column: None where there is none.
    `unclear` tells that a mark stands in no column; `narrow` that the row has a cell too few.
    """

    title: Wording
    code: str = ""
    kind: Kind | None = None
    level: str = ""
    required: bool | None = None
    unclear: bool = False
    narrow: bool = False
    after_gap: bool = False
    ojt: HourRange | None = None
    ri: HourRange | None = None
    has_standards: bool = False
    standards: list[Wording] = field(default_factory=list)


@dataclass(slots=True)
class PrintedFunction:
    """A job function as one part of the document has it."""

    number: str
    title: Wording
    kind: Kind | None = None
    level: str = ""
    ojt: HourRange | None = None
    ri: HourRange | None = None
    items: list[Printed] = field(default_factory=list)
    scope: list[Wording] = field(default_factory=list)
    skills: list[Wording] = field(default_factory=list)
    knowledge: list[Wording] = field(default_factory=list)
    tools: list[Wording] = field(default_factory=list)
    renumbered: str = ""
    """The number that is printed, where it was taken for another."""
    unclear_hours: bool = False
    blank_items: list[int] = field(default_factory=list)


def function_row(row: Row) -> tuple[str, str, list[str]] | None:
    """The number and title of a numbered job function and the other cells of its row."""
    match = _FUNCTION.match(row.first)
    if match is None:
        return None
    number, title = str(int(match[1])), match[2]
    others = [cell.text for cell in row.cells[1:]]
    if not title and others and column(others[0]) is None and not is_mark(others[0]) and kind_of(others[0]) is None:
        title = others.pop(0)
    return number, title, others


def without_remark(title: str) -> tuple[str, Kind | None]:
    """The title without (Optional) or (continued) behind it."""
    kind = None
    for _ in range(2):
        match = _REMARK.search(title[-30:])
        if match is None:
            break
        kind = kind_of(match[1]) or kind
        title = title[: len(title) - len(match[0])].rstrip()
    return title, kind


def competency_row(row: Row, function: str) -> tuple[str, str, int] | None:
    """Code, title and place among the cells of the row of a competency; `function` is the number above it."""
    for at, cell in enumerate(row.cells[:3]):
        numbered = _NUMBERED.match(cell.text)
        if numbered:
            joint = "." if numbered[2].isdigit() else ""
            return f"{int(numbered[1])}{joint}{numbered[2].lower()}", numbered[3], at
        lettered = _LETTERED.match(cell.text) if function else None
        if lettered:
            joint = "." if lettered[1].isdigit() else ""
            return f"{function}{joint}{lettered[1].lower()}", lettered[2], at
        if kind_of(cell.text) is None and fold(cell.text) != "core or optional":
            return None
    return None


def function_number(code: str) -> str:
    match = re.match(r"\d+", code)
    return match[0] if match else ""


def column(text: str) -> str | None:
    """Which column a cell heads."""
    return _COLUMNS.get(fold(text)) if len(text) <= 30 else None


def heads_columns(row: Row) -> bool:
    """Whether a row without a title heads columns only."""
    names = [column(cell.text.removesuffix(" X").removesuffix(" x")) for cell in row.cells]
    titled = fold(row.first) in ("competencies", "competency", "job function", "job functions")
    return len(names) > 1 and all(names[1:] if titled else names)


def says_more(text: str) -> bool:
    """Whether a cell beside a heading holds more than the head of a column."""
    return fold(text) not in ("ojt", "ri", "level", "required", "optional", "x")


def instruction_heading(text: str) -> tuple[str, str] | None:
    """The list or scope that a cell opens, and what it says behind the colon."""
    name, colon, rest = text.partition(":")
    key = fold(name) if len(name) <= 40 else ""
    if key in INSTRUCTION and (colon or not rest):
        return INSTRUCTION[key], rest.strip()
    if key in STANDARDS:
        return "standards", rest.strip()
    return None


def sections(rows: Sequence[Row]) -> dict[Section, list[Row]]:
    """The rows of each section, in the order of the document."""
    found: dict[Section, list[Row]] = {one: [] for one in Section}
    section = Section.OVERVIEW
    for at, row in enumerate(rows):
        section = _section(rows, at, section, bool(found[Section.SCHEDULE]))
        found[section].append(row)
    return found


def _section(rows: Sequence[Row], at: int, section: Section, scheduled: bool) -> Section:
    row = rows[at]
    heading = named(row)
    if heading is not None:
        return heading
    if _FUNCTION.match(row.first):
        if _opens_detail(rows, at):
            return Section.DETAIL
        if section is Section.CROSS_CUTTING:
            return Section.OVERVIEW if scheduled else Section.SCHEDULE
    elif section is not Section.DETAIL and competency_row(row, ""):
        follows = (instruction_heading(cell.text) for one in rows[at + 1 : at + 3] for cell in one.cells[:1])
        if section is not Section.SCHEDULE or any(one and one[0] == "standards" for one in follows):
            return Section.DETAIL
    return section


def named(row: Row) -> Section | None:
    """The section that a row heads."""
    name = fold(row.first[:120])
    if name.startswith(("cross-cutting competenc", "cross cutting competenc")) and len(row.first) <= 120:
        return Section.CROSS_CUTTING
    if row.first.startswith("WORK PROCESS SCHEDULE") or name in (
        "work process schedule",
        "work process schedule (continued)",
    ):
        return Section.SCHEDULE
    if name == "job function" and any(column(cell.text) in ("kind", "ojt") for cell in row.cells):
        return Section.SCHEDULE
    if name in ("occupational overview", "occupation overview"):
        return Section.OVERVIEW
    return Section.DETAIL if name in ("detailed job functions", "job function details") else None


def _opens_detail(rows: Sequence[Row], at: int) -> bool:
    """A detail page heads its columns, or related instruction or a competency follows before the next function."""
    names = {column(cell.text) for cell in rows[at].cells[1:]}
    if {"level", "required"} <= names or {"ojt", "ri"} <= names:
        return True
    for row in rows[at + 1 : at + 6]:
        if _FUNCTION.match(row.first) or named(row):
            return False
        if any(instruction_heading(cell.text) for cell in row.cells[:2]):
            return True
    return False


def letter(at: int) -> str:
    """a, b ... z, aa, ab ... for 0, 1 ..."""
    found = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        found = chr(97 + rest) + found
    return found


def letter_place(letters: str) -> int:
    """0 for a, 26 for aa."""
    at = 0
    for one in letters:
        at = at * 26 + ord(one) - 96
    return at - 1
