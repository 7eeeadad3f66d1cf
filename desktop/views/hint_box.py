"""A box on the alternate ground with a head and a few points."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.tokens import RADIUS, SPACE
from desktop.views import style


class HintBox(QFrame):
    """Hidden while there are no points."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: tuple[str, ...] = ()
        self._inner: QWidget | None = None
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(SPACE.section, SPACE.row, SPACE.section, SPACE.row)
        self._body.setSpacing(SPACE.label)
        self._body.addWidget(style.label(title, "code", wraps=True))
        self.hide()

    def show_points(self, points: Sequence[str]) -> None:
        if tuple(points) != self._points:
            self._points = tuple(points)
            if self._inner is not None:
                self._inner.hide()
                self._body.removeWidget(self._inner)
                self._inner.deleteLater()
            self._inner = self._list()
            self._body.addWidget(self._inner)
        self.setVisible(bool(points))

    def _list(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.button)
        grid.setVerticalSpacing(SPACE.label)
        grid.setColumnStretch(1, 1)
        for place, point in enumerate(self._points):
            grid.addWidget(style.label("•"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(style.label(point, wraps=True), place, 1)
        return made

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.color("line"), 1))
        painter.setBrush(style.color("alternate"))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS.control, RADIUS.control)
