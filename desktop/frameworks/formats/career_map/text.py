"""The lines of a career map as headings, paragraphs, lists and table rows."""

import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desktop import words
from desktop.frameworks.findings import Place

MOST_HEADING: Final = 150
"""Letters of a heading; what is longer is text that happens to be in capitals."""
MOST_TEXT: Final = 20_000
"""Letters of one paragraph or cell; what is longer is cut."""
_FEWEST_TIGHT: Final = 10
_FULL: Final = 60
"""Letters of a line that may go on below."""
_BULLETS: Final = ("-", "–", "•", "*", "·", "▪", "●", "○", "◦", "‣", "+")
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_NEW_LINE = re.compile(r"</?(?:p|br|li|ul|ol|div)\b[^<>]{0,200}>", re.IGNORECASE)
_ESCAPED = re.compile(r"\\([^\w\s])")


class Sort(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    BULLETS = "list"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Item:
    """`first` to `last` are its lines, from 1; `before` and `after` the empty lines around it. `cells` are
    those of a table row, `text` of a list has one bullet on each line."""

    sort: Sort
    text: str
    first: int
    last: int
    before: int = 0
    after: int = 0
    cells: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The heading, or first cell, as it is compared."""
        return folded(self.cells[0] if self.cells else self.text)


def folded(text: str) -> str:
    """Letters and digits alone, so that neither case, quotation marks nor a colon at the end make a difference."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def place(first: int, last: int = 0) -> Place:
    last = max(first, last)
    return Place(f"line {first}" if first == last else f"lines {first}–{last}", first, last)


def items(
    lines: Sequence[str], headings: frozenset[int] = frozenset(), running: frozenset[int] = frozenset()
) -> tuple[Item, ...]:
    """Lines that touch each other make one block; a table row, a heading and a list each stand for themselves.
    `headings` are the lines that are headings although they are not in capitals, `running` those that are printed
    on every page and are left out."""
    found: list[Item] = []
    block: list[tuple[int, str]] = []
    before = blanks = 0
    is_broken = False
    is_tight = tight(lines)
    often = Counter(folded(line) for line in lines if is_heading(line)) if running else Counter()
    for number, line in enumerate((*lines, ""), start=1):
        # A page of a PDF ends with a form feed, which is as good as the empty lines between two pages.
        blanks += 3 * line.startswith("\f")
        if number in running:
            is_broken, line = True, ""
        if line.strip():
            if not block:
                # The head or foot of a page stands apart; the text that it interrupts does not.
                before = min(blanks, 1) if is_broken and often[folded(line)] < 2 and number not in headings else blanks
            blanks, is_broken = 0, False
            block.append((number, line))
            continue
        blanks += 3 if is_tight else 1
        if block:
            for part in _paragraphs(block) if is_tight else [block]:
                found += _items_of(part, before if part[0] == block[0] else 0, headings)
            block = []
    # A line of invisible signs alone says nothing.
    return tuple(_with_after([one for one in found if one.text or any(one.cells)]))


def tight(lines: Sequence[str]) -> bool:
    """Whether paragraphs follow each other without an empty line, as in the text of Word and PDF files; there an
    empty line stands between pages alone."""
    blank = sum(not line.strip() for line in lines)
    return len(lines) - blank > _FEWEST_TIGHT and blank < 0.15 * (len(lines) - blank)


def _paragraphs(block: Sequence[tuple[int, str]]) -> Iterator[list[tuple[int, str]]]:
    """The paragraphs of a block without empty lines: one ends with its sentence, or with a line that does not
    fill its column. A list and what goes on with it stay together."""
    part: list[tuple[int, str]] = []
    for number, line in block:
        text = line.strip()
        if part and not _goes_on(part[-1][1].strip(), text):
            yield part
            part = []
        part.append((number, line))
    if part:
        yield part


def _goes_on(above: str, text: str) -> bool:
    if "\t" in above or "\t" in text:
        return False
    if bullet(above) is not None or bullet(text) is not None:
        return bullet(text) is not None and bullet(above) is not None
    if is_heading(above) or is_heading(text):
        return False
    return text[:1].islower() or (len(above) > _FULL and not above.endswith((".", "!", "?", ":", "…")))


def _with_after(found: Sequence[Item]) -> Iterator[Item]:
    following = [*(one.before for one in found[1:]), *([0] if found else [])]
    for one, after in zip(found, following, strict=True):
        yield Item(one.sort, one.text, one.first, one.last, one.before, after, one.cells)


def _items_of(block: Sequence[tuple[int, str]], before: int, headings: frozenset[int]) -> Iterator[Item]:
    kept: list[tuple[int, str]] = []
    kind: Sort | None = None
    for number, line in block:
        is_row = "\t" in line.strip(" ")
        sort = Sort.ROW if is_row else Sort.HEADING if number in headings else _sort(line)
        # A line without a bullet below one with a bullet goes on with it.
        goes_on = kind is Sort.BULLETS and sort is Sort.TEXT
        # Headings that are known by number are one each: nothing shows that a title goes on.
        is_own = number in headings or (bool(kept) and kept[-1][0] in headings)
        if kept and (sort is not kind or is_row or is_own) and not goes_on:
            yield _item(kind or Sort.TEXT, kept, before)
            kept, before = [], 0
        kind = kind if goes_on and kept else sort
        kept.append((number, line))
    if kept:
        yield _item(kind or Sort.TEXT, kept, before)


def _sort(line: str) -> Sort:
    if bullet(line) is not None:
        return Sort.BULLETS
    return Sort.HEADING if is_heading(line) else Sort.TEXT


def _item(sort: Sort, block: Sequence[tuple[int, str]], before: int) -> Item:
    first, last = block[0][0], block[-1][0]
    lines = [line for _, line in block]
    if sort is Sort.ROW:
        cells = tuple(passage(cell)[:MOST_TEXT] for cell in lines[0].split("\t"))
        return Item(sort, "", first, last, before, cells=cells)
    if sort is Sort.HEADING:
        return Item(sort, heading(" ".join(lines)), first, last, before)
    return Item(sort, _joined(lines)[:MOST_TEXT], first, last, before)


def _joined(lines: Sequence[str]) -> str:
    """Each on its own line, save one that plainly goes on with the sentence above it."""
    told: list[str] = []
    for line in lines:
        text = passage(line)
        if told and bullet(line) is None and text[:1] and (text[0].islower() or text[0] in "(,;"):
            told[-1] += " " + text
        elif text:
            told.append(text)
    return "\n".join(told)


def bullet(line: str) -> str | None:
    """What stands behind a bullet; None for a line without one."""
    line = line.strip()
    if line.startswith("•"):
        return line[1:].strip()
    if line[:1] in _BULLETS and line[1:2].isspace():
        return line[2:].strip()
    return None


def is_heading(line: str) -> bool:
    """Whether the line is in capitals, as headings are; a small letter may stand in a name such as IoT."""
    letters = [sign for sign in line if sign.isalpha()]
    upper = sum(sign.isupper() for sign in letters)
    is_short = len(line) <= MOST_HEADING and not line.rstrip().endswith((".", ";", ","))
    says_nothing = folded(line) in ("na", "tbd", "none")
    return is_short and len(letters) > 1 and upper >= 0.85 * len(letters) and not says_nothing


def heading(text: str) -> str:
    """Without the marks of emphasis and quotation around it."""
    return words.clean_line(_plain(text).strip(" \t#*_\"“”':"))


def passage(text: str) -> str:
    """A paragraph or cell without markup. What was a paragraph or list item of its own has its own line."""
    text = _NEW_LINE.sub("\n", text) if "<" in text else text
    told = []
    for line in _plain(text).replace("•", "\n• ").split("\n"):
        rest = bullet(line)
        line = words.clean_line(line if rest is None else rest)
        if line:
            told.append(line if rest is None else f"- {line}")
    return "\n".join(told)


def _plain(text: str) -> str:
    text = html.unescape(_TAG.sub("", text)) if "<" in text or "&" in text else text
    text = _ESCAPED.sub(r"\1", text) if "\\" in text else text
    return text.replace("**", "")


def capitals_at_start(cell: str) -> tuple[str, str]:
    """The title in capitals that a cell begins with, and the rest of it. A lone A begins the rest."""
    parts = cell.split()
    count = 0
    while count < len(parts) and not any(sign.islower() for sign in parts[count]):
        count += 1
    if 0 < count < len(parts) and len(parts[count - 1]) == 1 and parts[count - 1].isalpha():
        count -= 1
    if not any(sign.isalpha() for part in parts[:count] for sign in part):
        return "", cell
    return heading(" ".join(parts[:count])), _rest(cell, count)


def _rest(cell: str, count: int) -> str:
    """The cell without its first words, its line ends kept."""
    parts = cell.split(None, count)
    return parts[count].strip() if len(parts) > count else ""


def label(text: str) -> str:
    """A heading in capitals as a label: "SALARY RANGE" is "Salary range"."""
    return text.capitalize() if text.isupper() else text
