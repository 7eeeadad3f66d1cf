"""Competencies that stand in the rows of a table with tabs."""

from collections.abc import Sequence
from typing import Final

from desktop.frameworks.formats.career_map.draft import Draft, longer
from desktop.frameworks.formats.career_map.headings import is_title, title_at_start
from desktop.frameworks.formats.career_map.text import MOST_HEADING, MOST_TEXT, Item, Sort, capitals_at_start, place

_ENDS: Final = (".", "!", "?", ";", ":")
DEFINITION: Final = frozenset({"definition", "description"})
"""What a column between titles and levels is headed."""


class Table:
    """Rows of a table with tabs: the title and definition, then a cell for each level."""

    def __init__(self, levels: int) -> None:
        self.draft: Draft | None = None
        self.last = 0
        self._levels = levels
        self._skip = 1
        self._width = 0

    def head(self, cells: Sequence[str]) -> None:
        self._skip = 2 if len(cells) > 1 and cells[1] in DEFINITION else 1

    def take(self, item: Item) -> Draft | None:
        """A new competency, or None where the row goes on with the one before it."""
        title, definition = capitals_at_start(item.cells[0])
        is_next_line = item.first == self.last + 1
        self.last = item.last
        if is_next_line and (self._defines(item) or self._goes_on_below(item)):
            return None
        if self.draft is not None and not title and (not item.cells[0] or self.draft.has_capitals):
            is_short = is_next_line and self._width < self._skip + self._levels and bool(item.cells[0])
            self._add(item, self._width - 1 if is_short else 0)
            self._width = max(self._width, len(item.cells) + (self._width - 1 if is_short else 0))
            return None
        has_capitals = bool(title)
        whole = ""
        if not title:
            title, definition, whole = _title_of(item.cells[0])
        if not title:
            return None
        self.draft = Draft(title[:2000], [], is_fixed=True, has_capitals=has_capitals, description=definition)
        self.draft.whole = whole
        self._width = len(item.cells)
        self._add(item, 0, 1)
        return self.draft

    def _defines(self, item: Item) -> bool:
        """Whether a row has no more than the definition of the competency above it."""
        text, draft = item.cells[0], self.draft
        if draft is None or draft.description or not text.endswith(".") or any(item.cells[1:]):
            return False
        draft.description = text
        draft.places.append(place(item.first, item.last))
        return True

    def _goes_on_below(self, item: Item) -> bool:
        """Whether the line goes on with the row above, as where a PDF breaks the lines of each cell: a cell that
        is at its end then leaves no tab, so fewer cells than columns are those of unfinished sentences. Where
        these are not as many, nothing tells, and a question is made of it."""
        draft = self.draft
        cells = list(item.cells) if item.cells else [item.text]
        if draft is None or self._width < self._skip + self._levels or not _is_rest(cells, draft):
            return False
        draft.places.append(place(item.first, item.last))
        if len(cells) >= self._width:
            self._title_goes_on(draft, cells)
            for column, cell in enumerate(cells):
                self._put(column, cell)
            return True
        if all(cells):
            columns = self._unfinished(draft)
            if len(columns) < len(cells) and self._title_goes_on(draft, cells):
                cells = cells[1:]
            elif not draft.description and cells[0][:1].isupper():
                columns = [0, *columns]
            if len(columns) == len(cells):
                for column, cell in zip(columns, cells, strict=True):
                    self._put(column, cell)
                return True
        draft.crowded = (*draft.crowded, *(one for one in cells if one))
        return True

    def _unfinished(self, draft: Draft) -> list[int]:
        """The columns whose text ends in the middle of a sentence; 0 is the definition."""
        texts = {0: draft.description} | {level + self._skip: text for level, text in sorted(draft.texts.items())}
        return [column for column, text in texts.items() if text and not text.endswith(_ENDS)]

    def _title_goes_on(self, draft: Draft, cells: list[str]) -> bool:
        """Whether the first cell is the rest of a broken title, which is then put to it and emptied."""
        capitals, rest = capitals_at_start(cells[0])
        is_more = bool(capitals) if draft.has_capitals else is_title(cells[0])
        if draft.description or not is_more:
            return False
        draft.title = f"{draft.title} {capitals or cells[0]}"[:2000]
        cells[0] = rest if draft.has_capitals else ""
        return not cells[0]

    def go_on(self, item: Item) -> None:
        """A line below a row, without tabs, goes on with its last cell."""
        if item.first == self.last + 1 and item.sort is Sort.TEXT and self._goes_on_below(item):
            self.last = item.last
            return
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
            draft.description = _on(draft.description, text)
        elif level < self._levels:
            draft.texts[level] = _on(draft.texts.get(level, ""), text)
        else:
            draft.crowded = (*draft.crowded, text)


def _is_rest(cells: Sequence[str], draft: Draft) -> bool:
    """Whether a line begins in the middle of sentences."""
    first, rest = cells[0], cells[1:]
    texts = (draft.description, *draft.texts.values())
    if not any(text and not text.endswith(_ENDS) for text in texts):
        return False
    return any(one[:1].islower() for one in rest) or first[:1].islower()


def _title_of(cell: str) -> tuple[str, str, str]:
    """Title and definition in a cell without capitals, and the whole cell where only words tell them apart."""
    first, _, rest = cell.partition("\n")
    if rest and len(first) <= MOST_HEADING and not first.endswith((".", ";", ",", ":")):
        return first, rest, ""
    title, definition = title_at_start(cell)
    return (title, definition, cell) if title else (cell.replace("\n", " "), "", "")


def _on(text: str, more: str) -> str:
    """With one line more, or with the rest of a sentence that was broken."""
    is_broken = bool(text) and not text.endswith(_ENDS) and more[:1].islower()
    return f"{text} {more}" if is_broken and len(text) <= MOST_TEXT else longer(text, more)
