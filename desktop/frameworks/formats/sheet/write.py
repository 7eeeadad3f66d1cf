"""A framework as one plain sheet, a row for each competency: the columns that `sheet.read` knows again by their
headings."""

import csv
from collections.abc import Iterator
from io import StringIO

from desktop import sheets, words
from desktop.codes import Kind
from desktop.frameworks.document import Competency, Framework, JobFunction
from desktop.frameworks.formats.sheet import book
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.sheet.book import Value
from desktop.frameworks.formats.sheet.safe import prefixed

_HEADINGS = (
    "Competency code",
    "Job function number",
    "Job function title",
    "Competency title",
    "Core or optional",
    "Competency level",
    "Description",
)
_HOURS = ("Job function hours", "Maximum hours")


def write_xlsx(framework: Framework) -> bytes:
    """A workbook of one sheet, and one that says whose texts they are; no cell is a formula."""
    sheets: list[tuple[str, list[list[Value]]]] = [("Competencies", [_headings(framework), *_rows(framework)])]
    if framework.attribution.strip() or framework.licence.strip():
        told = ("Source", framework.source), ("Attribution", framework.attribution), ("License", framework.licence)
        about: list[list[Value]] = [[name, text] for name, text in told if text.strip()]
        sheets.append(("Source", [["About", "What the source says"], *about]))
    return book.book(sheets)


def write_csv(framework: Framework) -> str:
    """CSV for UTF-8, lines ended as RFC 4180 has them; a cell that would be a formula begins with '."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_headings(framework, is_csv=True))
    for row in _rows(framework):
        writer.writerow([prefixed(book.fit(one)) if isinstance(one, str) else one for one in row])
    return out.getvalue()


def losses(framework: Framework, *, is_csv: bool = False) -> tuple[str, ...]:
    """What a plain sheet does not hold, in sentences. A workbook has a sheet of its own for attribution and licence."""
    competencies = list(framework.competencies())
    told = {
        "performance standards": any(one.performance_standards for one in competencies),
        "paragraphs not yet given to a level": any(one.unplaced for one in competencies),
        "headings": framework.outline,
        "related instruction": framework.courses,
        "wages": framework.wages,
        "cross-cutting competencies": framework.cross_cutting,
        "facts about the occupation": framework.facts,
        "notes on the source": framework.notes,
        "attribution and license": is_csv and (framework.attribution or framework.licence),
    }
    found = (
        [f"A plain sheet does not hold {words.listed(named)}."]
        if (named := [n for n, has in told.items() if has])
        else []
    )
    levels = {one.level for one in framework.rating_scale.levels}
    if any(text.level not in levels for one in competencies for text in one.level_texts):
        found.append("Texts of levels that the rating scale does not have are not written.")
    return (*found, "Title, publisher, approach, term, ratio and what a job function says of itself are not written.")


def _headings(framework: Framework, *, is_csv: bool = False) -> list[Value]:
    levels = [f"Level {one.level}: {words.clean_line(one.word)}" for one in framework.rating_scale.levels]
    found = [*_HEADINGS, *levels, *_HOURS]
    # A reader takes the commonest sign of the first line for the one between cells.
    if is_csv and sheets.separator(",".join(found)) != ",":
        found = [*_HEADINGS, *(f"Level {one.level}" for one in framework.rating_scale.levels), *_HOURS]
    return list(found)


def _rows(framework: Framework) -> Iterator[list[Value]]:
    for function in framework.job_functions:
        for competency in function.competencies or (None,):
            yield _row(framework, function, competency)


def _row(framework: Framework, function: JobFunction, competency: Competency | None) -> list[Value]:
    """A job function without competencies has a row of its own."""
    hours: list[Value] = [sheet_cells.text(one) for one in (function.ojt.minimum, function.ojt.maximum)]
    if competency is None:
        blank: list[Value] = [""] * (4 + len(framework.rating_scale.levels))
        return ["", function.number, function.title, *blank, *hours]
    texts = [
        "\n".join(text.text for text in competency.level_texts if text.level == one.level)
        for one in framework.rating_scale.levels
    ]
    kind = "Core" if competency.kind is Kind.CORE else "Optional"
    told: list[Value] = [competency.code, function.number, function.title, competency.title, kind]
    return [*told, competency.level, competency.description, *texts, *hours]
