"""Headings of career maps that do not write them in capitals: "Job Description" and "Patient Care" on a line of
their own."""

from collections.abc import Iterator, Sequence
from typing import Final

from desktop.frameworks.formats.career_map import text as career_map_text
from desktop.frameworks.formats.career_map.pages import DESCRIPTION, FACTS, GRID, KEY_FOUNDATION, KEYWORDS
from desktop.frameworks.formats.career_map.text import bullet, folded, heading

_MOST: Final = 70
"""Letters of a heading in title case."""
_SHORT: Final = 40
_SMALL: Final = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "per",
        "the",
        "to",
        "via",
        "with",
    }
)
_ENDS: Final = (".", ";", ",", ":", "?", "!", "…")
_CLOSING: Final = ("about", "thankyou", "thanks", "acknowledg", "appendix")
_FEW_CAPITALS: Final = 2


def told(lines: Sequence[str], running: frozenset[int] = frozenset()) -> frozenset[int]:
    """The lines, from 1, that are headings although they are not in capitals; few where capitals mark the parts
    of an occupation. `running` are lines that stand on every page."""
    lines = ["" if number in running else line for number, line in enumerate(lines, start=1)]
    names = {number: name for number, line in enumerate(lines, start=1) if (name := _keyword(line))}
    capitals = {
        folded(heading(lines[number - 1].split("\t", 1)[0])) for number in names if _is_upper(lines[number - 1])
    }
    alone = frozenset(number for number in names if "\t" not in lines[number - 1].strip())
    if capitals & DESCRIPTION and capitals & GRID:
        # Of one word, such as "Experience", it may as well be text.
        return frozenset(at for at in alone if names[at] in FACTS | KEY_FOUNDATION and " " in lines[at - 1].strip())
    if not (set(names.values()) & DESCRIPTION and set(names.values()) & GRID):
        return frozenset()
    return alone | frozenset(_titles(lines, names, not _has_capital_titles(lines, names)))


def whole_heads(lines: Sequence[str]) -> tuple[str, ...]:
    """The same lines by number, save that the first cell of a table's head that a PDF broke ("Occupational" above
    "Competency") stands whole."""
    told_ = list(lines)
    for at, line in enumerate(told_[:-1]):
        first, tab, rest = line.partition("\t")
        below = told_[at + 1].strip()
        if tab and 0 < len(first) < _MOST and 0 < len(below) < _MOST and folded(first + below) in GRID:
            told_[at], told_[at + 1] = f"{first} {below}\t{rest}", ""
    return tuple(told_)


def title_at_start(cell: str) -> tuple[str, str]:
    """The title that a cell begins with and the sentence behind it: "Patient Care Provides daily care." The
    sentence begins with the last capital before its first small word. Empty where the cell is no such thing."""
    if not cell.endswith(".") or "\n" in cell:
        return "", cell
    words = cell.split()
    small = next((at for at, one in enumerate(words) if one[:1].islower() and one not in _SMALL), 0)
    start = small - 1
    while start > 0 and words[start] in _SMALL:
        start -= 1
    if start < 1 or len(" ".join(words[:start])) > _MOST or words[start - 1].endswith(_ENDS):
        return "", cell
    return " ".join(words[:start]), " ".join(words[start:])


def is_title(text: str) -> bool:
    """Whether every word but the small ones begins with a capital, and no sentence ends there."""
    text = text.strip()
    words = text.replace("/", " ").split()
    if not words or len(text) > _MOST or text.endswith(_ENDS) or text.count(",") > 1 or "$" in text:
        return False
    if (":" in text and not text.casefold().startswith("level")) or (text[-1].isdecimal() and len(words) > 1):
        return False
    if (
        words[-1] in _SMALL
        or not words[0][0].isalnum()
        or words[0][0].islower()
        or not any(one[0].isupper() for one in words)
    ):
        return False
    return all(not one.lstrip("(“\"'")[:1].islower() or one in _SMALL for one in words)


def _keyword(line: str) -> str:
    if len(line) > 4000 or bullet(line) is not None:
        return ""
    name = folded(heading(line.strip().split("\t", 1)[0][:200]))
    return name if name in KEYWORDS else ""


def _is_upper(line: str) -> bool:
    return line.strip(" *#\t")[:20].isupper()


def _has_capital_titles(lines: Sequence[str], names: dict[int, str]) -> bool:
    """Whether the titles of competencies are in capitals, and only the names of the parts are not."""
    seen = set()
    in_grid = False
    for number, line in enumerate(lines, start=1):
        if number in names:
            in_grid = names[number] in GRID
        elif in_grid and "\t" not in line.strip() and career_map_text.is_heading(line) and len(line.strip()) > 3:
            seen.add(folded(line))
    return len(seen) > _FEW_CAPITALS


def _titles(lines: Sequence[str], names: dict[int, str], in_grids: bool) -> Iterator[int]:
    """`in_grids` where the titles of competencies are such headings too."""
    candidates = set(_candidates(lines, names))
    heads = {folded(lines[number - 1]) for number in _above_parts(lines, names, candidates)}
    part = ""
    is_first = False
    blanks = 0
    for number, line in enumerate(lines, start=1):
        blanks += 3 * line.startswith("\f")
        if not line.strip():
            blanks += 1
            continue
        if number in names:
            part, is_first = names[number], True
        else:
            name = folded(line)
            in_facts = part in FACTS or part in KEY_FOUNDATION
            closes = name in heads or (not is_first and (blanks > 1 or name.startswith(_CLOSING)))
            is_inside = in_facts or (part in GRID and not in_grids)
            if number in candidates and (closes or not is_inside):
                yield number
                # What a page is headed ends the part before it.
                part = "" if is_inside else part
            is_first = False
        blanks = 0


def _candidates(lines: Sequence[str], names: dict[int, str]) -> Iterator[int]:
    """Lines in title case, or marked as headings, above which a sentence, a heading or nothing ends."""
    is_open = False
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if number in names or not text or "\t" in text or bullet(line) is not None:
            is_open = False
        elif _is_marked(text) or (not is_open and is_title(heading(text))):
            is_open = False
            yield number
        else:
            # Only a line that fills its column goes on below.
            is_open = len(text) > _SHORT and not text.endswith((".", "!", "?", ":"))


def _is_marked(text: str) -> bool:
    bold = text.startswith("**") and text.endswith("**") and text.count("**") == 2
    return len(text) <= career_map_text.MOST_HEADING and (text.startswith("#") or (bold and not text.endswith(".**")))


def _above_parts(lines: Sequence[str], names: dict[int, str], candidates: set[int]) -> Iterator[int]:
    """The candidates right above the first part of a page, which name the sector and the occupation."""
    for number, name in names.items():
        if name not in DESCRIPTION and name not in GRID:
            continue
        at, count = number - 1, 0
        while at > 0 and count < 2 and (at in candidates or not lines[at - 1].strip()):
            if at in candidates:
                if _follows_fact(lines, at, names):
                    break
                yield at
                count += 1
            at -= 1


def _follows_fact(lines: Sequence[str], number: int, names: dict[int, str]) -> bool:
    """Whether the line is the first below the heading of a fact, and so what that says."""
    above = number - 1
    while above > 0 and not lines[above - 1].strip():
        above -= 1
    return names.get(above, "") in FACTS | KEY_FOUNDATION
