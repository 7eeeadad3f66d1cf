"""Locking: after five minutes without key or mouse, with everything kept and nothing to be read."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.views import locking
from desktop.views.ask_reason import ReasonDialog
from desktop.views.locking import LOCK_AFTER, Behind, Idle
from tests.screens import show

pytestmark = pytest.mark.usefixtures("look")
_ALMOST = LOCK_AFTER.total_seconds() - 1


class Watch:
    """Two clocks that go on when they are told to."""

    def __init__(self) -> None:
        self.awake = self.ever = 1000.0

    def wait(self, seconds: float, *, asleep: bool = False) -> None:
        self.awake += 0 if asleep else seconds
        self.ever += seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    made = Watch()
    monkeypatch.setattr(locking, "_now", lambda: (made.awake, made.ever))
    return made


@pytest.fixture
def idle(qapp: QApplication, watch: Watch) -> Iterator[Idle]:
    parent = QObject()
    yield Idle(qapp, parent)
    parent.deleteLater()
    QCoreApplication.sendPostedEvents(parent, QEvent.Type.DeferredDelete)


def test_five_minutes_without_key_or_mouse_are_told_once(idle: Idle, watch: Watch) -> None:
    told: list[None] = []
    idle.idle.connect(lambda: told.append(None))
    watch.wait(_ALMOST)
    assert not idle.look()
    watch.wait(1)
    assert idle.look()
    assert not idle.look()
    assert len(told) == 1


def test_a_computer_that_slept_is_locked_before_the_first_key_counts(idle: Idle, watch: Watch) -> None:
    told: list[None] = []
    idle.idle.connect(lambda: told.append(None))
    watch.wait(3600, asleep=True)
    idle.touch()
    assert len(told) == 1


def test_a_clock_that_is_set_back_locks_no_later(idle: Idle, watch: Watch) -> None:
    watch.ever -= 86_400
    watch.wait(LOCK_AFTER.total_seconds())
    assert idle.look()


@pytest.mark.parametrize("touch", ["key", "mouse"])
def test_keys_and_mouse_in_the_window_begin_the_time_anew(qtbot: QtBot, idle: Idle, watch: Watch, touch: str) -> None:
    label = QLabel("Ada Lind")
    show(qtbot, label, 300, 200)
    window = label.windowHandle()
    assert isinstance(window, QWindow)
    idle._watch(window)
    watch.wait(_ALMOST)
    if touch == "key":
        QTest.keyClick(window, Qt.Key.Key_A)
    else:
        nothing, place = Qt.MouseButton.NoButton, QPointF(5, 5)
        moved = QMouseEvent(QEvent.Type.MouseMove, place, place, nothing, nothing, Qt.KeyboardModifier.NoModifier)
        QCoreApplication.sendEvent(window, moved)
    watch.wait(_ALMOST)
    assert not idle.look()
    watch.wait(1)
    assert idle.look()


def _readable(dialog: ReasonDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLabel) if one.isVisible() and one.text()]


@pytest.fixture
def dialog(qtbot: QtBot) -> ReasonDialog:
    made = ReasonDialog(None, "Reverse a sign-off of Ada Lind", "Ada Lind, 1a.", "Reverse")
    show(qtbot, made, 560, 260)
    qtbot.keyClicks(made.field, "The wrong one")
    return made


def test_an_open_dialog_shows_nothing_and_comes_back_as_it_was(qtbot: QtBot, dialog: ReasonDialog) -> None:
    window = QLabel("Ada Lind")
    qtbot.addWidget(window)
    behind = Behind(window)
    assert dialog.isVisible()
    assert not _readable(dialog)
    assert "Lind" not in dialog.windowTitle()
    behind.show()
    assert "Ada Lind, 1a." in _readable(dialog)
    assert dialog.windowTitle() == "Reverse a sign-off of Ada Lind"
    assert dialog.field.text() == "The wrong one"
    assert dialog.focusWidget() is dialog.field


def test_a_dialog_that_is_dropped_ends_as_its_cancel_does(qtbot: QtBot, dialog: ReasonDialog) -> None:
    window = QLabel()
    qtbot.addWidget(window)
    with qtbot.waitSignal(dialog.rejected):
        Behind(window).drop()
