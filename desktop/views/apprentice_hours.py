"""The log of hours of one apprentice: every entry with its state, its parts and its reason."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop import words
from desktop.codes import HourState, Role
from desktop.services.hour_lists import EntryRow
from desktop.tokens import SPACE
from desktop.views import days
from desktop.views.hour_words import kind_word, state_of, state_word
from desktop.views.segments import Segments
from desktop.views.tables import Column, ListView, RowTable, by
from desktop.views.viewer import Viewer


class HoursPart(QWidget):
    """`hours_wanted` asks for the page where hours are logged and decided."""

    hours_wanted = Signal()

    def __init__(self, viewer: Viewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[EntryRow, ...] = ()
        self._today = date.min
        choices = (
            ("all", self.tr("All")),
            ("approved", self.tr("Approved")),
            ("pending", self.tr("Pending")),
            ("returned", self.tr("Returned")),
        )
        self.segments = Segments(self.tr("State"), choices)
        self.segments.chosen.connect(lambda _key: self._show())
        own = viewer.role is Role.APPRENTICE
        self.open = QPushButton(self.tr("Log hours…") if own else self.tr("Open hours"))
        self.open.clicked.connect(self.hours_wanted)
        if viewer.role is Role.VIEWER:
            self.open.hide()
        self.view = ListView(self.tr("Hours"))
        self.view.show_table(RowTable(self._columns(), by("id"), self.view), sortable=False)
        self.view.set_empty(
            self.tr("No hours stand here."), self.tr("The apprentice logs them; a mentor approves them.")
        )
        bar = QHBoxLayout()
        bar.setSpacing(SPACE.button)
        bar.addWidget(self.segments)
        bar.addStretch()
        bar.addWidget(self.open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)

    def _columns(self) -> list[Column[EntryRow]]:
        return [
            Column(self.tr("Day"), self._day, sample="Mon, Nov 29, 2026"),
            Column(self.tr("Kind"), lambda row: kind_word(row.kind), sample=self.tr("Related instruction")),
            Column(self.tr("Hours"), lambda row: words.hours(row.minutes), end=True, sample="23 h 30 min"),
            Column(self.tr("Job functions or course"), self._parts, stretch=3),
            Column(self.tr("State"), state_word, mark=state_of, sample=self.tr("Taken back")),
            Column(self.tr("Reason or note"), lambda row: row.reason or row.note, stretch=3),
        ]

    def show_entries(self, entries: Sequence[EntryRow], today: date) -> None:
        self._entries, self._today = tuple(entries), today
        counts = Counter(row.state for row in entries)
        self.segments.set_count("all", len(entries))
        for state in HourState:
            self.segments.set_count(state.value, counts[state])
        self._show()

    def _show(self) -> None:
        group = self.segments.value
        self.view.table.replace([row for row in self._entries if group in ("all", row.state.value)])

    def _day(self, row: EntryRow) -> str:
        return days.week_day(row.worked_on, self._today)

    def _parts(self, row: EntryRow) -> str:
        named = [(number, minutes) for number, minutes in row.parts if number]
        if not named:
            return row.course
        if len(named) == 1:
            return named[0][0]
        template = self.tr("{function}: {hours}")
        return " · ".join(template.format(function=number, hours=words.hours(minutes)) for number, minutes in named)
