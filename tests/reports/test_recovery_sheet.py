"""A recovery code on paper: whole in one line, with what it opens."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop.errors import KnownError
from desktop.ledger import letters
from desktop.reports import recovery_sheet
from tests.reports import samples
from tests.reports.reading import pdf_lines


def _write(path: Path, code: str, subject: str = "The record of Hudson & Söhne") -> None:
    recovery_sheet.write(
        path,
        samples.head(),
        title="Recovery sheet",
        subject=subject,
        code=code,
        sentences=["Keep it in a locked place.", "Whoever loses it <b>and</b> the passphrase loses the record."],
        facts=[("Made on", "June 1, 2026"), ("Fingerprint", "9H2C 40TX")],
    )


def test_the_code_stands_in_one_line_on_the_only_page(tmp_path: Path) -> None:
    path, code = tmp_path / "sheet.pdf", letters.new_recovery_code()
    _write(path, code)
    lines = pdf_lines(path)
    assert code in lines
    assert len(PdfReader(path).pages) == 1
    for text in ("The record of Hudson & Söhne", "Keep it in a locked place.", "9H2C 40TX"):
        assert any(text in line for line in lines)
    assert any("<b>and</b>" in line for line in lines)


def test_the_widest_code_fits_the_page(tmp_path: Path) -> None:
    code = "-".join(["WWWWW"] * 5)
    _write(tmp_path / "sheet.pdf", code)
    assert code in pdf_lines(tmp_path / "sheet.pdf")


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="cannot be written"):
        _write(tmp_path / "nowhere" / "sheet.pdf", "A")
