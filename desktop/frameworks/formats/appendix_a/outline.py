"""On-the-job learning of an Appendix A: work processes with their hours, and the tasks or competencies below."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.frameworks.document import HourRange
from desktop.frameworks.formats.appendix_a.processes import FUNCTION_CODE, Outline, Rows
from desktop.frameworks.formats.appendix_a.rows import (
    Head,
    Line,
    folded,
    heads,
    hours,
    hours_at_end,
)
from desktop.frameworks.formats.appendix_a.sections import is_heading


def outline(lines: Sequence[Line]) -> Outline:
    """The lines of one outline; where it has no table, paragraphs with tabs or figures at their end are rows."""
    found = Outline()
    has_tables = any(one.table and len(one.cells) > 1 for one in lines)
    title_above: Line | None = None
    for group in grouped([one for one in lines if one.table or not is_heading(one)]):
        if not group[0].table:
            for line in group:
                if not printed_total(line, found) and has_tables and not hours_at_end(line):
                    title_above = line if _is_group_title(line) else title_above
                    found.left.append(line)
        if group[0].table or not has_tables or any(hours_at_end(one) for one in group):
            _table(group, found, title_above)
            title_above = None
    return found


def grouped(lines: Sequence[Line]) -> Iterator[list[Line]]:
    group: list[Line] = []
    for line in lines:
        if group and group[0].table != line.table:
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def printed_total(line: Line, found: Outline) -> bool:
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
        elif (told and set(told) == set(columns)) or (not rows and not columns and _is_poor_head(line)):
            continue
        else:
            rows.append(line)
    if not rows or _is_signature(rows):
        return
    if not columns:
        columns = _guessed(rows)
    found.has_range |= Head.LEAST in columns and Head.MOST in columns
    found.has_kinds |= Head.KIND in columns
    reader = Rows(columns, found, is_first=True, above=above)
    reader.look_over(rows)
    found.has_hours |= reader.by_hours
    for line in rows:
        reader.take(line)


def _is_poor_head(line: Line) -> bool:
    """A head that names the hours, and has the occupation or nothing above the work processes."""
    if not line.table or len(line.filled) < 2 or any(hours(line.cell(at)) is not None for at in line.filled):
        return False
    return re.search(r"\b(?:hours|hrs)$", folded(line.cell(line.filled[-1])[:40])) is not None


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
    if title and any(FUNCTION_CODE.match(one.cell(title - 1)) for one in rows):
        found[Head.CODE] = title - 1
    return found
