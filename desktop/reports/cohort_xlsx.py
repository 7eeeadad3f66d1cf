"""The cohort as a workbook: one line per apprentice, and a skills matrix per framework, streamed."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from desktop import words
from desktop.frameworks.document import Framework
from desktop.reports import lines, phrases, workbook
from desktop.reports.page import Sheet, made_line
from desktop.reports.rows import CohortPaper, CohortRow, MatrixCell

PAPER = "Cohort"
Value = str | float | date | None
_COLUMNS = (
    ("Apprentice", 30.0),
    ("Employer", 30.0),
    ("Job title", 26.0),
    ("Framework", 30.0),
    ("Status", 14.0),
    ("Began", 13.0),
    ("Expected end", 13.0),
    ("Core signed", 10.0),
    ("Core pending", 10.0),
    ("Core required", 10.0),
    ("Core expected today", 12.0),
    ("Optional signed", 10.0),
    ("OJT hours approved", 12.0),
    ("OJT hours pending", 12.0),
    ("OJT hours required", 12.0),
    ("RI hours approved", 12.0),
    ("RI hours pending", 12.0),
    ("RI hours required", 12.0),
    ("Projected finish", 14.0),
    ("What holds the finish", 60.0),
    ("Open conditions", 12.0),
)
_NAME_WIDTH, _EMPLOYER_WIDTH, _CELL_WIDTH = 30.0, 26.0, 19.0


def write(paper: CohortPaper, path: Path) -> None:
    """KnownError where the file cannot be written."""
    about = Sheet(PAPER, "", paper.head, is_draft=False)
    book = workbook.new_workbook(about, write_only=True)
    names = {key: f"{framework.title} {framework.version}" for key, framework in paper.frameworks.items()}
    _cohort(book, about, paper, names)
    for key, framework in paper.frameworks.items():
        rows = [one for one in paper.rows if one.framework_key == key]
        _matrix(book, about, framework, key, rows)
    _legend(book, about)
    workbook.save(book, path)


class _Looks:
    """The cells of one sheet, one of each look, that are written again and again."""

    def __init__(self, sheet: Any) -> None:
        self.head = _look(sheet, workbook.STRONG, fill=workbook.HEAD_FILL)
        self.text = _look(sheet, workbook.PLAIN)
        self.name = _look(sheet, workbook.STRONG)
        self.number = _look(sheet, workbook.PLAIN, align="end")
        self.hours = _look(sheet, workbook.PLAIN, align="end", form=workbook.HOURS)
        self.day = _look(sheet, workbook.PLAIN, align="end", form=workbook.DAY)
        self.signed = _look(sheet, workbook.STRONG, align="centre", fill=workbook.SIGNED_FILL)
        self.pending = _look(sheet, workbook.STRONG, align="centre", fill=workbook.PENDING_FILL)
        self.below = _look(sheet, workbook.PLAIN, align="centre")

    def of(self, value: Value) -> Any:
        if isinstance(value, str):
            return self.text
        if isinstance(value, date):
            return self.day
        return self.hours if isinstance(value, float) else self.number


def _look(sheet: Any, font: Any, *, align: Any = "start", fill: Any = None, form: str | None = None) -> Any:
    cell: Any = WriteOnlyCell(sheet)
    cell.font = font
    cell.border = workbook.BOX
    cell.alignment = workbook.aligned(align)
    if fill is not None:
        cell.fill = fill
    if form is not None:
        cell.number_format = form
    return cell


def _cohort(book: Workbook, about: Sheet, paper: CohortPaper, names: dict[str, str]) -> None:
    sheet = workbook.add_sheet(book, PAPER, about, is_wide=True)
    workbook.set_widths(sheet, [wide for _, wide in _COLUMNS])
    workbook.freeze(sheet, 1, 1)
    workbook.filter_rows(sheet, 1, len(_COLUMNS), len(paper.rows))
    looks = _Looks(sheet)
    sheet.append(_heads(looks, [title for title, _ in _COLUMNS]))
    for one in paper.rows:
        sheet.append(_cells(looks, _line(one, names)))
    sheet.print_options.gridLines = True
    sheet.close()


def _line(one: CohortRow, names: dict[str, str]) -> tuple[Value, ...]:
    person = one.apprentice
    expected = None if one.expected is None else round(one.core.required * one.expected)
    return (
        person.name,
        person.employer,
        person.job_title,
        names.get(one.framework_key, one.framework_key),
        str(person.status).capitalize(),
        *(person.begins, person.ends),
        *(one.core.done, one.core.pending, one.core.required, expected),
        one.optional.done,
        *(one.ojt.done / 60, one.ojt.pending / 60, one.ojt.required / 60),
        *(one.ri.done / 60, one.ri.pending / 60, one.ri.required / 60),
        one.finish,
        one.holds,
        one.unmet,
    )


def _matrix(book: Workbook, about: Sheet, framework: Framework, key: str, rows: list[CohortRow]) -> None:
    """Apprentices by competencies; the code heads a column, its text stands in the row below."""
    found = [one for function in framework.titled_functions() for one in function.competencies]
    sheet = workbook.add_sheet(book, key, about, is_wide=True)
    widths = (_NAME_WIDTH, _EMPLOYER_WIDTH, *(_CELL_WIDTH for _ in found), 10.0, 10.0, 10.0)
    workbook.set_widths(sheet, widths)
    workbook.freeze(sheet, 2, 1)
    sheet.print_title_rows = "1:2"
    sheet.print_title_cols = "A:A"
    workbook.filter_rows(sheet, 2, len(widths), len(rows))
    sheet.print_options.gridLines = True
    looks = _Looks(sheet)
    titles = [phrases.KINDS[one.kind] + ": " + one.title for one in found]
    sheet.append(_heads(looks, [phrases.version_line(framework), "", *titles, "", "", ""]))
    codes = [one.code for one in found]
    counts = ["Core signed", "Core pending", "Core open"]
    sheet.append(_heads(looks, ["Apprentice", "Employer", *codes, *counts]))
    for one in rows:
        sheet.append(_matrix_cells(looks, one))
    for told in lines.source_notes(framework):
        sheet.append(workbook.streamed(looks.text, one) for one in told)
    sheet.close()


def _heads(looks: _Looks, titles: list[str]) -> Iterator[Any]:
    return (workbook.streamed(looks.head, title) for title in titles)


def _cells(looks: _Looks, values: Iterable[Value]) -> Iterator[Any]:
    return (None if one is None else workbook.streamed(looks.of(one), one) for one in values)


def _matrix_cells(looks: _Looks, one: CohortRow) -> Iterator[Any]:
    yield workbook.streamed(looks.name, one.apprentice.name)
    yield workbook.streamed(looks.text, one.apprentice.employer)
    for cell in one.cells:
        look = looks.below
        if cell.is_complete:
            look = looks.signed
        elif cell.is_pending:
            look = looks.pending
        shown = matrix_words(cell)
        yield None if shown is None else workbook.streamed(look, shown)
    core = one.core
    for number in (core.done, core.pending, max(0, core.missing - core.pending)):
        yield workbook.streamed(looks.number, number)


def matrix_words(cell: MatrixCell) -> str | None:
    """ "4 · Oct 2, 2025 OP"; "pending" where a sign-off was asked; None where nothing was shown."""
    parts = []
    if cell.level is not None:
        when = words.short_date(cell.observed_on) if cell.observed_on else ""
        parts.append(f"{cell.level} · {when} {cell.initials}".strip())
    if cell.is_pending:
        parts.append("pending")
    return ", ".join(parts) or None


def _legend(book: Workbook, about: Sheet) -> None:
    sheet = workbook.add_sheet(book, "Legend", about)
    workbook.set_widths(sheet, (26.0, 80.0))
    looks = _Looks(sheet)
    sheet.append(_heads(looks, ["Cell", "What it says"]))
    for shown, look, meaning in (
        ("4 · Oct 2, 2025 OP", looks.signed, "Complete: level, day observed, initials; bold on a tint"),
        ("pending", looks.pending, "A sign-off was asked for and is not signed; hatched"),
        ("2 · Oct 2, 2025 OP", looks.below, "Rated below the level that completes; no fill"),
        ("", looks.below, "Missing: not shown yet"),
    ):
        sheet.append(workbook.streamed(*pair) for pair in ((look, shown), (looks.text, meaning)))
    for line in (
        "Hours are hours, with 0.50 for 30 minutes. Approved and pending are two numbers.",
        "Core expected today is the share of the term that has passed.",
        made_line(about.head),
    ):
        sheet.append(workbook.streamed(looks.text, value) for value in ("", line))
    sheet.close()
