"""The message line under a page's head: what happened, and how to take it back."""

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.states import IconLabel

Kind = Literal["note", "success", "error"]
Action = tuple[str, Callable[[], object]]

_LOOK: dict[Kind, tuple[str, str]] = {
    "note": ("info", "accent"),
    "success": ("circle-check", "signed"),
    "error": ("triangle-alert", "overdue"),
}
_BAR = 4


class MessageLine(QFrame):
    """One message at a time; hidden until there is one."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind: Kind = "note"
        self._icon = IconLabel("info", "accent")
        self._sentence = style.label(wraps=True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._buttons: list[QPushButton] = []
        self._close = QPushButton()
        self._close.setProperty("quiet", True)
        self._close.setAccessibleName(self.tr("Close this message"))
        self._close.setToolTip(self.tr("Close this message"))
        icons.dress(self._close, "x", "soft")
        self._close.clicked.connect(self.clear)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(SPACE.section, SPACE.label, SPACE.button, SPACE.label)
        self._layout.setSpacing(SPACE.button)
        self._layout.addWidget(self._icon)
        self._layout.addWidget(self._sentence, 1)
        self._layout.addWidget(self._close)
        self.hide()

    @property
    def text(self) -> str:
        return self._sentence.text()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        return tuple(self._buttons)

    def show_message(self, kind: Kind, text: str, *actions: Action) -> None:
        """Show and announce a sentence with at most two acts; it takes the place of the one before."""
        if len(actions) > 2:
            raise ValueError("A message has at most two actions.")
        self._remove_buttons()
        self.kind = kind
        self._icon.show_icon(*_LOOK[kind])
        self._sentence.setText(text)
        self._sentence.setAccessibleName(text)
        for place, (words, act) in enumerate(actions):
            self._buttons.append(self._button(words, act, place))
        self.show()
        self.update()
        self._announce(text)

    def settle(self) -> None:
        """The next act takes a success or a note away; an error stays until it is mended."""
        if self.kind != "error":
            self.clear()

    def clear(self) -> None:
        """Take the message away."""
        was_shown = not self.isHidden()
        self._remove_buttons()
        self._sentence.clear()
        self.hide()
        if was_shown:
            self.closed.emit()

    def _button(self, words: str, act: Callable[[], object], place: int) -> QPushButton:
        made = QPushButton(words)
        made.clicked.connect(lambda: act())
        self._layout.insertWidget(2 + place, made)
        return made

    def _remove_buttons(self) -> None:
        for button in self._buttons:
            button.hide()
            self._layout.removeWidget(button)
            button.deleteLater()
        self._buttons.clear()

    def _announce(self, text: str) -> None:
        event = QAccessibleAnnouncementEvent(self, text)
        urgent = self.kind == "error"
        politeness = QAccessible.AnnouncementPoliteness
        event.setPoliteness(politeness.Assertive if urgent else politeness.Polite)
        QAccessible.updateAccessibility(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.color("alternate"))
        painter.setPen(QPen(style.color("line"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _BAR if mirrored else 0
        painter.fillRect(QRect(left, 0, _BAR, self.height()), style.color(_LOOK[self.kind][1]))
