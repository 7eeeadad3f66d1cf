"""Paints charts with QPainter, from the numbers that the papers paint too."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from desktop import charts
from desktop.charts import Bars, Chart, Fill, Plane, Points
from desktop.tokens import SPACE, Scheme
from desktop.views import progress_bar, style
from desktop.views.days import qdate
from desktop.views.progress_bar import plain_number as number

_BAR_HEIGHT = 20
_DOT = 3.0


def paint_chart(painter: QPainter, rect: QRectF, chart: Chart, scheme: Scheme, mirrored: bool) -> None:
    """Axes without a box, hairlines, the band, lines with their names, marks."""
    days = chart.days
    if days is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(style.tabular(style.font("small")))
    metrics = QFontMetrics(painter.font())
    margin = max(metrics.horizontalAdvance(number(tick)) for tick in chart.ticks) + SPACE.button
    left, right = (SPACE.button, margin) if mirrored else (margin, SPACE.button)
    top, bottom = metrics.height() / 2, metrics.height() + SPACE.button
    area = rect.adjusted(left, top, -right, -bottom)
    plane = Plane(area.left(), area.right(), area.top(), area.bottom(), *days, chart.ticks[-1], mirrored=mirrored)
    drawing = _Drawing(painter, plane, scheme, metrics)
    drawing.axes(chart)
    drawing.band(chart)
    for series in chart.series:
        drawing.line(series)
    drawing.marks(chart)
    drawing.names(chart)
    painter.restore()


@dataclass(frozen=True)
class _Drawing:
    painter: QPainter
    plane: Plane
    scheme: Scheme
    metrics: QFontMetrics

    def polygon(self, points: Points) -> QPolygonF:
        return QPolygonF([QPointF(self.plane.x(day), self.plane.y(value)) for day, value in points])

    def axes(self, chart: Chart) -> None:
        plane, height = self.plane, self.metrics.height()
        for tick in chart.ticks:
            y = plane.y(tick)
            self.painter.setPen(QPen(QColor(self.scheme.line), 1))
            self.painter.drawLine(QPointF(plane.left, y), QPointF(plane.right, y))
            self.painter.setPen(QColor(self.scheme.soft))
            text, width = number(tick), self.metrics.horizontalAdvance(number(tick)) + 1
            x = plane.right + SPACE.button if plane.mirrored else plane.left - SPACE.button - width
            self.painter.drawText(QRectF(x, y - height / 2, width, height), Qt.AlignmentFlag.AlignCenter, text)
        widest = self.metrics.horizontalAdvance("MMM 00") + SPACE.section
        most = max(int((plane.right - plane.left) // widest), 1)
        for day in charts.month_ticks(plane.first, plane.last, min(most, 6)):
            text = QLocale().toString(qdate(day), "MMM yy")
            width = self.metrics.horizontalAdvance(text) + 1
            x = min(max(plane.x(day) - width / 2, 0), plane.right - width + SPACE.button)
            box = QRectF(x, plane.bottom + SPACE.label, width, height)
            self.painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def band(self, chart: Chart) -> None:
        if chart.band is None:
            return
        edge = QColor(self.scheme.accent)
        self.painter.setPen(QPen(edge, 1))
        self.painter.setBrush(QColor(self.scheme.selection))
        self.painter.drawPolygon(self.polygon(chart.band.lower + tuple(reversed(chart.band.upper))))

    def line(self, series: charts.Series) -> None:
        width = charts.WIDTH[series.line]
        pen = QPen(QColor(self.scheme.color(charts.INK[series.line])), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dash := charts.DASH[series.line]:
            pen.setDashPattern([length / width for length in dash])
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawPolyline(self.polygon(series.points))

    def marks(self, chart: Chart) -> None:
        for mark in chart.marks:
            self.painter.setPen(QPen(QColor(self.scheme.accent), 2))
            self.painter.setBrush(QColor(self.scheme.accent if mark.filled else self.scheme.base))
            place = QPointF(self.plane.x(mark.day), self.plane.y(mark.value))
            self.painter.drawEllipse(place, _DOT, _DOT)

    def names(self, chart: Chart) -> None:
        sizes = tuple(
            (float(self.metrics.horizontalAdvance(each.name) + 2), float(self.metrics.height()))
            for each in chart.series
        )
        self.painter.setPen(QColor(self.scheme.text))
        for series, box in zip(chart.series, charts.label_places(chart, self.plane, sizes), strict=True):
            place = QRectF(box.x - box.width / 2, box.y - box.height / 2, box.width, box.height)
            self.painter.drawText(place, Qt.AlignmentFlag.AlignCenter, series.name)


def bars_height(bars: Bars) -> int:
    """How high `paint_bars` draws."""
    line = style.metrics("body").height()
    legend = style.metrics("small").height()
    return len(bars.bars) * (line + SPACE.label + _BAR_HEIGHT + SPACE.row) + legend


def paint_bars(painter: QPainter, rect: QRectF, bars: Bars, scheme: Scheme, mirrored: bool) -> None:
    """Each bar under its name, each part with its number in it; the legend last."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line, top = style.metrics("body").height(), rect.top()
    start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
    for bar in bars.bars:
        painter.setFont(style.font("body"))
        painter.setPen(QColor(scheme.text))
        name = QRectF(rect.left(), top, rect.width(), line)
        painter.drawText(name, start, f"{bar.name} · {number(sum(bar.values))}")
        top += line + SPACE.label
        box = QRectF(rect.left(), top, rect.width(), _BAR_HEIGHT).adjusted(0.5, 0.5, -0.5, -0.5)
        _paint_parts(painter, box, bars, bar.values, scheme, mirrored)
        top += _BAR_HEIGHT + SPACE.row
    _paint_legend(painter, QRectF(rect.left(), top, rect.width(), 0), bars, scheme, mirrored)
    painter.restore()


def _paint_parts(
    painter: QPainter,
    box: QRectF,
    bars: Bars,
    values: tuple[float, ...],
    scheme: Scheme,
    mirrored: bool,
) -> None:
    whole, done = sum(values) or 1.0, 0.0
    painter.setFont(style.tabular(style.font("code")))
    for part, value in zip(bars.parts, values, strict=True):
        if value <= 0:
            continue
        width = box.width() * value / whole
        offset = box.width() * done / whole
        left = box.right() - offset - width if mirrored else box.left() + offset
        _paint_part(painter, QRectF(left, box.top(), width, box.height()), part.fill, number(value), scheme)
        done += value
    painter.setPen(QPen(QColor(scheme.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 2, 2)


def _paint_part(painter: QPainter, box: QRectF, fill: Fill, text: str, scheme: Scheme) -> None:
    _FILLS[fill](painter, box, scheme)
    painter.setPen(QColor(scheme.on_accent if fill == "solid" else scheme.text))
    metrics = painter.fontMetrics()
    width = metrics.horizontalAdvance(text) + SPACE.label
    if fill != "solid":
        plate = QRectF(0, 0, width, box.height() - 4)
        plate.moveCenter(box.center())
        painter.fillRect(plate.intersected(box), QColor(scheme.base))
    if width <= box.width():
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _solid(painter: QPainter, box: QRectF, scheme: Scheme) -> None:
    painter.fillRect(box, QColor(scheme.accent))


def _dotted(painter: QPainter, box: QRectF, scheme: Scheme) -> None:
    painter.fillRect(box, QColor(scheme.base))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(scheme.soft))
    y = box.top() + 3
    while y < box.bottom():
        x = box.left() + 3
        while x < box.right():
            painter.drawEllipse(QPointF(x, y), 0.8, 0.8)
            x += 4
        y += 4


_FILLS: dict[Fill, Callable[[QPainter, QRectF, Scheme], None]] = {
    "solid": _solid,
    "hatched": progress_bar.hatch,
    "dotted": _dotted,
}


def _paint_legend(painter: QPainter, rect: QRectF, bars: Bars, scheme: Scheme, mirrored: bool) -> None:
    painter.setFont(style.font("small"))
    metrics, used = painter.fontMetrics(), 0.0
    for part, total in zip(bars.parts, bars.totals, strict=True):
        text = f"{part.name} {number(total)}"
        width = 18.0 + metrics.horizontalAdvance(text) + 2
        left = rect.right() - used - width if mirrored else rect.left() + used
        swatch_left = left + width - 12 if mirrored else left
        swatch = QRectF(swatch_left, rect.top() + (metrics.height() - 10) / 2, 12, 10)
        _FILLS[part.fill](painter, swatch, scheme)
        painter.setPen(QPen(QColor(scheme.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(swatch)
        painter.setPen(QColor(scheme.soft))
        box = QRectF(left if mirrored else left + 18, rect.top(), width - 18, metrics.height())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, text)
        used += width + SPACE.section
