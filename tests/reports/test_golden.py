"""Each paper in each format says what its golden file says."""

from pathlib import Path

import pytest

from desktop.codes import Approach
from desktop.reports import cohort_xlsx, progress_pdf, progress_xlsx, schedule_docx, schedule_pdf, schedule_xlsx
from tests.reports import samples
from tests.reports.reading import compare, docx_lines, pdf_lines, xlsx_lines

APPROACHES = list(Approach)


@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize("is_filled", [True, False], ids=["filled", "blank"])
def test_the_schedule_as_pdf_stays_as_it_was(tmp_path: Path, approach: Approach, is_filled: bool) -> None:
    path = tmp_path / "schedule.pdf"
    schedule_pdf.write(samples.small_schedule(approach, is_filled), path)
    compare(pdf_lines(path), f"schedule-{approach}-{'filled' if is_filled else 'blank'}-pdf")


@pytest.mark.parametrize("approach", APPROACHES)
def test_the_schedule_as_word_stays_as_it_was(tmp_path: Path, approach: Approach) -> None:
    path = tmp_path / "schedule.docx"
    schedule_docx.write(samples.small_schedule(approach), path)
    compare(docx_lines(path), f"schedule-{approach}-filled-docx")


@pytest.mark.parametrize("approach", APPROACHES)
def test_the_schedule_as_workbook_stays_as_it_was(tmp_path: Path, approach: Approach) -> None:
    path = tmp_path / "schedule.xlsx"
    schedule_xlsx.write(samples.small_schedule(approach), path)
    compare(xlsx_lines(path), f"schedule-{approach}-filled-xlsx")


@pytest.mark.parametrize("approach", APPROACHES)
def test_the_progress_report_as_pdf_stays_as_it_was(tmp_path: Path, approach: Approach) -> None:
    path = tmp_path / "progress.pdf"
    progress_pdf.write(samples.small_report(approach), path)
    compare(pdf_lines(path), f"progress-{approach}-pdf")


def test_the_progress_report_as_workbook_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "progress.xlsx"
    progress_xlsx.write(samples.small_report(), path)
    compare(xlsx_lines(path), "progress-xlsx")


def test_the_cohort_workbook_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "cohort.xlsx"
    cohort_xlsx.write(samples.cohort(), path)
    compare(xlsx_lines(path), "cohort-xlsx")
