"""The filter bar over a list of hours: both kinds with their counts, and a search."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.codes import HourKind
from desktop.services.hour_lists import EntryRow
from desktop.views import style
from desktop.views.hour_words import matches
from desktop.views.segments import Segments


class HourBar(QWidget):
    """`changed` comes when other entries are wanted."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        choices = (
            ("", self.tr("All")),
            (HourKind.OJT.value, self.tr("On the job")),
            (HourKind.RI.value, self.tr("Related instruction")),
        )
        self.segments = Segments(self.tr("Which hours"), choices)
        self.segments.chosen.connect(self.changed)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search hours"))
        self.search.setAccessibleName(self.tr("Search hours"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(style.metrics("body").averageCharWidth() * 32)
        self.search.textChanged.connect(self.changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.segments)
        layout.addStretch()
        layout.addWidget(self.search)

    @property
    def is_filtering(self) -> bool:
        return bool(self.segments.value or self.search.text().strip())

    def chosen(self, entries: Iterable[EntryRow]) -> list[EntryRow]:
        """Write the counts, and give back what is wanted."""
        found = [entry for entry in entries if matches(entry, "", self.search.text())]
        self.segments.set_count("", len(found))
        for kind in HourKind:
            self.segments.set_count(kind.value, sum(entry.kind is kind for entry in found))
        return [entry for entry in found if matches(entry, self.segments.value, "")]

    def clear(self) -> None:
        self.segments.set_value("")
        self.search.clear()
        self.changed.emit()
