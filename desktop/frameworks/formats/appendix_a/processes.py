"""The rows of an outline of on-the-job learning as work processes with their hours and tasks."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.codes import Kind
from desktop.frameworks.document import HourRange
from desktop.frameworks.findings import Place
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.appendix_a.rows import MOST_HOURS, Head, Line, folded, hours, unbulleted

_NONE: Final = HourRange()
_TOTAL: Final = re.compile(r"^(?:grand |overall )?(?:sub ?)?totals?\b|\btotals?$|^total\b.{0,60}\bhours\b")
_SUBTOTAL: Final = re.compile(r"\bsub ?totals?\b")
FUNCTION_CODE: Final = re.compile(r"^(?:[0-9]{1,2}|[A-Z]|[IVX]{1,5})[.)]?$")
TASK_CODE: Final = re.compile(
    r"^(?:[0-9]{1,2}[.\s-]?[a-z]{1,2}|[A-Z][.\s-]?[0-9]{1,2}|[0-9]{1,2}[.-][0-9]{1,2}|[a-z])[.)]?$"
)
_LEADING: Final = re.compile(
    r"^(?:(?i:job function|work process|process|function|section|unit)\s{1,3})?"
    r"([0-9]{1,2}|[A-Z]|[IVX]{1,5})[.):]\s{1,6}(?=\S)"
)
_LETTERED: Final = re.compile(r"^[A-Z][.)]\s{1,8}(?=\S)")
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
    subtotal: HourRange | None = None
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


@dataclass
class Rows:
    """The rows of one table, one after the other."""

    columns: dict[Head, int]
    found: Outline
    is_first: bool
    above: Line | None
    by_code: bool = False
    by_hours: bool = False
    is_divided: bool = False
    """Whether the hours are those of the tasks, so that a work process has the sum of its rows."""
    is_lettered: bool = False
    beside: str = ""

    def look_over(self, lines: Sequence[Line]) -> None:
        """What can be told of the rows only from all of them."""
        codes = {line.cell(self.columns.get(Head.CODE)) for line in lines}
        self.by_code = any(TASK_CODE.match(one) for one in codes) and any(FUNCTION_CODE.match(one) for one in codes)
        self.by_hours = any(self.hours(line) is not None for line in lines)
        titles = [line.cell(self.columns[Head.TITLE])[:80] for line in lines]
        bare = [one for one, line in zip(titles, lines, strict=True) if self.hours(line) is None]
        self.is_lettered = sum(bool(_LETTERED.match(one)) for one in bare) > 1
        subtotals = sum(bool(_SUBTOTAL.search(folded(line.text[:80]))) for line in lines)
        led = len(bare) > 1 and all(_LEADING.match(one) for one in bare)
        is_led = led and all(line.is_merged for line in lines if self.hours(line) is None)
        self.is_divided = self.by_hours and not self.by_code and (subtotals > 1 or is_led)

    def hours(self, line: Line) -> HourRange | None:
        least, most = hours(line.cell(self.columns.get(Head.LEAST))), hours(line.cell(self.columns.get(Head.MOST)))
        if least or most:
            low = least.minimum if least else None
            high = most.maximum if most else None
            ends = [one for one in (low, high) if one is not None]
            return HourRange(minimum=min(ends) if least else None, maximum=max(ends) if most else None)
        return hours(line.cell(self.columns.get(Head.HOURS)))

    def take(self, line: Line) -> None:
        if self._is_beside(line):
            self._beside(line)
            return
        code = line.cell(self.columns.get(Head.CODE))[:40].rstrip(".) ")
        at = self.columns[Head.TITLE]
        # The code may stand before the column of titles where the row has no head of its own.
        if Head.CODE not in self.columns and at > 0 and FUNCTION_CODE.match(line.cell(at - 1)):
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
                self._total(line, folded(parts[0][:80]), amount)
            return
        if self._is_process(line, code, amount):
            self._process(line, code, parts, amount)
        else:
            self._tasks(line, code, parts, amount)

    def _total(self, line: Line, named: str, amount: HourRange) -> None:
        if not _SUBTOTAL.search(named):
            self.found.total, self.found.total_place = amount, line.place
        elif self.is_divided and self.found.processes:
            self.found.processes[-1].subtotal = amount

    def _is_beside(self, line: Line) -> bool:
        """Whether a competency stands in a column of its own, beside its work process."""
        title = line.cell(self.columns[Head.TITLE])
        return bool(line.cell(self.columns.get(Head.TASKS))) and not _TOTAL.search(folded(title[:80]))

    def _beside(self, line: Line) -> None:
        """The work process stands on its first row only, or once more on each."""
        title = line.cells[self.columns[Head.TITLE]] if self.columns[Head.TITLE] < len(line.cells) else ()
        processes = self.found.processes
        if title and (not processes or self.beside != line.cell(self.columns[Head.TITLE])):
            self.beside = line.cell(self.columns[Head.TITLE])
            code = line.cell(self.columns.get(Head.CODE))[:40].rstrip(".) ")
            self._process(line, code if FUNCTION_CODE.match(code) else "", title, self.hours(line))
        elif not processes:
            processes.append(Process("", line.place))
        self._add(processes[-1], line, "", line.cells[self.columns[Head.TASKS]])

    def _is_process(self, line: Line, code: str, amount: HourRange | None) -> bool:
        if self.by_code:
            return bool(FUNCTION_CODE.match(code)) and not TASK_CODE.match(code)
        if self.by_hours:
            return (amount is None) is self.is_divided
        return (
            line.is_merged
            or (line.is_bold and len(line.filled) == 1)
            or bool(FUNCTION_CODE.match(code) and code.isalpha())
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

    def _tasks(self, line: Line, code: str, parts: Sequence[str], amount: HourRange | None) -> None:
        if not self.found.processes or (self.is_first and not self.by_hours and not self.by_code):
            title = tidy.line(self.above.text).rstrip(":").strip() if self.above else ""
            if title or not self.found.processes:
                place = self.above.place if self.above else line.place
                self.found.processes.append(Process(title, place))
                self.found.left = [one for one in self.found.left if one is not self.above]
        self.is_first = False
        if self.is_divided and amount:
            self.found.processes[-1].hours = plus(self.found.processes[-1].hours, amount)
        self._add(self.found.processes[-1], line, code, parts)

    def _add(self, process: Process, line: Line, code: str, parts: Sequence[str]) -> None:
        self.is_first = False
        for number, part in enumerate(parts):
            title = tidy.line(unbulleted(_LETTERED.sub("", part) if self.is_lettered else part))
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


def plus(one: HourRange, other: HourRange) -> HourRange:
    """Both ends added; a range without hours adds none."""
    if one == _NONE:
        return other
    low = (one.minimum or 0) + (other.minimum or 0)
    return HourRange(minimum=min(low, MOST_HOURS), maximum=min((one.maximum or 0) + (other.maximum or 0), MOST_HOURS))


def _plain(title: str) -> str:
    return _OPTIONAL.sub("", title).strip() or title
