"""The two buttons above the list of pages: who I am, and Find."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QWidget
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import icons, style

NARROW = 176
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter


class PersonButton(QPushButton):
    """Name and role of who works here; opens a menu."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = self._role = ""
        self.setProperty("quiet", True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_person(self, name: str, role: str) -> None:
        self._name, self._role = name, role
        self.setAccessibleName(f"{name}, {role}")
        self.setToolTip(style.tip(f"{name}\n{role}"))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        height = style.metrics("code").height() + style.metrics("small").height() + SPACE.row
        return QSize(NARROW - 2 * SPACE.button, height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        room = self.rect().adjusted(SPACE.button, SPACE.label, -SPACE.button, -SPACE.label)
        mark = QRect(room.right() - icons.SIZE, (self.height() - icons.SIZE) // 2, icons.SIZE, icons.SIZE)
        direction = self.layoutDirection()
        place = QStyle.visualRect(direction, self.rect(), mark).topLeft()
        painter.drawPixmap(place, icons.pixmap("chevrons-up-down", "text", icons.SIZE, self))
        text = QStyle.visualRect(direction, self.rect(), room.adjusted(0, 0, -icons.SIZE - SPACE.button, 0))
        upper = style.metrics("code").height()
        for kind, words, ink, top in (
            ("code", self._name, "text", text.top()),
            ("small", self._role, "soft", text.top() + upper),
        ):
            painter.setFont(style.font("code" if kind == "code" else "small"))
            painter.setPen(style.color(ink))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(QRect(text.left(), top, text.width(), upper), _START, shown)


class FindButton(QPushButton):
    """Looks like a field, and shows its key at the end."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self.setAccessibleName(text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(NARROW - 2 * SPACE.button, style.metrics("body").height() + SPACE.row)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, direction = QPainter(self), self.layoutDirection()
        room = self.rect().adjusted(SPACE.button, 0, -SPACE.label - 2, 0)
        icon = QRect(room.left(), (self.height() - icons.SIZE) // 2, icons.SIZE, icons.SIZE)
        place = QStyle.visualRect(direction, self.rect(), icon).topLeft()
        painter.drawPixmap(place, icons.pixmap("search", "soft", icons.SIZE, self))
        text = QStyle.visualRect(direction, self.rect(), room.adjusted(icons.SIZE + SPACE.button, 0, 0, 0))
        painter.setPen(style.color("soft"))
        painter.drawText(text, _START, self._words)
        painter.setFont(style.font("small"))
        keys = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        width = painter.fontMetrics().horizontalAdvance(keys) + SPACE.row
        height = painter.fontMetrics().height() + 2
        cap = QRect(room.right() - width, (self.height() - height) // 2, width, height)
        cap = QStyle.visualRect(direction, self.rect(), cap)
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, keys)
        painter.setPen(style.color("line"))
        painter.drawRoundedRect(cap, 3, 3)
