"""First start: one page that offers the sample program, a new record, or a file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.messages import MessageLine


class FirstStart(QWidget):
    """`wanted` is "sample", "new" or "open"."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.paper(self)
        self.setWindowTitle("Journeybook")
        self.resize(860, 560)
        self.message = MessageLine()
        book = QLabel()
        book.setPixmap(icons.pixmap("book-open", "accent", 48, self))
        title = style.label(self.tr("Welcome to Journeybook"), "title")
        lead = style.label(
            self.tr(
                "The training record of registered apprentices: hours, sign-offs, progress, and the papers that come "
                "out of them. Records stay on this computer."
            ),
            wraps=True,
        )
        inner = QVBoxLayout()
        inner.setSpacing(SPACE.section)
        inner.addWidget(self.message)
        inner.addStretch()
        for widget in (book, title, lead):
            inner.addWidget(widget)
        inner.addSpacing(SPACE.button)
        for key, words, hint in self._offers():
            inner.addLayout(self._offer(key, words, hint))
        inner.addStretch()
        layout = QHBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(inner, 4)
        layout.addStretch(1)

    def _offers(self) -> tuple[tuple[str, str, str], ...]:
        return (
            (
                "sample",
                self.tr("Open the sample program"),
                self.tr("24 invented apprentices under three frameworks, to look around and try everything."),
            ),
            ("new", self.tr("Start my program…"), self.tr("A new, empty record with you as its coordinator.")),
            ("open", self.tr("Open a file…"), self.tr("A record that is on this computer already.")),
        )

    def _offer(self, key: str, words: str, hint: str) -> QHBoxLayout:
        button = QPushButton(words)
        button.setProperty("primary", key == "sample")
        button.setMinimumWidth(style.metrics("body").horizontalAdvance("M" * 18))
        button.clicked.connect(lambda: self.wanted.emit(key))
        button.setAccessibleDescription(hint)
        row = QHBoxLayout()
        row.setSpacing(SPACE.section)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(style.label(hint, soft=True, wraps=True), 1, Qt.AlignmentFlag.AlignVCenter)
        return row
