"""The work process schedule: job functions, core or optional, with their competencies and hours."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.codes import Kind
from desktop.frameworks.document import HourRange
from desktop.frameworks.formats.occupational.columns import Columns, columns
from desktop.frameworks.formats.occupational.parts import (
    Printed,
    PrintedFunction,
    Wording,
    competency_row,
    function_number,
    function_row,
    heads_columns,
    without_remark,
)
from desktop.frameworks.formats.occupational.rows import (
    Row,
    fold,
    hours_of,
    is_continuation,
    is_illegible,
    is_mark,
    kind_of,
    legible,
    same,
    unbulleted,
)

_TOTAL = re.compile(r"(grand\s+)?totals?\b.{0,40}", re.I)
_HEADED: Final = {"required": Kind.CORE, "optional": Kind.OPTIONAL}
_CODE = re.compile(r"(\d{1,3})?([A-Za-z])[.)]\s+(?=\S)")


@dataclass(slots=True)
class Schedule:
    """`head` are the rows above the first job function, `repeated` those of them that a later page prints once
    more, `figures` the rows whose title ends in what may be hours; `ojt` and `ri` are the totals that the document
    prints."""

    head: list[Row] = field(default_factory=list)
    functions: list[PrintedFunction] = field(default_factory=list)
    ojt: HourRange | None = None
    ri: HourRange | None = None
    passed: list[Row] = field(default_factory=list)
    repeated: list[Row] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)


class _Reader:
    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self.found = Schedule()
        self.columns: Columns | None = None
        self.gap = False
        self.heads: set[str] = set()
        self.printed = [one[0] for one in map(function_row, rows) if one]
        body = [row for row in rows if function_row(row) or self._is_body(row)]
        self.begins_small = 2 * sum(row.first[:1].islower() for row in rows) > len(rows) - len(self.printed)
        self.flat = not any(len(row.cells) > 1 for row in body)

    def _is_body(self, row: Row) -> bool:
        return any(kind_of(cell.text) for cell in row.cells[1:])

    def read(self) -> Schedule:
        for row in self.rows:
            function = function_row(row)
            if function is not None:
                self._function(row, *function[:2])
            elif row.is_gap:
                self.gap = True
            elif heads_columns(row) or fold(row.first) == "job function":
                self.columns = columns(row) or self.columns
            elif not self.found.functions:
                self.found.head.append(row)
                self.heads.add(row.text)
            elif self._repeats_head(row):
                self.found.repeated.append(row)
            elif _TOTAL.fullmatch(row.first):
                self.found.ojt, self.found.ri, _ = self._hours(row)
            else:
                self._item(row)
        return self.found

    def _repeats_head(self, row: Row) -> bool:
        """The head of the schedule printed once more on its next page."""
        return row.first.startswith("WORK PROCESS SCHEDULE") or row.text in self.heads

    def _function(self, row: Row, number: str, title: str) -> None:
        title, remark = without_remark(legible(title))
        kind = self._kind(row) or remark
        ojt, ri, unclear = self._hours(row)
        if self.flat:
            title, word, figures = self._apart(row, title)
            kind = kind_of(word) or kind
            ojt, ri, unclear = self._in_order(figures)
        self.gap = False
        last = self.found.functions[-1] if self.found.functions else None
        if last is not None and last.number == number and (not title or same(title, last.title.text)):
            return
        one = PrintedFunction(
            number, Wording(title, row.number, row.number), kind, ojt=ojt, ri=ri, unclear_hours=unclear
        )
        if any(function.number == number for function in self.found.functions):
            one.renumbered, one.number = number, self._free(number)
        self.found.functions.append(one)

    def _free(self, number: str) -> str:
        """A number that is printed twice stands for the next, where that is not printed at all."""
        taken = {*self.printed, *(one.number for one in self.found.functions)}
        at = int(number) + 1
        return next(str(one) for one in range(at, at + len(taken) + 1) if str(one) not in taken)

    def _item(self, row: Row) -> None:
        function = self.found.functions[-1]
        coded = competency_row(row, function.number)
        code, text = (coded[0], coded[1]) if coded else ("", row.first)
        if not coded and (is_mark(row.first) or kind_of(row.first) or hours_of(row.first)):
            self._late(row, function)
            return
        text, bulleted = unbulleted(text)
        lettered = _CODE.match(text)
        if lettered and not code:
            code, text = f"{int(lettered[1] or function.number)}{lettered[2].lower()}", text[lettered.end() :]
        if function_number(code) != function.number:
            # A code of another job function is not one's own.
            code = ""
        kind = self._kind(row)
        ojt, ri, unclear = self._hours(row)
        if self.flat:
            text, word, figures = self._apart(row, text)
            kind = kind_of(word)
            ojt, ri, unclear = self._in_order(figures)
        function.unclear_hours = function.unclear_hours or (unclear and function.ojt is None)
        if not (coded or lettered) and self._goes_on(function, text, kind, bulleted):
            before = function.items[-1] if function.items else function
            before.title.go_on(text, row.number)
            before.kind = before.kind or kind
            before.ojt, before.ri = before.ojt or ojt, before.ri or ri
            return
        title = Wording(text if is_illegible(text) else legible(text), row.number, row.number)
        function.items.append(Printed(title, code, kind, after_gap=self.gap, ojt=ojt, ri=ri))

    def _goes_on(self, function: PrintedFunction, text: str, kind: Kind | None, bulleted: bool) -> bool:
        """A row with its own word beside that of the row before is its own, and so is each in a schedule that
        begins its rows small."""
        before = function.items[-1] if function.items else function
        if self.gap or self.begins_small or (kind is not None and before.kind is not None):
            return False
        return is_continuation(text, before.title.text, bulleted)

    def _late(self, row: Row, function: PrintedFunction) -> None:
        """Cells of the row above that were broken off."""
        before = function.items[-1] if function.items else function
        kind = next((one for one in (kind_of(cell.text) for cell in row.cells) if one), None)
        if kind and before.kind is None:
            before.kind = kind
        elif not kind:
            self.found.passed.append(row)

    def _kind(self, row: Row) -> Kind | None:
        """The word core or optional, else the one above a mark."""
        for cell in row.cells[1:]:
            said = kind_of(cell.text)
            if said is None and self.columns is not None and is_mark(cell.text):
                said = _HEADED.get(self.columns.at(cell, row) or "")
            if said is not None:
                return said
        return None

    def _apart(self, row: Row, text: str) -> tuple[str, str, list[HourRange]]:
        """A title, the word core or optional behind it, and the hours behind that. Figures without the word are
        left, since they may belong to the title."""
        words = text.rsplit(" ", 3)
        figures: list[HourRange] = []
        while len(words) > 1 and len(figures) < 2 and (hours := hours_of(words[-1])) is not None:
            figures.insert(0, hours)
            words.pop()
        if len(words) > 1 and words[-1] in ("Core", "Optional"):
            return " ".join(words[:-1]), words[-1], figures
        if figures and self.columns is not None and {"ojt", "ri"} & set(self.columns.cells):
            self.found.figures.append(row)
        return text, "", []

    def _in_order(self, figures: Sequence[HourRange]) -> tuple[HourRange | None, HourRange | None, bool]:
        """OJT and RI hours in the order of their columns, and whether it is unclear which of the two is told."""
        names = [name for name in (self.columns.cells if self.columns else ()) if name in ("ojt", "ri")]
        if len(figures) == 1 and len(names) != 1:
            return figures[0], None, True
        by_name = dict(zip(names or ("ojt", "ri"), figures, strict=False))
        return by_name.get("ojt"), by_name.get("ri"), False

    def _hours(self, row: Row) -> tuple[HourRange | None, HourRange | None, bool]:
        """OJT and RI hours of a row, and whether it is unclear which of the two a single figure is."""
        told = [(cell, hours) for cell in row.cells[1:] if (hours := hours_of(cell.text)) is not None]
        if not told:
            return None, None, False
        if len(told) > 1:
            return self._in_order([hours for _, hours in told])
        cell, hours = told[0]
        name = self.columns.at(cell, row) if self.columns else None
        if name not in ("ojt", "ri") and row.tabbed and self.columns and row.width == self.columns.width:
            name = "ri" if cell.index == row.width - 1 else "ojt"
        return (None, hours, False) if name == "ri" else (hours, None, name is None)


def read(rows: Sequence[Row]) -> Schedule:
    return _Reader(rows).read()
