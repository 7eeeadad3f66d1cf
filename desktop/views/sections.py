"""A framed section: a hairline with round corners around what belongs together."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.tokens import RADIUS, SPACE
from desktop.views import style


class Section(QFrame):
    """Takes its content in `body`; an empty title leaves the head out."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(*(4 * [SPACE.section]))
        self.body.setSpacing(SPACE.button)
        self.head = style.label(title, "section", wraps=True)
        self.body.addWidget(self.head)
        self.head.setVisible(bool(title))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(style.color("line"), 1))
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS.section, RADIUS.section)
