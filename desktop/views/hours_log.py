"""The hours of one apprentice: every entry with its state, and why it was returned."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.codes import HourState
from desktop.services.hour_lists import EntryRow
from desktop.tokens import SPACE
from desktop.views.days import short_day
from desktop.views.hour_bar import HourBar
from desktop.views.hour_words import given_to, kind_word, short_hours, state_of, state_word
from desktop.views.row_table import Column
from desktop.views.tables import list_of


class HoursLog(QWidget):
    """`correct_wanted` carries an entry; what is approved or taken back is only read."""

    correct_wanted = Signal(object)
    log_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[EntryRow] = ()
        self._today = date.min
        self._may_write = True
        self.bar = HourBar()
        self.bar.changed.connect(self._show)
        self.list = list_of(self.tr("Logged hours"), self._columns())
        self.list.activated_row.connect(self._activate)
        self.list.empty_clicked.connect(self._on_empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.row)
        layout.addWidget(self.bar)
        layout.addWidget(self.list, 1)

    def _columns(self) -> list[Column[EntryRow]]:
        return [
            Column(
                self.tr("Day"),
                lambda row: short_day(row.worked_on, self._today),
                key=lambda row: row.worked_on,
                sample="Nov 30, 2026 M",
            ),
            Column(self.tr("State"), state_word, mark=state_of, sample=self.tr("Taken back")),
            Column(self.tr("Kind"), lambda row: kind_word(row.kind), sample=self.tr("Related instruction")),
            Column(
                self.tr("Hours"),
                lambda row: short_hours(row.minutes),
                key=lambda row: row.minutes,
                end=True,
                kind="code",
                sample="24 h 45",
            ),
            Column(self.tr("Job functions or course"), given_to, second=_said),
            Column("", self._act, action=True, sample=self.tr("Correct…")),
        ]

    def _act(self, entry: EntryRow) -> str:
        return self.tr("Correct…") if self._may_correct(entry) else ""

    def _may_correct(self, entry: EntryRow) -> bool:
        return self._may_write and not entry.is_reversed and entry.state is not HourState.APPROVED

    def _activate(self, entry: EntryRow) -> None:
        if self._may_correct(entry):
            self.correct_wanted.emit(entry)

    def show_entries(self, entries: Sequence[EntryRow], today: date, *, may_write: bool) -> None:
        """Show a log; entries that only take another back are told by that one."""
        self._entries = [entry for entry in entries if not entry.is_reversal]
        self._today, self._may_write = today, may_write
        self._show()

    def _show(self) -> None:
        shown = self.bar.chosen(self._entries)
        if self.bar.is_filtering:
            self.list.set_empty(self.tr("No hours match."), "", self.tr("Show all"))
        else:
            how = self.tr("Each entry waits here until a mentor approves it.")
            self.list.set_empty(self.tr("No hours are logged yet."), how, self.tr("Log hours…"))
        self.list.table.replace(shown)

    def _on_empty(self) -> None:
        if self.bar.is_filtering:
            self.bar.clear()
        else:
            self.log_wanted.emit()


def _said(entry: EntryRow) -> str:
    """Why it came back, else what the apprentice noted."""
    return " ".join((entry.reason or entry.note).split())
