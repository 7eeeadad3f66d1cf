"""The progress report as a workbook: numbers as numbers, days as days, a sheet for each question."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from desktop import words
from desktop.codes import HourKind
from desktop.frameworks.standing import CompetencyProgress, DayHours, FunctionProgress, Rating
from desktop.reports import lines, phrases, progress, workbook
from desktop.reports.page import Sheet, ledger_line, made_line
from desktop.reports.rows import ProgressPaper

Value = str | float | date | None
_SUMMARY_WIDTHS = (28.0, 22.0, 14.0, 14.0, 22.0, 16.0, 16.0)


def write(paper: ProgressPaper, path: Path) -> None:
    """KnownError where the file cannot be written."""
    about = progress.sheet(paper)
    book = workbook.new_workbook(about)
    _summary(book, about, paper)
    _functions(book, about, paper)
    _competencies(book, about, paper)
    _ratings(book, about, paper)
    _months(book, about, paper)
    _conditions(book, about, paper)
    workbook.save(book, path)


def _table(
    book: Workbook,
    about: Sheet,
    name: str,
    columns: tuple[tuple[str, float], ...],
    rows: Iterable[tuple[Value, ...]],
) -> Any:
    """A sheet with one table: head frozen and repeated, filter, days and hours formatted."""
    sheet = workbook.add_sheet(book, name, about, is_wide=True)
    workbook.set_widths(sheet, [wide for _, wide in columns])
    workbook.write_head(sheet, 1, [title for title, _ in columns])
    at = 1
    for at, values in enumerate(rows, start=2):
        cells = workbook.write_row(sheet, at, values, font=workbook.PLAIN, border=workbook.BOX)
        for cell, value in zip(cells, values, strict=True):
            cell.alignment = workbook.aligned("start" if isinstance(value, str) else "end")
            if isinstance(value, float):
                cell.number_format = workbook.HOURS
            if isinstance(value, str) and value.lower().startswith("pending"):
                cell.fill = workbook.PENDING_FILL
    workbook.freeze(sheet, 1, 1)
    workbook.filter_rows(sheet, 1, len(columns), at - 1)
    return sheet


def _summary(book: Workbook, about: Sheet, paper: ProgressPaper) -> None:
    sheet = workbook.add_sheet(book, "Summary", about, is_wide=True)
    workbook.set_widths(sheet, _SUMMARY_WIDTHS)
    workbook.write_row(sheet, 1, [progress.PAPER], font=workbook.TITLE)
    workbook.write_row(sheet, 2, [paper.apprentice.name], font=workbook.SECTION)
    at = 3
    why = progress.draft(paper)
    if why is not None:
        workbook.write_row(sheet, at, [f"DRAFT {why.sentence}"], font=workbook.STRONG)
        at += 1
    for label, value in _facts(paper):
        cells = workbook.write_row(sheet, at, [label, value], font=workbook.PLAIN)
        cells[1].font = workbook.STRONG
        cells[1].alignment = workbook.aligned("start")
        at += 1
    at = _clocks(sheet, at + 1, paper)
    workbook.write_row(sheet, at + 1, ["Projected finish", progress.finish_sentence(paper.progress)])
    workbook.write_row(sheet, at + 2, ["Made", made_line(about.head)])
    at += 3
    if ledger_line(about.head):
        workbook.write_row(sheet, at, ["Ledger", ledger_line(about.head)])
        at += 1
    for place, told in enumerate(lines.source_notes(paper.progress.framework), start=at):
        workbook.write_row(sheet, place, told)


def _facts(paper: ProgressPaper) -> list[tuple[str, Value]]:
    person, found = paper.apprentice, paper.progress
    return [
        ("Employer", person.employer),
        ("Job title", person.job_title),
        ("Framework", phrases.version_line(found.framework)),
        ("Type", phrases.APPROACHES[found.framework.approach]),
        ("Began", person.begins),
        ("Expected end", person.ends),
        ("Status", str(person.status).capitalize()),
        ("As of", found.as_of),
        ("Minimum time until", found.ready_on if found.months_required else None),
        ("Program number", paper.head.program_number),
    ]


def _clocks(sheet: Any, at: int, paper: ProgressPaper) -> int:
    """The clocks in the words of the report; the next free row."""
    table = progress.clocks(paper.progress)
    workbook.write_head(sheet, at, [one.title for one in table.columns])
    for one in table.rows:
        at += 1
        values = [cell.text or None for cell in one.cells]
        cells = workbook.write_row(sheet, at, values, font=workbook.PLAIN, border=workbook.BOX)
        for found, cell, column in zip(cells, one.cells, table.columns, strict=True):
            found.alignment = workbook.aligned(column.align)
            found.font = workbook.STRONG if cell.strong or column.strong else workbook.PLAIN
            if cell.waits:
                found.fill = workbook.PENDING_FILL
    return at + 1


def _functions(book: Workbook, about: Sheet, paper: ProgressPaper) -> None:
    columns = (
        ("Job function", 12.0),
        ("Title", 60.0),
        ("Core or optional", 12.0),
        ("Competencies", 14.0),
        ("Complete", 11.0),
        ("Pending", 11.0),
        ("State", 30.0),
        ("OJT hours approved", 13.0),
        ("OJT hours pending", 13.0),
        ("OJT hours required", 13.0),
        ("RI hours approved", 13.0),
        ("RI hours pending", 13.0),
    )
    _table(book, about, "Job functions", columns, map(_function_row, paper.progress.functions))


def _function_row(one: FunctionProgress) -> tuple[Value, ...]:
    return (
        one.function.number,
        one.function.title,
        phrases.KINDS[one.function.kind],
        len(one.competencies),
        sum(each.is_complete for each in one.competencies),
        sum(each.is_pending for each in one.competencies),
        phrases.function_state(one) if one.needs_competencies else "",
        one.ojt.done / 60,
        one.ojt.pending / 60,
        one.ojt.required / 60,
        one.ri.done / 60,
        one.ri.pending / 60,
    )


def _competencies(book: Workbook, about: Sheet, paper: ProgressPaper) -> None:
    columns = (
        ("Code", 10.0),
        ("Competency", 70.0),
        ("Job function", 12.0),
        ("Core or optional", 12.0),
        ("State", 26.0),
        ("Level", 8.0),
        ("Observed", 14.0),
        ("Shown", 20.0),
        ("Signed by", 34.0),
        ("Ratings", 9.0),
    )
    rows = (
        (one.competency.code, one.competency.title, function.function.number, *_achieved(one))
        for function in paper.progress.functions
        for one in function.competencies
    )
    _table(book, about, "Competencies", columns, rows)


def _achieved(one: CompetencyProgress) -> tuple[Value, ...]:
    kind = phrases.KINDS[one.competency.kind]
    best = one.achieved
    if best is None:
        return kind, progress.state_words(one), None, None, None, None, len(one.ratings)
    shown, signer = phrases.SHOWN[best.shown], progress.signer_words(best)
    return kind, progress.state_words(one), best.level, best.observed_on, shown, signer, len(one.ratings)


def _ratings(book: Workbook, about: Sheet, paper: ProgressPaper) -> None:
    columns = (
        ("Code", 10.0),
        ("Competency", 56.0),
        ("Level", 8.0),
        ("Word", 16.0),
        ("Observed", 14.0),
        ("Shown", 20.0),
        ("Signed by", 24.0),
        ("Role", 22.0),
        ("Comment", 70.0),
        ("Reversed because", 34.0),
    )
    scale = paper.progress.framework.rating_scale
    levels = {one.level: one.word for one in scale.levels}
    pairs = [
        (one.competency, rating)
        for function in paper.progress.functions
        for one in function.competencies
        for rating in one.ratings
    ]
    rows = (
        (
            *(competency.code, competency.title, rating.level, levels.get(rating.level, "")),
            *(rating.observed_on, phrases.SHOWN[rating.shown], rating.signer),
            "mentor and instructor" if rating.is_both_roles else str(rating.role),
            *(_comment(rating), rating.reversed_why),
        )
        for competency, rating in pairs
    )
    sheet = _table(book, about, "Ratings", columns, rows)
    for at, (_, rating) in enumerate(pairs, start=2):
        if rating.reversed_why:
            for column in range(1, len(columns)):
                sheet.cell(at, column).font = workbook.STRUCK


def _comment(rating: Rating) -> str:
    carried = f"Carried from {rating.carried_from}." if rating.carried_from else ""
    return "\n".join(part for part in (rating.comment, carried) if part)


def _months(book: Workbook, about: Sheet, paper: ProgressPaper) -> None:
    columns = (
        ("Month", 18.0),
        ("OJT hours approved", 20.0),
        ("OJT hours pending", 20.0),
        ("RI hours approved", 20.0),
        ("RI hours pending", 20.0),
    )
    sums = _by_month(paper.progress.facts.days)
    rows: list[tuple[Value, ...]] = [(month, *(minutes / 60 for minutes in sums[month])) for month in sorted(sums)]
    sheet = _table(book, about, "Hours by month", columns, rows)
    for at in range(2, len(rows) + 2):
        sheet.cell(at, 1).number_format = "mmmm yyyy"
        sheet.cell(at, 1).alignment = workbook.aligned("start")


def _by_month(days: Iterable[DayHours]) -> dict[date, list[int]]:
    """Minutes on the job approved and pending, then of related instruction, by the first of the month."""
    found: dict[date, list[int]] = {}
    for one in days:
        sums = found.setdefault(one.day.replace(day=1), [0, 0, 0, 0])
        first = 0 if one.kind is HourKind.OJT else 2
        sums[first] += one.approved
        sums[first + 1] += one.pending
    return found


def _conditions(book: Workbook, about: Sheet, paper: ProgressPaper) -> None:
    columns = (("What is open", 56.0), ("State", 14.0), ("Detail", 70.0), ("Who acts", 30.0))
    rows: list[tuple[Value, ...]] = [(one.sentence, one.state, one.detail, one.who) for one in paper.progress.unmet]
    if not rows:
        day = words.long_date(paper.progress.as_of)
        rows = [(f"Every condition of completion is met on {day}", "", "", "")]
    _table(book, about, "Open conditions", columns, rows)
