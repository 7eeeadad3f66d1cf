"""Competencies that stand in the rows of a table with tabs."""

from collections.abc import Sequence
from typing import Final

from desktop.frameworks.formats.career_map_draft import Draft, longer
from desktop.frameworks.formats.career_map_text import Item, capitals_at_start, place

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
            draft.description = longer(draft.description, text)
        elif level < self._levels:
            draft.texts[level] = longer(draft.texts.get(level, ""), text)
        else:
            draft.crowded = (*draft.crowded, text)
