"""Paints the rows of a list: marks, one or two lines, progress, and the act at the end."""

from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from desktop.tokens import SPACE, Scheme, TypeName
from desktop.views import icons, progress_bar, style
from desktop.views.progress_bar import Progress
from desktop.views.row_table import Column, Index, MarkRole, ProgressRole, RowTable, SecondRole

BAR = 3
_BUTTON_PADDING = 22


def current_row(widget: QWidget | None) -> int:
    """The row of the current index of the view that a delegate paints for, or -1."""
    return widget.currentIndex().row() if isinstance(widget, QAbstractItemView) else -1


class RowDelegate(QStyledItemDelegate):
    """For a QTableView over a RowTable."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        # Lends the sheet's rules for buttons to the one painted on the current row; never shown.
        self._button = QPushButton(view)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.hide()

    def column(self, index: Index) -> Column[Any]:
        model = index.model()
        assert isinstance(model, RowTable)
        return model.columns[index.column()]

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        column = self.column(index)
        text = style.metrics(column.kind).horizontalAdvance(index.data() or "")
        second = style.metrics("small").horizontalAdvance(index.data(SecondRole) or "")
        extra = 2 * SPACE.button + (icons.SIZE + SPACE.button if index.data(MarkRole) else 0)
        return QSize(max(text, second) + extra, self._view.verticalHeader().defaultSectionSize())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        scheme, column = style.scheme(), self.column(index)
        painter.save()
        self._paint_ground(painter, option, index, scheme)
        rect = _inner(option.rect)
        if column.action:
            self._paint_action(painter, option, rect, index)
        elif isinstance(progress := index.data(ProgressRole), Progress):
            self._paint_progress(painter, option, rect, progress, scheme)
        else:
            rect = self._paint_mark(painter, option, rect, index)
            self._paint_lines(painter, option, rect, index, scheme)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, scheme: Scheme) -> None:
        rect = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(scheme.selection))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(scheme.line))
        first = self._view.horizontalHeader().visualIndex(index.column()) == 0
        if first and index.row() == current_row(self._view):
            left = rect.right() - BAR + 1 if _mirrored(option) else rect.left()
            ink = scheme.accent if self._view.hasFocus() else scheme.border
            painter.fillRect(QRect(left, rect.top(), BAR, rect.height()), QColor(ink))

    def _paint_mark(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index) -> QRect:
        """Paint the mark if there is one; what is left for the text."""
        state = index.data(MarkRole)
        name = style.scheme().state(state).icon if state else ""
        if not name:
            return rect
        top = rect.top() + (rect.height() - icons.SIZE) // 2
        box = QRect(rect.left(), top, icons.SIZE, icons.SIZE)
        rest = rect.adjusted(icons.SIZE + SPACE.button, 0, 0, 0)
        place = QStyle.visualRect(option.direction, rect, box)
        painter.drawPixmap(place.topLeft(), icons.pixmap(name, state, icons.SIZE, self._view))
        return QStyle.visualRect(option.direction, rect, rest)

    def _paint_lines(
        self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index, scheme: Scheme
    ) -> None:
        column, second = self.column(index), index.data(SecondRole) or ""
        kind: TypeName = column.kind
        bold = kind == "body" and index.row() == current_row(self._view) and index.column() == 0
        upper, lower = style.font("name" if bold else kind), style.font("small")
        if column.end:
            upper, lower = style.tabular(upper), style.tabular(lower)
        heights = QFontMetrics(upper).height(), QFontMetrics(lower).height() if second else 0
        top = rect.top() + (rect.height() - sum(heights)) // 2
        flags = index.data(Qt.ItemDataRole.TextAlignmentRole)
        line = QRect(rect.left(), top, rect.width(), heights[0])
        _draw(painter, line, flags, option, index.data() or "", upper, scheme.text)
        if second:
            line = QRect(rect.left(), top + heights[0], rect.width(), heights[1])
            _draw(painter, line, flags, option, second, lower, scheme.soft)

    def _paint_progress(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        progress: Progress,
        scheme: Scheme,
    ) -> None:
        top = rect.top() + (rect.height() - progress_bar.ROW_HEIGHT) / 2
        bar = QRectF(rect.left(), top, rect.width(), progress_bar.ROW_HEIGHT)
        progress_bar.paint(painter, bar, progress, scheme, _mirrored(option))
        if progress.expected is not None:
            part = progress.part(progress.expected)
            x = bar.left() + bar.width() * (1 - part if _mirrored(option) else part)
            painter.fillRect(QRectF(x - 1, top - 3, 2, bar.height() + 6), QColor(scheme.text))

    def _paint_action(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, index: Index) -> None:
        text = index.data() or ""
        if not text:
            return
        font = style.font("name")
        if index.row() != current_row(self._view):
            flags = index.data(Qt.ItemDataRole.TextAlignmentRole)
            _draw(painter, rect, flags, option, text, font, style.scheme().accent)
            return
        metrics = QFontMetrics(font)
        width = min(metrics.horizontalAdvance(text) + _BUTTON_PADDING, rect.width())
        height = min(metrics.height() + SPACE.button, rect.height() - SPACE.label)
        top = rect.top() + (rect.height() - height) // 2
        box = QRect(rect.right() - width + 1, top, width, height)
        button = QStyleOptionButton()
        button.initFrom(self._button)
        button.rect = QStyle.visualRect(option.direction, rect, box)
        button.text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width - SPACE.button)
        button.state = QStyle.StateFlag.State_Enabled | QStyle.StateFlag.State_Raised
        self._button.style().drawControl(QStyle.ControlElement.CE_PushButton, button, painter, self._button)

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """Tell what is elided, and the word of a mark that stands alone; nothing else."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        alone = not index.data() and (index.data(MarkRole) or index.data(ProgressRole))
        if alone or self.sizeHint(option, index).width() > option.rect.width():
            QToolTip.showText(event.globalPos(), index.data(Qt.ItemDataRole.ToolTipRole), view)
        else:
            QToolTip.hideText()
        return True


def _inner(rect: QRect) -> QRect:
    return rect.adjusted(SPACE.button, 0, -SPACE.button, -1)


def _mirrored(option: QStyleOptionViewItem) -> bool:
    return bool(option.direction == Qt.LayoutDirection.RightToLeft)


def _draw(
    painter: QPainter,
    rect: QRect,
    flags: Qt.AlignmentFlag,
    option: QStyleOptionViewItem,
    text: str,
    font: QFont,
    ink: str,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    aligned = QStyle.visualAlignment(option.direction, flags)
    painter.drawText(rect, aligned | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextSingleLine, shown)
