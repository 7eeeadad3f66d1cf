"""A recovery code on paper: large enough to be typed from, with what it opens and where it belongs."""

from collections.abc import Sequence
from pathlib import Path

from reportlab.platypus import Flowable, Spacer

from desktop.reports import flow, fonts, page, style
from desktop.reports.content import Block, Fact, Facts, Note, Title
from desktop.reports.rows import Head

_CODE = 21.0
_PAD = 16.0


def write(
    path: Path,
    head: Head,
    *,
    title: str,
    subject: str,
    code: str,
    sentences: Sequence[str],
    facts: Sequence[tuple[str, str]] = (),
) -> None:
    """The sheet as PDF: `subject` is what the code opens, `sentences` stand below the code, `facts` are labels with
    their values. KnownError where a letter cannot be printed or the file cannot be written."""
    sheet = page.Sheet(title, subject, head, is_draft=False)
    above: list[Block] = [Title(title, "opens", subject)]
    below: list[Block] = [Note(one, small=False) for one in sentences]
    if facts:
        below.append(Facts(tuple(Fact(label, value, is_wide=True) for label, value in facts)))
    story = [*flow.story(above, sheet.room), Spacer(0, 14), _Code(code), Spacer(0, 14), *flow.story(below, sheet.room)]
    page.write(path, sheet, story)


class _Code(Flowable):  # type: ignore[misc]
    """The code in a box, over the whole width."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self.code = code

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, _CODE + 2 * _PAD
        return self.width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(style.BLACK)
        self.canv.setFillColor(style.BLACK)
        self.canv.setLineWidth(style.STRONG_LINE)
        self.canv.rect(0, 0, self.width, self.height, stroke=1, fill=0)
        left = (self.width - fonts.width(self.code, "Bold", _CODE)) / 2
        fonts.draw(self.canv, left, _PAD + _CODE * 0.14, self.code, "Bold", _CODE)
