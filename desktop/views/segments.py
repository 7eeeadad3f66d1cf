"""A row of joined buttons of which one is pressed: the views of a list, or one of a few answers."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.views import style

_PADDING = 26


class Segments(QWidget):
    """`chosen` gives the key of a segment that the user presses; the arrow keys move between them."""

    chosen = Signal(str)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = dict(choices)
        self._buttons: dict[str, QPushButton] = {}
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._on_click)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for place, (key, words) in enumerate(choices):
            button = QPushButton()
            button.setCheckable(True)
            button.setChecked(place == 0)
            button.setProperty("segment", _place(place, len(choices)))
            self._group.addButton(button)
            self._buttons[key] = button
            self._say(key, words)
            layout.addWidget(button)
        # Qt sees to it when a button is pressed, and leaves those added later in the way of Tab until then.
        for button in self._buttons.values():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button.isChecked() else Qt.FocusPolicy.ClickFocus)

    @property
    def value(self) -> str:
        """The key of the pressed segment."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def set_value(self, key: str) -> None:
        """Press a segment without announcing it."""
        self._buttons[key].setChecked(True)

    def choose(self, key: str) -> None:
        """Press a segment as the user does; nothing happens where it is off."""
        self._buttons[key].click()

    def set_count(self, key: str, count: int) -> None:
        """Write how many there are behind the word."""
        self._say(key, f"{self._words[key]}  {count:,}")

    def _say(self, key: str, words: str) -> None:
        """A pressed segment is DemiBold, which its size hint does not know."""
        self._buttons[key].setText(words)
        self._buttons[key].setMinimumWidth(style.metrics("code").horizontalAdvance(words) + _PADDING)

    def button(self, key: str) -> QPushButton:
        return self._buttons[key]

    def _on_click(self, pressed: QAbstractButton) -> None:
        self.chosen.emit(next(key for key, button in self._buttons.items() if button is pressed))


def _place(place: int, count: int) -> str:
    """Which corners are round; the sheet does not mirror them by itself."""
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        place = count - 1 - place
    if place == 0:
        return "first"
    return "last" if place == count - 1 else "middle"
