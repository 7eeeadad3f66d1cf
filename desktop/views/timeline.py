"""What happened, newest first: a level or icon, a line, the day, who, and the text whole."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.tokens import RADIUS, SPACE, StateName
from desktop.views import icons, style

_GUTTER = 36
_BOX_WIDTH, _BOX_HEIGHT = 27, 22


@dataclass(frozen=True)
class Entry:
    """`box` is a level, or empty for the icon of the state; a `struck` one was taken back, `note` says why.
    `action` is a button whose press gives `key`; `below` makes what else stands under it."""

    key: str
    state: StateName
    head: str
    second: str
    text: str = ""
    box: str = ""
    struck: bool = False
    note: str = ""
    action: str = ""
    below: Callable[[], QWidget] | None = None


class EntryView(QWidget):
    """One entry with its part of the line."""

    acted = Signal(str)

    def __init__(self, entry: Entry, *, is_last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry, self._is_last = entry, is_last
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        layout = QVBoxLayout(self)
        layout.setSpacing(2)
        margins = (_GUTTER, 0, 0, SPACE.section)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        layout.setContentsMargins(*((0, 0, _GUTTER, margins[3]) if mirrored else margins))
        top = QHBoxLayout()
        top.setSpacing(SPACE.button)
        self.head = self._label(entry.head, "name")
        top.addWidget(self.head, 1)
        if entry.action:
            top.addWidget(self._button(), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(top)
        layout.addWidget(self._label(entry.second, "small", soft=True))
        for text in (entry.text,):
            if text:
                layout.addWidget(self._label(text, "body"))
        if entry.note:
            layout.addWidget(style.label(entry.note, "small", wraps=True))
        if entry.below:
            layout.addWidget(entry.below())

    def _label(self, text: str, kind: str, *, soft: bool = False) -> QLabel:
        made = style.label(text, "name" if kind == "name" else "small" if kind == "small" else "body", soft=soft)
        made.setWordWrap(True)
        if self.entry.struck:
            font = made.font()
            font.setStrikeOut(True)
            made.setFont(font)
        return made

    def _button(self) -> QPushButton:
        made = QPushButton(self.entry.action)
        made.setAccessibleDescription(f"{self.entry.head}, {self.entry.second}")
        made.clicked.connect(lambda: self.acted.emit(self.entry.key))
        return made

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else self.width() - _BOX_WIDTH
        box = QRect(left, 0, _BOX_WIDTH, _BOX_HEIGHT)
        if not self._is_last:
            x = box.center().x()
            painter.fillRect(QRect(x, box.bottom() + 3, 1, self.height() - _BOX_HEIGHT - 3), style.color("line"))
        state = "reversed" if self.entry.struck else self.entry.state
        if self.entry.box:
            self._paint_level(painter, box)
        else:
            name = style.scheme().state(state).icon or "circle-check"
            place = QRect(0, 0, icons.SIZE, icons.SIZE)
            place.moveCenter(box.center())
            painter.drawPixmap(place.topLeft(), icons.pixmap(name, state, icons.SIZE, self))

    def _paint_level(self, painter: QPainter, box: QRect) -> None:
        kind = style.scheme().state(self.entry.state)
        painter.setBrush(QColor(style.scheme().base if self.entry.struck else kind.tint))
        edge = "border" if self.entry.struck or self.entry.state == "rated_below" else self.entry.state
        painter.setPen(QPen(style.color(edge), 1))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS.control, RADIUS.control)
        font = style.font("code")
        font.setStrikeOut(self.entry.struck)
        painter.setFont(font)
        painter.setPen(style.color("soft" if self.entry.struck else self.entry.state))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.entry.box)


class Timeline(QWidget):
    """Entries under each other, as high as they are."""

    acted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._empty = style.label(soft=True, wraps=True)
        self._layout.addWidget(self._empty)
        self._views: list[EntryView] = []

    @property
    def views(self) -> tuple[EntryView, ...]:
        return tuple(self._views)

    def show_entries(self, entries: Sequence[Entry], empty: str) -> None:
        """Show other entries, or what to say where there are none."""
        for view in self._views:
            view.hide()
            self._layout.removeWidget(view)
            view.deleteLater()
        self._views = [EntryView(entry, is_last=entry is entries[-1]) for entry in entries]
        for view in self._views:
            view.acted.connect(self.acted)
            self._layout.addWidget(view)
        self._empty.setText(empty)
        self._empty.setVisible(not entries)


class UpDownArea(QScrollArea):
    """Never narrower than its content, since it does not scroll sideways."""

    @override
    def minimumSizeHint(self) -> QSize:
        content = self.widget()
        width = content.minimumSizeHint().width() if content else 0
        return QSize(width + self.verticalScrollBar().sizeHint().width(), super().minimumSizeHint().height())


def scrolled(content: QWidget, name: str) -> QScrollArea:
    """A part of a page that scrolls up and down, never sideways; the keyboard reaches it."""
    area = UpDownArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    style.paper(content)
    style.paper(area)
    area.setWidget(content)
    return area
