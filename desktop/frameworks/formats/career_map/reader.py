"""Career maps: many occupations in one document, each with competencies described by level."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from desktop.errors import KnownError
from desktop.frameworks import asking
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.findings import Finding, Place, Weight
from desktop.frameworks.formats.career_map import build, facts
from desktop.frameworks.formats.career_map import front as career_map_front
from desktop.frameworks.formats.career_map import grid as career_map_grid
from desktop.frameworks.formats.career_map import headings as career_map_headings
from desktop.frameworks.formats.career_map import levels as career_map_levels
from desktop.frameworks.formats.career_map import pages as career_map_pages
from desktop.frameworks.formats.career_map import running as career_map_running
from desktop.frameworks.formats.career_map.build import Source
from desktop.frameworks.formats.career_map.draft import Draft
from desktop.frameworks.formats.career_map.front import Entry, Front
from desktop.frameworks.formats.career_map.names import Name
from desktop.frameworks.formats.career_map.pages import GRID, Occupation, Page, Parts
from desktop.frameworks.formats.career_map.text import MOST_TEXT, Item, folded, items, place
from desktop.frameworks.reading import Found, Passed, Reading, Tally

NAME: Final = "career-map"

MOST_LINES: Final = 20_000
MOST_LETTERS: Final = 1_000_000
"""A map of 25 occupations has 3,700 lines and 190,000 letters."""
MOST_OCCUPATIONS: Final = 150
MOST_COMPETENCIES: Final = 1500


def fits(opened: Opened) -> bool:
    """Whether the text has the description of a job and a grid of competencies below it."""
    if opened.form not in (Form.TEXT, Form.WORD, Form.PDF):
        return False
    lines = career_map_headings.whole_heads(opened.lines)
    names = {folded(line.split("\t", 1)[0]) for line in lines if len(line) < 4000 and _may_head(line)}
    if names & GRID and names & career_map_pages.DESCRIPTION:
        return True
    return sum(map(len, opened.lines)) <= MOST_LETTERS and _reads_as_map(lines)


def _may_head(line: str) -> bool:
    start = line.strip()[:20]
    return start.isupper()


def _reads_as_map(lines: Sequence[str]) -> bool:
    """Headings that are not in capitals may be any text: there must be competencies with levels below them."""
    lines = career_map_headings.whole_heads(lines)
    running = career_map_running.told(lines)
    headings = career_map_headings.told(lines, running)
    if not headings:
        return False
    _, pages = career_map_pages.divide(items(lines, headings, running))
    grids = [career_map_pages.take_apart(page, frozenset()).grid for page in pages]
    levels = career_map_grid.level_words([grid for grid in grids if grid])
    if not career_map_grid.are_told(levels, grids):
        return False
    drafts = [one for grid in grids for one in career_map_grid.read(grid, levels)[0]]
    return any(max(len(one.texts), len(one.items)) > 1 for one in drafts)


def read(opened: Opened) -> Reading:
    """Raises KnownError where the text has no occupation, or far too many."""
    lines = opened.lines
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_LETTERS:
        raise KnownError(f"{opened.name} is longer than any career map.", "Split it into several files.")
    told = career_map_headings.whole_heads(lines)
    running = career_map_running.told(told)
    all_items = items(told, career_map_headings.told(told, running), running)
    front_items, pages = career_map_pages.divide(all_items)
    occupations = career_map_pages.occupations(pages)
    if not occupations:
        raise KnownError(
            f"{opened.name} has no job description and no grid of competencies.",
            "Choose another file, or another format.",
        )
    if len(occupations) > MOST_OCCUPATIONS:
        raise KnownError(f"{opened.name} has more than {MOST_OCCUPATIONS} occupations.", "Split it into several files.")
    front = career_map_front.read(front_items, lines)
    names, missing = _names(occupations, front)
    found, passed = _read_occupations(opened.name, occupations, names, front)
    return Reading(
        format=NAME,
        found=tuple(found),
        findings=(*_not_found(missing), *_cut(all_items)),
        tallies=tuple(_tallies(found, front, missing)),
        passed=(*front.passed, *_page_headings(pages), *_running(lines, running), *passed),
        lines=lines,
    )


def _read_occupations(
    name: str, occupations: Sequence[Occupation], names: Sequence[Name], front: Front
) -> tuple[list[Found], list[Passed]]:
    ends = _end_names(names, front)
    parts = [[career_map_pages.take_apart(page, ends) for page in one.pages] for one in occupations]
    levels = _levels(parts)
    drafts: list[list[list[Draft]]] = []
    passed: list[Passed] = []
    for some, words in zip(parts, levels, strict=True):
        read_pages = [career_map_grid.read(one.grid, words) for one in some]
        drafts.append([page for page, _ in read_pages])
        for part, (_, loose) in zip(some, read_pages, strict=True):
            passed += career_map_front.sections(loose, "it stands in the grid, but belongs to no competency")
            passed += career_map_front.sections(part.tail, "it stands behind the last occupation")
    if sum(len(page) for some in drafts for page in some) > MOST_COMPETENCIES:
        raise KnownError(f"{name} has more than {MOST_COMPETENCIES:,} competencies.", "Split it into several files.")
    placed = career_map_levels.place_all(drafts, [len(words) or len(asking.SCALE.levels) for words in levels])
    keys = _keys(names)
    sources = (
        Source(pages, called, key, facts.read([s for one in some for s in one.sections]), told, words)
        for pages, called, key, some, told, words in zip(occupations, names, keys, parts, placed, levels, strict=True)
    )
    return [build.build(one, front) for one in sources], passed


def _levels(parts: Sequence[Sequence[Parts]]) -> list[tuple[str, ...]]:
    """The words of the document, save for an occupation none of whose pages has them."""
    common = career_map_grid.level_words([one.grid for some in parts for one in some if one.grid])
    found = []
    for some in parts:
        grids = [one.grid for one in some if one.grid]
        there = {folded(text) for grid in grids for item in grid for text in item.cells or (item.text,)}
        has_common = bool(there & {folded(one) for one in common}) or not grids
        found.append(common if has_common else career_map_grid.level_words(grids) or common)
    return found


def _end_names(names: Sequence[Name], front: Front) -> frozenset[str]:
    """What may head the end matter: the publisher, and what the contents name behind the last occupation."""
    titles = {folded(one.title) for one in names}
    last = max((at for at, one in enumerate(front.contents) if one.name in titles), default=len(front.contents))
    return frozenset(one.name for one in front.contents[last + 1 :]) | {folded(front.publisher)}


def _names(occupations: Sequence[Occupation], front: Front) -> tuple[list[Name], list[Entry]]:
    """What each occupation is called, and the lines of the contents that none was found for.

    The contents write a title as people do, where pages have it in capitals; and between two titles that both
    have, they tell the one that a page has not.
    """
    by_name = {one.name: at for at, one in enumerate(front.contents)}
    at_line = [by_name.get(folded(one.title)) if one.title else None for one in occupations]
    used = {at for at in at_line if at is not None}
    names = []
    for number, (occupation, at) in enumerate(zip(occupations, at_line, strict=True), start=1):
        if at is not None:
            names.append(Name(front.contents[at].title, (front.contents[at],)))
        elif occupation.title:
            names.append(Name(occupation.title))
        else:
            between = _between(at_line, number - 1, len(front.contents))
            entries = tuple(front.contents[one] for one in between if one not in used)
            is_known = len(entries) == 1
            names.append(Name(entries[0].title if is_known else f"Occupation {number}", entries, is_known))
            used |= {one for one in between if is_known}
    first, last = min(used, default=0), max(used, default=-1)
    return names, [front.contents[at] for at in range(first, last + 1) if at not in used]


def _between(at_line: Sequence[int | None], place_: int, count: int) -> range:
    """The lines of the contents between the occupations before and behind one, where both are told."""
    before = next((at for at in reversed(at_line[:place_]) if at is not None), None)
    after = next((at for at in at_line[place_ + 1 :] if at is not None), None)
    if before is None or after is None:
        return range(0)
    return range(before + 1, min(after, count))


def _keys(names: Sequence[Name]) -> list[str]:
    keys: list[str] = []
    for one in names:
        key = re.sub(r"[^a-z0-9]+", "-", one.title.casefold()).strip("-")[:70].strip("-") or "occupation"
        count = keys.count(key) and sum(other == key or other.startswith(f"{key}-") for other in keys) + 1
        keys.append(f"{key}-{count}" if count else key)
    return keys


def _not_found(missing: Sequence[Entry]) -> Iterator[Finding]:
    for one in missing:
        yield Finding(
            id=f"contents line {one.line}",
            weight=Weight.NOTE,
            about=one.title,
            says=f"The table of contents names “{one.title}” among the occupations, and no page is headed so.",
            taken="Nothing is read for it",
            places=(place(one.line),),
        )


def _cut(all_items: Sequence[Item]) -> Iterator[Finding]:
    for one in all_items:
        if len(one.text) == MOST_TEXT or any(len(cell) == MOST_TEXT for cell in one.cells):
            yield Finding(
                id=f"cut line {one.first}",
                weight=Weight.NOTE,
                about=f"Line {one.first}",
                says=f"A paragraph is longer than {MOST_TEXT:,} letters.",
                taken=f"Its first {MOST_TEXT:,} letters",
                places=(place(one.first, one.last),),
            )


def _tallies(found: Sequence[Found], front: Front, missing: Sequence[Entry]) -> Iterator[Tally]:
    in_contents = {one.name for one in front.contents}
    listed = sum(folded(one.framework.title) in in_contents for one in found)
    yield Tally("Occupations", len(found), listed + len(missing) if front.contents else None)
    yield Tally("Competencies", sum(1 for one in found for _ in one.framework.competencies()))
    yield Tally("Industry-wide foundational competencies", len(front.cross_cutting))


def _page_headings(pages: Sequence[Page]) -> Iterator[Passed]:
    """Each heading once, however many pages have it."""
    heads = [one for page in pages for one in page.heads]
    counts = Counter(one.name for one in heads)
    seen: set[str] = set()
    for one in heads:
        if one.name not in seen:
            seen.add(one.name)
            more = counts[one.name] - 1
            words = f"line {one.first}" + (f" and {more} more" if more else "")
            yield Passed(Place(words, one.first, one.last), one.text, "it heads a page")


def _running(lines: Sequence[str], running: frozenset[int]) -> Iterator[Passed]:
    for number in sorted(running):
        yield Passed(place(number), lines[number - 1].strip()[:200], "it stands at the head or foot of a page")
