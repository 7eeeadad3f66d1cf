"""Small things a paper draws itself: boxes to tick, lines to write on, lines to sign on."""

from typing import Any

from reportlab.platypus import Flowable, Paragraph

from desktop.reports import fonts, style

_BOX = 6.4
_BETWEEN = 14.0


class Ticks(Flowable):  # type: ignore[misc]
    """Words, each with a box; a chosen one has its box filled and its word in bold."""

    def __init__(self, choices: tuple[tuple[str, bool], ...]) -> None:
        super().__init__()
        self.choices = choices
        self.height = style.BODY * style.LEADING

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        return width, self.height

    def draw(self) -> None:
        x, baseline = 0.0, self.height - style.BODY * 1.06
        self.canv.setFillColor(style.BLACK)
        for word, is_chosen in self.choices:
            weight: fonts.Weight = "SemiBold" if is_chosen else "Regular"
            fonts.draw(self.canv, x, baseline, word, weight, style.BODY)
            x += fonts.width(word, weight, style.BODY) + 5
            self._draw_box(x, baseline - 0.4, is_chosen)
            x += _BOX + _BETWEEN

    def _draw_box(self, x: float, y: float, is_filled: bool) -> None:
        self.canv.setStrokeColor(style.BLACK)
        self.canv.setLineWidth(0.8)
        self.canv.rect(x, y, _BOX, _BOX, stroke=1, fill=0)
        if is_filled:
            self.canv.rect(x + 1.7, y + 1.7, _BOX - 3.4, _BOX - 3.4, stroke=0, fill=1)


class Ruled(Flowable):  # type: ignore[misc]
    """Empty lines to write on."""

    def __init__(self, lines: int = 1, step: float = 15.0) -> None:
        super().__init__()
        self.lines = lines
        self.step = step

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width = width
        self.height = self.lines * self.step
        return width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(style.RULE)
        self.canv.setLineWidth(style.THIN)
        for line in range(self.lines):
            y = self.height - (line + 1) * self.step + 2
            self.canv.line(0, y, self.width, y)


class Hatch(Flowable):  # type: ignore[misc]
    """A paragraph on hatched ground: it waits for someone."""

    def __init__(self, paragraph: Paragraph) -> None:
        super().__init__()
        self.paragraph = paragraph

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = self.paragraph.wrap(width, height)
        self.width = width
        return width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.saveState()
        outline = canvas.beginPath()
        outline.rect(-2, -1, self.width + 4, self.height + 2)
        canvas.clipPath(outline, stroke=0, fill=0)
        canvas.setStrokeColor(style.RULE_SOFT)
        canvas.setLineWidth(0.6)
        x = -self.height
        while x < self.width + 4:
            canvas.line(x, -2, x + self.height + 4, self.height + 2)
            x += 4
        canvas.restoreState()
        self.paragraph.drawOn(canvas, 0, 0)


class SignatureLines(Flowable):  # type: ignore[misc]
    """A line for each who signs, with who below it."""

    def __init__(self, people: tuple[str, ...]) -> None:
        super().__init__()
        self.people = people

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        gap = 20.0
        self.width = width
        self.line_width = min(style.SIGN_WIDTH, (width - gap * (len(self.people) - 1)) / len(self.people))
        self.step = self.line_width + gap
        look = style.paragraph_style("small")
        self.labels: list[Any] = [Paragraph(fonts.text(who), look) for who in self.people]
        self.deepest = max(label.wrap(self.line_width, 1000)[1] for label in self.labels)
        self.height = 38 + self.deepest
        return width, self.height

    def draw(self) -> None:
        self.canv.setStrokeColor(style.BLACK)
        self.canv.setLineWidth(style.SIGN_LINE)
        for place, label in enumerate(self.labels):
            x = place * self.step
            self.canv.line(x, self.deepest + 3, x + self.line_width, self.deepest + 3)
            label.drawOn(self.canv, x, self.deepest - label.height)
