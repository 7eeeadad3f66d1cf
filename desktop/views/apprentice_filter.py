"""The bar above the list of apprentices: status at the start, words to look for at the end."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from desktop.tokens import SPACE
from desktop.views import icons
from desktop.views.forms import accessible
from desktop.views.segments import Segments

_KEY_PAUSE = 40
"""Milliseconds after a key before the list follows the words."""


class Filter(QWidget):
    """Segments at the start, words to look for at the end; `changed` comes a moment after the last key."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = (
            ("all", self.tr("All")),
            ("open", self.tr("Open")),
            ("paused", self.tr("Paused")),
            ("ended", self.tr("Ended")),
        )
        self.segments = Segments(self.tr("Status"), choices)
        self.segments.chosen.connect(lambda _key: self.changed.emit())
        self.words = accessible(QLineEdit(), self.tr("Search apprentices"))
        self.words.setPlaceholderText(self.tr("Name, employer or framework"))
        self.words.setClearButtonEnabled(True)
        self.words.addAction(icons.icon("search", "soft"), QLineEdit.ActionPosition.LeadingPosition)
        self.show_all = QPushButton(self.tr("Show all"))
        self.show_all.clicked.connect(self.clear)
        self.show_all.hide()
        self._timer = QTimer(self, singleShot=True, interval=_KEY_PAUSE)
        self._timer.timeout.connect(self.changed)
        self.words.textChanged.connect(lambda _text: self._timer.start())
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(SPACE.button)
        self.set_narrow(is_narrow=False)

    @property
    def is_on(self) -> bool:
        return self.segments.value != "all" or bool(self.words.text().strip())

    def clear(self) -> None:
        self.segments.set_value("all")
        self.words.clear()
        self.changed.emit()
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Show or hide what belongs to a filter that is on."""
        self.show_all.setVisible(self.is_on)

    def set_narrow(self, *, is_narrow: bool) -> None:
        """Words in a line of their own where the list is narrow."""
        for widget in (self.segments, self.show_all, self.words):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self.segments, 0, 0, 1, 2 if is_narrow else 1)
        row, column = (1, 0) if is_narrow else (0, 2)
        self._grid.addWidget(self.words, row, column)
        self._grid.addWidget(self.show_all, *((1, 1) if is_narrow else (0, 1)))
        for place, stretch in enumerate((1, 0, 0) if is_narrow else (0, 0, 1)):
            self._grid.setColumnStretch(place, stretch)
        wide = self.words.fontMetrics().averageCharWidth() * 40
        self.words.setMinimumWidth(0 if is_narrow else wide * 3 // 4)
        self.words.setMaximumWidth(16_777_215 if is_narrow else wide)
        self._grid.setAlignment(self.words, Qt.AlignmentFlag(0) if is_narrow else Qt.AlignmentFlag.AlignTrailing)
