"""One of the three clocks: how much is done, waits, and should be done by today."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import progress_bar, style
from desktop.views.progress_bar import Progress, ProgressBar, plain_number
from desktop.views.sections import Section


@dataclass(frozen=True)
class Reading:
    """What a clock shows: "18" "of 27 signed", and "18 signed" and "3 pending" below the bar."""

    figure: str
    of: str
    approved: str
    pending: str
    progress: Progress
    number: Callable[[float], str] = plain_number
    approved_word: str = ""


class Swatch(QWidget):
    """A small piece of the approved or pending fill, for a legend."""

    def __init__(self, pending: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pending = pending
        self.setFixedSize(self.sizeHint())

    @override
    def sizeHint(self) -> QSize:
        return QSize(12, 10)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        if self._pending:
            progress_bar.hatch(painter, rect, style.scheme())
            painter.setPen(style.color("pending"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        else:
            painter.fillRect(rect, style.color("accent"))


class Clock(Section):
    """Name, figure, bar and legend."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.head.setFont(style.font("code"))
        self._figure = style.label(kind="figure")
        self._figure.setFont(style.tabular(style.font("figure")))
        self._of = style.label(soft=True, wraps=True)
        self.bar = ProgressBar(name)
        self._approved, self._pending = style.label(), style.label()
        self.body.setSpacing(SPACE.label)
        self.body.addLayout(self._figures())
        self.body.addWidget(self.bar)
        self.body.addSpacing(SPACE.label)
        self.body.addLayout(self._legend())

    def _figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.button)
        row.addWidget(self._figure)
        row.addWidget(self._of, 1)
        return row

    def _legend(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.button)
        row.addWidget(Swatch(pending=False))
        row.addWidget(self._approved)
        row.addSpacing(SPACE.button)
        row.addWidget(Swatch(pending=True))
        row.addWidget(self._pending)
        row.addStretch()
        return row

    def show_reading(self, reading: Reading) -> None:
        self._figure.setText(reading.figure)
        self._of.setText(reading.of)
        self._approved.setText(reading.approved)
        self._pending.setText(reading.pending)
        self.bar.set_values(reading.progress, reading.number, reading.approved_word)
