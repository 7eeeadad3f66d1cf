"""The text of the source, at the place where the chosen part was read."""

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor, QTextFormat
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QTextEdit, QVBoxLayout, QWidget

from desktop.frameworks.findings import Place
from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.forms import accessible

_TAB_LETTERS = 6


class SourcePane(QWidget):
    """`show_lines` once for a document, `show_places` for each part that is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[str, ...] = ()
        self._shown = ""
        self._places: tuple[Place, ...] = ()
        self._at = 0
        self.file = style.label(kind="name")
        self.where = style.label(soft=True, wraps=True)
        self.count = style.label(soft=True)
        self.text = accessible(QPlainTextEdit(), self.tr("Text of the source"))
        self.text.setReadOnly(True)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setTabChangesFocus(True)
        self.text.setTabStopDistance(style.metrics("body").averageCharWidth() * _TAB_LETTERS)
        self.before = self._arrow(self.tr("Place before"), "chevron-up", -1)
        self.after = self._arrow(self.tr("Next place"), "chevron-down", 1)
        head = QHBoxLayout()
        head.setSpacing(SPACE.button)
        head.addWidget(self.file)
        head.addWidget(self.where, 1)
        head.addWidget(self.count)
        head.addWidget(self.before)
        head.addWidget(self.after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.section, 0, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addLayout(head)
        layout.addWidget(self.text, 1)
        self.show_places(())

    def _arrow(self, name: str, icon: str, step: int) -> QPushButton:
        made = QPushButton()
        made.setAccessibleName(name)
        made.setToolTip(name)
        icons.dress(made, icon)
        made.clicked.connect(lambda: self._step(step))
        return made

    def show_lines(self, file: str, lines: Sequence[str]) -> None:
        self.file.setText(file)
        self._lines = tuple(lines)
        self._put("\n".join(self._lines))

    def show_places(self, places: Sequence[Place]) -> None:
        """Go to the first of them."""
        self._places, self._at = tuple(places), 0
        several = len(places) > 1
        for part in (self.count, self.before, self.after):
            part.setVisible(several)
        self._show()

    def _step(self, step: int) -> None:
        self._at = (self._at + step) % len(self._places)
        self._show()

    def _show(self) -> None:
        if not self._places:
            self.where.setText("")
            self.text.setExtraSelections([])
            return
        place = self._places[self._at]
        self.where.setText(place.words)
        self.count.setText(self.tr("place {number} of {all}").format(number=self._at + 1, all=len(self._places)))
        if place.first and self._lines:
            self._put("\n".join(self._lines))
            self._mark(place.first, max(place.last, place.first))
        else:
            self._put(place.excerpt)
            self.text.setExtraSelections([])

    def _put(self, text: str) -> None:
        if text != self._shown:
            self._shown = text
            self.text.setPlainText(text)

    def _mark(self, first: int, last: int) -> None:
        """The lines on the ground of a selection, a little below the top."""
        document = self.text.document()
        marked: list[QTextEdit.ExtraSelection] = []
        for number in range(first - 1, min(last, first + 200)):
            block = document.findBlockByNumber(number)
            if not block.isValid():
                break
            one = QTextEdit.ExtraSelection()
            one.cursor = QTextCursor(block)
            one.format.setBackground(style.color("selection"))
            one.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            marked.append(one)
        self.text.setExtraSelections(marked)
        cursor = QTextCursor(document.findBlockByNumber(first - 1))
        self.text.setTextCursor(cursor)
        self.text.centerCursor()
