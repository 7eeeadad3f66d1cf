"""Related instruction of an Appendix A: courses by level or year, with the subtotals that it prints."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.frameworks.document import HourRange
from desktop.frameworks.findings import Place
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.appendix_a.outline import grouped, printed_total
from desktop.frameworks.formats.appendix_a.processes import Outline
from desktop.frameworks.formats.appendix_a.rows import Head, Line, folded, heads, hours, hours_at_end, unbulleted
from desktop.frameworks.formats.appendix_a.sections import is_heading

_TOTAL: Final = re.compile(r"^(?:grand |overall )?totals?\b|^total\b|\btotal(?: hours)?$")
_SUBTOTAL: Final = re.compile(r"\bsub ?totals?\b|^(?:year|level|term|semester|phase)\b.{0,40}\btotals?\b")
_GROUP: Final = re.compile(
    r"^(?:level|year|first|second|third|fourth|fifth|[1-6](?:st|nd|rd|th)|semester|phase|term|period|core|electives?)\b"
)


@dataclass
class Found:
    """One course as the table has it."""

    title: str
    place: Place
    hours: HourRange | None
    code: str = ""
    provider: str = ""
    objectives: tuple[str, ...] = ()
    group: int = 0


@dataclass
class Group:
    title: str
    place: Place
    printed: HourRange | None = None
    printed_place: Place | None = None


@dataclass
class Courses:
    courses: list[Found] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    total: HourRange | None = None
    total_place: Place | None = None
    left: list[Line] = field(default_factory=list)


def courses(lines: Sequence[Line]) -> Courses:
    found = Courses()
    has_tables = any(one.table and len(one.cells) > 1 for one in lines)
    columns: dict[Head, int] = {}
    for rows in grouped([one for one in lines if one.table or not is_heading(one)]):
        if rows[0].table or not has_tables or any(hours_at_end(one) or heads(one) for one in rows):
            columns = _table(rows, found, columns, has_tables)
        else:
            found.left += [line for line in rows if not _total_beside(line, found)]
    return found


def _total_beside(line: Line, found: Courses) -> bool:
    printed = Outline()
    is_total = printed_total(line, printed)
    if printed.total:
        found.total, found.total_place = printed.total, printed.total_place
    return is_total


def _table(rows: Sequence[Line], found: Courses, columns: dict[Head, int], has_tables: bool) -> dict[Head, int]:
    """The columns that hold, for a table that goes on after a break without a head of its own."""
    wide = max(len(one.cells) for one in rows)
    if not columns or max(columns.values()) >= wide:
        columns = _guessed(rows)
    for line in rows:
        told = heads(line)
        if told:
            columns = told
        elif not line.table and (_total_beside(line, found) or (has_tables and not hours_at_end(line))):
            if has_tables and not folded(line.text).startswith("total"):
                found.left.append(line)
        else:
            _take(line, columns, found)
    return columns


def _guessed(rows: Sequence[Line]) -> dict[Head, int]:
    wide = max(len(one.cells) for one in rows)
    figures = [sum(hours(one.cell(at)) is not None for one in rows) for at in range(wide)]
    texts = [sum(len(one.cell(at)) > 2 and hours(one.cell(at)) is None for one in rows) for at in range(wide)]
    title = max(range(wide), key=lambda at: (texts[at], -at))
    found = {Head.TITLE: title}
    after = [at for at in range(wide) if figures[at] and at != title]
    if after:
        found[Head.HOURS] = max(after, key=lambda at: (figures[at], at))
    if title and figures[title - 1] == 0 and any(one.cell(title - 1) for one in rows):
        found[Head.CODE] = title - 1
    return found


def _take(line: Line, columns: dict[Head, int], found: Courses) -> None:
    title_at = columns[Head.TITLE]
    parts = line.cells[title_at] if title_at < len(line.cells) else ()
    if not parts and len(line.filled) == 1:
        parts = line.cells[line.filled[0]]
    amount = _hours(line, columns)
    named = folded(" ".join(line.cell(at) for at in line.filled if hours(line.cell(at)) is None)[:120])
    if _SUBTOTAL.search(named):
        if amount is not None and found.groups:
            found.groups[-1].printed, found.groups[-1].printed_place = amount, line.place
    elif _TOTAL.search(named):
        if amount is not None:
            found.total, found.total_place = amount, line.place
    elif amount is None and len(line.filled) == 1 and (_GROUP.match(named) or line.is_merged or line.is_bold):
        found.groups.append(Group(tidy.line(line.text), line.place))
    elif parts and len(folded(parts[0])) > 1:
        _course(line, columns, parts, amount, found)


def _hours(line: Line, columns: dict[Head, int]) -> HourRange | None:
    for head in (Head.HOURS, Head.LEAST, Head.MOST):
        told = hours(line.cell(columns.get(head)))
        if told is not None:
            return told
    return None


def _course(
    line: Line, columns: dict[Head, int], parts: Sequence[str], amount: HourRange | None, found: Courses
) -> None:
    goals = line.cells[columns[Head.OBJECTIVES]] if columns.get(Head.OBJECTIVES, 99) < len(line.cells) else ()
    code = tidy.line(line.cell(columns.get(Head.CODE)))
    more = tuple(unbulleted(one) for one in (*parts[1:], *goals))
    found.courses.append(
        Found(
            title=tidy.line(parts[0]),
            place=line.place,
            hours=amount,
            code=code if len(code) <= 40 else "",
            provider=tidy.line(line.cell(columns.get(Head.PROVIDER))),
            objectives=tuple(filter(None, (tidy.line(one) for one in more))),
            group=len(found.groups),
        )
    )
