"""The pages of a paper: margins, head, foot, "Page n of m", the draft marks, and the file's properties."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageTemplate

from desktop import words
from desktop.reports import fonts, style
from desktop.reports.files import whole_file
from desktop.reports.rows import Head

LANGUAGE = "en-US"
_HEAD_ROOM = 25.0
_FOOT_ROOM = 30.0
_DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on every page. `is_draft` sets the box in the head and the word behind the text."""

    paper: str
    about: str
    head: Head
    is_draft: bool

    @property
    def title(self) -> str:
        return f"{self.paper} · {self.about}" if self.about else self.paper

    @property
    def size(self) -> tuple[float, float]:
        width, height = A4 if self.head.page_size == "A4" else LETTER
        return float(width), float(height)

    @property
    def room(self) -> float:
        """The width that the text has."""
        return self.size[0] - 2 * style.SIDE


def made_line(head: Head) -> str:
    """Which program made the paper, when, and how far its data go."""
    made = head.made_at
    when = f"{words.long_date(made.date())}, {made:%H:%M}"
    return f"{head.program} · made {when} ({_offset(made)}) · data as of {words.long_date(head.as_of)}"


def _offset(made: datetime) -> str:
    minutes = round((made.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f"UTC{sign}{hours}" + (f":{rest:02d}" if rest else "")


def ledger_line(head: Head) -> str:
    parts = []
    if head.fingerprint:
        parts.append(f"Fingerprint {head.fingerprint}")
    if head.ledger_record is not None:
        parts.append(f"ledger record {head.ledger_record}")
    line = " · ".join(parts)
    return line[:1].upper() + line[1:]


def write(path: Path, sheet: Sheet, story: list[Flowable]) -> None:
    """The file of `story`, whole or not at all."""
    with whole_file(path) as beside:
        _document(beside, sheet).build(story, canvasmaker=_canvas_maker(sheet))


def _document(path: Path, sheet: Sheet) -> BaseDocTemplate:
    page_width, page_height = sheet.size
    document = BaseDocTemplate(
        str(path),
        pagesize=sheet.size,
        title=words.clean_line(sheet.title),
        author=words.clean_line(sheet.head.sponsor),
        creator=words.clean_line(sheet.head.program),
        producer=words.clean_line(sheet.head.program),
        subject=words.clean_line(sheet.paper),
        lang=LANGUAGE,
        invariant=1,
    )
    bottom = style.EDGE + _FOOT_ROOM
    frame = Frame(
        style.SIDE,
        bottom,
        page_width - 2 * style.SIDE,
        page_height - style.EDGE - _HEAD_ROOM - bottom,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def furnish(canvas: Canvas, _document: BaseDocTemplate) -> None:
        canvas.saveState()
        if sheet.is_draft:
            _draw_draft_word(canvas, sheet)
        _draw_head(canvas, sheet)
        _draw_foot(canvas, sheet)
        canvas.restoreState()

    document.addPageTemplates([PageTemplate(id="page", frames=[frame], onPage=furnish)])
    return document


def _draw_draft_word(canvas: Canvas, sheet: Sheet) -> None:
    """Behind the text, as it is drawn before it."""
    page_width, page_height = sheet.size
    canvas.saveState()
    canvas.setFillColor(style.DRAFT_INK)
    canvas.translate(page_width / 2, page_height / 2)
    canvas.rotate(style.DRAFT_ANGLE)
    canvas.setFont(fonts.font("Bold"), style.DRAFT_WORD)
    canvas.drawCentredString(0, -style.DRAFT_WORD * 0.36, _DRAFT)
    canvas.restoreState()


def _draw_head(canvas: Canvas, sheet: Sheet) -> None:
    page_width, page_height = sheet.size
    right = page_width - style.SIDE
    baseline = page_height - style.EDGE - style.SMALL
    canvas.setFillColor(style.BLACK)
    canvas.setStrokeColor(style.BLACK)
    if sheet.is_draft:
        right -= _draw_draft_box(canvas, right, baseline) + 7
    sponsor = fonts.shorten(sheet.head.sponsor, "Regular", style.SMALL, sheet.room * 0.4)
    right -= fonts.width(sponsor, "Regular", style.SMALL)
    fonts.draw(canvas, right, baseline, sponsor, "Regular", style.SMALL)
    room = right - style.SIDE - 12
    left = fonts.shorten(sheet.title, "Regular", style.SMALL, room)
    fonts.draw(canvas, style.SIDE, baseline, left, "Regular", style.SMALL)
    canvas.setLineWidth(style.STRONG_LINE)
    canvas.line(style.SIDE, baseline - 8, page_width - style.SIDE, baseline - 8)


def _draw_draft_box(canvas: Canvas, right: float, baseline: float) -> float:
    """The box at the end of the head; how wide it is."""
    spaced = 1.1
    name = fonts.font("Bold")
    wide = fonts.width(_DRAFT, "Bold", style.SMALL) + spaced * len(_DRAFT) + 12
    canvas.setLineWidth(1.0)
    canvas.rect(right - wide, baseline - 3.6, wide, style.SMALL + 5.2, stroke=1, fill=0)
    canvas.setFont(name, style.SMALL)
    canvas.drawString(right - wide + 6, baseline, _DRAFT, charSpace=spaced)
    return wide


def _draw_foot(canvas: Canvas, sheet: Sheet) -> None:
    page_width, _ = sheet.size
    top = style.EDGE + _FOOT_ROOM - 10
    canvas.setStrokeColor(style.RULE)
    canvas.setLineWidth(style.THIN)
    canvas.line(style.SIDE, top, page_width - style.SIDE, top)
    canvas.setFillColor(style.BLACK)
    for place, line in enumerate((made_line(sheet.head), ledger_line(sheet.head))):
        shown = fonts.shorten(line, "Regular", style.SMALL, sheet.room - 70)
        fonts.draw(canvas, style.SIDE, top - 10 - place * 10, shown, "Regular", style.SMALL)


class Bookmark(Flowable):  # type: ignore[misc]
    """An entry in the file's outline, at the place where it stands."""

    def __init__(self, title: str, level: int) -> None:
        super().__init__()
        self.title = title
        self.level = level

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.note_bookmark(self.title, self.level)


def _canvas_maker(sheet: Sheet) -> type[Canvas]:
    class Pages(_Pages):
        def __init__(self, *arguments: Any, **named: Any) -> None:
            super().__init__(*arguments, **named | {"initialFontName": fonts.font("Regular")})
            self.sheet = sheet

    return Pages


class _Pages(Canvas):  # type: ignore[misc]
    """Keeps the pages until their number is known, then writes it on each."""

    sheet: Sheet

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._kept: list[dict[str, Any]] = []
        self._bookmarks: list[tuple[int, str, int]] = []

    def note_bookmark(self, title: str, level: int) -> None:
        self._bookmarks.append((len(self._kept), words.clean_line(title), level))

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        kept, bookmarks = self._kept, self._bookmarks
        for place, state in enumerate(kept):
            self.__dict__.update(state)
            self._draw_number(place + 1, len(kept))
            for at, (page, title, level) in enumerate(bookmarks):
                if page == place:
                    self.bookmarkPage(f"part-{at}")
                    self.addOutlineEntry(title, f"part-{at}", level, closed=level > 0)
            Canvas.showPage(self)
        Canvas.save(self)

    def _draw_number(self, page: int, pages: int) -> None:
        number = f"Page {page} of {pages}"
        self.setFillColor(style.BLACK)
        self.setFont(fonts.font("Regular"), style.SMALL)
        self.drawRightString(self.sheet.size[0] - style.SIDE, style.EDGE + _FOOT_ROOM - 20, number)
