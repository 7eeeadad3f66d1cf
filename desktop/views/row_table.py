"""Plain rows as a Qt item model that sorts itself and keeps the selection by identity."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from typing_extensions import override

from desktop.tokens import StateName, TypeName
from desktop.views import states, style
from desktop.views.progress_bar import Progress, plain_number

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

RowRole = Qt.ItemDataRole.UserRole + 1
IdentityRole = Qt.ItemDataRole.UserRole + 2
SecondRole = Qt.ItemDataRole.UserRole + 3
MarkRole = Qt.ItemDataRole.UserRole + 4
ProgressRole = Qt.ItemDataRole.UserRole + 5

_NOWHERE = QModelIndex()
_WORDS = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of plain rows.

    A `sample` fixes the width to that text; without one the column takes its share, `stretch`, of what is
    left. A `mark` with an empty text stands alone. An `action` is accent text, and a button on the
    current row. Rows whose `key` is None stand last in either order.
    """

    title: str
    text: Callable[[R], str]
    key: Callable[[R], Any] | None = None
    second: Callable[[R], str] | None = None
    mark: Callable[[R], StateName | None] | None = None
    progress: Callable[[R], Progress | None] | None = None
    end: bool = False
    action: bool = False
    kind: TypeName = "body"
    sample: str = ""
    stretch: int = 1

    def sort_key(self, row: R) -> Any:
        return self.text(row).casefold() if self.key is None else self.key(row)

    def spoken(self, row: R) -> str:
        """All that the cell shows, in words."""
        state = self.mark(row) if self.mark else None
        progress = self.progress(row) if self.progress else None
        parts = [
            states.word(state) if state else "",
            self.text(row),
            _spoken(progress) if progress else "",
            self.second(row) if self.second else "",
        ]
        return ", ".join(dict.fromkeys(part for part in parts if part))


def _spoken(progress: Progress) -> str:
    words = QCoreApplication.translate("RowTable", "{approved} of {whole}, {pending} pending")
    return words.format(
        approved=plain_number(progress.approved),
        whole=plain_number(progress.whole),
        pending=plain_number(progress.pending),
    )


class RowTable(QAbstractTableModel, Generic[R]):
    """`identity` tells which row is the same after a change; no two rows may share one."""

    def __init__(
        self, columns: Sequence[Column[R]], identity: Callable[[R], Hashable], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._identity = identity
        self._rows: list[R] = []
        self._given: list[R] = []
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    @property
    def rows(self) -> tuple[R, ...]:
        """The rows as they are sorted now."""
        return tuple(self._rows)

    def row_of(self, identity: Hashable) -> int:
        """The place of the row with this identity, or -1."""
        return next((place for place, row in enumerate(self._rows) if self._identity(row) == identity), -1)

    def replace(self, rows: Sequence[R]) -> None:
        """Show other rows; selection and current row stay with those that are still there."""
        wanted = {self._identity(row): row for row in rows}
        if len(wanted) != len(rows):
            raise ValueError("Two rows have the same identity.")
        self._given = list(rows)
        self._remove_all_but(wanted.keys())
        present = {self._identity(row) for row in self._rows}
        added = [row for identity, row in wanted.items() if identity not in present]
        if added:
            end = len(self._rows)
            self.beginInsertRows(_NOWHERE, end, end + len(added) - 1)
            self._rows += added
            self.endInsertRows()
        self._arrange()
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(self.columns) - 1))

    def append(self, rows: Sequence[R]) -> None:
        """Show these rows too, after the others, where the rows keep the order they were given in."""
        if rows:
            end = len(self._rows)
            self.beginInsertRows(_NOWHERE, end, end + len(rows) - 1)
            self._rows += rows
            self._given += rows
            self.endInsertRows()

    def _remove_all_but(self, identities: Any) -> None:
        """Remove from the end, a run of neighbours at a time."""
        end = len(self._rows) - 1
        while end >= 0:
            if self._identity(self._rows[end]) in identities:
                end -= 1
                continue
            start = end
            while start > 0 and self._identity(self._rows[start - 1]) not in identities:
                start -= 1
            self.beginRemoveRows(_NOWHERE, start, end)
            del self._rows[start : end + 1]
            self.endRemoveRows()
            end = start - 1

    def _arrange(self) -> None:
        """Put the given rows into the present order, and persistent indexes with them."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        identities = [self._identity(self._rows[index.row()]) for index in before]
        self._rows = self._in_order(self._given)
        places = {self._identity(row): place for place, row in enumerate(self._rows)}
        after = [
            self.index(places[identity], index.column()) for identity, index in zip(identities, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self, rows: list[R]) -> list[R]:
        column, order = self._sorted
        if not 0 <= column < len(self.columns):
            return list(rows)
        keyed = [(self.columns[column].sort_key(row), row) for row in rows]
        known = [pair for pair in keyed if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
        return [row for _, row in known] + [row for key, row in keyed if key is None]

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self._arrange()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        return self._value(self._rows[index.row()], self.columns[index.column()], role)

    def _value(self, row: R, column: Column[R], role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.spoken(row)
            case Qt.ItemDataRole.ToolTipRole:
                return style.tip(column.spoken(row))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case _ if role == RowRole:
                return row
            case _ if role == IdentityRole:
                return self._identity(row)
            case _ if role == SecondRole:
                return column.second(row) if column.second else None
            case _ if role == MarkRole:
                return column.mark(row) if column.mark else None
            case _ if role == ProgressRole:
                return column.progress(row) if column.progress else None
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role in _WORDS:
            title = self.columns[section].title
            return style.tip(title) if role == Qt.ItemDataRole.ToolTipRole else title
        return _alignment(self.columns[section]) if role == Qt.ItemDataRole.TextAlignmentRole else None


def _alignment(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignTrailing if column.end or column.action else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
