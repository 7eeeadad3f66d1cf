"""What tests of pages share: people of the sample program, keys that are counted, and who has no name."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.app import Journeybook
from desktop.services import apprentices, people
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace

ENTER, CONTROL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class Keys:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot
        self.pressed = 0

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self._qtbot.keyClick(focused, key, modifier)
        self.pressed += 1

    def digit(self, digit: int) -> None:
        self.press(Qt.Key(Qt.Key.Key_0 + digit))

    def type(self, text: str) -> None:
        for letter in text:
            focused = QApplication.focusWidget()
            assert focused is not None
            self._qtbot.keyClicks(focused, letter)
            self.pressed += 1


def viewer(workspace: Workspace, last_name: str) -> Viewer:
    """Who has this last name in the sample program, in their first role."""
    found = next(one for one in workspace.read(people.everyone) if one.name.endswith(last_name))
    return Viewer(found.id, found.name, found.role, found.employer)


def agreement(workspace: Workspace, last_name: str) -> str:
    """The agreement of the apprentice with this last name in the sample program."""
    rows = workspace.read(apprentices.listing)
    return next(row.agreement_id for row in rows if row.name.endswith(last_name))


def show(qtbot: QtBot, page: Any, width: int = 1200, height: int = 800) -> None:
    """Show a page as the active window."""
    qtbot.addWidget(page)
    page.resize(width, height)
    with qtbot.waitActive(page):
        page.show()


def without_name(page: QWidget) -> list[str]:
    """The visible widgets that take the focus and say nothing to those who hear the screen."""
    found = []
    for widget in page.findChildren(QWidget):
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.focusProxy() is None
        if not takes_focus or not widget.isVisible() or widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


def fresh_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine on which Journeybook was never started, with its folders in `tmp_path`."""
    monkeypatch.delenv(settings.DATABASE_VARIABLE, raising=False)
    for kind in ("config", "data", "state"):
        folder = tmp_path / kind
        monkeypatch.setattr(
            settings.platformdirs, f"user_{kind}_path", lambda *_names, folder=folder, **_options: folder
        )


def quit_from(journeybook: Journeybook) -> None:
    """As quitting does; what belongs to the application goes too."""
    journeybook.close()
    journeybook.style.choose(Qt.ColorScheme.Light)
    parts: list[QObject | None] = [journeybook.window, journeybook.style, journeybook]
    for part in parts:
        if part is not None:
            part.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
