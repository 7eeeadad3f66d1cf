"""What is printed at the head or foot of every page, which is no part of the text that it interrupts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from desktop.frameworks.formats.career_map.text import bullet, folded, is_heading

_FEWEST: Final = 3
"""What stands on fewer pages is not known to stand on every one."""
_MOST: Final = 150
_NUMBERED = re.compile(
    r"(?:page ?)?([0-9]{1,3})(?: of [0-9]{1,3})?|.*\bpage ?([0-9]{1,3})(?: of [0-9]{1,3})?.*", re.IGNORECASE
)
_ENDED = re.compile(r"(?:([0-9]{1,3})[\s|·•–—-]+)?(\D.*?)(?:[\s|·•–—-]+([0-9]{1,3}))?")


def told(lines: Sequence[str]) -> frozenset[int]:
    """The lines, from 1, with a page number that grows, and those that begin most pages of a PDF alike."""
    return frozenset((*_numbered(lines), *_first_of_pages(lines)))


def _numbered(lines: Sequence[str]) -> Iterator[int]:
    by_text: dict[str, list[tuple[int, int]]] = {}
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        page = _page(text) if 0 < len(text) <= _MOST and bullet(line) is None else None
        if page is not None:
            by_text.setdefault(page[0], []).append((number, page[1]))
    for found in by_text.values():
        pages = [page for _, page in found]
        if len(found) >= _FEWEST and all(one < other for one, other in pairwise(pages)):
            yield from (number for number, _ in found)


def _page(text: str) -> tuple[str, int] | None:
    """What stands beside the number of a page, and the number."""
    if not (text[0].isdecimal() or text[-1].isdecimal() or "page" in text.casefold()):
        return None
    found = _NUMBERED.fullmatch(text)
    if found:
        digits = found[1] or found[2]
        return "".join(sign for sign in folded(text) if not sign.isdecimal()), int(digits)
    ended = _ENDED.fullmatch(text)
    digits = (ended[3] or ended[1] or "") if ended else ""
    return (folded(ended[2]), int(digits)) if ended and digits else None


def _first_of_pages(lines: Sequence[str]) -> Iterator[int]:
    firsts: list[tuple[int, str]] = []
    is_waiting = False
    for number, line in enumerate(lines, start=1):
        is_waiting = is_waiting or line.startswith("\f")
        if is_waiting and line.strip():
            firsts.append((number, folded(line)))
            is_waiting = False
    counted = Counter(name for _, name in firsts)
    for number, name in firsts:
        text = lines[number - 1]
        if counted[name] >= max(_FEWEST, 0.5 * len(firsts)) and not is_heading(text) and "\t" not in text.strip():
            yield number
