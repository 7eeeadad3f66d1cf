"""Locking: when nobody touched the program for a while, and what stands behind the page of signing in."""

import time
from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from typing_extensions import override

LOCK_AFTER = timedelta(minutes=5)
_LOOK_EVERY = timedelta(seconds=10)
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """`idle` comes once nobody pressed a key or moved the mouse for `LOCK_AFTER`, and after a sleep of the computer
    before the first of it counts.

    Keys and mouse come to the window that has the focus before they come to a widget; a filter there sees a few
    events, one on the application would see each of every widget.
    """

    idle = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._watched: QWindow | None = None
        self._last = _now()
        app.focusWindowChanged.connect(self._watch)
        timer = QTimer(self)
        timer.setInterval(round(_LOOK_EVERY.total_seconds() * 1000))
        timer.timeout.connect(self.look)
        timer.start()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            # Installed twice, a filter still sees each event once.
            window.installEventFilter(self)

    def look(self) -> bool:
        """Whether it has been too long; `idle` tells so."""
        is_idle = any(now - last >= LOCK_AFTER.total_seconds() for now, last in zip(_now(), self._last, strict=True))
        if is_idle:
            self._last = _now()
            self.idle.emit()
        return is_idle

    def touch(self) -> None:
        if not self.look():
            self._last = _now()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)


def _now() -> tuple[float, float]:
    """By a clock that is never set, and by one that goes on while the computer sleeps."""
    return time.monotonic(), time.time()


class Behind:
    """A window and its open dialogs while nobody may read them: all that was begun in them is kept."""

    def __init__(self, window: QWidget) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        self.window = window
        self._dialogs = [_Emptied(one) for one in QApplication.topLevelWidgets() if _is_open_dialog(one)]
        self._focused = window.focusWidget()

    def show(self) -> None:
        """Everything as it was."""
        self.window.show()
        self.window.activateWindow()
        if self._focused is not None:
            self._focused.setFocus()
        for one in self._dialogs:
            one.fill()

    def drop(self) -> None:
        """Leave the dialogs as their Cancel does; the window goes with whoever replaces it."""
        for one in reversed(self._dialogs):
            one.dialog.reject()


def _is_open_dialog(widget: QWidget) -> bool:
    return isinstance(widget, QDialog) and widget.isVisible()


class _Emptied:
    """A dialog that shows nothing. Hiding the dialog itself would end it."""

    def __init__(self, dialog: QWidget) -> None:
        assert isinstance(dialog, QDialog)
        self.dialog = dialog
        self._title, self._focused = dialog.windowTitle(), dialog.focusWidget()
        children = dialog.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        self._hidden = [one for one in children if not one.isWindow() and not one.isHidden()]
        dialog.setWindowTitle("Journeybook")
        for one in self._hidden:
            one.hide()

    def fill(self) -> None:
        for one in self._hidden:
            one.show()
        self.dialog.setWindowTitle(self._title)
        self.dialog.activateWindow()
        if self._focused is not None:
            self._focused.setFocus()
