"""The grid of competencies of one page: which words name the levels, and what stands in which cell.

Pages print it in three ways: level words first and then each competency with its paragraphs; column by
column, all titles and then the cells of each level below its word; or a table with tabs. Where the second has
one title only, competencies of the first way may follow it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from desktop.frameworks.formats.career_map.draft import Draft, Shared, groups, joined, units
from desktop.frameworks.formats.career_map.pages import GRID
from desktop.frameworks.formats.career_map.table import DEFINITION, Table
from desktop.frameworks.formats.career_map.text import Item, Sort, folded, place

_USUAL: Final = re.compile(
    r"novice|emerging|proficien|entry|mid|advanced|beginn|intermediate|expert|foundation|basic|fundamental"
    r"|competent|developing|junior|senior|master|working|level|aware|skilled|associate|lead|tier|stage"
)


def level_words(grids: Sequence[Sequence[Item]]) -> tuple[str, ...]:
    """The names of the levels, lowest first, as the head of a table has them, as words that stand apart, or,
    where nothing stands apart, as words that come again on every page. Empty where none are told."""
    spelled: dict[str, str] = {}
    for grid in grids:
        for item in grid:
            for text in item.cells or (item.text,):
                spelled.setdefault(folded(text), text)
    votes = Counter(names for grid in grids for way in (_from_table, _apart) if _may_be(names := way(grid)))
    if votes:
        return tuple(spelled[name] for name in votes.most_common(1)[0][0])
    above = {names for grid in grids if (names := _above(grid))}
    if len(above) == 1 and _may_be(names := next(iter(above))) and _are_usual(names):
        # Occupations that share competencies have the titles of these on every page as well.
        return tuple(spelled[name] for name in names)
    again = _again(grids)
    by_page = {names for grid in grids for way in (_above, _below) if _may_be(names := way(grid))}
    if _may_be(again) and (len(grids) > 2 or again in by_page):
        return tuple(spelled[name] for name in again)
    # One page alone can often be read in two ways.
    return tuple(spelled[name] for name in by_page.pop()) if len(by_page) == len(grids) == 1 else ()


def are_told(levels: Sequence[str], grids: Sequence[Sequence[Item]]) -> bool:
    """Whether the names of the levels are surely that: the head of a table, or words that people use for levels."""
    names = tuple(folded(one) for one in levels)
    in_table = any(_from_table(grid) == names for grid in grids)
    return bool(names) and (in_table or _are_usual(names))


def _are_usual(names: Sequence[str]) -> bool:
    return sum(_USUAL.search(one) is not None for one in names) > 1


def _may_be(names: tuple[str, ...]) -> bool:
    return 2 <= len(names) <= 5 and len(set(names)) == len(names) and all(names)


def _from_table(grid: Sequence[Item]) -> tuple[str, ...]:
    head = next((one for one in grid if one.sort is Sort.ROW and one.name in GRID), None)
    cells = (folded(one) for one in head.cells[1:]) if head else ()
    return tuple(one for one in cells if one and one not in DEFINITION)


def _headings(grid: Sequence[Item]) -> list[Item]:
    return [one for one in grid if one.sort is Sort.HEADING]


def _apart(grid: Sequence[Item]) -> tuple[str, ...]:
    return tuple(one.name for one in _headings(grid) if one.after > 1)


def _again(grids: Sequence[Sequence[Item]]) -> tuple[str, ...]:
    if len(grids) < 2:
        return ()
    names = [{one.name for one in _headings(grid)} for grid in grids]
    seen = Counter(name for some in names for name in some)
    order = (one.name for grid in grids for one in _headings(grid))
    return tuple(dict.fromkeys(name for name in order if seen[name] >= max(2, 0.8 * len(grids))))


def _above(grid: Sequence[Item]) -> tuple[str, ...]:
    run = list(takewhile(lambda one: one.sort is Sort.HEADING, grid))
    return tuple(one.name for one in run[:-1])


def _below(grid: Sequence[Item]) -> tuple[str, ...]:
    """As many paragraphs below each of the last headings as there are headings before those."""
    below: list[tuple[str, list[Item]]] = []
    for item in grid:
        if item.sort is Sort.HEADING:
            below.append((item.name, []))
        elif below:
            below[-1][1].append(item)
    counts = [(name, len(groups(units(some)))) for name, some in below]
    for titles in range(max(1, len(counts) - 5), len(counts) - 1):
        if all(count == titles for _, count in counts[titles:]):
            return tuple(name for name, _ in counts[titles:])
    return ()


def read(grid: Sequence[Item], levels: Sequence[str]) -> tuple[list[Draft], list[Item]]:
    """The competencies of the page in order, and what belongs to none of them."""
    reader = _Reader([folded(one) for one in levels])
    for item in grid:
        reader.take(item)
    reader.close()
    return reader.drafts, reader.loose


class _Reader:
    def __init__(self, levels: Sequence[str]) -> None:
        self.levels = levels
        self.drafts: list[Draft] = []
        self.loose: list[Item] = []
        self._open: list[Draft] = []
        self._cells: dict[int, list[Item]] = {}
        self._level: int | None = None
        self._table = Table(len(levels))

    def take(self, item: Item) -> None:
        if item.sort is Sort.ROW:
            self.close()
            self._row(item)
        elif self._table.last == item.first - 1 and item.sort is not Sort.HEADING:
            self._table.go_on(item)
        elif item.sort is Sort.HEADING and item.name in self.levels:
            # Words above the first title are the head of the columns, not of what follows.
            self._level = self.levels.index(item.name) if self._open else None
            if self._level is not None:
                self._cells.setdefault(self._level, [])
        elif item.sort is Sort.HEADING:
            if self._cells:
                self.close()
            self._open.append(Draft(item.text, [place(item.first, item.last)]))
        elif self._level is not None:
            self._cells[self._level].append(item)
        elif self._open:
            self._open[-1].items.append(item)
        else:
            self.loose.append(item)

    def _row(self, item: Item) -> None:
        if item.name in GRID or {folded(one) for one in item.cells if one} <= set(self.levels):
            self._table.head([folded(one) for one in item.cells])
            return
        draft = self._table.take(item)
        if draft is not None:
            self.drafts.append(draft)
        elif self._table.draft is None:
            self.loose.append(item)

    def close(self) -> None:
        """What is open becomes competencies: the last titles with their columns, those before as they stand."""
        count = len(self._open)
        if self._cells:
            # A title of a column has its definition below it and no more.
            columns = list(takewhile(lambda one: len(units(one.items)) <= 1, reversed(self._open)))
            count -= max(1, len(columns))
            _fill(self._open[count:], self._cells)
        self.drafts += self._open
        self._open, self._cells, self._level = [], {}, None


def _fill(drafts: Sequence[Draft], cells: dict[int, list[Item]]) -> None:
    shared = Shared(list(drafts))
    for draft in drafts:
        draft.is_fixed = True
        draft.description = joined(units(draft.items))
        draft.places += [place(one.first, one.last) for one in draft.items]
        draft.items = []
    for level, items in cells.items():
        found = units(items)
        told = groups(found)
        if len(drafts) == 1:
            told = [list(found)] if found else []
        if len(told) == len(drafts):
            for draft, some in zip(drafts, told, strict=True):
                draft.texts[level] = joined(some)
                draft.places.append(place(some[0].first, some[-1].last))
        elif found:
            shared.cells[level] = found
    if shared.cells:
        for draft in drafts:
            draft.shared = shared
