"""Competency descriptions in a table: a row for each competency, a column for each level."""

from collections.abc import Sequence
from typing import Final

from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.competency_descriptions.lines import Line, sounds_like_level
from desktop.frameworks.formats.competency_descriptions.text import MOST_COMPETENCIES, Group, LevelPart, Parsed

_TITLES: Final = ("competency", "competencies", "skill", "skills", "behavior", "criteria", "criterion", "dimension")
_DEFINITIONS: Final = ("definition", "description", "what it means", "meaning")


def parse(lines: Sequence[str]) -> Parsed | None:
    """None where no row heads a table of competencies and levels."""
    table = _Table()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            table.row(number, [" ".join(one.split()) for one in line.split("\t")], line)
        if len(table.groups) >= MOST_COMPETENCIES:
            break
    if len(table.groups) < 2 or not table.words:
        return None
    return Parsed(table.words, table.groups, [])


class _Table:
    def __init__(self) -> None:
        self.words: dict[str, str] = {}
        self.columns: dict[int, str] = {}
        self.definition = -1
        self.groups: list[Group] = []
        self.block: list[list[Line]] = []

    def row(self, number: int, cells: list[str], raw: str) -> None:
        said = {at: one for at, one in enumerate(cells) if one}
        if self._heads(cells):
            return
        if not self.columns or (len(said) == 1 and 0 in said):
            # A text above the table, or a row over its whole width: the heading of a part.
            self.block.append([Line(number, raw.strip(), False, False)])
        elif 0 not in said and self.groups:
            self._goes_on(number, said)
        elif any(at in self.columns for at in said):
            self._competency(number, cells)

    def _heads(self, cells: list[str]) -> bool:
        levels = {at: one for at, one in enumerate(cells) if at and one and len(one) <= 60 and sounds_like_level(one)}
        title = cells[0].casefold().strip(":")
        if len(levels) < 2 or any(len(one) > 60 for one in cells) or len(levels) + 2 < sum(map(bool, cells)):
            return False
        if title and not title.startswith(_TITLES) and len(levels) + 1 < sum(map(bool, cells)):
            return False
        words = {one.casefold(): tidy.line(one) for one in levels.values()}
        if len(words) < len(levels) or (self.words and words != self.words):
            return False
        self.words = words
        self.columns = {at: one.casefold() for at, one in levels.items()}
        others = [at for at, one in enumerate(cells) if at and at not in levels]
        told = [at for at in others if cells[at].casefold().startswith(_DEFINITIONS)]
        self.definition = (told or others or [-1])[0]
        return True

    def _competency(self, number: int, cells: list[str]) -> None:
        block = [*self.block, [Line(number, cells[0], False, False)]]
        if 0 < self.definition < len(cells) and cells[self.definition]:
            block.append([Line(number, cells[self.definition], True, False)])
        group = Group(block)
        for at, label in self.columns.items():
            if at < len(cells) and cells[at]:
                line = Line(number, cells[at], False, False, label, self.words[label], cells[at])
                group.levels.append(LevelPart(label, [line], [[cells[at]]]))
        self.block = []
        self.groups.append(group)

    def _goes_on(self, number: int, said: dict[int, str]) -> None:
        """A row without a title goes on with the cells of the row above, a line or an item of a list each."""
        group = self.groups[-1]
        for at, text in said.items():
            line = Line(number, text, False, False)
            label = self.columns.get(at, "")
            level = next((one for one in group.levels if one.label == label), None)
            if level is not None:
                level.go_on(line, text[:1] in "•·▪◦●○-–")
            elif label:
                group.levels.append(LevelPart(label, [line], [[text]]))
            elif at == self.definition:
                group.block.append([line])
