"""Competencies that stand in the rows of a table with tabs."""

from collections.abc import Sequence
from typing import Final

from desktop.frameworks.formats.career_map_draft import Draft, longer
from desktop.frameworks.formats.career_map_headings import title_at_start
from desktop.frameworks.formats.career_map_text import MOST_HEADING, MOST_TEXT, Item, capitals_at_start, place

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
        """Whether as many cells as there are unfinished sentences in the row above go on with them: where a PDF
        breaks the lines of a row, cells that are at an end leave no tab."""
        draft = self.draft
        cells = [one for one in item.cells if one]
        if draft is None or not all(item.cells) or len(cells) >= self._skip + self._levels:
            return False
        texts = {-1: draft.description} | draft.texts
        is_open = [at for at, text in sorted(texts.items()) if text and not text.endswith(_ENDS)]
        if len(is_open) != len(cells) or not any(one[:1].islower() for one in cells):
            return False
        for level, text in zip(is_open, cells, strict=True):
            self._put(level + self._skip if level >= 0 else 0, text)
        draft.places.append(place(item.first, item.last))
        return True

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
            draft.description = _on(draft.description, text)
        elif level < self._levels:
            draft.texts[level] = _on(draft.texts.get(level, ""), text)
        else:
            draft.crowded = (*draft.crowded, text)


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
