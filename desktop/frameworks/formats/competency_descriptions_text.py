"""The lines of competency descriptions, sorted into competencies and the texts of their levels.

A level begins with its word and a colon, mostly behind a bullet. What the words are is read from the document: the
labels that come back again and again. What stands between two runs of levels is the heading and the definition of
the next competency.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from desktop.errors import KnownError
from desktop.frameworks.formats import tidy

MOST_COMPETENCIES: Final = 1000
MOST_LEVELS: Final = 20
MOST_LINES: Final = 50_000
MOST_REPEATS: Final = 100
LONGEST_LABEL: Final = 60
LONGEST_HEADING: Final = 90

_BULLETS: Final = "-–—•·▪◦●○*o‣"
_ENDS: Final = (".", ",", ";", ":", "!", "?")


class Line(NamedTuple):
    """`label` is the word before the colon, folded and as written; empty where the line has none."""

    number: int
    text: str
    indented: bool
    bulleted: bool
    label: str = ""
    word: str = ""
    rest: str = ""


@dataclass(slots=True)
class LevelPart:
    label: str
    lines: list[Line]
    texts: list[str]
    gap: int = 0
    """The number of the line at which the text goes on behind an empty line."""

    @property
    def text(self) -> str:
        return joined(self.texts)

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


def parse(name: str, lines: Sequence[str], each_line: bool) -> Parsed:
    """`each_line`: every line is a paragraph, as in a Word document. Raises KnownError for too many parts."""
    if len(lines) > MOST_LINES:
        raise _too_many(name, f"{MOST_LINES:,} lines")
    read = [_line(number, line) for number, line in enumerate(lines, start=1)]
    bulleted, words = _words(read)
    if len(words) > MOST_LEVELS:
        raise _too_many(name, f"{MOST_LEVELS} levels")
    groups: list[Group] = []
    block: list[list[Line]] = []
    level: LevelPart | None = None
    blank = True
    each_line = each_line or not any(one.text == "" for one in read[:-1])
    for one in read:
        if not one.text:
            blank = True
            continue
        if one.label in words and (one.bulleted or not bulleted):
            level = _begin(groups, block, words, one)
            block = []
            if len(groups[-1].levels) > MOST_REPEATS:
                raise _too_many(name, f"{MOST_REPEATS} texts of levels under one heading")
            if len(groups) > MOST_COMPETENCIES:
                raise _too_many(name, f"{MOST_COMPETENCIES:,} competencies")
        elif level is not None and not block and (not (blank or each_line) or (one.indented and not one.bulleted)):
            level.gap = level.gap or (one.number if blank else 0)
            level.lines.append(one)
            level.texts.append(one.text)
        elif blank or each_line or one.bulleted or not block:
            block.append([one])
        else:
            block[-1].append(one)
        blank = False
    return Parsed(_in_order(words, groups), groups, block)


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
    return not text.endswith(_ENDS) and text[:1].isalnum() and not text[:1].islower()


def plain(text: str) -> str:
    """Without the marks of emphasis and headings."""
    return tidy.line(text.strip("#*_ \t"))


def _too_many(name: str, what: str) -> KnownError:
    return KnownError(f"{name} has more than {what}, too many for a framework.", "Choose another file.")


def _line(number: int, raw: str) -> Line:
    text = raw.strip()
    bare = text
    for _ in range(3):
        if len(bare) > 1 and bare[0] in _BULLETS and bare[1].isspace():
            bare = bare[1:].lstrip()
    bulleted = bare != text or (len(bare) > 1 and bare[0] in "•·▪◦●○‣")
    bare = bare.lstrip("•·▪◦●○‣ ")
    indented = raw[:1].isspace()
    head = bare[: LONGEST_LABEL + 6]
    before, sign, _ = head.partition(":")
    if not sign:
        found = re.search(r"\s[-–—]\s", head) if bulleted else None
        if found is None:
            return Line(number, text, indented, bulleted)
        before, sign = head[: found.start()], found[0]
    word = " ".join(before.strip("#*_ \t").split())
    if not word or len(word.split()) > 5 or not any(letter.isalpha() for letter in word) or "." in word:
        return Line(number, text, indented, bulleted)
    rest = bare[len(before) + len(sign) :].strip()
    if rest.startswith(("*", "_")) and bare.startswith(("*", "_")):
        rest = rest.lstrip("*_ ")
    return Line(number, text, indented, bulleted, word.casefold(), word, rest)


def _words(lines: Sequence[Line]) -> tuple[bool, dict[str, str]]:
    """Whether levels have bullets, and the words that come back, as first written, by label."""
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
    level = LevelPart(one.label, [one], [one.rest] if one.rest else [])
    groups[-1].levels.append(level)
    return level


def _in_order(words: dict[str, str], groups: Sequence[Group]) -> dict[str, str]:
    places: dict[str, list[int]] = {label: [] for label in words}
    for group in groups:
        for position, level in enumerate(group.levels):
            places[level.label].append(position)
    middle = {label: sum(found) / len(found) if found else 99.0 for label, found in places.items()}
    return {label: words[label] for label in sorted(words, key=lambda label: middle[label])}
