"""The list of a page: full rows, sorted by its heads, never wider than its place."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.empty import EmptyState
from desktop.views.progress_bar import Progress
from desktop.views.row_delegate import RowDelegate, current_row
from desktop.views.row_table import Column, IdentityRole, RowRole, RowTable

__all__ = ["Column", "Heads", "IdentityRole", "ListView", "Progress", "RowDelegate", "RowRole", "RowTable"]

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_SORT_ARROW = 16
_ROUNDING = 2
"""Widths of text are whole, the text itself is not: without it the sample itself may elide."""


class Heads(QHeaderView):
    """Column heads that the keyboard reaches: left and right choose one, Enter sorts by it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._chosen = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Column heads"))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setMinimumSectionSize(SPACE.button)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        forward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            forward, back = back, forward
        if event.key() in {forward, back}:
            step = 1 if event.key() == forward else -1
            self._chosen = min(max(self._chosen + step, 0), self.count() - 1)
            self.viewport().update()
        elif event.key() in {*_ENTER, Qt.Key.Key_Space}:
            self._sort()
        else:
            super().keyPressEvent(event)

    def _sort(self) -> None:
        ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        again = self.sortIndicatorSection() == self._chosen and self.sortIndicatorOrder() == ascending
        self.setSortIndicator(self._chosen, descending if again else ascending)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and self.count():
            left = self.sectionViewportPosition(self._chosen)
            painter = QPainter(self.viewport())
            painter.setPen(QPen(style.color("accent"), 2))
            painter.drawRect(left + 1, 1, self.sectionSize(self._chosen) - 2, self.height() - 3)


class ListView(QTableView):
    """Rows to choose from; `activated_row` gives the row of Enter, a double click or its act."""

    activated_row = Signal(object)
    chosen = Signal(object)
    empty_clicked = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sortable = True
        self.setAccessibleName(name)
        self.setHorizontalHeader(Heads(self))
        self.setItemDelegate(RowDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._on_double_click)
        self.empty = EmptyState(parent=self.viewport())
        self.empty.clicked.connect(self.empty_clicked)
        self.empty.hide()

    def show_table(self, table: RowTable[Any], *, sort_by: int = -1, sortable: bool = True) -> None:
        """Show a table; without `sort_by` its rows keep the order they were given in."""
        self._sortable = sortable
        self.setModel(table)
        heads = self.horizontalHeader()
        heads.setSectionsClickable(sortable)
        heads.setSortIndicator(sort_by, Qt.SortOrder.AscendingOrder)
        heads.setSortIndicatorShown(sortable)
        heads.setFocusPolicy(Qt.FocusPolicy.TabFocus if sortable else Qt.FocusPolicy.NoFocus)
        self.setSortingEnabled(sortable)
        table.rowsInserted.connect(self._fit)
        table.rowsRemoved.connect(self._fit)
        table.modelReset.connect(self._fit)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self._fit()

    @property
    def table(self) -> RowTable[Any]:
        model = self.model()
        assert isinstance(model, RowTable)
        return model

    def current(self) -> Any:
        """The row object of the current row, or None."""
        return self.currentIndex().data(RowRole)

    def selected(self) -> tuple[Any, ...]:
        """The row objects of all selected rows, from the top."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return tuple(self.table.rows[place] for place in places)

    def select(self, identity: Hashable) -> bool:
        """Make the row with this identity the current one; False where it is not shown."""
        place = self.table.row_of(identity)
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self.table.index(place, 0))
        return place >= 0

    def set_empty(self, sentence: str, how: str = "", button: str = "") -> None:
        """What to say while there are no rows."""
        self.empty.say(sentence, how, button)

    def fit_height(self) -> None:
        """Be as high as the rows, for a short list that stands among others on a page."""
        rows = self.table.rowCount() * self.verticalHeader().defaultSectionSize()
        heads = 0 if self.horizontalHeader().isHidden() else self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(rows + heads)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._row_height())
        self._fit_columns()
        none = self.table.rowCount() == 0
        self.empty.setVisible(none)
        self.empty.setGeometry(self.viewport().rect())

    def _row_height(self) -> int:
        body = style.metrics("body").height()
        two = any(column.second for column in self.table.columns)
        return body + style.metrics("small").height() + 10 if two else body + SPACE.row

    def _fit_columns(self) -> None:
        columns, room = self.table.columns, self.viewport().width()
        fixed = {place: self._fixed_width(column) for place, column in enumerate(columns) if column.sample}
        shares = sum(column.stretch for column in columns if not column.sample) or 1
        least = SPACE.wide * (len(columns) - len(fixed))
        if sum(fixed.values()) > room - least > 0:
            whole = sum(fixed.values())
            fixed = {place: width * (room - least) // whole for place, width in fixed.items()}
        rest = max(room - sum(fixed.values()), 0)
        used = 0
        stretching = [place for place in range(len(columns)) if place not in fixed]
        for place in stretching:
            last = place == stretching[-1]
            width = rest - used if last else rest * columns[place].stretch // shares
            used += width
            self.setColumnWidth(place, width)
        for place, width in fixed.items():
            self.setColumnWidth(place, width)
        # The scroll bar was measured with the widths from before.
        self.updateGeometries()

    def _fixed_width(self, column: Column[Any]) -> int:
        arrow = _SORT_ARROW if self._sortable and column.title else SPACE.button
        head = style.metrics("small").horizontalAdvance(column.title) + arrow
        text = style.metrics("name" if column.action else column.kind).horizontalAdvance(column.sample)
        mark = icons.SIZE if column.mark and column.sample.isspace() else 0
        if column.mark and not mark:
            mark = icons.SIZE + SPACE.button
        button = 2 * SPACE.row if column.action else 0
        return max(head, (0 if column.sample.isspace() else text) + mark + button) + 2 * SPACE.button + _ROUNDING

    def _on_current(self, current: QModelIndex) -> None:
        # The bar and the act are drawn on the current row only, so both rows change whole.
        self.viewport().update()
        self.chosen.emit(current.data(RowRole))

    def _on_double_click(self, index: QModelIndex) -> None:
        # Each click on an act has done it already.
        if not self.table.columns[index.column()].action:
            self._activate(index)

    def _activate(self, index: QModelIndex) -> None:
        if index.isValid():
            self.activated_row.emit(index.data(RowRole))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self._activate(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self._act_at(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._activate(index)

    def _act_at(self, place: QPoint) -> QModelIndex:
        index = self.indexAt(place)
        if index.isValid() and self.table.columns[index.column()].action and index.data():
            return index
        return QModelIndex()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if current_row(self) < 0 and self.table.rowCount():
            self.selectRow(0)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.model() is not None:
            self._fit()


def by(identity: str) -> Callable[[Any], Hashable]:
    """The identity of rows that carry it in one attribute."""
    return lambda row: getattr(row, identity)


def list_of(name: str, columns: Sequence[Column[Any]], identity: str = "id") -> ListView:
    """A list over its own table, for the common case."""
    view = ListView(name)
    view.show_table(RowTable(columns, by(identity), view))
    return view
