"""The entries of the ledger, newest first, read as far as they are looked at; narrowed down by act and name."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.codes import Act
from desktop.services import ledger_lists
from desktop.services.ledger_lists import EntryRow
from desktop.tokens import SPACE
from desktop.views import ledger_words
from desktop.views.forms import accessible
from desktop.views.tables import Column, ListView, RowTable, by
from desktop.views.viewer import RecordPage

_NOWHERE = QModelIndex()
_LARGEST_NUMBER = 999_999_999


class EntryTable(RowTable[EntryRow]):
    """`more_wanted` asks for the rows after the last, once until they come."""

    more_wanted = Signal()

    def __init__(self, columns: Sequence[Column[EntryRow]], parent: QWidget | None = None) -> None:
        super().__init__(columns, by("seq"), parent)
        self._has_more = False

    def show_first(self, rows: Sequence[EntryRow]) -> None:
        self._has_more = False
        self.replace(rows)
        self._has_more = len(rows) == ledger_lists.MANY

    def add(self, rows: Sequence[EntryRow]) -> None:
        present = {row.seq for row in self.rows}
        self.append([row for row in rows if row.seq not in present])
        self._has_more = len(rows) == ledger_lists.MANY

    @override
    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> bool:
        return self._has_more

    @override
    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> None:
        self._has_more = False
        self.more_wanted.emit()


class EntryList(QWidget):
    """Belongs to `page`, which reads for it. `chosen` gives the number of the chosen entry, 0 for none."""

    chosen = Signal(int)

    def __init__(self, page: RecordPage) -> None:
        super().__init__()
        self._page = page
        self.acts = accessible(QComboBox(), self.tr("What was done"))
        self.acts.addItem(self.tr("All acts"), "")
        for code in Act:
            self.acts.addItem(ledger_words.act(code.value), code.value)
        self.who = accessible(QLineEdit(), self.tr("Signed by"))
        self.who.setPlaceholderText(self.tr("Signed by"))
        self.number = accessible(QLineEdit(), self.tr("From entry number"))
        self.number.setPlaceholderText(self.tr("From entry"))
        self.number.setValidator(QIntValidator(1, _LARGEST_NUMBER, self))
        for field in (self.who, self.number):
            field.setClearButtonEnabled(True)
            field.textChanged.connect(lambda _text: self.reload())
        self.acts.currentIndexChanged.connect(lambda _index: self.reload())
        self.view = ListView(self.tr("Entries of the ledger"))
        self.table = EntryTable(self._columns(), self.view)
        self.table.more_wanted.connect(self._read_more)
        self.view.show_table(self.table, sortable=False)
        self.view.chosen.connect(lambda row: self.chosen.emit(row.seq if row else 0))
        self.view.empty_clicked.connect(self.clear)
        bar = QHBoxLayout()
        bar.setSpacing(SPACE.button)
        for widget, share in ((self.acts, 3), (self.who, 3), (self.number, 2)):
            bar.addWidget(widget, share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)

    def _columns(self) -> list[Column[EntryRow]]:
        return [
            Column(self.tr("Entry"), lambda row: f"{row.seq:,}", end=True, kind="code", sample="100,000"),
            Column(
                self.tr("Done"),
                lambda row: ledger_words.act(row.act),
                second=_about,
                kind="name",
                stretch=3,
            ),
            Column(
                self.tr("Signed"),
                lambda row: row.signer,
                second=lambda row: ledger_words.moment(row.recorded_at),
                stretch=2,
            ),
        ]

    @property
    def is_filtered(self) -> bool:
        return bool(self.acts.currentData() or self.who.text().strip() or self.number.text())

    def clear(self) -> None:
        """Show all entries."""
        for widget in (self.acts, self.who, self.number):
            widget.blockSignals(True)
        self.acts.setCurrentIndex(0)
        self.who.clear()
        self.number.clear()
        for widget in (self.acts, self.who, self.number):
            widget.blockSignals(False)
        self.reload()

    def show_from(self, seq: int) -> None:
        """Show the entries from this one down, and choose it."""
        self.clear()
        self.number.setText(str(seq))
        self.view.select(seq)

    def reload(self) -> None:
        upto = int(self.number.text() or 0)
        before = upto + 1 if upto else None
        self._read(before, self._show)

    def _read_more(self) -> None:
        self._read(self.table.rows[-1].seq, self.table.add)

    def _read(self, before: int | None, then: Callable[[tuple[EntryRow, ...]], None]) -> None:
        code = self.acts.currentData()
        act = Act(code) if code else None
        self._page.fetch(ledger_lists.newest, then, before=before, act=act, by=self.who.text())

    def _show(self, rows: tuple[EntryRow, ...]) -> None:
        if self.is_filtered:
            self.view.set_empty(self.tr("No entry is like that."), "", self.tr("Show all"))
        else:
            self.view.set_empty(
                self.tr("Here each signed act will stand."), self.tr("A coordinator sets up signing in first.")
            )
        self.table.show_first(rows)
        if self.view.current() is None and rows:
            self.view.selectRow(0)
        elif not rows:
            self.chosen.emit(0)


def _about(row: EntryRow) -> str:
    return " · ".join(part for part in (row.whom, row.about) if part)
