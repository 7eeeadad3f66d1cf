"""The left pane of a sitting: what was asked for, then the competencies by job function, with their marks."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.sitting_items import Item

_CodeRole = Qt.ItemDataRole.UserRole + 1
_LevelRole = Qt.ItemDataRole.UserRole + 2
_MarkRole = Qt.ItemDataRole.UserRole + 3
_BAR = 3
_CODE_LETTERS = 10
"""A longer code shows its end, which tells it from the others."""
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


class _Delegate(QStyledItemDelegate):
    """Heads in small soft text; below them mark, code, text and level."""

    def __init__(self, view: "SittingList") -> None:
        super().__init__(view)
        self._view = view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        if index.data(_CodeRole) is None:
            return QSize(0, style.metrics("small").height() + SPACE.row + (SPACE.label if index.row() else 0))
        return QSize(0, style.metrics("body").height() + SPACE.row)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        room = option.rect.adjusted(SPACE.margin, 0, -SPACE.row, 0)
        if index.data(_CodeRole) is None:
            self._draw(
                painter, option, room.adjusted(0, 0, 0, -SPACE.label), index.data(), "small", "soft", bottom=True
            )
        else:
            self._paint_item(painter, option, room, index)
        painter.restore()

    def _paint_item(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect, code, level = option.rect, index.data(_CodeRole), index.data(_LevelRole)
        current = code == self._view.shown
        if current:
            painter.fillRect(rect, style.color("selection"))
            bar = QRect(rect.left(), rect.top(), _BAR, rect.height())
            painter.fillRect(QStyle.visualRect(option.direction, rect, bar), style.color("accent"))
        if index.row() == self._view.currentRow() and self._view.hasFocus():
            painter.setPen(style.color("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        name, ink = ("pen-line", "text") if current else index.data(_MarkRole)
        box = QRect(room.left(), rect.top() + (rect.height() - icons.SIZE) // 2, icons.SIZE, icons.SIZE)
        place = QStyle.visualRect(option.direction, rect, box)
        painter.drawPixmap(place.topLeft(), icons.pixmap(name, ink, icons.SIZE, self._view))
        left = room.left() + icons.SIZE + SPACE.button
        width = self._view.code_width
        shown = QFontMetrics(style.tabular(style.font("code"))).elidedText(code, Qt.TextElideMode.ElideLeft, width)
        self._draw(painter, option, QRect(left, room.top(), width, room.height()), shown, "code", "text")
        left += width + SPACE.button
        end = style.metrics("code").horizontalAdvance("0") + SPACE.button if level else 0
        text = QRect(left, room.top(), room.right() - left - end, room.height())
        self._draw(painter, option, text, index.data(), "name" if current else "body", "text")
        if level:
            self._draw(painter, option, room, level, "code", "text", _END)

    def _draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        text: str,
        kind: str,
        ink: str,
        side: Qt.AlignmentFlag = _START,
        *,
        bottom: bool = False,
    ) -> None:
        fonts: dict[str, QFont] = {
            "small": style.font("small"),
            "code": style.tabular(style.font("code")),
            "name": style.font("name"),
            "body": style.font("body"),
        }
        painter.setFont(fonts[kind])
        painter.setPen(QColor(style.scheme().color(ink)))
        flags = QStyle.visualAlignment(option.direction, side)
        if bottom:
            flags = (flags & ~Qt.AlignmentFlag.AlignVertical_Mask) | Qt.AlignmentFlag.AlignBottom
        shown = QFontMetrics(fonts[kind]).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(
            QStyle.visualRect(option.direction, option.rect, rect),
            flags | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine,
            shown,
        )


class SittingList(QListWidget):
    """`chosen` gives the code of a competency that the user goes to; `show_current` moves without it."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ""
        self.code_width = 0
        self.setAccessibleName(self.tr("Competencies of this sitting"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Delegate(self))
        self.currentItemChanged.connect(self._on_current)

    def show_items(self, items: Sequence[Item], levels: Mapping[str, int]) -> None:
        """Show these competencies; `levels` are those kept in this sitting."""
        metrics = QFontMetrics(style.tabular(style.font("code")))
        widest = max((metrics.horizontalAdvance(item.code) for item in items), default=0) + 2
        self.code_width = min(widest, metrics.horizontalAdvance("0" * _CODE_LETTERS))
        self.blockSignals(True)
        self.clear()
        head = None
        for item in items:
            if self._head(item) != head:
                head = self._head(item)
                QListWidgetItem(head, self).setFlags(Qt.ItemFlag.NoItemFlags)
            row = QListWidgetItem(item.competency.title, self)
            row.setData(_CodeRole, item.code)
            row.setToolTip(style.tip(f"{item.code}  {item.competency.title}"))
            self._mark(row, item, levels.get(item.code))
        self.blockSignals(False)
        self.show_current(self.shown)

    def _head(self, item: Item) -> str:
        if item.request:
            return self.tr("Asked for")
        return self.tr("Job function {number}").format(number=item.function.number)

    def mark(self, item: Item, level: int | None) -> None:
        """Show the level that was kept, or that none is."""
        row = self._row(item.code)
        if row is not None:
            self._mark(row, item, level)

    def _mark(self, row: QListWidgetItem, item: Item, level: int | None) -> None:
        states = {
            "check": (("check", "soft"), self.tr("rated {level}").format(level=level)),
            "asked": (("hourglass", "pending"), self.tr("asked for")),
            "signed": (("circle-check", "signed"), self.tr("signed")),
            "open": (("circle-dashed", "missing"), self.tr("open")),
        }
        if level is not None:
            key = "check"
        elif item.request:
            key = "asked"
        else:
            key = "signed" if item.is_complete else "open"
        mark, word = states[key]
        row.setData(_MarkRole, mark)
        row.setData(_LevelRole, "" if level is None else str(level))
        row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.code}, {item.competency.title}, {word}")

    def show_current(self, code: str) -> None:
        """Show this competency as the one on the table."""
        self.shown = code
        row = self._row(code)
        if row is not None:
            self.blockSignals(True)
            self.setCurrentItem(row)
            self.blockSignals(False)
            self.scrollToItem(row)
        self.viewport().update()

    def codes(self) -> list[str]:
        """The competencies from the top."""
        rows = (self.item(place).data(_CodeRole) for place in range(self.count()))
        return [code for code in rows if code is not None]

    def _row(self, code: str) -> QListWidgetItem | None:
        rows = (self.item(place) for place in range(self.count()))
        return next((row for row in rows if row.data(_CodeRole) == code), None)

    def _on_current(self, row: QListWidgetItem | None) -> None:
        code = row.data(_CodeRole) if row is not None else None
        if code is not None and code != self.shown:
            # Later, so that a move which is refused can be taken back after Qt has finished its own.
            QTimer.singleShot(0, self, lambda: self.chosen.emit(code))
