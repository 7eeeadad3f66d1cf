"""The detail pages: for each job function what related instruction covers, and its competencies with their level,
mark and performance standards."""

import re
from collections.abc import Sequence

from desktop.codes import Kind
from desktop.frameworks.findings import Path
from desktop.frameworks.formats.occupational.columns import Columns, columns
from desktop.frameworks.formats.occupational.details import BelowGap, Details
from desktop.frameworks.formats.occupational.parts import (
    Printed,
    PrintedFunction,
    Wording,
    competency_row,
    function_number,
    function_row,
    heads_columns,
    instruction_heading,
    named,
    says_more,
    without_remark,
)
from desktop.frameworks.formats.occupational.rows import (
    LONGEST,
    Cell,
    Row,
    fold,
    is_continuation,
    is_illegible,
    is_mark,
    kind_of,
    legible,
    same,
    unbulleted,
)

_ASIDE = 2
"""Characters, or points of a PDF, by which marks of one column may stand beside each other."""
_GLUED = re.compile(r"\s+(Basic|Intermediate|Advanced)?\s*([xX✓✔])?$")


class _Reader:
    def __init__(self) -> None:
        self.found = Details()
        self.by_number: dict[str, PrintedFunction] = {}
        self.function: PrintedFunction | None = None
        self.item: Printed | None = None
        self.columns: Columns | None = None
        self.target = ""
        self.side_by_side: dict[int, str] = {}
        self.bulleted: dict[int, bool] = {}
        self.gap = False
        self.again = False
        self.counted: list[Printed] = []
        self.placed: dict[tuple[int, str], list[tuple[int, Printed]]] = {}
        self.keeps_empty = self.is_lined_up = False

    def read(self, rows: Sequence[Row]) -> Details:
        self.is_lined_up = True
        self.keeps_empty = any(row.tabbed and row.width > len(row.cells) for row in rows)
        for row in rows:
            function = function_row(row)
            if row.is_gap:
                self.gap = True
            elif function is not None:
                self._function(row, *function)
            elif coded := competency_row(row, self.function.number if self.function else ""):
                self._competency(row, *coded)
            elif heads_columns(row):
                self.columns = columns(row)
                self._marked_head(row)
            elif named(row) is None and not self._heading(row):
                self._text(row)
        return self.found

    def _function(self, row: Row, number: str, title: str, others: list[str]) -> None:
        self.gap = False
        title, kind = without_remark(legible(title))
        for other in others:
            words = other.rsplit(" ", 1)
            if len(words) == 2 and is_mark(words[1]):
                kind = kind_of(words[0]) or kind
        self.columns = columns(row) or self.columns
        known = self.by_number.get(number)
        if known is None:
            self.target, self.item = "title", None
            known = self._open(number, title, row.number)
        elif not same(title, known.title.text) and title and known is not self.function:
            self.target, self.item = "", None
            known.title.text = known.title.text or title
        known.kind = kind or known.kind
        self.again = bool(known.items)
        self.function = known

    def _marked_head(self, row: Row) -> None:
        """A head of columns that broke off its job function, with the mark of an optional one."""
        marked = [cell.text[:-2] for cell in row.cells if cell.text.endswith((" X", " x"))]
        if self.function is not None and marked and self.item is None:
            self.function.kind = kind_of(marked[0]) or self.function.kind

    def _open(self, number: str, title: str, line: int) -> PrintedFunction:
        one = PrintedFunction(number, Wording(title, line, line))
        self.by_number[number] = one
        self.found.functions.append(one)
        return one

    def _competency(self, row: Row, code: str, title: str, at: int) -> None:
        number = function_number(code)
        function = self.by_number.get(number) or self._open(number, "", row.number)
        self.function, self.gap, self.target = function, False, "item title"
        title, level, glued = self._unglued(row, title, at)
        text = title if is_illegible(title) else legible(title)
        one = Printed(Wording(text, row.number, row.number), code, level=level, unclear=glued)
        margins = [kind_of(cell.text) for cell in row.cells[:at]]
        one.kind = next((kind for kind in margins if kind), None)
        self._cells(one, row, at)
        if self.again and (before := self._printed_before(function, one)):
            self.item = before
            self.found.passed.append(row)
            return
        self.item = one
        function.items.append(one)

    def _printed_before(self, function: PrintedFunction, one: Printed) -> Printed | None:
        """The same competency on an earlier print of this page."""
        alike = (it for it in function.items if it.code == one.code and same(it.title.text, one.title.text))
        return next((it for it in alike if (it.level, it.required) == (one.level, one.required)), None)

    def _unglued(self, row: Row, title: str, at: int) -> tuple[str, str, bool]:
        """A title without the level and mark that lost their tabs behind it."""
        match = _GLUED.search(title) if at == len(row.cells) - 1 else None
        if match is None or not match[2]:
            return title, "", False
        return title[: match.start()], match[1] or "", True

    def _cells(self, one: Printed, row: Row, at: int, wrapped: bool = False) -> None:
        rest = row.cells[at + 1 :]
        level = next((cell for cell in rest if self._is_level(cell, row)), None)
        if level and not one.level:
            # A mark that ran into its level could stand in either column.
            word, _, mark = level.text[:200].rpartition(" ")
            one.level, one.unclear = (word, True) if word and is_mark(mark) else (level.text[:200], one.unclear)
        heads = self.columns
        shift = heads.shift(row.cells[max(at, 0)], level) if heads else 0
        if wrapped and heads and level and "level" in heads.cells:
            # The cells left of a wrapped title stayed on its first line.
            shift = level.index - heads.cells["level"].index
        one.narrow = bool(heads and row.tabbed and heads.tabbed and row.width < heads.width + shift)
        self.is_lined_up = self.is_lined_up and (heads is None or heads.is_lined_up(level, row))
        for cell in rest:
            if cell is level:
                continue
            name = heads.at(cell, row, shift) if heads else None
            if is_mark(cell.text):
                self._mark(one, name)
                self._remember(one, cell, name, row)
            elif (said := kind_of(cell.text)) is not None:
                # A word instead of a mark, or the margin on the right.
                if name in ("required", "optional"):
                    one.required = said is Kind.CORE
                else:
                    one.kind = one.kind or said

    def _mark(self, one: Printed, name: str | None) -> None:
        if name in ("required", "optional"):
            one.unclear = one.unclear or (one.required is not None and one.required is not (name == "required"))
            one.required = name == "required"
        elif one.required is None:
            one.unclear = True

    def _remember(self, one: Printed, cell: Cell, name: str | None, row: Row) -> None:
        """How the column of a mark was told."""
        if row.tabbed:
            self.counted.append(one)
        elif name is not None:
            self.placed.setdefault((self.columns.line if self.columns else 0, name), []).append((cell.start, one))

    def doubtful(self) -> list[Printed]:
        """Those whose mark cannot be told by its column: no row keeps its empty cells, so that nothing can be
        counted, or the levels stand beside their head, or the marks of one column in different places."""
        found = [] if self.keeps_empty else list(self.counted)
        for marks in self.placed.values():
            starts = [start for start, _ in marks]
            if not self.is_lined_up or max(starts) - min(starts) > _ASIDE:
                found += [one for _, one in marks]
        return found

    def _is_level(self, cell: Cell, row: Row) -> bool:
        return not is_mark(cell.text) and kind_of(cell.text) is None and not cell.text[:1].isdigit()

    def _heading(self, row: Row) -> bool:
        headings = [(cell, told) for cell in row.cells if (told := instruction_heading(cell.text))]
        if not headings:
            return False
        if len(headings) > 1:
            self.side_by_side = {cell.index if row.tabbed else cell.start: told[0] for cell, told in headings}
            return True
        self.side_by_side = {}
        self.target = headings[0][1][0]
        if self.target == "standards":
            if self.item is not None:
                self.item.has_standards = True
        else:
            self.item = None
        at = row.cells.index(headings[0][0])
        for text in (headings[0][1][1], *(cell.text for cell in row.cells[at + 1 :])):
            if text and says_more(text):
                self._add(row, legible(text))
        return True

    def _text(self, row: Row) -> None:
        if self.side_by_side and not self.item:
            for cell in row.cells:
                self.target = self._list_above(cell, row)
                self._add(row, legible(cell.text))
            return
        first = row.first
        if self._ends_title(row):
            return
        if all(is_mark(cell.text) or kind_of(cell.text) or fold(cell.text) == "core or optional" for cell in row.cells):
            self._late(row)
        else:
            self._add(row, legible(first))
            rest = [cell.text for cell in row.cells[1:] if says_more(cell.text)]
            for text in rest:
                self._add(row, legible(text))

    def _list_above(self, cell: Cell, row: Row) -> str:
        """Which of the lists side by side a cell belongs to: by counting, else the one that begins above it."""
        if row.tabbed:
            return self.side_by_side.get(cell.index, self.target)
        return next((name for start, name in sorted(self.side_by_side.items())[::-1] if start <= cell.start + 2), "")

    def _ends_title(self, row: Row) -> bool:
        """The rest of a title that was wrapped, with the level and mark of its row behind it."""
        item = self.item
        if item is None or self.target != "item title" or len(row.cells) < 2 or item.level or item.required is not None:
            return False
        if is_mark(row.first) or item.unclear or not any(is_mark(cell.text) for cell in row.cells[1:]):
            return False
        if row.first.casefold() in ("basic", "intermediate", "advanced"):
            self._cells(item, row, -1, wrapped=True)
        elif kind_of(row.first) is not None:
            # The margin, level and mark of a row whose title has several lines may stand halfway down.
            item.kind = item.kind or kind_of(row.first)
            self._cells(item, row, 0, wrapped=True)
        else:
            item.title.go_on(legible(row.first), row.number)
            self._cells(item, row, 0, wrapped=True)
        return True

    def _late(self, row: Row) -> None:
        """A mark or margin that was broken off its row."""
        if self.item is None or self.item.required is not None or not any(is_mark(cell.text) for cell in row.cells):
            self.found.passed.append(row)
            return
        for cell in row.cells:
            if is_mark(cell.text):
                self._mark(self.item, self.columns.at(cell, row) if self.columns else None)

    def _add(self, row: Row, text: str) -> None:
        if not text:
            return
        if self.function is None:
            self.found.passed.append(row)
            return
        text, bulleted = unbulleted(text)
        if self.target in ("title", "item title"):
            self._after_title(row, text, bulleted)
            return
        texts = self._list()
        if texts is None:
            self.found.passed.append(row)
            return
        if self.again and any(same(text, one.text) for one in texts):
            self.found.passed.append(row)
            return
        if self.gap:
            self.found.after_gap.append(BelowGap(text[:LONGEST], row.number, self._path()))
        listed = self.bulleted.get(id(texts), False)
        joins = texts and not self.gap and not self.side_by_side
        if joins and is_continuation(text, texts[-1].text, bulleted, listed and row.number == texts[-1].last + 1):
            texts[-1].go_on(text, row.number)
            return
        self.bulleted[id(texts)] = bulleted
        texts.append(Wording(text, row.number, row.number))

    def _after_title(self, row: Row, text: str, bulleted: bool) -> None:
        """What stands between a title and the next heading: the rest of the title where it begins small, else
        the scope of a job function, or a performance standard without its heading."""
        item, function = self.item, self.function
        before = item.title if item else function.title if function else None
        if before is not None and is_continuation(text, before.text, bulleted):
            before.go_on(text, row.number)
        elif item is not None:
            item.standards.append(Wording(text, row.number, row.number))
            self.target = "standards"
        else:
            self.target = "related"
            self._add(row, text)

    def _list(self) -> list[Wording] | None:
        if self.target == "standards":
            return self.item.standards if self.item else None
        function = self.function
        if function is None:
            return None
        return {
            "related": function.scope,
            "scope": function.scope,
            "skills": function.skills,
            "knowledge": function.knowledge,
            "tools": function.tools,
        }.get(self.target)

    def _path(self) -> Path:
        number = self.function.number if self.function else ""
        if self.target == "standards" and self.item:
            return ("job_functions", number, "competencies", self.item.code, "performance_standards")
        return ("job_functions", number, "instruction", "scope" if self.target == "related" else self.target)


def read(rows: Sequence[Row]) -> Details:
    """Empty forms for a competency of the sponsor's own are counted and left out."""
    reader = _Reader()
    found = reader.read(rows)
    for one in reader.doubtful():
        one.required, one.unclear = None, True
    marked = [one for function in found.functions for one in function.items if one.required]
    # Where every such row ends with its mark, empty cells at the end were never there.
    kept_ends = any(not one.narrow for one in marked)
    for function in found.functions:
        blank = [one for one in function.items if not one.title.text and not one.standards]
        found.blank_items += len(blank)
        function.blank_items = [one.title.first for one in blank]
        function.items = [one for one in function.items if one.title.text or one.standards]
        for one in function.items:
            one.narrow = one.narrow and kept_ends and one.required is True
    return found
