"""What workbooks and documents hold to: text stays text, heads stay, names are safe, days are days."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from desktop.reports import cohort_xlsx, progress_xlsx, schedule_docx, schedule_xlsx, workbook
from desktop.reports.cohort_xlsx import matrix_words
from desktop.reports.rows import CohortPaper, MatrixCell
from tests.reports import samples
from tests.reports.reading import docx_lines, xlsx_lines

FORMULA = '=cmd|" /C calc"!A0'


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    for names in ((FORMULA,), ("#REF!",), ("+1",), ("@SUM(A1)",)):
        cohort_xlsx.write(samples.cohort(names), path)
        book = load_workbook(path)
        cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
        assert names[0] in [cell.value for cell in cells]
        assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "n", "d"}


@pytest.mark.parametrize("name", samples.HOSTILE, ids=lambda name: name[:20])
def test_a_hostile_name_stands_in_each_format_as_it_is(tmp_path: Path, name: str) -> None:
    paper = samples.filled(name=name)
    schedule_xlsx.write(paper, tmp_path / "schedule.xlsx")
    assert f"Apprentice | {name}" in xlsx_lines(tmp_path / "schedule.xlsx")
    schedule_docx.write(paper, tmp_path / "schedule.docx")
    assert f"| Apprentice | {name}" in docx_lines(tmp_path / "schedule.docx")
    progress_xlsx.write(samples.report(name=name), tmp_path / "progress.xlsx")
    assert name in xlsx_lines(tmp_path / "progress.xlsx")


def test_control_characters_are_left_out_and_long_text_is_cut_with_a_mark() -> None:
    assert workbook.safe("a\x00b\x07c\ud800") == "abc"
    cut = workbook.safe("x" * 40_000)
    assert len(cut) == workbook.MOST_LETTERS
    assert cut.endswith("…")


@pytest.mark.parametrize(
    ("name", "taken", "found"),
    [
        ("IT Generalist", [], "IT Generalist"),
        ("a/b:c*d?[e]\\f", [], "a b c d  e  f"),
        ("x" * 40, [], "x" * 31),
        ("Ratings", ["ratings"], "Ratings 2"),
        ("x" * 40, ["x" * 31], "x" * 29 + " 2"),
        ("''", [], "Sheet"),
        ("History", [], "History sheet"),
    ],
)
def test_a_sheet_name_is_short_free_and_allowed(name: str, taken: list[str], found: str) -> None:
    assert workbook.sheet_name(name, taken) == found


def test_days_are_days_and_hours_numbers(tmp_path: Path) -> None:
    path = tmp_path / "progress.xlsx"
    progress_xlsx.write(samples.small_report(), path)
    book = load_workbook(path)
    assert book.sheetnames == [
        "Summary",
        "Job functions",
        "Competencies",
        "Ratings",
        "Hours by month",
        "Open conditions",
    ]
    assert book["Ratings"]["E2"].value == datetime(2025, 10, 9)  # noqa: DTZ001
    assert book["Job functions"]["H2"].value == 300.5
    assert book["Job functions"]["H2"].number_format == workbook.HOURS
    assert book["Ratings"]["A5"].font.strike


def test_a_state_has_a_pattern_and_a_word_besides_its_colour(tmp_path: Path) -> None:
    path = tmp_path / "cohort.xlsx"
    cohort_xlsx.write(samples.cohort(), path)
    sheet = load_workbook(path).worksheets[1]
    assert (sheet["E3"].value, sheet["E3"].fill.patternType) == ("pending", "lightUp")
    assert (sheet["C3"].value, sheet["C3"].font.bold) == ("4 · Oct 2, 2025 OP", True)


def test_cohort_sheets_print_on_one_page_width_with_their_heads(tmp_path: Path) -> None:
    path = tmp_path / "cohort.xlsx"
    cohort_xlsx.write(samples.cohort(), path)
    book = load_workbook(path)
    for sheet in book.worksheets[:3]:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows
        assert sheet.freeze_panes
        assert sheet.auto_filter.ref
    assert book.properties.title == "Cohort"
    assert book.properties.creator == "Bayline Technology Consortium"
    assert book.properties.language == "en-US"


def test_an_empty_cohort_is_a_workbook_too(tmp_path: Path) -> None:
    path = tmp_path / "cohort.xlsx"
    cohort_xlsx.write(CohortPaper(samples.head(sponsor=""), (), {}), path)
    assert load_workbook(path).sheetnames == ["Cohort", "Legend"]


def test_a_long_cohort_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "cohort.xlsx"
    paper = samples.cohort(("Lucía Fernández",))
    many = tuple(replace(paper.rows[0], apprentice=samples.apprentice(f"Person {number}")) for number in range(1500))
    cohort_xlsx.write(replace(paper, rows=many), path)
    book = load_workbook(path, read_only=True)
    names = [row[0] for row in book["Cohort"].iter_rows(min_row=2, values_only=True)]
    book.close()
    assert names == [f"Person {number}" for number in range(1500)]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        (MatrixCell(4, samples.AS_OF, "OP", True, False), "4 · Nov 16, 2026 OP"),
        (MatrixCell(2, samples.AS_OF, "OP", False, True), "2 · Nov 16, 2026 OP, pending"),
        (MatrixCell(None, None, "", False, True), "pending"),
        (MatrixCell(None, None, "", False, False), None),
    ],
)
def test_a_cell_of_the_matrix_says_level_day_and_initials(cell: MatrixCell, found: str | None) -> None:
    assert matrix_words(cell) == found


def test_the_document_is_built_of_headings_and_repeating_heads(tmp_path: Path) -> None:
    path = tmp_path / "schedule.docx"
    schedule_docx.write(samples.filled(), path)
    document = Document(str(path))
    core = document.core_properties
    assert (core.language, core.comments, core.author) == ("en-US", "", "Bayline Technology Consortium")
    styles = {one.style.name for one in document.paragraphs if one.style is not None}
    assert {"Title", "Heading 1", "Heading 2"} <= styles
    grids = [one for one in document.tables if one.style is not None and one.style.name == "Table Grid"]
    for one in grids:
        assert one.rows[0]._tr.trPr is not None
        assert one.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    foot = document.sections[0].footer._element.xml
    assert 'w:instr="PAGE"' in foot
    assert 'w:instr="NUMPAGES"' in foot


def test_a_draft_says_so_in_each_format(tmp_path: Path) -> None:
    for paper, is_draft in ((samples.filled(), True), (samples.complete(), False)):
        schedule_docx.write(paper, tmp_path / "schedule.docx")
        schedule_xlsx.write(paper, tmp_path / "schedule.xlsx")
        lines = docx_lines(tmp_path / "schedule.docx")
        assert ("DRAFT" in lines[0]) is is_draft
        assert any("DRAFT  because" in line for line in lines) is is_draft
        header = load_workbook(tmp_path / "schedule.xlsx").worksheets[0].oddHeader.right.text
        assert ("DRAFT" in header) is is_draft
        found = any(line.startswith("DRAFT because") for line in xlsx_lines(tmp_path / "schedule.xlsx"))
        assert found is is_draft
