"""The first minutes on a fresh machine: open the sample, see how everyone stands, open one of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import Journeybook
from desktop.views.find import FindDialog
from desktop.views.first_start import FirstStart
from desktop.views.main_window import MainWindow
from tests.screens import fresh_machine, quit_from

_A_MINUTE = 60_000


@pytest.fixture
def journeybook(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journeybook]:
    """Journeybook on a machine where it was never started."""
    fresh_machine(tmp_path, monkeypatch)
    made = Journeybook(qapp)
    yield made
    quit_from(made)


def test_from_a_fresh_machine_to_the_progress_of_one_apprentice(
    qtbot: QtBot, journeybook: Journeybook, monkeypatch: pytest.MonkeyPatch
) -> None:
    journeybook.start(None)
    first = journeybook.window
    assert isinstance(first, FirstStart)
    offer = next(one for one in first.findChildren(QPushButton) if one.property("primary"))
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "of 24 apprentices" in first.message.text, timeout=_A_MINUTE)
    qtbot.waitUntil(lambda: isinstance(journeybook.window, MainWindow), timeout=_A_MINUTE)
    window = journeybook.window
    assert isinstance(window, MainWindow)
    assert (window.viewer.name, window.page("home").title) == ("Ruth Alvarez", "What needs you today")
    assert "24 apprentices" in window.page("home").head.soft.text()

    def find_maya(dialog: FindDialog) -> int:
        qtbot.keyClicks(dialog.field, "maya")
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
        return dialog.result()

    monkeypatch.setattr(FindDialog, "exec", find_maya)
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    page = window.page("apprentices")
    assert window.stack.currentWidget() is page
    assert page.isVisible()
    told = [one.text() for one in page.findChildren(type(page.head.title)) if one.isVisible()]
    assert any("Maya Okonkwo" in text for text in told)
    assert any("of 27" in text for text in told)
