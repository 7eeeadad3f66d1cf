"""The list at the window's side: who I am, Find, the pages, and how the records stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.row_delegate import BAR
from desktop.views.row_table import Index
from desktop.views.side_buttons import NARROW, FindButton, PersonButton
from desktop.views.states import MarkLabel

WIDE = 208
_NARROW_UNDER = 1100
_KeyRole = Qt.ItemDataRole.UserRole + 1
_IconRole = Qt.ItemDataRole.UserRole + 2
_CountRole = Qt.ItemDataRole.UserRole + 3
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class SidePage:
    """An entry; `apart` leaves a gap above it."""

    key: str
    text: str
    icon: str
    count: int = 0
    apart: bool = False


@dataclass(frozen=True)
class SideState:
    """A line at the foot, such as "Backup today 07:55"; a `page` makes it a trouble that opens there."""

    text: str
    icon: str
    page: str = ""


class _PageDelegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = SPACE.section if not index.data(_KeyRole) else style.metrics("body").height() + SPACE.row
        return QSize(0, height)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not index.data(_KeyRole):
            return
        painter.save()
        rect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if chosen:
            painter.fillRect(rect, style.color("selection"))
            bar = QRect(rect.left(), rect.top(), BAR, rect.height())
            painter.fillRect(QStyle.visualRect(option.direction, rect, bar), style.color("accent"))
        if focused:
            painter.setPen(style.color("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        ink = "accent" if chosen else "soft"
        top = rect.top() + (rect.height() - icons.SIZE) // 2
        box = QRect(rect.left() + SPACE.button + 2, top, icons.SIZE, icons.SIZE)
        place = QStyle.visualRect(option.direction, rect, box).topLeft()
        painter.drawPixmap(place, icons.pixmap(index.data(_IconRole), ink, icons.SIZE, self._widget()))
        self._paint_words(painter, option, index, chosen)
        painter.restore()

    def _widget(self) -> QWidget:
        parent = self.parent()
        assert isinstance(parent, QWidget)
        return parent

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, chosen: bool) -> None:
        room = option.rect.adjusted(icons.SIZE + 2 * SPACE.button + SPACE.button, 0, -SPACE.button - 2, 0)
        painter.setFont(style.tabular(style.font("code" if chosen else "body")))
        painter.setPen(QColor(style.scheme().text))
        count = str(index.data(_CountRole) or "")
        width = painter.fontMetrics().horizontalAdvance(count) + SPACE.label if count else 0
        text = QStyle.visualRect(option.direction, option.rect, room.adjusted(0, 0, -width, 0))
        shown = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, room.width() - width)
        start = QStyle.visualAlignment(option.direction, _START) | Qt.AlignmentFlag.AlignAbsolute
        end = QStyle.visualAlignment(option.direction, _END) | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(text, start, shown)
        painter.drawText(QStyle.visualRect(option.direction, option.rect, room), end, count)


class _PageList(QListWidget):
    """`pressed_again` is a press on the page that is chosen already: another one may be open on top of it."""

    pressed_again = Signal()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        before = self.currentItem()
        super().mousePressEvent(event)
        if before is not None and self.itemAt(event.position().toPoint()) is before:
            self.pressed_again.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.pressed_again.emit()
        else:
            super().keyPressEvent(event)


class SideList(QFrame):
    """`page_chosen` gives the key of a page; `person_clicked` and `find_clicked` open what hangs there."""

    page_chosen = Signal(str)
    person_clicked = Signal()
    find_clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAutoFillBackground(True)
        self.setFixedWidth(WIDE)
        self.person = PersonButton()
        self.person.clicked.connect(self.person_clicked)
        self.find_button = FindButton(self.tr("Find"))
        self.find_button.setToolTip(self.tr("Find a page or an apprentice (Ctrl+K)"))
        self.find_button.clicked.connect(self.find_clicked)
        self._pages = self._list()
        self._states = QVBoxLayout()
        self._states.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.button, SPACE.button, SPACE.button, SPACE.button)
        layout.setSpacing(SPACE.button)
        layout.addWidget(self.person)
        layout.addWidget(self.find_button)
        layout.addSpacing(SPACE.label)
        layout.addWidget(self._pages, 1)
        layout.addLayout(self._states)

    def _list(self) -> QListWidget:
        made = _PageList()
        made.setAccessibleName(self.tr("Pages"))
        made.setFrameShape(QFrame.Shape.NoFrame)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        made.setItemDelegate(_PageDelegate(made))
        made.currentItemChanged.connect(self._on_current)
        made.pressed_again.connect(lambda: self.page_chosen.emit(self.current()))
        return made

    def show_person(self, name: str, role: str) -> None:
        self.person.show_person(name, role)

    def set_pages(self, pages: Sequence[SidePage]) -> None:
        """Show these pages; the one that is chosen stays chosen, without a signal, if it is among them."""
        present = self.current()
        self._pages.blockSignals(True)
        self._pages.clear()
        for page in pages:
            if page.apart:
                gap = QListWidgetItem(self._pages)
                gap.setFlags(Qt.ItemFlag.NoItemFlags)
            item = QListWidgetItem(page.text, self._pages)
            item.setData(_KeyRole, page.key)
            item.setData(_IconRole, page.icon)
            _count(item, page.count)
        self._pages.blockSignals(False)
        self.set_current(present)

    def set_count(self, key: str, count: int) -> None:
        """The number at the end of a page's line; nothing for 0."""
        item = self._item(key)
        if item is not None:
            _count(item, count)

    def current(self) -> str:
        """The key of the chosen page, or nothing."""
        item = self._pages.currentItem()
        return str(item.data(_KeyRole)) if item is not None else ""

    def set_current(self, key: str) -> None:
        """Show a page as chosen, without a signal."""
        item = self._item(key)
        if item is not None:
            self._pages.blockSignals(True)
            self._pages.setCurrentItem(item)
            self._pages.blockSignals(False)
            self._pages.viewport().update()

    def choose(self, key: str) -> None:
        """Go to a page, as a key or a link does, with a signal."""
        item = self._item(key)
        if item is not None:
            self._pages.setCurrentItem(item)

    def set_states(self, states: Sequence[SideState]) -> None:
        """How the records stand, in words; a trouble is a button that opens its page."""
        while (taken := self._states.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for state in states:
            self._states.addWidget(self._state(state))

    def _state(self, state: SideState) -> QWidget:
        if not state.page:
            mark = MarkLabel(state.icon, "soft", state.text, "small")
            mark.setContentsMargins(SPACE.button, 2, SPACE.button, 2)
            return mark
        button = QPushButton(state.text)
        button.setProperty("quiet", True)
        button.setProperty("start", True)
        icons.dress(button, "triangle-alert", "overdue")
        button.clicked.connect(lambda: self.page_chosen.emit(state.page))
        return button

    def fit(self, window_width: int) -> None:
        """Be narrower in a narrow window."""
        self.setFixedWidth(NARROW if window_width < _NARROW_UNDER else WIDE)

    def _item(self, key: str) -> QListWidgetItem | None:
        items = (self._pages.item(row) for row in range(self._pages.count()))
        return next((item for item in items if item.data(_KeyRole) == key and key), None)

    def _on_current(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_KeyRole):
            self.page_chosen.emit(item.data(_KeyRole))


def _count(item: QListWidgetItem, count: int) -> None:
    item.setData(_CountRole, count)
    words = f"{item.text()}, {count}" if count else item.text()
    item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
