"""The lines of competency descriptions, sorted into competencies and the texts of their levels.

A level begins with its word and a colon, mostly behind a bullet. What the words are is read from the document: the
labels that come back again and again. What stands between two runs of levels is the heading and the definition of
the next competency.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.errors import KnownError
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.competency_descriptions import lines as lines_
from desktop.frameworks.formats.competency_descriptions.lines import Line
from desktop.frameworks.formats.competency_descriptions.words import LEVEL_WORDS

MOST_COMPETENCIES: Final = 1000
MOST_LEVELS: Final = 20
MOST_LINES: Final = 50_000
MOST_REPEATS: Final = 100
LONGEST_HEADING: Final = 90

_ENDS: Final = (".", ",", ";", ":", "!", "?")


@dataclass(slots=True)
class LevelPart:
    label: str
    lines: list[Line]
    texts: list[list[str]]
    """Each item of a list, or the one paragraph there is, in its lines."""
    gap: int = 0
    """The number of the line at which the text goes on behind an empty line."""

    @property
    def text(self) -> str:
        return tidy.text("\n".join(joined(one) for one in self.texts))

    def go_on(self, one: Line, begins: bool) -> None:
        self.lines.append(one)
        if begins or not self.texts:
            self.texts.append([])
        self.texts[-1].append(one.text.lstrip("-–—•·▪◦●○*‣ \t") if begins else one.text)

    @property
    def last(self) -> int:
        return self.lines[-1].number


@dataclass(slots=True)
class Group:
    """One competency: `block` are the paragraphs above its levels."""

    block: list[list[Line]]
    levels: list[LevelPart] = field(default_factory=list)

    def has(self, label: str) -> bool:
        return any(one.label == label for one in self.levels)


@dataclass(slots=True)
class Parsed:
    """`words` are the level words as written, by label, in the order in which most competencies have them."""

    words: dict[str, str]
    groups: list[Group]
    after: list[list[Line]]
    passed: list[Line] = field(default_factory=list)
    """Heads and feet of pages."""


def parse(name: str, lines: Sequence[str], each_line: bool) -> Parsed:
    """`each_line`: every line is a paragraph, as in a Word document. Raises KnownError for too many parts."""
    if len(lines) > MOST_LINES:
        raise _too_many(name, f"{MOST_LINES:,} lines")
    read, passed = lines_.read(lines)
    bulleted, words = _words(read)
    if len(words) > MOST_LEVELS:
        raise _too_many(name, f"{MOST_LEVELS} levels")
    groups: list[Group] = []
    block: list[list[Line]] = []
    level: LevelPart | None = None
    blank = True
    # Where empty lines only part pages, they part no paragraphs.
    each_line = each_line or sum(not one.text for one in read[:-1]) * 15 < len(read)
    for one in read:
        if not one.text:
            blank = True
            continue
        if one.label in words and (one.bulleted or not bulleted or one.alone):
            level = _begin(groups, block, words, one)
            block = []
            if len(groups[-1].levels) > MOST_REPEATS:
                raise _too_many(name, f"{MOST_REPEATS} texts of levels under one heading")
            if len(groups) > MOST_COMPETENCIES:
                raise _too_many(name, f"{MOST_COMPETENCIES:,} competencies")
        elif level is not None and not block and level.lines[0].alone and _is_under(level, one, blank, each_line):
            level.go_on(one, one.bulleted)
        elif level is not None and not block and _goes_on(level, one, blank, each_line):
            level.gap = level.gap or (one.number if blank else 0)
            level.go_on(one, False)
        elif not block or one.bulleted or blank or (each_line and not _is_wrapped(block[-1][-1], one)):
            block.append([one])
        else:
            block[-1].append(one)
        blank = False
    return Parsed(_in_order(words, groups), groups, block, passed)


def _is_under(level: LevelPart, one: Line, blank: bool, each_line: bool) -> bool:
    """Whether a line belongs to a level that is a heading: the first below it, an item of its list, or a line that
    goes on with the one before."""
    if one.bulleted or not level.texts or one.text[:1].islower() or not (blank or each_line):
        return True
    return each_line and (one.text.endswith((".", ";")) or _is_wrapped(level.lines[-1], one))


def _goes_on(level: LevelPart, one: Line, blank: bool, each_line: bool) -> bool:
    if one.indented and not one.bulleted:
        return True
    return not blank and (not each_line or _is_wrapped(level.lines[-1], one))


def _is_wrapped(before: Line, one: Line) -> bool:
    """Whether a line goes on with the one before where every line looks like a paragraph."""
    if one.bulleted:
        return False
    return one.text[:1].islower() or (len(before.text) >= 60 and not before.text.endswith(_ENDS))


def joined(texts: Sequence[str]) -> str:
    """Wrapped lines in one; a line that ends in a hyphen goes on without a space."""
    before, size = "", 0
    parts: list[str] = []
    for text in texts:
        if before:
            parts.append("" if before.endswith("-") and before[-2:-1].isalpha() and text[:1].islower() else " ")
        parts.append(text[: 3 * tidy.TEXT])
        before, size = text, size + len(text)
        if size > 3 * tidy.TEXT:
            break
    return tidy.text(" ".join("".join(parts).split()))


def is_heading(paragraph: Sequence[Line]) -> bool:
    text = plain(joined([one.text for one in paragraph]))
    if paragraph[0].bulleted or not text or len(text) > LONGEST_HEADING or len(text.split()) > 12:
        return False
    if text.rpartition(": ")[2].casefold() in LEVEL_WORDS and ": " in text:
        # It says which level something asks for.
        return False
    return not text.endswith(_ENDS) and text[:1].isalnum() and not text[:1].islower()


def plain(text: str) -> str:
    """Without the marks of emphasis and headings."""
    return tidy.line(text.strip("#*_ \t"))


def _too_many(name: str, what: str) -> KnownError:
    return KnownError(f"{name} has more than {what}, too many for a framework.", "Choose another file.")


def _words(lines: Sequence[Line]) -> tuple[bool, dict[str, str]]:
    """Whether levels have bullets, and the words that come back, as first written, by label."""
    alone = {one.label: tidy.line(one.word) for one in reversed(lines) if one.alone}
    if alone:
        return False, alone
    for bulleted in (True, False):
        labels = [one for one in lines if one.label and one.bulleted is bulleted]
        counted = Counter(one.label for one in labels)
        most = max(counted.values(), default=0)
        often = {label for label, count in counted.items() if count >= 2 and count * 3 >= most}
        if len(often) >= 2:
            return bulleted, {
                one.label: tidy.line(one.word) or "Level" for one in reversed(labels) if one.label in often
            }
    # One competency alone: its bullets all have a label, and none comes back.
    labels = [one for one in lines if one.label and one.bulleted]
    return True, {one.label: tidy.line(one.word) or "Level" for one in reversed(labels)} if len(labels) >= 2 else {}


def _begin(groups: list[Group], block: list[list[Line]], words: dict[str, str], one: Line) -> LevelPart:
    """The level that begins at this line, in a new competency where there is one."""
    full = bool(groups) and len({level.label for level in groups[-1].levels}) == len(words)
    if block or not groups or (full and groups[-1].has(one.label)):
        groups.append(Group(block))
    level = LevelPart(one.label, [one], [[one.rest]] if one.rest else [])
    groups[-1].levels.append(level)
    return level


def _in_order(words: dict[str, str], groups: Sequence[Group]) -> dict[str, str]:
    places: dict[str, list[int]] = {label: [] for label in words}
    for group in groups:
        for position, level in enumerate(group.levels):
            places[level.label].append(position)
    middle = {label: sum(found) / len(found) if found else 99.0 for label, found in places.items()}
    return {label: words[label] for label in sorted(words, key=lambda label: middle[label])}
