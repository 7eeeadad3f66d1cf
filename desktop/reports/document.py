"""An empty Word document of ours: page, styles, head and foot, properties."""

from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from desktop import words
from desktop.reports import workbook
from desktop.reports.page import LANGUAGE, Sheet, ledger_line, made_line

BODY = 9.0
SMALL = 8.0
_FONT = "Arial"
_SIZES = {"Letter": (Mm(215.9), Mm(279.4)), "A4": (Mm(210), Mm(297))}
_SIDE, _EDGE = Mm(14), Mm(13)


def room_of(about: Sheet) -> int:
    """The width that the text has, in EMU."""
    return int(_SIZES[about.head.page_size][0] - 2 * _SIDE)


def new_document(about: Sheet) -> DocumentObject:
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
    room = room_of(about)
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
        ("Normal", BODY, False),
        ("Title", 14.5, True),
        ("Subtitle", 11.0, True),
        ("Heading 1", 11.0, True),
        ("Heading 2", BODY, True),
        ("List Bullet", SMALL, False),
        ("Header", SMALL, False),
        ("Footer", SMALL, False),
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
