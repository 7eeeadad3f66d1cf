"""A chart on paper: the description of `desktop.charts` painted with lines told apart by dash."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus import Flowable

from desktop import tokens, words
from desktop.charts import DASH, INK, WIDTH, Chart, Plane, Points, Series, month_ticks
from desktop.reports import fonts, style

_HEIGHT = 132.0
_GAP = 14.0
_MOST_A_ROW = 3
_LEFT = 27.0
_RIGHT = 44.0
_TOP = 24.0
_BOTTOM = 18.0
_LABEL = 7.0
_APART = 8.4
_BETWEEN = 4.0
_ON_PAPER = 0.75
"""Pens are finer on paper than on screen."""


class ChartRow(Flowable):  # type: ignore[misc]
    """Charts side by side."""

    def __init__(self, charts: tuple[Chart, ...], room: float) -> None:
        super().__init__()
        self.charts = tuple(chart for chart in charts if chart.days is not None)
        self.width = room
        self.in_row = max(2, min(_MOST_A_ROW, len(self.charts)))
        self.height = _HEIGHT * -(-len(self.charts) // self.in_row)

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        return self.width, self.height

    def draw(self) -> None:
        wide = (self.width - _GAP * (self.in_row - 1)) / self.in_row
        for place, chart in enumerate(self.charts):
            line, side = divmod(place, self.in_row)
            _paint(self.canv, chart, side * (wide + _GAP), self.height - (line + 1) * _HEIGHT, wide)


def _paint(canvas: Any, chart: Chart, left: float, bottom: float, wide: float) -> None:
    assert chart.days is not None
    first, last = chart.days
    plane = Plane(
        left=left + _LEFT,
        right=left + wide - _RIGHT,
        top=bottom + _HEIGHT - _TOP,
        bottom=bottom + _BOTTOM,
        first=first,
        last=last,
        highest=chart.ticks[-1],
    )
    canvas.saveState()
    title = f"{chart.title}, {chart.unit}"
    _write(canvas, left, bottom + _HEIGHT - 10, fonts.shorten(title, "SemiBold", 8.0, wide), "SemiBold", 8.0)
    _axes(canvas, chart, plane)
    if chart.band is not None:
        _band(canvas, plane, chart.band.lower, chart.band.upper)
    for series in chart.series:
        _line(canvas, plane, series.points, series)
    for mark in chart.marks:
        _dot(canvas, plane.x(mark.day), plane.y(mark.value), mark.filled)
    _names(canvas, chart, plane)
    canvas.restoreState()


def _write(canvas: Any, x: float, y: float, value: str, weight: fonts.Weight = "Regular", size: float = _LABEL) -> None:
    canvas.setFillColor(style.BLACK)
    fonts.draw(canvas, x, y, value, weight, size)


def _axes(canvas: Any, chart: Chart, plane: Plane) -> None:
    canvas.setLineWidth(style.THIN)
    canvas.setStrokeColor(style.RULE_SOFT)
    for tick in chart.ticks:
        y = plane.y(tick)
        canvas.line(plane.left, y, plane.right, y)
        label = f"{tick:,.0f}" if tick == int(tick) else f"{tick:,.1f}"
        _write(canvas, plane.left - 4 - fonts.width(label, "Regular", _LABEL), y - 2.5, label)
    written_to = 0.0
    for day in month_ticks(plane.first, plane.last, 3):
        x = plane.x(day)
        canvas.line(x, plane.bottom, x, plane.bottom - 3)
        label = f"{words.short_date(day).split()[0]} {day.year}"
        half = fonts.width(label, "Regular", _LABEL) / 2
        if x - half > written_to:
            _write(canvas, x - half, plane.bottom - 11, label)
            written_to = x + half + _BETWEEN


def _band(canvas: Any, plane: Plane, lower: Points, upper: Points) -> None:
    corners = [(plane.x(day), plane.y(value)) for day, value in (*lower, *reversed(upper))]
    outline = canvas.beginPath()
    outline.moveTo(*corners[0])
    for corner in corners[1:]:
        outline.lineTo(*corner)
    outline.close()
    canvas.setFillColor(style.HEAD_FILL)
    canvas.drawPath(outline, stroke=0, fill=1)


def _line(canvas: Any, plane: Plane, points: Points, series: Series) -> None:
    if not points:
        return
    canvas.saveState()
    canvas.setStrokeColor(HexColor(tokens.LIGHT.color(INK[series.line])))
    canvas.setLineWidth(WIDTH[series.line] * _ON_PAPER)
    canvas.setDash(*([list(DASH[series.line]), 0] if DASH[series.line] else []))
    canvas.setLineJoin(1)
    outline = canvas.beginPath()
    outline.moveTo(plane.x(points[0][0]), plane.y(points[0][1]))
    for day, value in points[1:]:
        outline.lineTo(plane.x(day), plane.y(value))
    canvas.drawPath(outline, stroke=1, fill=0)
    canvas.restoreState()


def _dot(canvas: Any, x: float, y: float, is_filled: bool) -> None:
    accent = HexColor(tokens.LIGHT.accent)
    canvas.setStrokeColor(accent)
    canvas.setFillColor(accent if is_filled else style.WHITE)
    canvas.setLineWidth(1)
    canvas.circle(x, y, 2.2, stroke=1, fill=1)


def _names(canvas: Any, chart: Chart, plane: Plane) -> None:
    """Each line is named beside its end; names that would touch move apart."""
    ends = [(plane.y(one.points[-1][1]), plane.x(one.points[-1][0]), one) for one in chart.series if one.points]
    taken: list[float] = []
    for y, x, one in sorted(ends, key=lambda end: end[0]):
        free = max(y, taken[-1] + _APART) if taken else max(y, plane.bottom + 3)
        taken.append(free)
        beside = plane.right + 5
        if x < plane.right - 4:
            canvas.setStrokeColor(style.RULE_SOFT)
            canvas.setLineWidth(style.THIN)
            canvas.line(x + 3, y, beside - 2, free)
        name = fonts.shorten(one.name, "Regular", _LABEL, _RIGHT - 6)
        _write(canvas, beside, free - 2.4, name)
