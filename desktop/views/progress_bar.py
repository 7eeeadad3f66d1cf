"""Approved, pending and expected as one bar that never adds them up."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.tokens import SPACE, Scheme
from desktop.views import style

HEIGHT = 14
ROW_HEIGHT = 10
_RADIUS = 2.0
_HATCH = 8.0


@dataclass(frozen=True)
class Progress:
    """Amounts in one unit; `expected` is what should be approved by today."""

    approved: float
    pending: float
    whole: float
    expected: float | None = None

    def part(self, amount: float) -> float:
        """The share of the whole, from 0 to 1."""
        return min(max(amount / self.whole, 0.0), 1.0) if self.whole else 0.0


def plain_number(value: float) -> str:
    return QLocale().toString(float(value), "f", 0 if value == int(value) else 1)


def paint(painter: QPainter, rect: QRectF, values: Progress, scheme: Scheme, mirrored: bool = False) -> None:
    """The bar itself: track, approved part, pending part."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    track = QPainterPath()
    track.addRoundedRect(inner, _RADIUS, _RADIUS)
    painter.fillPath(track, QColor(scheme.base))
    painter.setClipPath(track)
    approved, both = values.part(values.approved), values.part(values.approved + values.pending)
    painter.fillRect(_span(inner, 0, approved, mirrored), QColor(scheme.accent))
    if values.pending > 0:
        hatch(painter, _span(inner, approved, both, mirrored), scheme)
    painter.setClipping(False)
    painter.setPen(QPen(QColor(scheme.border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(track)
    painter.restore()


def hatch(painter: QPainter, rect: QRectF, scheme: Scheme) -> None:
    """Lines at 45 degrees in the pending ink on its tint, with an edge on each side."""
    state = scheme.state("pending")
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.fillRect(rect, QColor(state.tint))
    painter.setPen(QPen(QColor(state.ink), 1.4))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += _HATCH
    painter.setPen(QPen(QColor(state.ink), 1))
    painter.drawRect(rect.adjusted(0.5, -1, -0.5, 1))
    painter.restore()


def _span(rect: QRectF, start: float, end: float, mirrored: bool) -> QRectF:
    left, width = rect.left() + rect.width() * start, rect.width() * (end - start)
    if mirrored:
        left = rect.right() - rect.width() * end
    return QRectF(left, rect.top(), width, rect.height())


class ProgressBar(QWidget):
    """The bar with its expected tick; `number` writes an amount, such as "1,912 h 30"."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = Progress(0, 0, 0)
        self._number: Callable[[float], str] = plain_number
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    @property
    def values(self) -> Progress:
        return self._values

    def set_values(
        self, values: Progress, number: Callable[[float], str] = plain_number, approved_word: str = ""
    ) -> None:
        """Show amounts; `approved_word` is "signed" where sign-offs are counted."""
        self._values, self._number = values, number
        self.setAccessibleDescription(self._spoken(approved_word or self.tr("approved")))
        self.updateGeometry()
        self.update()

    def _spoken(self, approved_word: str) -> str:
        values, number = self._values, self._number
        text = self.tr("{amount} of {whole} {approved}, {pending} pending").format(
            amount=number(values.approved),
            whole=number(values.whole),
            approved=approved_word,
            pending=number(values.pending),
        )
        return text if values.expected is None else f"{text}, {self._expected_text()}"

    def _expected_text(self) -> str:
        return self.tr("expected today {amount}").format(amount=self._number(self._values.expected or 0))

    def _head(self) -> int:
        return 0 if self._values.expected is None else style.metrics("small").height()

    @override
    def sizeHint(self) -> QSize:
        tail = 0 if self._values.expected is None else SPACE.label
        return QSize(style.metrics("body").averageCharWidth() * 24, self._head() + HEIGHT + tail)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(HEIGHT * 4, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), style.scheme()
        bar = QRectF(0, self._head(), self.width(), HEIGHT)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        paint(painter, bar, self._values, scheme, mirrored)
        if self._values.expected is not None:
            part = self._values.part(self._values.expected)
            self._paint_tick(painter, bar, bar.width() * (1 - part if mirrored else part), scheme)

    def _paint_tick(self, painter: QPainter, bar: QRectF, x: float, scheme: Scheme) -> None:
        text, font = self._expected_text(), style.font("small")
        x = min(max(x, 4.0), self.width() - 4.0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(scheme.text), 2))
        painter.drawLine(QPointF(x, bar.top() - 4), QPointF(x, bar.bottom() + 3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(QColor(scheme.text)))
        top = bar.top() - 9
        painter.drawPolygon(QPolygonF([QPointF(x - 4, top), QPointF(x + 4, top), QPointF(x, top + 6)]))
        width = style.metrics("small").horizontalAdvance(text) + 1
        left = x - SPACE.button - width
        if left < 0:
            left = x + SPACE.button
        painter.setPen(QColor(scheme.soft))
        painter.setFont(font)
        painter.drawText(QRectF(left, 0, width, bar.top() - 2), Qt.AlignmentFlag.AlignVCenter, text)
