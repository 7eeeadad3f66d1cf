"""Which lines of a schedule differ from the version its framework was derived from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop import words
from desktop.codes import PartKind
from desktop.frameworks.compare import Change, Comparison, PartChange, compare
from desktop.reports import lines
from desktop.reports.content import Block, Cell, Column, Heading, Note, Row, Table, row
from desktop.reports.rows import SchedulePaper

Key = tuple[PartKind, str]
"""A part of the later framework: what it is, and its code or number."""

_COLUMN = Column("Differs", 74, "centre", small=True)
_SAID = {
    Change.REWORDED: "reworded",
    Change.MOVED: "moved",
    Change.RENUMBERED: "renumbered",
    Change.SPLIT: "split",
    Change.MERGED: "merged",
    Change.NEW: "new",
    Change.RETIRED: "retired",
    Change.TO_OPTIONAL: "now optional",
    Change.TO_CORE: "now core",
}
_GROUPS = {
    PartKind.JOB_FUNCTION: "Job functions",
    PartKind.COMPETENCY: "Competencies",
    PartKind.COURSE: "Courses of related instruction",
}


@dataclass(frozen=True, slots=True)
class Differences:
    """`base` is the version compared with, in words; `marks` what a line says of itself in its column."""

    base: str
    comparison: Comparison
    marks: dict[Key, str]

    def mark(self, key: Key | None) -> Cell:
        """The word for a line, strong; empty for one that is the same."""
        return Cell(self.marks.get(key, "") if key else "", strong=True)

    @property
    def legend(self) -> Note:
        what = "A line with a word in the last column differs"
        told = f"{what} from {self.base}, from which this version was derived; every other line is the same."
        return Note(f"{told} Both texts, and what was retired, stand under “{self.title}”.")

    @property
    def title(self) -> str:
        return f"What differs from {self.base}"


def of(paper: SchedulePaper) -> Differences | None:
    """What differs; None where the paper is not to be compared."""
    if paper.base is None:
        return None
    found = compare(paper.base, paper.framework)
    base = f"version {paper.base.version}"
    if paper.base.title != paper.framework.title:
        base = f"{paper.base.title}, {base}"
    marks = {(one.kind, side.code): _sentence(_said(one)) for one in _changed(found) for side in one.after}
    return Differences(base, found, marks)


def with_column(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    """The columns of a table with one more for the marks, for which the titles make room."""
    first, second, *others = columns
    return (first, replace(second, share=second.share - _COLUMN.share), *others, _COLUMN)


def _changed(found: Comparison) -> Iterator[PartChange]:
    return (one for one in found.parts if one.changes != (Change.SAME,))


def _said(one: PartChange) -> list[str]:
    """["reworded", "now core", "hours"]; the fields that differ by their names."""
    said = [_SAID[change] for change in one.changes if change in _SAID]
    return [*said, *(field.field for field in one.fields)]


def _sentence(said: list[str]) -> str:
    text = ", ".join(said)
    return text[:1].upper() + text[1:]


def blocks(found: Differences) -> list[Block]:
    """Every difference with both texts, what was retired among them."""
    heading = Heading(found.title, sheet="Differences")
    rows = [*_head_rows(found), *(one for kind in _GROUPS for one in _part_rows(found, kind))]
    if not rows:
        return [heading, Note(f"Nothing differs from {found.base}.", small=False)]
    columns = (
        Column("", 34, "centre", strong=True),
        Column("In this version", 340),
        Column(f"In {found.base}", 300),
        Column("Difference", 110, small=True, strong=True),
    )
    codes = [side.code for one in _changed(found.comparison) for side in (*one.after, *one.before)]
    return [heading, Table(lines.fitted(columns, codes), tuple(rows))]


def _head_rows(found: Differences) -> list[Row]:
    """The framework as a whole, one row for each field."""
    fields = found.comparison.head
    if not fields:
        return []
    group = row("", "The framework as a whole", "", "", kind="group", merge=(2, 3))
    return [group, *(row("", one.after, one.before, _sentence([one.field])) for one in fields)]


def _part_rows(found: Differences, kind: PartKind) -> list[Row]:
    changes = [one for one in _changed(found.comparison) if one.kind is kind]
    if not changes:
        return []
    many = words.counted(len(changes), "line differs", "lines differ")
    return [row("", _GROUPS[kind], many, "", kind="group", merge=(2, 3)), *map(_part_row, changes)]


def _part_row(one: PartChange) -> Row:
    code = (one.after or one.before)[0].code
    now = Cell(
        _text([(side.code, side.text) for side in one.after], code),
        items=tuple(f"{each.field}: {each.after or 'nothing'}" for each in one.fields),
    )
    was = Cell(
        _text([(side.code, side.text) for side in one.before], code),
        items=tuple(f"{each.field}: {each.before or 'nothing'}" for each in one.fields),
    )
    return row(code, now, was, _sentence(_said(one)))


def _text(sides: list[tuple[str, str]], code: str) -> str:
    """The texts, each under its code where it is not the one that heads the row."""
    if len(sides) == 1 and sides[0][0] == code:
        return sides[0][1]
    return "\n".join(f"{own} {text}".strip() for own, text in sides)
