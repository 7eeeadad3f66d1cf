"""The grid of competencies of one page: which words name the levels, and what stands in which cell.

Pages print it in three ways: level words first and then each competency with its paragraphs; column by
column, all titles and then the cells of each level below its word; or a table with tabs. Where the second has
one title only, competencies of the first way may follow it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from desktop.frameworks.findings import Place
from desktop.frameworks.formats.career_map_pages import GRID
from desktop.frameworks.formats.career_map_text import MOST_TEXT, Item, Sort, capitals_at_start, folded, place

_DEFINITION = frozenset({"definition", "description"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph with the list that belongs to it. `joins` where it is a list with a line of its own above it
    ("Examples:"), which goes on with the paragraph before; `begins` where such a list begins a text, because
    one has ended right before it."""

    text: str
    first: int
    last: int
    joins: bool = False
    begins: bool = False
    is_listed: bool = False
    is_single: bool = False


@dataclass(slots=True)
class Shared:
    """Cells of one level that cannot be told apart, of all competencies of one group."""

    drafts: list["Draft"]
    cells: dict[int, tuple[Unit, ...]] = field(default_factory=dict)


@dataclass(slots=True)
class Draft:
    """A competency as the page has it. `items` are what stands below its title while no level is known for
    them; `texts` by level from 0; `is_fixed` where the page itself says what belongs to which level."""

    title: str
    places: list[Place]
    items: list[Item] = field(default_factory=list)
    description: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    is_fixed: bool = False
    has_capitals: bool = False
    crowded: tuple[str, ...] = ()
    shared: Shared | None = None


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
    again = _again(grids)
    by_page = {names for grid in grids for way in (_above, _below) if _may_be(names := way(grid))}
    if _may_be(again) and (len(grids) > 2 or again in by_page):
        return tuple(spelled[name] for name in again)
    # One page alone can often be read in two ways.
    return tuple(spelled[name] for name in by_page.pop()) if len(by_page) == len(grids) == 1 else ()


def _may_be(names: tuple[str, ...]) -> bool:
    return 2 <= len(names) <= 5 and len(set(names)) == len(names) and all(names)


def _from_table(grid: Sequence[Item]) -> tuple[str, ...]:
    head = next((one for one in grid if one.sort is Sort.ROW and one.name in GRID), None)
    cells = (folded(one) for one in head.cells[1:]) if head else ()
    return tuple(one for one in cells if one and one not in _DEFINITION)


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


def units(items: Sequence[Item]) -> tuple[Unit, ...]:
    """Paragraphs and lists put together. A list belongs to the paragraph before it."""
    found: list[Unit] = []
    leads: Item | None = None
    for at, item in enumerate(items):
        follows = items[at + 1] if at + 1 < len(items) else None
        if item.sort is not Sort.BULLETS:
            if item.text.endswith(":") and follows is not None and follows.sort is Sort.BULLETS:
                leads = item
            else:
                found.append(Unit(item.text, item.first, item.last))
            continue
        is_single = "\n" not in item.text
        last = found[-1] if found else None
        if leads is not None:
            after_list = last is not None and last.is_listed
            text = f"{leads.text}\n{item.text}"
            joins = last is not None and not after_list
            found.append(Unit(text, leads.first, item.last, joins, after_list, True, is_single))
            leads = None
        elif last is not None and (not last.is_listed or (last.is_single and is_single)):
            text = _longer(last.text, item.text)
            found[-1] = Unit(text, last.first, item.last, last.joins, last.begins, True, is_single)
        else:
            found.append(Unit(item.text, item.first, item.last, is_listed=True, is_single=is_single))
    return tuple(found)


def _longer(text: str, more: str) -> str:
    """With one line more; what is too long already grows no further."""
    return text if len(text) > MOST_TEXT else "\n".join(filter(None, (text, more)))


def groups(found: Sequence[Unit]) -> list[list[Unit]]:
    """The units that make one text each, as far as lists tell."""
    told: list[list[Unit]] = []
    for one in found:
        if one.joins and told:
            told[-1].append(one)
        else:
            told.append([one])
    return told


def joined(found: Sequence[Unit]) -> str:
    return "\n".join(one.text for one in found)


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
        self._table = _Table(len(levels))

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


class _Table:
    """Rows of a table with tabs: the title and definition, then a cell for each level."""

    def __init__(self, levels: int) -> None:
        self.draft: Draft | None = None
        self.last = 0
        self._levels = levels
        self._skip = 1
        self._width = 0

    def head(self, cells: Sequence[str]) -> None:
        self._skip = 2 if len(cells) > 1 and cells[1] in _DEFINITION else 1

    def take(self, item: Item) -> Draft | None:
        """A new competency, or None where the row goes on with the one before it."""
        title, definition = capitals_at_start(item.cells[0])
        is_next_line = item.first == self.last + 1
        self.last = item.last
        if self.draft is not None and not title and (not item.cells[0] or self.draft.has_capitals):
            is_short = is_next_line and self._width < self._skip + self._levels and bool(item.cells[0])
            self._add(item, self._width - 1 if is_short else 0)
            self._width = max(self._width, len(item.cells) + (self._width - 1 if is_short else 0))
            return None
        has_capitals = bool(title)
        title = title or item.cells[0].replace("\n", " ")
        if not title:
            return None
        self.draft = Draft(title[:2000], [], is_fixed=True, has_capitals=has_capitals, description=definition)
        self._width = len(item.cells)
        self._add(item, 0, 1)
        return self.draft

    def go_on(self, item: Item) -> None:
        """A line below a row, without tabs, goes on with its last cell."""
        if self.draft is not None:
            self._put(max(0, self._width - 1), item.text)
            self.draft.places.append(place(item.first, item.last))
        self.last = item.last

    def _add(self, item: Item, shift: int, start: int = 0) -> None:
        for at, cell in enumerate(item.cells[start:], start=start):
            self._put(at + shift, cell)
        if self.draft is not None:
            self.draft.places.append(place(item.first, item.last))

    def _put(self, column: int, text: str) -> None:
        draft = self.draft
        if draft is None or not text:
            return
        level = column - self._skip
        if level < 0:
            draft.description = _longer(draft.description, text)
        elif level < self._levels:
            draft.texts[level] = _longer(draft.texts.get(level, ""), text)
        else:
            draft.crowded = (*draft.crowded, text)
