"""The text of PDFs in reading order, and those that hold none that can be used."""

import time
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from desktop.errors import KnownError
from desktop.frameworks import catalogue, files, pdf_text
from desktop.reports import schedule_pdf
from tests.reports import samples

SENTENCE = "Sets up the bench, checks the gauges and writes down what was found."


def drawn(draw: Callable[[Canvas], None]) -> bytes:
    made = BytesIO()
    canvas = Canvas(made, pagesize=letter)
    draw(canvas)
    canvas.save()
    return made.getvalue()


def lines(content: bytes) -> tuple[str, ...]:
    return files.open_bytes("paper.pdf", content).lines


def test_lines_stand_from_the_top_down_whatever_the_order_of_drawing() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 600, "Below " + SENTENCE)
        canvas.drawString(72, 700, "Above " + SENTENCE)

    assert lines(drawn(draw)) == ("Above " + SENTENCE, "Below " + SENTENCE, "")


def test_what_stands_apart_on_one_line_is_parted_by_a_tab() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(400, 700, "1,250")
        canvas.drawString(72, 700, "Cuts and threads pipe of every size")

    assert lines(drawn(draw))[0] == "Cuts and threads pipe of every size\t1,250"


def test_a_table_comes_row_by_row_and_words_stay_whole() -> None:
    made = BytesIO()
    rows = [
        ["Code", "Competency", "Hours"],
        ["1a", "Runs a drill press and keeps it clean", "110"],
        ["1b", "Files", "9"],
    ]
    text = Paragraph(SENTENCE, getSampleStyleSheet()["Normal"])
    SimpleDocTemplate(made).build([text, Table(rows, colWidths=[60, 260, 60])])
    found = lines(made.getvalue())
    assert found[0] == SENTENCE
    assert found[1:4] == tuple("\t".join(one) for one in rows)


def test_the_schedule_that_is_printed_can_be_read_again(tmp_path: Path) -> None:
    schedule_pdf.write(samples.blank("sample-help-desk"), tmp_path / "schedule.pdf")
    found = files.open_path(tmp_path / "schedule.pdf").lines
    text = " ".join(found)
    framework = catalogue.find("sample-help-desk")
    assert framework.occupation.title in found
    assert all(one.title in text for one in framework.job_functions)
    assert "Hours 500 to 1,000\tafter 500 h on the job\t77.5 %\t$18.60" in found


def test_a_scan_is_refused_with_a_way_out() -> None:
    def draw(canvas: Canvas) -> None:
        for _ in range(3):
            canvas.rect(50, 50, 400, 600, fill=1)
            canvas.showPage()

    with pytest.raises(KnownError, match="no text") as refused:
        lines(drawn(draw))
    assert "OCR" in refused.value.advice


def test_a_locked_pdf_is_refused_with_a_way_out() -> None:
    writer = PdfWriter(PdfReader(BytesIO(drawn(lambda canvas: canvas.drawString(72, 700, SENTENCE)))))
    writer.encrypt("secret", algorithm="RC4-128")
    made = BytesIO()
    writer.write(made)
    with pytest.raises(KnownError, match="password"):
        lines(made.getvalue())


def test_signs_without_meaning_are_no_text() -> None:
    content = drawn(lambda canvas: canvas.drawString(72, 700, SENTENCE * 2))
    with pytest.raises(KnownError, match="without a meaning"):
        pdf_text._refuse_useless("paper.pdf", [[pdf_text._Sign("\ue001", 0, 0, 1, 1)] * 99])
    assert lines(content)


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n", b"%PDF-1.4\n1 0 obj <<>> endobj trailer <<>>", b"%PDF-" + b"x" * 9999]
)
def test_a_damaged_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(KnownError):
        lines(content)


_FRAME = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F 5 0 R>>/XObject<</A 6 0 R>>>>"
    b"/Contents 4 0 R>>endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
)


def _page(stream: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(stream)
    about = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return _FRAME + about + packed + b"\nendstream endobj\n" + more + b"trailer<</Root 1 0 R>>\n"


def _forms() -> bytes:
    """Forms of which each draws the next ten times."""
    told = b""
    for number in range(6, 20):
        body = zlib.compress(b"/A Do " * 10)
        told += (
            b"%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</A %d 0 R>>>>"
            b"/Filter/FlateDecode/Length %d>>stream\n"
            % (number, number + 1, len(body))
            + body
            + b"\nendstream endobj\n"
        )
    return told


@pytest.mark.parametrize(
    "content",
    [
        _page(b"BT /F 9 Tf 9 9 Td (abcdefgh) Tj ET\n" * 200_000),
        _page(b"BT /F 9 Tf 9 9 Td (abcdefgh) Tj ET\n" * 2_000_000),
        _page(b"0 0 m 9 9 l S\n" * 500_000),
        _page(b"/A Do", _forms()),
    ],
    ids=["many letters", "far too many", "many lines", "forms in forms"],
)
def test_a_pdf_made_to_take_long_does_not(content: bytes) -> None:
    opened = files.open_bytes("paper.pdf", content)
    start = time.process_time()
    with pytest.raises(KnownError):
        opened.lines
    assert time.process_time() - start < 2
