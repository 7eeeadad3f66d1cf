"""Headings of competency descriptions with the paragraphs that stand under them."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from desktop.frameworks.findings import Place
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.competency_descriptions.lines import Line
from desktop.frameworks.formats.competency_descriptions.text import is_heading, joined, plain

_WITHIN: Final = re.compile(
    r"(?:(?:competency )?definitions?|descriptions?|(?:key |sample |typical )?(?:behaviou?rs|behaviou?ral indicators)"
    r"|(?:performance |level )?indicators|(?:proficiency )?levels? (?:behaviou?ral indicators|descriptions?)"
    r"|proficiency|(?:proficiency |performance |mastery |competency )?levels?(?: descriptors| definitions)?):?",
    re.I,
)
"""Headings that every competency has within it."""
_INTRODUCES: Final = re.compile(
    r"(?:proficiency|levels?|.* levels?|indicators|.* indicators|definition|description):?", re.I
)
_DEFINITION: Final = re.compile(r"\W{0,3}(?:competency )?(?:definition|description)\W{0,3}(?::|\s[-–—])\W{0,3}", re.I)
_NUMBER: Final = re.compile(r"\d{1,3}[.)]\s+(?=\D)")
_SCALE: Final = re.compile(
    r"(?:proficiency|rating|skill|competency|performance) (?:scale|levels?|rating|level (?:scale|definitions?|key))"
    r"|scale|(?:definitions? of )?(?:proficiency )?levels?|level definitions|key",
    re.I,
)


class Head(NamedTuple):
    """A heading (none where it is empty) with the paragraphs under it."""

    heading: tuple[Line, ...]
    rest: tuple[tuple[Line, ...], ...]

    @property
    def title(self) -> str:
        title = plain(joined([one.text for one in self.heading]))
        return _NUMBER.sub("", title, count=1)

    @property
    def text(self) -> str:
        return tidy.text("\n\n".join(filter(None, map(_defining, self.rest))))

    @property
    def is_scale(self) -> bool:
        """Whether the levels below are the scale itself, told once for all competencies."""
        return _SCALE.fullmatch(self.title) is not None

    @property
    def lines(self) -> list[Line]:
        return [*self.heading, *(line for one in self.rest for line in one)]


def paragraph(lines: Sequence[Line]) -> str:
    return joined([one.text for one in lines])


def place(lines: Sequence[Line]) -> Place:
    first, last = lines[0].number, lines[-1].number
    return Place(f"line {first}" if first == last else f"lines {first} to {last}", first, last)


def heads_of(block: Sequence[Sequence[Line]]) -> list[Head]:
    """The paragraphs by the heading that they stand under; what stands under none comes first."""
    found: list[Head] = []
    for part in block:
        first, rest = tuple(part[:1]), tuple(part[1:])
        if found and is_within(part):
            found[-1] = Head(found[-1].heading, (*found[-1].rest, tuple(part)))
        elif is_heading(part):
            found.append(Head(tuple(part), ()))
        elif rest and len(first[0].text) < 60 and is_heading(first) and not rest[0].text[:1].islower():
            found.append(Head(first, (rest,)))
        elif found:
            found[-1] = Head(found[-1].heading, (*found[-1].rest, tuple(part)))
        else:
            found.append(Head((), (tuple(part),)))
    return found


def is_within(part: Sequence[Line]) -> bool:
    """Whether a paragraph only heads a part of the competency above it."""
    return len(part) == 1 and not part[0].bulleted and _WITHIN.fullmatch(plain(part[0].text)) is not None


def is_definition(part: Sequence[Line]) -> bool:
    return _DEFINITION.match(part[0].text[:60]) is not None


def _defining(part: Sequence[Line]) -> str:
    """A paragraph of a definition without the word definition before it; none for what only leads to the levels."""
    text = paragraph(part)
    if len(text) <= 60 and _WITHIN.fullmatch(plain(text)) and _INTRODUCES.fullmatch(plain(text)):
        return ""
    match = _DEFINITION.match(text[:60])
    return text[match.end() :] if match else text
