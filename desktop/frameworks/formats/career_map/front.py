"""What a career map says before its first occupation: its title, its contents, and foundational competencies."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.frameworks.document import CrossCutting
from desktop.frameworks.formats.career_map.text import Item, Sort, bullet, folded, heading, passage, place
from desktop.frameworks.reading import Passed

MOST_CROSS_CUTTING: Final = 500
_CONTENTS: Final = frozenset({"tableofcontents", "contents"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents."""

    title: str
    line: int

    @property
    def name(self) -> str:
        return folded(self.title)


@dataclass(slots=True)
class Front:
    title: str = ""
    publisher: str = ""
    contents: tuple[Entry, ...] = ()
    cross_cutting: list[tuple[CrossCutting, int]] = field(default_factory=list)
    """Each with its line."""
    passed: list[Passed] = field(default_factory=list)


def read(items: Sequence[Item], lines: Sequence[str]) -> Front:
    front = Front()
    start, end = _contents(items, lines, front)
    _name(items[:start], lines, front)
    rest = [one for one in items[start:] if one.first > end]
    foundation = next((at for at, one in enumerate(rest) if _is_foundation(one)), len(rest))
    front.passed += sections(rest[:foundation], "it is about the document, not about one occupation")
    _foundation(rest[foundation:], front)
    return front


def _contents(items: Sequence[Item], lines: Sequence[str], front: Front) -> tuple[int, int]:
    """Where the table of contents starts among the items, and its last line."""
    at = next((at for at, one in enumerate(items) if one.sort is Sort.HEADING and one.name in _CONTENTS), None)
    if at is None:
        named = next((at for at, one in enumerate(items) if one.sort is not Sort.HEADING), len(items))
        return named, 0
    found: list[Entry] = []
    stop = items[-1].last
    for number in range(items[at].last + 1, stop + 1):
        entry = _entry(lines[number - 1], number)
        if entry is not None:
            found.append(entry)
        elif lines[number - 1].strip() and number > (found[-1].line if found else number) + 2:
            break
    front.contents = tuple(found)
    return at, found[-1].line if found else items[at].last


def _entry(line: str, number: int) -> Entry | None:
    """A title with the number of its page behind it."""
    line = line.strip()
    text = line.rstrip("0123456789")
    title = heading(passage(text).rstrip(" .·…_\t"))
    return Entry(title, number) if title and len(text) < len(line) <= len(text) + 4 and len(line) < 300 else None


def _name(items: Sequence[Item], lines: Sequence[str], front: Front) -> None:
    """The first heading of the document is its title, one directly below names who publishes it."""
    headings = [one for one in items if one.sort is Sort.HEADING]
    if headings and headings[0] is items[0]:
        front.title = headings[0].text
        if len(headings) > 1 and headings[1] is items[1]:
            front.publisher = as_written(headings[1].text, lines)
    elif items and len(items[0].text) <= 300:
        front.title = heading(items[0].text.replace("\n", " "))


def as_written(text: str, lines: Sequence[str]) -> str:
    """The text as the document writes it where it does not stand in capitals; else as it is."""
    wanted = text.casefold()
    for line in lines:
        at = line.casefold().find(wanted)
        found = line[at : at + len(text)] if at >= 0 else ""
        if found and found.casefold() == wanted and not found.isupper():
            return found
    return text


def _is_foundation(item: Item) -> bool:
    return item.sort is Sort.HEADING and "foundational" in item.name and "competenc" in item.name


def _foundation(items: Sequence[Item], front: Front) -> None:
    group = ""
    for item in items:
        if item.sort is Sort.HEADING:
            group = item.text
        elif item.sort is Sort.BULLETS:
            for at, line in enumerate(item.text.split("\n")):
                one = _cross_cutting(group, line)
                if one is not None and len(front.cross_cutting) < MOST_CROSS_CUTTING:
                    front.cross_cutting.append((one, item.first + at))
        else:
            front.passed.append(Passed(place(item.first, item.last), _short(item.text), "an introduction"))


def _cross_cutting(group: str, line: str) -> CrossCutting | None:
    title, _, description = (bullet(line) or line).partition(":")
    while title and not title[0].isalnum():
        title = title[1:]
    title = title.strip()
    if not title or len(title) > 300:
        return None
    return CrossCutting(group=group, title=title, description=description.strip()[:20_000])


def sections(items: Sequence[Item], why: str) -> Iterator[Passed]:
    """Each heading of one line with all that stands below it; one of several lines is a list of names."""
    start = 0
    for at, item in enumerate(items):
        is_heading = item.sort is Sort.HEADING and item.first == item.last
        if at and is_heading and items[at - 1].sort is not Sort.HEADING:
            yield _section(items[start:at], why)
            start = at
    if items[start:]:
        yield _section(items[start:], why)


def _section(items: Sequence[Item], why: str) -> Passed:
    first = items[0]
    return Passed(place(first.first, items[-1].last), _short(first.text or " ".join(first.cells)), why)


def _short(text: str) -> str:
    text = text.replace("\n", " ")
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"
