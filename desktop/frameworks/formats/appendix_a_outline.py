"""On-the-job learning of an Appendix A: work processes with their hours, and the tasks or competencies below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.codes import Kind
from desktop.frameworks.document import HourRange
from desktop.frameworks.findings import Place
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.appendix_a_rows import (
    Head,
    Line,
    folded,
    heads,
    hours,
    hours_at_end,
    unbulleted,
)
from desktop.frameworks.formats.appendix_a_sections import is_heading

_NONE: Final = HourRange()
_TOTAL: Final = re.compile(r"^(?:grand |overall )?(?:sub ?)?totals?\b|\btotals?$|^total\b.{0,60}\bhours\b")
_FUNCTION_CODE: Final = re.compile(r"^(?:[0-9]{1,2}|[A-Z]|[IVX]{1,5})[.)]?$")
_TASK_CODE: Final = re.compile(
    r"^(?:[0-9]{1,2}[.\s-]?[a-z]{1,2}|[A-Z][.\s-]?[0-9]{1,2}|[0-9]{1,2}[.-][0-9]{1,2}|[a-z])[.)]?$"
)
_LEADING: Final = re.compile(
    r"^(?:(?:job function|work process|process|function|section|unit)\s{1,3})?([0-9]{1,2}|[A-Z])[.):]\s{1,6}(?=\S)"
)
_CHOOSE: Final = re.compile(r"\bchoose ([0-9]{1,3})\b", re.IGNORECASE)
_OPTIONAL: Final = re.compile(r"[(\[\s]optional[)\]]?\s{0,3}$", re.IGNORECASE)


@dataclass
class Task:
    title: str
    place: Place
    code: str = ""
    kind: Kind | None = None


@dataclass
class Process:
    title: str
    place: Place
    code: str = ""
    hours: HourRange = _NONE
    kind: Kind | None = None
    choose: int | None = None
    tasks: list[Task] = field(default_factory=list)


@dataclass
class Outline:
    """`total` is what the document prints for all rows; `left` are lines that are no part of a table."""

    processes: list[Process] = field(default_factory=list)
    total: HourRange | None = None
    total_place: Place | None = None
    has_range: bool = False
    has_hours: bool = False
    has_kinds: bool = False
    left: list[Line] = field(default_factory=list)


def outline(lines: Sequence[Line]) -> Outline:
    """The lines of one outline; where it has no table, paragraphs with tabs or figures at their end are rows."""
    found = Outline()
    has_tables = any(one.table and len(one.cells) > 1 for one in lines)
    title_above: Line | None = None
    for group in _grouped([one for one in lines if one.table or not is_heading(one)]):
        if not group[0].table:
            for line in group:
                if not _printed_total(line, found) and has_tables and not hours_at_end(line):
                    title_above = line if _is_group_title(line) else title_above
                    found.left.append(line)
        if group[0].table or not has_tables or any(hours_at_end(one) for one in group):
            _table(group, found, title_above)
            title_above = None
    return found


def _grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and group[0].table != line.table:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _printed_total(line: Line, found: Outline) -> bool:
    """ "TOTAL HOURS   8000" beside the tables."""
    text = " ".join(line.text[:200].split())
    told = re.search(
        r"^total[^0-9]{0,60}?([0-9][0-9,.]{0,9})(?:\s?(?:to|-|–)\s?([0-9][0-9,.]{0,9}))?(?:\s?h(?:ou)?rs?)?\.?$",
        text,
        re.I,
    )
    if told is None or line.table:
        return False
    ends = [one.min_max for one in map(_Ends.of, (told[1], told[2] or told[1])) if one]
    if len(ends) == 2:
        found.total, found.total_place = HourRange(minimum=min(ends), maximum=max(ends)), line.place
    return True


@dataclass(frozen=True)
class _Ends:
    min_max: float

    @staticmethod
    def of(text: str) -> "_Ends | None":
        told = hours(text.rstrip("."))
        return _Ends(told.minimum) if told and told.minimum is not None else None


def _is_group_title(line: Line) -> bool:
    text = line.text
    return (
        2 < len(text) < 160
        and len(line.filled) == 1
        and not text.rstrip().endswith((".", "!", "?"))
        and hours(text) is None
    )


def _table(group: Sequence[Line], found: Outline, above: Line | None) -> None:
    columns: dict[Head, int] = {}
    rows: list[Line] = []
    for line in group:
        told = heads(line)
        if told and not columns:
            columns = told
            if not line.table:
                found.left, rows = [*found.left, *rows], []
        elif told and set(told) == set(columns):
            continue
        else:
            rows.append(line)
    if not rows or _is_signature(rows):
        return
    if not columns:
        columns = _guessed(rows)
    found.has_range |= Head.LEAST in columns and Head.MOST in columns
    found.has_kinds |= Head.KIND in columns
    reader = _Rows(columns, found, is_first=True, above=above)
    codes = {line.cell(columns.get(Head.CODE)) for line in rows}
    reader.by_code = any(_TASK_CODE.match(one) for one in codes) and any(_FUNCTION_CODE.match(one) for one in codes)
    reader.by_hours = any(reader.hours(line) is not None for line in rows)
    found.has_hours |= reader.by_hours
    for line in rows:
        reader.take(line)


def _is_signature(rows: Sequence[Line]) -> bool:
    return all("__" in one.text or re.search(r",? date$|signature", one.text, re.I) for one in rows)


def _guessed(rows: Sequence[Line]) -> dict[Head, int]:
    """Without a head: figures stand in the last columns, a letter or number alone in the first, the title where
    the first long text is."""
    width = max(len(one.cells) for one in rows)
    counts = [sum(hours(one.cell(at)) is not None for one in rows) for at in range(width)]
    texts = [sum(len(one.cell(at)) > 2 and hours(one.cell(at)) is None for one in rows) for at in range(width)]
    title = max(range(width), key=lambda at: (texts[at], -at))
    figures = [at for at in range(title + 1, width) if counts[at]]
    found = {Head.TITLE: title}
    if len(figures) > 1:
        found |= {Head.LEAST: figures[-2], Head.MOST: figures[-1]}
    elif figures:
        found[Head.HOURS] = figures[0]
    if title and any(_FUNCTION_CODE.match(one.cell(title - 1)) for one in rows):
        found[Head.CODE] = title - 1
    return found


@dataclass
class _Rows:
    """The rows of one table, one after the other."""

    columns: dict[Head, int]
    found: Outline
    is_first: bool
    above: Line | None
    by_code: bool = False
    by_hours: bool = False

    def hours(self, line: Line) -> HourRange | None:
        least, most = hours(line.cell(self.columns.get(Head.LEAST))), hours(line.cell(self.columns.get(Head.MOST)))
        if least or most:
            low = least.minimum if least else None
            high = most.maximum if most else None
            ends = [one for one in (low, high) if one is not None]
            return HourRange(minimum=min(ends) if least else None, maximum=max(ends) if most else None)
        return hours(line.cell(self.columns.get(Head.HOURS)))

    def take(self, line: Line) -> None:
        code = line.cell(self.columns.get(Head.CODE))[:40].rstrip(".) ")
        at = self.columns[Head.TITLE]
        # The code may stand before the column of titles where the row has no head of its own.
        if Head.CODE not in self.columns and at > 0 and _FUNCTION_CODE.match(line.cell(at - 1)):
            code = line.cell(at - 1).rstrip(".) ")
        parts = list(line.cells[at]) if at < len(line.cells) else []
        if not parts and line.filled and line.is_merged:
            parts = list(line.cells[line.filled[0]])
        if line.filled == [line.filled[0]] and not parts and len(line.cell(line.filled[0])) > 2:
            parts = list(line.cells[line.filled[0]])
            code = "" if code == line.cell(line.filled[0])[:40].rstrip(".) ") else code
        amount = self.hours(line)
        if not parts or _TOTAL.search(folded(parts[0][:80])):
            if parts and amount:
                self.found.total, self.found.total_place = amount, line.place
            return
        if self._is_process(line, code, amount):
            self._process(line, code, parts, amount)
        else:
            self._tasks(line, code, parts)

    def _is_process(self, line: Line, code: str, amount: HourRange | None) -> bool:
        if self.by_code:
            return bool(_FUNCTION_CODE.match(code)) and not _TASK_CODE.match(code)
        if self.by_hours:
            return amount is not None
        return (
            line.is_merged
            or (line.is_bold and len(line.filled) == 1)
            or bool(_FUNCTION_CODE.match(code) and code.isalpha())
        )

    def _process(self, line: Line, code: str, parts: Sequence[str], amount: HourRange | None) -> None:
        title = tidy.line(parts[0]).rstrip(":").strip()
        leading = _LEADING.match(title)
        if leading and not code:
            code, title = leading[1], title[leading.end() :]
        chosen = _CHOOSE.search(line.text[:4000])
        process = Process(
            title, line.place, code, amount or _NONE, self._kind(line, title), int(chosen[1]) if chosen else None
        )
        self.found.processes.append(process)
        self._add(process, line, "", parts[1:])

    def _tasks(self, line: Line, code: str, parts: Sequence[str]) -> None:
        if not self.found.processes or (self.is_first and not self.by_hours and not self.by_code):
            title = tidy.line(self.above.text).rstrip(":").strip() if self.above else ""
            if title or not self.found.processes:
                place = self.above.place if self.above else line.place
                self.found.processes.append(Process(title, place))
        self.is_first = False
        self._add(self.found.processes[-1], line, code, parts)

    def _add(self, process: Process, line: Line, code: str, parts: Sequence[str]) -> None:
        self.is_first = False
        for number, part in enumerate(parts):
            title = tidy.line(unbulleted(part))
            if title.strip("_ ."):
                shown = code if number == 0 else ""
                process.tasks.append(Task(_plain(title), line.place, shown, self._kind(line, title)))

    def _kind(self, line: Line, title: str) -> Kind | None:
        told = folded(line.cell(self.columns.get(Head.KIND)))
        if told in ("core", "c", "required", "r", "yes", "x"):
            return Kind.CORE
        if told in ("optional", "o", "elective", "no"):
            return Kind.OPTIONAL
        return Kind.OPTIONAL if _OPTIONAL.search(title[-20:]) else None


def _plain(title: str) -> str:
    return _OPTIONAL.sub("", title).strip() or title
