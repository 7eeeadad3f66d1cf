"""A button that shows its key, and acts with keys that a page listens for."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetrics, QKeySequence, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import style

_CENTER = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine
_PADDING = 6


def shown(keys: str) -> str:
    """How a key reads on a cap: "Ctrl Enter"."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ")


class KeyButton(QPushButton):
    """`keys` is only shown; the act that listens for it stands on the page."""

    def __init__(self, text: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._keys = shown(keys)
        self.setAccessibleDescription(self._keys)

    def _cap(self) -> QSize:
        small = style.metrics("small")
        return QSize(small.horizontalAdvance(self._keys) + 2 * _PADDING, small.height() + 1)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width() + SPACE.button + self._cap().width(), hint.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        words, option.text = option.text, ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        cap, width = self._cap(), QFontMetrics(self.font()).horizontalAdvance(words) + 1
        left = (self.width() - width - SPACE.button - cap.width()) // 2
        text = QRect(left, 0, width, self.height())
        box = QRect(left + width + SPACE.button, (self.height() - cap.height()) // 2, cap.width(), cap.height())
        painter.setFont(self.font())
        painter.setPen(self._ink("text"))
        painter.drawText(self._mirror(text), _CENTER, words)
        self._paint_cap(painter, self._mirror(box))

    def _paint_cap(self, painter: QStylePainter, box: QRect) -> None:
        painter.setRenderHint(QStylePainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink("line"), 1))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        painter.setFont(style.font("small"))
        painter.setPen(self._ink("soft"))
        painter.drawText(box, _CENTER, self._keys)

    def _ink(self, name: str) -> QColor:
        if not self.isEnabled():
            return style.color("line" if name == "line" else "soft")
        return style.color("on_accent" if self.property("primary") else name)

    def _mirror(self, box: QRect) -> QRect:
        return QStyle.visualRect(self.layoutDirection(), self.rect(), box)


def add_act(on: QWidget, words: str, keys: str, act: Callable[[], object]) -> QAction:
    """An act of a page or of a part of it, done by any of its keys ("Ctrl+Return, Ctrl+Enter") while the
    focus is inside. Its words and keys are what a list of keys shows."""
    action = QAction(words, on)
    action.setShortcuts([QKeySequence(one.strip()) for one in keys.split(", ")])
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda: act())
    on.addAction(action)
    return action
