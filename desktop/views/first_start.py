"""First start: one page that offers the sample program, a new record, or a file."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.lone_page import LonePage


class FirstStart(LonePage):
    """`wanted` is "sample", "new" or "open"."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        title = translate("FirstStart", "Welcome to Journeybook")
        lead = translate(
            "FirstStart",
            "The training record of registered apprentices: hours, sign-offs, progress, and the papers that come "
            "out of them. Records stay on this computer.",
        )
        super().__init__("book-open", title, lead, parent)
        self.inner.addSpacing(SPACE.button)
        for key, words, hint in self._offers():
            self.inner.addLayout(self._offer(key, words, hint))

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
