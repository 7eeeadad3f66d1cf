"""What is told of a failure of ours: all that may be copied is shown, and copied only when it is asked for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.views.defect_box import DefectBox
from desktop.views.style import Style
from tests.screens import show, without_name

REPORT = "2026-06-01T16:00:00+00:00 Journeybook 0.1.0 ValueError\n  desktop/app.py:12 start\n" * 20


def test_the_copy_is_what_is_shown_and_only_when_asked(qtbot: QtBot, look: Style) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText("mine")
    box = DefectBox(None, REPORT, "/log")
    show(qtbot, box)
    assert box.report.toPlainText() == REPORT
    assert clipboard.text() == "mine"
    qtbot.mouseClick(box.copy_button, Qt.MouseButton.LeftButton)
    assert clipboard.text() == REPORT
    assert box.isVisible()


def test_enter_closes_and_everything_has_a_name(qtbot: QtBot, look: Style) -> None:
    box = DefectBox(None, REPORT, "")
    show(qtbot, box)
    assert not without_name(box)
    assert not box.where.isVisible()
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert box.result() == QDialog.DialogCode.Accepted
