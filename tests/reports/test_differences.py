"""A schedule says of each line whether and how it differs from the version that its framework was derived from."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.codes import Approach, Kind
from desktop.frameworks.document import Competency, Course, Framework, HourRange, JobFunction, Term
from desktop.reports import differences, schedule_docx, schedule_pdf, schedule_xlsx
from desktop.reports.rows import SchedulePaper
from tests.reports import samples
from tests.reports.reading import docx_lines, pdf_text, xlsx_lines


def tailored(approach: Approach) -> Framework:
    """1a and 1b change places and wording, 2a is retired, 2b becomes core, 3 and BT-3 are new, 2 has other hours."""
    base = samples.small(approach)
    first, second, third = base.job_functions
    one, other = first.competencies
    _, trace, board = second.competencies
    filled = Competency(code="3a", title="Files the report", kind=Kind.OPTIONAL)
    functions: tuple[JobFunction, ...] = (
        first.model_copy(update={"competencies": (one.model_copy(update={"title": "Grounds the whole bench"}), other)}),
        second.model_copy(
            update={
                "ojt": HourRange(minimum=1300.0),
                "competencies": (trace.model_copy(update={"kind": Kind.CORE}), board),
            }
        ),
        third.model_copy(update={"title": "Writes reports", "competencies": (filled,)}),
    )
    course = Course(code="BT-3", title="Writing", hours=HourRange(minimum=10.0))
    return base.model_copy(
        update={
            "version": "1.2-1",
            "job_functions": functions,
            "courses": (*base.courses, course),
            "term": Term(typical=20),
        }
    )


def paper(approach: Approach, base: Framework | None = None) -> SchedulePaper:
    return SchedulePaper(samples.head(), tailored(approach), base=base or samples.small(approach))


def sheet(path: Path, name: str) -> list[list[str]]:
    rows = load_workbook(path)[name].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("approach", list(Approach))
def test_each_line_that_differs_has_a_word_and_every_other_line_has_none(tmp_path: Path, approach: Approach) -> None:
    path = tmp_path / "schedule.xlsx"
    schedule_xlsx.write(paper(approach), path)
    rows = sheet(path, "On-the-job learning")
    head = next(at for at, row in enumerate(rows) if row[-1] == "Differs")
    marks = {row[0]: row[-1] for row in rows[head + 1 :] if row[0] and row[1]}
    assert marks == {
        "1": "",
        "1a": "Reworded",
        "1b": "",
        "2": "On-the-job training",
        "2b": "Now core",
        "2c": "",
        "3": "New",
        "3a": "New",
    }
    courses = {row[0]: row[-1] for row in sheet(path, "Related instruction") if row[0].startswith("BT-")}
    assert courses == {"BT-1": "", "BT-2": "", "BT-3": "New"}


def test_both_texts_of_each_difference_are_listed_with_what_was_retired(tmp_path: Path) -> None:
    path = tmp_path / "schedule.xlsx"
    schedule_xlsx.write(paper(Approach.HYBRID), path)
    rows = [row[:4] for row in sheet(path, "Differences")]
    assert ["1a", "Grounds the whole bench", "Grounds the bench", "Reworded"] in rows
    assert ["2a", "", "Replaces a part", "Retired"] in rows
    assert ["3a", "Files the report", "", "New"] in rows
    (term,) = [row for row in rows if row[3] == "Term"]
    assert term[1] == "20 months"


def test_every_format_has_the_words_and_a_legend(tmp_path: Path) -> None:
    schedule_pdf.write(paper(Approach.COMPETENCY_BASED), tmp_path / "one.pdf")
    schedule_docx.write(paper(Approach.COMPETENCY_BASED), tmp_path / "one.docx")
    schedule_xlsx.write(paper(Approach.COMPETENCY_BASED), tmp_path / "one.xlsx")
    for text in (
        pdf_text(tmp_path / "one.pdf"),
        "\n".join(docx_lines(tmp_path / "one.docx")),
        "\n".join(xlsx_lines(tmp_path / "one.xlsx")),
    ):
        for words in ("Differs", "Reworded", "Now core", "Retired", "What differs from version 1.2"):
            assert words in text, words
        assert "differs from version 1.2, from which this version was derived" in " ".join(text.split())


def test_a_filled_schedule_is_marked_too(tmp_path: Path) -> None:
    found = samples.small_schedule()
    schedule_xlsx.write(replace(found, base=tailored(Approach.COMPETENCY_BASED)), tmp_path / "one.xlsx")
    rows = {row[0]: row for row in sheet(tmp_path / "one.xlsx", "On-the-job learning")}
    assert rows["1a"][-2:] == ["4", "Reworded"]
    assert rows["2b"][-2:] == ["3", "Now optional"]


def test_a_version_that_is_the_same_says_so() -> None:
    one = samples.small()
    same = SchedulePaper(samples.head(), one.model_copy(update={"version": "1.3"}), base=one)
    differ = differences.of(same)
    assert differ is not None
    assert differ.marks == {}
    assert "Nothing differs from version 1.2." in [getattr(block, "text", "") for block in differences.blocks(differ)]


def test_a_paper_that_is_not_compared_has_no_column_for_it(tmp_path: Path) -> None:
    schedule_xlsx.write(SchedulePaper(samples.head(), tailored(Approach.HYBRID)), tmp_path / "one.xlsx")
    assert "Differs" not in "\n".join(xlsx_lines(tmp_path / "one.xlsx"))
