"""Hours that wait for approval, of all apprentices of the viewer, the oldest first."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.services.home import HOURS_WAIT_DAYS
from desktop.services.hour_lists import EntryRow
from desktop.tokens import SPACE, StateName
from desktop.views import style
from desktop.views.days import short_day
from desktop.views.hour_bar import HourBar
from desktop.views.hour_words import given_to, kind_word, short_hours
from desktop.views.key_button import KeyButton, add_act
from desktop.views.row_table import Column, RowTable
from desktop.views.tables import ListView, by

_NO_UPDATE = QItemSelectionModel.SelectionFlag.NoUpdate


class TickList(ListView):
    """Each row is selected and left out by a click or by Space; the arrows only move."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setSelectionMode(QTableView.SelectionMode.MultiSelection)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.currentIndex().isValid() and self.table.rowCount():
            self.selectionModel().setCurrentIndex(self.table.index(0, 0), _NO_UPDATE)
        super().focusInEvent(event)


class HoursWaiting(QWidget):
    """`approve_wanted` and `return_wanted` carry entries: the selected ones, else the current one.
    `selection_changed` comes with each change of what they would carry."""

    approve_wanted = Signal(object)
    return_wanted = Signal(object)
    open_wanted = Signal(str)
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[EntryRow] = ()
        self._today = date.min
        self.bar = HourBar()
        self.bar.changed.connect(self._show)
        self.list = TickList(self.tr("Hours that wait for approval"))
        self.list.show_table(RowTable(self._columns(), by("id"), self.list))
        self.list.activated_row.connect(lambda row: self.open_wanted.emit(row.agreement_id))
        self.list.empty_clicked.connect(self.bar.clear)
        self.list.selectionModel().selectionChanged.connect(self.selection_changed)
        self.list.chosen.connect(self.selection_changed)
        self.chosen = style.label(soft=True, wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.row)
        layout.addWidget(self.bar)
        layout.addWidget(self.list, 1)
        layout.addLayout(self._foot())
        self.selection_changed.connect(self._say)
        add_act(self.list, self.tr("Approve hours"), "A", self.approve)
        add_act(self.list, self.tr("Return hours"), "R", self.give_back)

    def _foot(self) -> QHBoxLayout:
        self.return_button = KeyButton(self.tr("Return…"), "R")
        self.return_button.clicked.connect(self.give_back)
        self.approve_button = KeyButton(self.tr("Approve"), "A")
        self.approve_button.setProperty("primary", True)
        self.approve_button.clicked.connect(self.approve)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.button)
        foot.addWidget(self.chosen, 1)
        foot.addWidget(self.return_button)
        foot.addWidget(self.approve_button)
        return foot

    def _columns(self) -> list[Column[EntryRow]]:
        return [
            Column("", lambda row: "", mark=self._mark, sample=" "),
            Column(self.tr("Apprentice"), lambda row: row.apprentice, kind="name", stretch=3),
            Column(
                self.tr("Day"),
                lambda row: short_day(row.worked_on, self._today),
                key=lambda row: row.worked_on,
                sample="Nov 30, 2026",
            ),
            Column(self.tr("Kind"), lambda row: kind_word(row.kind), sample=self.tr("Related instruction")),
            Column(
                self.tr("Hours"),
                lambda row: short_hours(row.minutes),
                key=lambda row: row.minutes,
                end=True,
                kind="code",
                sample="24 h 45",
            ),
            Column(self.tr("Job functions or course"), given_to, stretch=4),
            Column(self.tr("Note"), lambda row: " ".join(row.note.split()), stretch=3),
        ]

    def _mark(self, entry: EntryRow) -> StateName:
        is_late = entry.worked_on + timedelta(days=HOURS_WAIT_DAYS) < self._today
        return "overdue" if is_late else "pending"

    def show_entries(self, entries: Sequence[EntryRow], today: date) -> None:
        self._entries, self._today = entries, today
        self._show()

    def _show(self) -> None:
        shown = self.bar.chosen(self._entries)
        if self.bar.is_filtering:
            self.list.set_empty(self.tr("No hours match."), "", self.tr("Show all"))
        else:
            how = self.tr("Hours that your apprentices log stand here until you approve or return them.")
            self.list.set_empty(self.tr("No hours wait for approval."), how)
        self.list.table.replace(shown)
        self.selection_changed.emit()

    def all_of(self, agreement_id: str) -> tuple[EntryRow, ...]:
        """What waits of one agreement, whatever the filter."""
        return tuple(entry for entry in self._entries if entry.agreement_id == agreement_id)

    def ticked(self) -> tuple[EntryRow, ...]:
        """The selected entries, else the current one."""
        selected = self.list.selected()
        current = self.list.current()
        return selected or ((current,) if current is not None else ())

    def _say(self) -> None:
        selected = self.list.selected()
        self.return_button.setEnabled(bool(self.ticked()))
        self.approve_button.setEnabled(bool(self.ticked()))
        self.approve_button.setText(
            self.tr("Approve {count}").format(count=len(selected)) if selected else self.tr("Approve")
        )
        if not selected:
            self.chosen.setText(
                self.tr("Space selects a row, Ctrl+A selects all; Enter opens all hours of one apprentice.")
            )
            return
        words = self.tr("{count} selected, {hours}")
        hours = short_hours(sum(entry.minutes for entry in selected))
        self.chosen.setText(words.format(count=len(selected), hours=hours))

    def approve(self) -> None:
        if self.ticked():
            self.approve_wanted.emit(self.ticked())

    def give_back(self) -> None:
        if self.ticked():
            self.return_wanted.emit(self.ticked())
