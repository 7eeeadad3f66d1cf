"""A text field as high as its text, so that a paragraph is seen whole where there is room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import style

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_MOST = 14
_SIDE = 4
"""Beside the text, so that it begins where that of a line edit does."""


class GrowingText(QPlainTextEdit):
    """From `least` lines to fourteen, then it scrolls; Tab leaves it. A field for one line that may be long takes
    no new line: Enter is `entered`."""

    entered = Signal()

    def __init__(self, least: int = 1, *, one_line: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least, self._one_line = least, one_line
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(1)
        self.setViewportMargins(_SIDE, 0, _SIDE, 0)
        self.textChanged.connect(self._fit)
        self._fit()

    def _lines(self) -> int:
        """How many lines the text takes at this width, counted no further than is shown."""
        block, lines = self.document().firstBlock(), 0
        while block.isValid() and lines <= _MOST:
            # Asking for its place lays the block out.
            self.document().documentLayout().blockBoundingRect(block)
            lines += max(block.layout().lineCount(), 1)
            block = block.next()
        return lines

    def _fit(self) -> None:
        lines = self._lines()
        shown = min(max(lines, self._least), _MOST)
        margins = 2 * (1 + SPACE.label + 1)
        self.setFixedHeight(shown * style.metrics("body").lineSpacing() + margins)
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if lines > _MOST else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._one_line and event.key() in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
