"""What every PDF paper holds to: pages, draft marks, fonts, properties, and a file that stands whole."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.codes import Approach
from desktop.errors import KnownError
from desktop.reports import files, fonts, progress_pdf, schedule_docx, schedule_pdf, schedule_xlsx
from desktop.reports.rows import ProgressPaper, SchedulePaper
from tests import nasty
from tests.reports import samples
from tests.reports.reading import pdf_text

Writing = Callable[[Path], None]

PAPERS: dict[str, tuple[Writing, bool]] = {
    "schedule in work": (lambda path: schedule_pdf.write(samples.filled(), path), True),
    "schedule complete": (lambda path: schedule_pdf.write(samples.complete(), path), False),
    "blank form": (lambda path: schedule_pdf.write(samples.blank(), path), False),
    "hybrid": (lambda path: schedule_pdf.write(samples.small_schedule(Approach.HYBRID), path), True),
    "report with pending": (lambda path: progress_pdf.write(samples.report(), path), True),
    "report, nothing waits": (lambda path: progress_pdf.write(_nothing_waits(), path), False),
}


def _nothing_waits() -> ProgressPaper:
    return samples.report(asked=frozenset(), hours=(), days=())


@pytest.fixture(params=PAPERS, scope="module")
def written(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bool]:
    writing, is_draft = PAPERS[request.param]
    path = tmp_path_factory.mktemp("paper") / "paper.pdf"
    writing(path)
    return path, is_draft


def test_each_page_says_which_of_how_many_it_is(written: tuple[Path, bool]) -> None:
    pages = PdfReader(written[0]).pages
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page.extract_text()


def test_no_page_is_empty(written: tuple[Path, bool]) -> None:
    for page in PdfReader(written[0]).pages:
        lines = [line for line in page.extract_text().splitlines() if line.strip()]
        assert len(lines) > 8


def test_box_word_and_sentence_of_a_draft_stand_together_or_not_at_all(written: tuple[Path, bool]) -> None:
    path, is_draft = written
    for page in PdfReader(path).pages:
        assert page.extract_text().count("DRAFT") == (2 if is_draft else 0)
    assert pdf_text(path).count("Draft because") == int(is_draft)


def test_every_font_is_in_the_file(written: tuple[Path, bool]) -> None:
    found = list(_fonts(PdfReader(written[0])))
    assert found
    for font in found:
        assert "/FontFile2" in font["/FontDescriptor"], font["/BaseFont"]


def _fonts(reader: PdfReader) -> Iterator[Any]:
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            yield font.get_object()


def test_the_properties_name_the_paper_the_sponsor_and_the_language(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    schedule_pdf.write(samples.filled(), path)
    reader = PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.title == "Appendix A · Work process schedule · Lucía Fernández"
    assert reader.metadata.author == "Bayline Technology Consortium"
    assert reader.metadata.creator == "Journeybook 0.1"
    assert reader.trailer["/Root"]["/Lang"] == "en-US"  # type: ignore[index]


@pytest.mark.parametrize("hidden", ["\ud800", "\x00", "\u202e"], ids=ascii)
def test_what_cannot_be_kept_or_seen_is_in_no_text_of_a_paper(tmp_path: Path, hidden: str) -> None:
    path, name = tmp_path / "paper.pdf", f"Ada{hidden} Lind"
    progress_pdf.write(samples.report(name=name), path)
    reader = PdfReader(path)
    assert reader.metadata is not None
    assert reader.metadata.title == "Progress report · Ada Lind"
    assert "Ada Lind" in pdf_text(path)


def test_the_outline_leads_to_the_pages_of_the_sections(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    schedule_pdf.write(samples.filled(), path)
    reader = PdfReader(path)
    flat = [one for part in reader.outline for one in (part if isinstance(part, list) else [part])]
    titles = {str(one.title): one for one in flat if not isinstance(one, list)}
    detail = reader.get_destination_page_number(titles["Job functions in detail"])
    assert detail is not None
    assert "Job functions in detail" in reader.pages[detail].extract_text()


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.pdf", tmp_path / "second.pdf"
    for path in (first, second):
        progress_pdf.write(samples.report(), path)
    assert first.read_bytes() == second.read_bytes()


def test_all_43_competencies_and_the_blank_forms_are_on_the_form(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    schedule_pdf.write(samples.blank(), path)
    text = " ".join(pdf_text(path).split())
    framework = samples.blank().framework
    for one in framework.competencies():
        assert one.title in text
    for number in ("8", "9", "10"):
        assert f"Job function {number}: of the sponsor’s own" in text


def test_a_filled_paper_leaves_the_blank_forms_out(tmp_path: Path) -> None:
    path = tmp_path / "schedule.pdf"
    schedule_pdf.write(samples.filled(), path)
    assert "of the sponsor’s own" not in pdf_text(path)


def test_a_long_comment_prints_whole(tmp_path: Path) -> None:
    assert len(samples.COMMENT) >= 400
    path = tmp_path / "report.pdf"
    progress_pdf.write(samples.report(), path)
    assert samples.COMMENT in " ".join(pdf_text(path).split())


def test_a_comment_longer_than_a_page_goes_on_the_next(tmp_path: Path) -> None:
    comment = "".join(f"word{number} " for number in range(2500))
    rating = samples.rating("1a", 4, samples.AS_OF, comment=comment)
    path = tmp_path / "report.pdf"
    progress_pdf.write(samples.report(ratings=(rating,)), path)
    text = pdf_text(path)
    assert all(f"word{number}" in text for number in (0, 1250, 2499))


def test_two_people_never_share_their_initials(tmp_path: Path) -> None:
    olga = samples.rating("1b", 4, samples.AS_OF, signer="Olga Petrov")
    owen = samples.rating("1a", 4, samples.AS_OF)
    path = tmp_path / "schedule.pdf"
    schedule_pdf.write(samples.filled(ratings=(olga, owen)), path)
    text = " ".join(pdf_text(path).split())
    assert "OP Owen Park, mentor" in text
    assert "OP2 Olga Petrov, mentor" in text


@pytest.mark.parametrize("name", samples.HOSTILE, ids=lambda name: name[:20])
def test_a_hostile_name_prints_as_it_is(tmp_path: Path, name: str) -> None:
    path = tmp_path / "schedule.pdf"
    schedule_pdf.write(samples.filled(name=name), path)
    found = "".join(pdf_text(path).split())
    is_printed = found.count("W") >= 5000 if len(name) > 1000 else "".join(name.split()) in found
    assert is_printed


def test_a_letter_that_no_font_has_is_an_error_that_names_it(tmp_path: Path) -> None:
    path = tmp_path / "schedule.pdf"
    path.write_bytes(b"as it was")
    with pytest.raises(KnownError, match=r"The name 'Owl \U0001F989' has a letter .*\(U\+1F989\)"):
        schedule_pdf.write(samples.filled(name="Owl \U0001f989"), path)
    assert path.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("script", nasty.SCRIPTS)
def test_a_name_of_any_script_prints_as_it_is_spelled_or_is_refused_by_its_letter(tmp_path: Path, script: str) -> None:
    name, path = nasty.SCRIPTS[script], tmp_path / "schedule.pdf"
    try:
        schedule_pdf.write(samples.filled(name=name), path)
    except KnownError as refusal:
        letter = re.search(r"'(.)' \(U\+([0-9A-F]{4,})\)", str(refusal))
        assert letter is not None
        assert letter[1] in name
        assert ord(letter[1]) == int(letter[2], 16)
        assert not path.exists()
    else:
        assert script not in {"Arabic", "Persian", "Hebrew", "Hindi", "Tamil", "emoji"}, "ReportLab joins no letters"
        assert "".join(name.split()) in "".join(pdf_text(path).split())


def test_a_letter_that_would_be_set_on_the_wrong_side_says_where_it_can_be_printed() -> None:
    with pytest.raises(KnownError, match=r"'א' \(U\+05D0\)\. Save the paper as a workbook or Word document"):
        fonts.check_name(nasty.SCRIPTS["Hebrew"])


@pytest.mark.parametrize("script", ["Persian", "Hindi", "emoji"])
def test_a_word_document_and_a_workbook_hold_a_name_of_any_script(tmp_path: Path, script: str) -> None:
    name = nasty.SCRIPTS[script]
    schedule_docx.write(samples.filled(name=name), tmp_path / "schedule.docx")
    schedule_xlsx.write(samples.filled(name=name), tmp_path / "schedule.xlsx")
    assert name in "".join(Document(str(tmp_path / "schedule.docx")).element.body.itertext())
    book = load_workbook(tmp_path / "schedule.xlsx")
    assert any(isinstance(cell, str) and name in cell for sheet in book for row in sheet.values for cell in row)


def test_a_folder_that_is_not_there_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be written in the folder"):
        schedule_pdf.write(samples.blank(), tmp_path / "nowhere" / "schedule.pdf")


def test_half_a_file_never_stands(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(b"as it was")
    with pytest.raises(ZeroDivisionError), files.whole_file(path) as beside:  # noqa: PT012
        beside.write_bytes(b"half")
        raise ZeroDivisionError
    assert path.read_bytes() == b"as it was"
    assert list(tmp_path.iterdir()) == [path]


def test_a4_is_a_setting(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    framework = samples.blank().framework
    schedule_pdf.write(SchedulePaper(samples.head(page_size="A4"), framework), path)
    assert round(float(PdfReader(path).pages[0].mediabox.height)) == 842
