"""A list whose rows are ticked with a click or with Space."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import icons, style

_KeyRole = Qt.ItemDataRole.UserRole + 1
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Tick, code and text; any click in the row ticks it."""

    def __init__(self, view: "Checklist") -> None:
        super().__init__(view)
        self._view = view
        # Lends the sheet's rules for ticks; never shown.
        self._box = QCheckBox(view)
        self._box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box.hide()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, style.metrics("body").height() + SPACE.row)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        rect = option.rect
        if index.row() == self._view.currentRow() and self._view.hasFocus():
            painter.fillRect(rect, style.color("selection"))
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(QStyle.visualRect(option.direction, rect, bar), style.color("accent"))
        left = rect.left() + SPACE.row
        box = QRect(left, rect.top() + (rect.height() - icons.SIZE) // 2, icons.SIZE, icons.SIZE)
        self._paint_tick(painter, QStyle.visualRect(option.direction, rect, box), index)
        left += icons.SIZE + SPACE.button
        width = self._view.key_width
        code = QRect(left, rect.top(), width, rect.height())
        left += width + SPACE.button
        text = QRect(left, rect.top(), rect.right() - left - SPACE.button, rect.height())
        flags = QStyle.visualAlignment(option.direction, _START) | Qt.AlignmentFlag.AlignAbsolute
        painter.setPen(style.color("text"))
        painter.setFont(style.font("code"))
        painter.drawText(QStyle.visualRect(option.direction, rect, code), flags, index.data(_KeyRole))
        painter.setFont(style.font("body"))
        shown = QFontMetrics(painter.font()).elidedText(index.data(), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(QStyle.visualRect(option.direction, rect, text), flags, shown)
        painter.restore()

    def _paint_tick(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        option = QStyleOptionButton()
        option.initFrom(self._box)
        option.rect = rect
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        option.state = QStyle.StateFlag.State_Enabled
        option.state |= QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        primitive = QStyle.PrimitiveElement.PE_IndicatorCheckBox
        self._box.style().drawPrimitive(primitive, option, painter, self._box)

    @override
    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        is_click = (
            isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonRelease
            and event.button() == Qt.MouseButton.LeftButton
        )
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not (is_click or is_space):
            return False
        ticked = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


class Checklist(QListWidget):
    """`ticked` comes with each change; rows are (key, text)."""

    ticked = Signal()

    def __init__(self, name: str, rows: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key_width = max((style.metrics("code").horizontalAdvance(key) for key, _ in rows), default=0) + 2
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Delegate(self))
        for key, text in rows:
            row = QListWidgetItem(text, self)
            row.setData(_KeyRole, key)
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{key}, {text}")
            row.setToolTip(style.tip(f"{key}  {text}"))
            row.setCheckState(Qt.CheckState.Unchecked)
        if rows:
            self.setCurrentRow(0)
        self.itemChanged.connect(lambda: self.ticked.emit())

    def keys(self) -> tuple[str, ...]:
        """What is ticked, from the top."""
        rows = (self.item(place) for place in range(self.count()))
        return tuple(row.data(_KeyRole) for row in rows if row.checkState() == Qt.CheckState.Checked)

    def tick(self, key: str) -> None:
        for place in range(self.count()):
            if self.item(place).data(_KeyRole) == key:
                self.item(place).setCheckState(Qt.CheckState.Checked)
