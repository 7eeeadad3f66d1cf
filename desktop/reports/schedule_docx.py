"""The work process schedule as a Word document, with real headings and repeating table heads."""

from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import _Cell

from desktop import words
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
from desktop.reports.files import whole_file
from desktop.reports.page import LANGUAGE, Sheet, ledger_line, made_line
from desktop.reports.rows import SchedulePaper

_FONT = "Arial"
_BODY = 9.0
_SMALL = 8.0
_SIZES = {"Letter": (Mm(215.9), Mm(279.4)), "A4": (Mm(210), Mm(297))}
_SIDE, _EDGE = Mm(14), Mm(13)
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
    document = _new_document(about)
    room = int(_SIZES[about.head.page_size][0] - 2 * _SIDE)
    for block in schedule.blocks(paper):
        _add(document, block, room)
    with whole_file(path) as beside:
        document.save(str(beside))


def _new_document(about: Sheet) -> DocumentObject:
    document = Document()
    for one in list(document.element.body.iterchildren(qn("w:p"))):
        document.element.body.remove(one)
    _drop_thumbnail(document)
    _set_styles(document)
    _set_properties(document, about)
    section = document.sections[0]
    section.page_width, section.page_height = _SIZES[about.head.page_size]
    section.left_margin = section.right_margin = _SIDE
    section.top_margin = section.bottom_margin = Mm(22)
    section.header_distance = section.footer_distance = _EDGE
    room = section.page_width - 2 * _SIDE
    head = section.header.paragraphs[0]
    draft = "    DRAFT" if about.is_draft else ""
    _tabbed(head, room, workbook.safe(about.title), workbook.safe(about.head.sponsor) + draft)
    foot = section.footer.paragraphs[0]
    _tabbed(foot, room, made_line(about.head), "Page ")
    _field(foot, "PAGE")
    foot.add_run(" of ")
    _field(foot, "NUMPAGES")
    if ledger_line(about.head):
        section.footer.add_paragraph(ledger_line(about.head), style="Footer")
    return document


def _drop_thumbnail(document: DocumentObject) -> None:
    """The library's empty document carries a picture of itself."""
    relations: Any = document.part.package.rels
    for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
        del relations[key]


def _set_styles(document: DocumentObject) -> None:
    for name, size, is_bold in (
        ("Normal", _BODY, False),
        ("Title", 14.5, True),
        ("Subtitle", 11.0, True),
        ("Heading 1", 11.0, True),
        ("Heading 2", _BODY, True),
        ("List Bullet", _SMALL, False),
        ("Header", _SMALL, False),
        ("Footer", _SMALL, False),
    ):
        style: Any = document.styles[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), is_bold
        style.font.italic = False
        style.font.color.rgb = RGBColor(0, 0, 0)
        _set_fonts(style.element.get_or_add_rPr())
        style.paragraph_format.space_before = Pt(8 if name.startswith("Heading") else 0)
        style.paragraph_format.space_after = Pt(3)
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break


def _set_fonts(properties: Any) -> None:
    """Every script takes the same font, and none the theme's."""
    fonts = properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), _FONT)


def _set_properties(document: DocumentObject, about: Sheet) -> None:
    core = document.core_properties
    core.title = workbook.safe(about.title)[:255]
    core.subject = workbook.safe(about.paper)
    core.author = workbook.safe(about.head.sponsor or about.head.program)[:255]
    core.last_modified_by = about.head.program
    core.language = LANGUAGE
    core.comments = ""
    core.keywords = ""
    core.revision = 1
    core.created = core.modified = about.head.made_at.replace(tzinfo=None)


def _tabbed(paragraph: Any, room: int, left: str, right: str) -> None:
    stops = paragraph.paragraph_format.tab_stops
    stops.clear_all()
    stops.add_tab_stop(Emu(room), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{words.clean_line(left)}\t{right}")


def _field(paragraph: Any, code: str) -> None:
    """A field that the reader's program fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    run = OxmlElement("w:r")
    shown = OxmlElement("w:t")
    shown.text = "1"
    run.append(shown)
    field.append(run)
    paragraph._p.append(field)


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
            levels = "   ".join(f"{level} {word}, {meaning}" for level, word, meaning in block.levels)
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
        _fill_cell(cell, Cell(column.title, strong=True), column.align, _SMALL)
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
        _fill_cell(cell, shown, column.align, _SMALL if column.small else _BODY)
    if one.kind == "group":
        _keep_with_next(cells)
    if one.merge is not None:
        merged = cells[one.merge[0]].merge(cells[one.merge[1]])
        for extra in merged.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
        merged.paragraphs[0].alignment = _ALIGN["centre"]


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
        below.paragraphs[0].add_run(who).font.size = Pt(_SMALL)
    _keep_rows(table)
    document.add_paragraph()
