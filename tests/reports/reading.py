"""Papers read back as lines, and compared with the golden files beside this module."""

import os
from pathlib import Path

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl import load_workbook
from pypdf import PdfReader

GOLDEN = Path(__file__).parent / "golden"
UPDATE = "JOURNEYBOOK_UPDATE_GOLDEN"
"""Set to 1, the tests write the golden files instead of comparing with them."""


def pdf_lines(path: Path) -> list[str]:
    lines: list[str] = []
    for number, page in enumerate(PdfReader(path).pages, start=1):
        lines.append(f"--- page {number}")
        lines += [" ".join(line.split()) for line in page.extract_text().splitlines() if line.strip()]
    return lines


def pdf_text(path: Path) -> str:
    return "\n".join(pdf_lines(path))


def docx_lines(path: Path) -> list[str]:
    document = Document(str(path))
    section = document.sections[0]
    lines = [f"head: {section.header.paragraphs[0].text}", f"foot: {section.footer.paragraphs[0].text}"]
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines += [f"{block.style.name if block.style else ''}: {block.text}"] if block.text else []
        elif isinstance(block, Table):
            lines += ["| " + " | ".join(_cells(row.cells)) for row in block.rows]
    return lines


def _cells(cells: tuple[object, ...]) -> list[str]:
    """The text of each cell once, however many columns it stands over."""
    seen: list[object] = []
    for cell in cells:
        if not any(cell._tc is one._tc for one in seen):  # type: ignore[attr-defined]
            seen.append(cell)
    return [" / ".join(cell.text.split("\n")) for cell in seen]  # type: ignore[attr-defined]


def xlsx_lines(path: Path) -> list[str]:
    lines: list[str] = []
    for sheet in load_workbook(path).worksheets:
        lines.append(f"--- {sheet.title} frozen {sheet.freeze_panes} filter {sheet.auto_filter.ref}")
        for row in sheet.iter_rows(values_only=True):
            values = ["" if value is None else str(value).replace("\n", " / ") for value in row]
            if any(values):
                lines.append(" | ".join(values).rstrip(" |"))
    return lines


def compare(lines: list[str], name: str) -> None:
    """The lines are those of the golden file `name`."""
    golden = GOLDEN / f"{name}.txt"
    found = "\n".join(lines) + "\n"
    if os.environ.get(UPDATE) == "1":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
