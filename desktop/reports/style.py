"""How papers look: one table of sizes, greys and paragraph styles."""

from functools import cache
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm

from desktop.reports.content import Align
from desktop.reports.fonts import Weight, font

SIDE: float = 14 * mm
EDGE: float = 13 * mm
"""Margins at the sides, and above and below."""

BODY = 8.5
SMALL = 7.5
SECTION = 9.5
SUBJECT = 11.0
TITLE = 14.5
LEADING = 1.35
DRAFT_WORD = 130
DRAFT_ANGLE = 32

BLACK = HexColor("#000000")
WHITE = HexColor("#FFFFFF")
RULE = HexColor("#777777")
HEAD_FILL = HexColor("#E8EAED")
GROUP_FILL = HexColor("#F4F5F6")
DRAFT_INK = HexColor("#F2F2F2")
RULE_SOFT = HexColor("#C4C8CC")

PAD_SIDE = 4.0
"""Between a cell's line and its text."""

THIN = 0.5
STRONG_LINE = 1.0
SIGN_LINE = 0.75
SIGN_WIDTH = 75 * mm

_ALIGN = {"start": TA_LEFT, "centre": TA_CENTER, "end": TA_RIGHT}
Look = Literal["body", "small", "section", "subject", "title"]
_SIZES: dict[Look, float] = {
    "body": BODY,
    "small": SMALL,
    "section": SECTION,
    "subject": SUBJECT,
    "title": TITLE,
}


@cache
def paragraph_style(
    look: Look, weight: Weight = "Regular", align: Align = "start", indent: float = 0.0
) -> ParagraphStyle:
    """The style of a paragraph; `indent` leaves room for a bullet."""
    size = _SIZES[look]
    return ParagraphStyle(
        name=f"{look}-{weight}-{align}-{indent}",
        fontName=font(weight),
        fontSize=size,
        leading=size * LEADING,
        alignment=_ALIGN[align],
        textColor=BLACK,
        leftIndent=indent,
        bulletFontName=font("Regular"),
        bulletFontSize=size,
        splitLongWords=1,
        allowWidows=0,
        allowOrphans=0,
    )
