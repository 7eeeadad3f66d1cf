"""Apprentices to choose from: filtered by status and words, sorted by the heads."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import words
from desktop.codes import Approach, Status
from desktop.services.apprentices import ApprenticeRow
from desktop.tokens import SPACE, StateName
from desktop.views import agreement_words
from desktop.views.apprentice_filter import Filter
from desktop.views.hour_words import short_hours
from desktop.views.tables import Column, ListView, Progress, RowTable, by

_ENDED = frozenset({Status.CANCELLED, Status.COMPLETED, Status.TRANSFERRED})
_MANY = 1000


def group_of(status: Status) -> str:
    """The segment a status belongs to; a draft is still to be opened, so it stands with the open ones."""
    if status in _ENDED:
        return "ended"
    return "paused" if status is Status.SUSPENDED else "open"


class ApprenticeList(QWidget):
    """`opened` and `chosen` carry the id of an agreement; `filtered` comes when other rows are shown."""

    opened = Signal(str)
    chosen = Signal(str)
    filtered = Signal()
    register_wanted = Signal()

    def __init__(self, *, may_register: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_register = may_register
        self._rows: tuple[ApprenticeRow, ...] = ()
        self._spoken: dict[str, str] = {}
        self._is_narrow = False
        self._sorting = (0, Qt.SortOrder.AscendingOrder)
        self.filter = Filter()
        self.filter.changed.connect(self._show)
        self.view = ListView(self.tr("Apprentices"))
        self.view.activated_row.connect(lambda row: self.opened.emit(row.agreement_id))
        self.view.chosen.connect(lambda row: self.chosen.emit(row.agreement_id) if row else None)
        self.view.empty_clicked.connect(self._on_empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.row)
        layout.addWidget(self.filter)
        layout.addWidget(self.view, 1)
        self._find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        self._find.setContext(Qt.ShortcutContext.WindowShortcut)
        self._find.activated.connect(self._look)
        self._build()

    def _look(self) -> None:
        self.filter.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filter.words.selectAll()

    @property
    def shown(self) -> int:
        return self.view.table.rowCount()

    def show_rows(self, rows: Sequence[ApprenticeRow]) -> None:
        """Show other rows; filter, selection, sorting and scroll stay."""
        self._rows = tuple(rows)
        self._spoken = {
            row.agreement_id: f"{row.name}\n{row.employer}\n{row.framework_title}".casefold() for row in rows
        }
        self._show()

    def set_narrow(self, is_narrow: bool) -> None:
        """Beside an open apprentice only the names and counts have room."""
        if is_narrow == self._is_narrow:
            return
        heads = self.view.horizontalHeader()
        if not self._is_narrow:
            self._sorting = (heads.sortIndicatorSection(), heads.sortIndicatorOrder())
        self._is_narrow = is_narrow
        self.filter.set_narrow(is_narrow=is_narrow)
        row = self.view.current()
        self._build()
        self._settle_layout()
        self._show()
        if row is not None:
            self.view.select(row.agreement_id)

    def _settle_layout(self) -> None:
        """At once, or whoever asks for the least width next hears that of the other arrangement."""
        for layout in (self.filter.layout(), self.layout()):
            if layout is not None:
                layout.activate()

    def _build(self) -> None:
        before = self.view.model()
        columns = self._narrow_columns() if self._is_narrow else self._wide_columns()
        self.view.show_table(RowTable(columns, by("agreement_id"), self.view), sort_by=0)
        if not self._is_narrow:
            self.view.sortByColumn(*self._sorting)
        if before is not None:
            before.deleteLater()

    def _show(self) -> None:
        wanted = words.clean_line(self.filter.words.text()).casefold()
        found = [row for row in self._rows if wanted in self._spoken[row.agreement_id]]
        counts = Counter(group_of(row.status) for row in found)
        self.filter.segments.set_count("all", len(found))
        for key in ("open", "paused", "ended"):
            self.filter.segments.set_count(key, counts[key])
        self.filter.settle()
        group = self.filter.segments.value
        self._say_empty(wanted)
        current = QPersistentModelIndex(self.view.currentIndex())
        self._replace([row for row in found if group in ("all", group_of(row.status))])
        if not current.isValid():
            self.view.clearSelection()
        self.filtered.emit()

    def _replace(self, rows: list[ApprenticeRow]) -> None:
        """Rows that go one by one take their time; where thousands go, a new table is quicker."""
        staying = {row.agreement_id for row in rows}
        if sum(row.agreement_id not in staying for row in self.view.table.rows) < _MANY:
            self.view.table.replace(rows)
            return
        row, heads = self.view.current(), self.view.horizontalHeader()
        sorting = heads.sortIndicatorSection(), heads.sortIndicatorOrder()
        self._build()
        self.view.table.replace(rows)
        self.view.sortByColumn(*sorting)
        if row is not None:
            self.view.select(row.agreement_id)

    def _say_empty(self, wanted: str) -> None:
        if wanted:
            sentence = self.tr("No apprentice matches '{words}'.").format(words=self.filter.words.text().strip())
            self.view.set_empty(sentence, "", self.tr("Show all"))
        elif self.filter.is_on:
            self.view.set_empty(self.tr("No apprentice stands here."), "", self.tr("Show all"))
        elif self._may_register:
            self.view.set_empty(
                self.tr("Here your apprentices will stand, each with what is signed and what is missing."),
                self.tr("It takes a name, an employer, a framework and a mentor."),
                self.tr("Register apprentice…"),
            )
        else:
            self.view.set_empty(
                self.tr("Here your apprentices will stand."),
                self.tr("A coordinator registers them and names their mentor."),
            )

    def _on_empty(self) -> None:
        if self.filter.is_on:
            self.filter.clear()
        else:
            self.register_wanted.emit()

    def _wide_columns(self) -> list[Column[ApprenticeRow]]:
        return [
            Column(self.tr("Name"), lambda row: row.name, second=_framework, kind="name", stretch=3),
            Column(self.tr("Employer"), lambda row: row.employer, second=lambda row: row.mentor, stretch=2),
            self._signed(),
            Column(
                self.tr("Progress"),
                lambda row: "",
                key=lambda row: row.done,
                progress=progress_of,
                sample="0" * 13,
            ),
            Column(
                self.tr("OJT hours"),
                lambda row: short_hours(row.ojt.done),
                key=lambda row: row.ojt.done,
                second=self._pending_hours,
                end=True,
                sample="88 h 30 pending",
            ),
            Column(
                self.tr("Status"),
                lambda row: agreement_words.status(row.status),
                key=lambda row: (list(Status).index(row.status), row.is_behind),
                second=self._pace,
                mark=_mark,
                sample=self.tr("Behind pace"),
            ),
        ]

    def _narrow_columns(self) -> list[Column[ApprenticeRow]]:
        return [
            Column(self.tr("Name"), lambda row: row.name, second=self._standing, kind="name", mark=_mark),
            self._signed(),
        ]

    def _signed(self) -> Column[ApprenticeRow]:
        return Column(
            self.tr("Signed"),
            self._count,
            key=lambda row: (row.core.done, row.core.pending),
            second=self._pending,
            end=True,
            sample=self.tr("{count} pending").format(count=88),
        )

    def _count(self, row: ApprenticeRow) -> str:
        if not row.core.required:
            return self.tr("{done} signed").format(done=row.core.done)
        return self.tr("{done} of {required}").format(done=row.core.done, required=row.core.required)

    def _pending(self, row: ApprenticeRow) -> str:
        return self.tr("{count} pending").format(count=row.core.pending) if row.core.pending else ""

    def _pending_hours(self, row: ApprenticeRow) -> str:
        return self.tr("{hours} pending").format(hours=short_hours(row.ojt.pending)) if row.ojt.pending > 0 else ""

    def _pace(self, row: ApprenticeRow) -> str:
        return self.tr("Behind pace") if row.is_behind else ""

    def _standing(self, row: ApprenticeRow) -> str:
        return self._pace(row) or agreement_words.status(row.status)


def _framework(row: ApprenticeRow) -> str:
    return f"{row.framework_title} {row.framework_version}"


def _mark(row: ApprenticeRow) -> StateName | None:
    return "watch" if row.is_behind else None


def progress_of(row: ApprenticeRow) -> Progress | None:
    """Competencies where the approach counts them, else hours on the job."""
    if row.approach is not Approach.TIME_BASED and row.core.required:
        done, pending, whole = float(row.core.done), float(row.core.pending), float(row.core.required)
    elif row.ojt.required:
        done, pending, whole = (
            amount / 60 for amount in (row.ojt.done + row.ojt.credit, row.ojt.pending, row.ojt.required)
        )
    else:
        return None
    expected = None if row.expected is None or group_of(row.status) == "ended" else row.expected * whole
    return Progress(done, max(pending, 0.0), whole, expected)
