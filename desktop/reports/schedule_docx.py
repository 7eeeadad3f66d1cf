"""The work process schedule as a Word document, with real headings and repeating table heads."""

from pathlib import Path
from typing import Any

from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt
from docx.table import _Cell

from desktop.reports import schedule, workbook
from desktop.reports.content import (
    Align,
    Block,
    Cell,
    Column,
    Draft,
    Facts,
    Heading,
    Note,
    Picture,
    Row,
    Scale,
    Signatures,
    Table,
    Title,
)
from desktop.reports.document import BODY, SMALL, new_document, room_of
from desktop.reports.files import whole_file
from desktop.reports.rows import SchedulePaper

_ALIGN = {
    "start": WD_ALIGN_PARAGRAPH.LEFT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
    "end": WD_ALIGN_PARAGRAPH.RIGHT,
}
_HEAD_FILL, _GROUP_FILL, _PENDING_FILL = "E8EAED", "F4F5F6", "FFFFFF"
_LINE_TO_WRITE_ON = "_" * 34


def write(paper: SchedulePaper, path: Path) -> None:
    """KnownError where the file cannot be written."""
    about = schedule.sheet(paper)
    document = new_document(about)
    room = room_of(about)
    for block in schedule.blocks(paper):
        _add(document, block, room)
    with whole_file(path) as beside:
        document.save(str(beside))


def _add(document: DocumentObject, block: Block, room: int) -> None:
    match block:
        case Title():
            document.add_paragraph(workbook.safe(block.text), style="Title")
            document.add_paragraph(workbook.safe(block.under))
            document.add_paragraph(workbook.safe(block.subject), style="Subtitle")
        case Heading():
            paragraph = document.add_paragraph(workbook.safe(block.text), style=f"Heading {block.level}")
            paragraph.paragraph_format.page_break_before = block.starts_page
        case Facts():
            _add_facts(document, block, room)
        case Table():
            _add_table(document, block, room)
            between = document.add_paragraph().paragraph_format
            between.space_after, between.keep_with_next = Pt(0), bool(block.foot)
            for one in block.foot:
                _add(document, one, room)
        case Draft():
            _add_lead(document, "DRAFT", block.sentence)
        case Note():
            _add_lead(document, block.lead, block.text)
        case Scale():
            levels = "   ".join(f"{level} {said}" for level, said in block.said)
            _add_lead(document, "Rating scale", levels)
        case Signatures():
            _add_signatures(document, block, room)
        case Picture():
            pass


def _add_lead(document: DocumentObject, lead: str, text: str) -> None:
    paragraph = document.add_paragraph()
    if lead:
        paragraph.add_run(f"{lead}  ").bold = True
    paragraph.add_run(workbook.safe(text))


def _add_facts(document: DocumentObject, block: Facts, room: int) -> None:
    table: Any = document.add_table(rows=0, cols=2)
    table.autofit = False
    for one in block.facts:
        cells = table.add_row().cells
        value = one.value or _LINE_TO_WRITE_ON
        if one.ticks:
            value = "    ".join(f"{'☒' if chosen else '☐'} {word}" for word, chosen in one.ticks)
        cells[0].paragraphs[0].add_run(one.label)
        cells[1].paragraphs[0].add_run(workbook.safe(value)).bold = bool(one.value)
        for cell, share in zip(cells, (0.24, 0.76), strict=True):
            cell.width = Emu(int(room * share))
    _keep_rows(table)


def _add_table(document: DocumentObject, block: Table, room: int) -> None:
    table: Any = document.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    total = sum(column.share for column in block.columns)
    widths = [Emu(int(room * column.share / total)) for column in block.columns]
    for cell, column, wide in zip(table.rows[0].cells, block.columns, widths, strict=True):
        _fill_cell(cell, Cell(column.title, strong=True), column.align, SMALL)
        _shade(cell, _HEAD_FILL)
        cell.width = wide
    _repeat(table.rows[0])
    for one in block.rows:
        _add_row(table, one, block.columns, widths)
    _keep_rows(table)
    if block.foot:
        for last in table.rows[-2:]:
            _keep_with_next(last.cells)


def _add_row(table: Any, one: Row, columns: tuple[Column, ...], widths: list[Emu]) -> None:
    cells = table.add_row().cells
    is_head = one.kind in ("group", "total")
    for cell, wide in zip(cells, widths, strict=True):
        cell.width = wide
        if is_head:
            _shade(cell, _GROUP_FILL)
    for cell, value, column in zip(cells, one.cells, columns, strict=True):
        strong = value.strong or column.strong or is_head
        shown = Cell(value.text, strong, value.struck, value.waits, value.items, value.ruled)
        _fill_cell(cell, shown, column.align, SMALL if column.small else BODY)
    if one.kind in ("group", "part"):
        _keep_with_next(cells)
    if one.merge is not None:
        merged = cells[one.merge[0]].merge(cells[one.merge[1]])
        for extra in merged.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        merged.paragraphs[0].alignment = _ALIGN["start" if one.kind == "part" else "centre"]


def _keep_with_next(cells: Any) -> None:
    for cell in cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True


def _fill_cell(cell: _Cell, value: Cell, align: Align, size: float) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.alignment = _ALIGN[align]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(workbook.safe(value.text))
    run.bold, run.font.strike, run.font.size = value.strong, value.struck or None, Pt(size)
    run.italic = value.waits or None
    for item in value.items:
        is_first = item is value.items[0] and not value.text
        listed = paragraph if is_first else cell.add_paragraph()
        listed.add_run(workbook.safe(item))
        listed.style = "List Bullet"
        listed.paragraph_format.space_after = Pt(0)
    for _ in range(value.ruled):
        cell.add_paragraph(_LINE_TO_WRITE_ON).paragraph_format.space_after = Pt(2)
    if value.waits:
        _shade(cell, _PENDING_FILL, "diagStripe")


def _shade(cell: _Cell, color: str, pattern: str = "clear") -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), pattern)
    shade.set(qn("w:color"), "C4C8CC" if pattern != "clear" else "auto")
    shade.set(qn("w:fill"), color)
    properties = cell._tc.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    properties.append(shade)


def _repeat(row: Any) -> None:
    """The head stands again on each page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _keep_rows(table: Any) -> None:
    for one in table.rows:
        one._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def _add_signatures(document: DocumentObject, block: Signatures, room: int) -> None:
    table: Any = document.add_table(rows=2, cols=len(block.people))
    table.autofit = False
    for place, who in enumerate(block.people):
        above, below = table.cell(0, place), table.cell(1, place)
        above.width = below.width = Emu(room // len(block.people))
        line = above.paragraphs[0]
        line.paragraph_format.space_before = Pt(24)
        line.paragraph_format.keep_with_next = True
        line.add_run("_" * 28)
        below.paragraphs[0].add_run(who).font.size = Pt(SMALL)
    _keep_rows(table)
    document.add_paragraph()
