"""Blocks of a paper as what ReportLab flows over pages."""

from collections.abc import Iterable

from reportlab.platypus import CondPageBreak, Flowable, PageBreak, Paragraph, Spacer

from desktop.reports import style
from desktop.reports.chart_pdf import ChartRow
from desktop.reports.content import (
    Block,
    Draft,
    Facts,
    Foot,
    Heading,
    Note,
    Picture,
    Scale,
    Signatures,
    Table,
    Title,
)
from desktop.reports.fonts import text
from desktop.reports.page import Bookmark
from desktop.reports.parts import SignatureLines
from desktop.reports.tables import Rows, fact_table, grid

_MOST_KEPT = 400.0
"""Points: a heading asks for no more room than this on its page."""
_LONG_NOTE = 1500
"""Letters: a longer note under a table flows over pages by itself."""


def story(blocks: Iterable[Block], room: float) -> list[Flowable]:
    """The flowables of `blocks` on pages whose text is `room` wide."""
    flowables = [flowable for block in blocks for flowable in _flow(block, room)]
    for place, one in enumerate(flowables):
        if isinstance(one, CondPageBreak):
            one.height = min(_MOST_KEPT, _led(flowables[place + 1 :], room))
    return flowables


def _led(following: list[Flowable], room: float) -> float:
    """The height of a heading with what must stand under it: all up to the first rows of a table, or the
    first lines of text. A heading of a part right under one of a section stays with it."""
    height, led = 0.0, -1
    for one in following:
        if isinstance(one, PageBreak) or (isinstance(one, CondPageBreak) and led > 0):
            break
        if isinstance(one, CondPageBreak):
            continue
        led += not isinstance(one, Spacer | Bookmark)
        if isinstance(one, Rows) and one.repeatRows:
            return height + one.least_height(room)
        height += float(one.wrap(room, _MOST_KEPT)[1])
    return height


def _flow(block: Block, room: float) -> list[Flowable]:
    match block:
        case Title():
            return _title(block)
        case Heading():
            return _heading(block)
        case Facts():
            return [Spacer(0, 6), fact_table(block, room), Spacer(0, 4)]
        case Draft():
            return [foot_flowable(Note(block.sentence, "Draft", small=False)), Spacer(0, 2)]
        case Table():
            foot = [foot_flowable(one) for one in block.foot]
            if any(isinstance(one, Note) and len(one.text) > _LONG_NOTE for one in block.foot):
                return [grid(block, room, []), Spacer(0, 6), *foot, Spacer(0, 6)]
            return [grid(block, room, foot), Spacer(0, 6)]
        case Picture():
            return [ChartRow(block.charts, room), Spacer(0, 6)]
        case Note() | Scale() | Signatures():
            return [foot_flowable(block), Spacer(0, 3)]


def _title(block: Title) -> list[Flowable]:
    return [
        Bookmark(block.text, 0),
        Paragraph(text(block.text), style.paragraph_style("title", "Bold")),
        Paragraph(text(block.under), style.paragraph_style("body")),
        Spacer(0, 3),
        Paragraph(text(block.subject), style.paragraph_style("subject", "SemiBold")),
    ]


def _heading(block: Heading) -> list[Flowable]:
    before: list[Flowable] = [PageBreak()] if block.starts_page else [CondPageBreak(0), Spacer(0, 8)]
    look: style.Look = "section" if block.level == 1 else "body"
    return [
        *before,
        Bookmark(block.text, block.level),
        Paragraph(text(block.text), style.paragraph_style(look, "SemiBold")),
        Spacer(0, 3),
    ]


def foot_flowable(block: Foot) -> Flowable:
    match block:
        case Signatures():
            return SignatureLines(block.people)
        case Scale():
            return Paragraph(_scale(block), style.paragraph_style("small"))
        case Note():
            lead = f'<font name="NotoSans-SemiBold">{text(block.lead)}</font>&nbsp;&nbsp; ' if block.lead else ""
            look: style.Look = "small" if block.small else "body"
            return Paragraph(lead + text(block.text), style.paragraph_style(look))


def _scale(block: Scale) -> str:
    gap = "&nbsp;&nbsp;&nbsp; "
    levels = (f'<font name="NotoSans-Bold">{level}</font>&nbsp;{text(said)}' for level, said in block.said)
    return gap.join(['<font name="NotoSans-Bold">Rating scale</font>', *levels])
