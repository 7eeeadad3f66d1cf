"""The pieces of an Appendix A: paragraphs and rows by section, column heads told, figures read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop.frameworks.document import HourRange
from desktop.frameworks.findings import Place
from desktop.frameworks.word_text import Paragraph, Piece

MOST_HOURS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph or table row: a paragraph parted by tabs has several cells as well. `table` is 0 outside
    of tables."""

    cells: tuple[tuple[str, ...], ...]
    first: int
    last: int
    table: int = 0
    is_bold: bool = False
    is_merged: bool = False

    @property
    def filled(self) -> list[int]:
        return [at for at, cell in enumerate(self.cells) if cell]

    @property
    def text(self) -> str:
        return " ".join(part for cell in self.cells for part in cell)

    @property
    def place(self) -> Place:
        words = f"line {self.first}" if self.first == self.last else f"lines {self.first} to {self.last}"
        return Place(words, self.first, self.last)

    def cell(self, at: int | None) -> str:
        return " ".join(self.cells[at]) if at is not None and at < len(self.cells) else ""


def folded(text: str) -> str:
    """In small letters and digits with single spaces, for telling headings and column heads."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))


_ENUMERATED: Final = re.compile(
    r"^(?:(?:section|part|article)\s{1,3})?(?:[0-9]{1,2}|[ivx]{1,5}|[a-z])[.):]\s{0,6}(?=[a-z])", re.IGNORECASE
)


def unnumbered(text: str) -> str:
    """A heading without the number or letter of its section: "TERM" of "II. TERM" and of "2) TERM"."""
    return _ENUMERATED.sub("", text.strip(), count=1)


_LEADERS: Final = re.compile(
    r"(?<=\S)\s{0,3}(?:(?:\.{4,20}|…{2,20}|_{4,20})[._…]{0,200}\s{0,3}(?=[0-9])"
    r"|\s[–—-]\s(?=[0-9][0-9, .]{0,9}\s?(?:hours|hrs|hour)\.?$))",
    re.IGNORECASE,
)
"""What stands between a title and the hours at the end of its line: dots, or a dash."""


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """The pieces that hold something; the cells of a paragraph with tabs apart."""
    found = []
    for one in pieces:
        if isinstance(one, Paragraph):
            shown = _LEADERS.sub("\t", one.text.strip()[:2000]) + one.text.strip()[2000:]
            cells = tuple((part,) if (part := cell.strip()) else () for cell in shown.split("\t"))
            if any(cells):
                found.append(Line(cells, one.line, one.line, 0, one.is_bold))
        elif any(one.cells):
            found.append(Line(one.cells, one.first, one.last, one.table, one.is_bold, one.is_merged))
    return found


class Head(StrEnum):
    """What a column holds, told by its head."""

    CODE = "code"
    TITLE = "title"
    TASKS = "tasks"
    KIND = "kind"
    HOURS = "hours"
    LEAST = "minimum"
    MOST = "maximum"
    PROVIDER = "provider"
    OBJECTIVES = "objectives"
    SIGNED = "signed"


_HEADS: Final = (
    (Head.KIND, r"\bcore\b.{0,12}\boptional\b|^required$|^core$"),
    (Head.SIGNED, r"\bdates?\b|\binitials?\b|\bachieved\b|\bcompleted\b|\bapproved\b|\bpending\b|signature|\brating\b"),
    (Head.LEAST, r"\bmin(?:imum)?\b"),
    (Head.MOST, r"\bmax(?:imum)?\b"),
    (Head.HOURS, r"\b(?:hours|hrs|hour|time)\b"),
    (Head.OBJECTIVES, r"objectives?\b|\boutcomes?\b|^descriptions?$|^course descriptions?$"),
    (Head.PROVIDER, r"\bproviders?\b|\bschool\b|\binstitution\b|\bfurnished\b|\bprovided by\b|\borganization\b"),
    (Head.CODE, r"\b(?:number|no|code|id|item)\b|^letter$|^course$"),
    (Head.TITLE, r"\b(?:title|name|work process(?:es)?|process(?:es)?|tasks?|competenc(?:y|ies)|courses?|descriptions?"
                 r"|job functions?|functions?|skills?|subjects?|topics?|modules?|class(?:es)?)\b"),
)  # fmt: skip
_SHAPES: Final = tuple((head, re.compile(shape)) for head, shape in _HEADS)
_BELOW: Final = re.compile(r"\bcompetenc|\btasks?\b|\bskills?\b|\bactivit|\bdescription|\bfunctions?\b")
"""Heads of a second column of titles: what belongs to the work process beside it."""
_MOST_HEAD: Final = 80


def heads(line: Line) -> dict[Head, int]:
    """The columns by what their heads say; empty where the line is no head of a table. A head has two columns
    that say something, the figures of a row are none."""
    if len(line.filled) < 2 or any(hours(line.cell(at)) is not None for at in line.filled):
        return {}
    found: dict[Head, int] = {}
    for at in line.filled:
        text = folded(line.cell(at))
        if len(text) > _MOST_HEAD:
            return {}
        told = next((head for head, shape in _SHAPES if shape.search(text)), None)
        if told is Head.TITLE and Head.TITLE in found and _BELOW.search(text):
            told = Head.TASKS
        if told is not None and told not in found:
            found[told] = at
    if Head.CODE in found and Head.TITLE not in found:
        found[Head.TITLE] = found.pop(Head.CODE)
    is_head = Head.TITLE in found and len(found) > 1
    return found if is_head else {}


_NUMBER: Final = r"([0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]{1,2})?|[1-9][0-9]? [0-9]{3}|[0-9]{1,6}(?:\.[0-9]{1,2})?)"
_HOURS: Final = re.compile(
    rf"^(?:approx(?:imately|\.)?\s?)?{_NUMBER}(?:\s?(?:hours|hrs|hour|hr|h)\b\.?)?"
    rf"(?:\s?(?:to|-|–|—)\s?{_NUMBER})?(?:\s?(?:hours|hrs|hour|hr|h)\.?)?(?:\s?(?:total|required))?$",
    re.IGNORECASE,
)


def figure(text: str) -> float:
    """ "1,250" as hours in steps of a quarter, at most what the neutral form allows."""
    return min(MOST_HOURS, round(float(text.replace(",", "").replace(" ", "")) * 4) / 4)


def hours(text: str) -> HourRange | None:
    """ "800", "1,250 hrs" or "600 to 700"; None for anything else."""
    found = _HOURS.match(" ".join(text[:60].split())) if len(text) < 60 else None
    if found is None:
        return None
    low = figure(found[1])
    high = figure(found[2]) if found[2] else low
    return HourRange(minimum=min(low, high), maximum=max(low, high))


def hours_at_end(line: Line) -> bool:
    return len(line.filled) > 1 and hours(line.cell(line.filled[-1])) is not None


_BULLET: Final = re.compile(r"^(?:[•·▪▫◦●○■□\uf0b7*o‣➢✓–—-]\s{0,4}(?=\S)\s{0,4}|\(?(?:[0-9]{1,2}|[a-z])[.)]\s{1,8})")


def unbulleted(text: str) -> str:
    """Without the sign or number that a list puts before it."""
    text = text.strip()
    found = _BULLET.match(text)
    if found is None or (found[0][0] == "o" and not found[0][1:2].isspace()):
        return text
    return text[found.end() :] or text


def letters(number: int) -> str:
    """0 as "a", 25 as "z", 26 as "aa"."""
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(ord("a") + rest) + found
    return found


def unique(wanted: str, taken: set[str], most: int = 40) -> str:
    """The code itself, or with a number behind it where it is taken."""
    code, number = wanted[:most].strip(), 2
    while code in taken or not code:
        tail = f"-{number}"
        code, number = f"{wanted[: most - len(tail)].strip()}{tail}", number + 1
    taken.add(code)
    return code
