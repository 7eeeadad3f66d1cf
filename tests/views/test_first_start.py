"""First start and a new program: three offers, and a form that says what is missing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.views.first_start import FirstStart
from desktop.views.new_program import NewProgram, Program
from tests.screens import without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def page(qtbot: QtBot) -> FirstStart:
    made = FirstStart()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def program(qtbot: QtBot) -> NewProgram:
    made = NewProgram()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def _offers(page: FirstStart) -> list[QPushButton]:
    return [one for one in page.findChildren(QPushButton) if one.isVisible()]


def test_each_offer_says_what_comes_of_it_and_asks_for_it(qtbot: QtBot, page: FirstStart) -> None:
    wanted: list[str] = []
    page.wanted.connect(wanted.append)
    for offer in _offers(page):
        interface = QAccessible.queryAccessibleInterface(offer)
        assert interface.text(QAccessible.Text.Description)
        qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert wanted == ["sample", "new", "open"]
    assert [bool(offer.property("primary")) for offer in _offers(page)] == [True, False, False]


def test_the_keyboard_reaches_each_offer(qtbot: QtBot, page: FirstStart) -> None:
    wanted: list[str] = []
    page.wanted.connect(wanted.append)
    for _offer in range(3):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Space)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert wanted == ["sample", "new", "open"]


@pytest.mark.parametrize("trouble", ["", "There is no file /home/ruth/records/program.db. Choose another file." * 2])
def test_all_words_are_whole_with_and_without_a_message(page: FirstStart, trouble: str) -> None:
    if trouble:
        page.message.show_message("error", trouble)
    page.resize(640, 480)
    QApplication.processEvents()
    for label in page.findChildren(QLabel):
        if label.isVisible() and label.text():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    assert page.message.isVisible() == bool(trouble)
    assert not without_name(page)


def test_a_program_needs_its_sponsor_and_who_keeps_it(qtbot: QtBot, program: NewProgram) -> None:
    start = next(one for one in program.findChildren(QPushButton) if one.property("primary"))
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert program.isVisible()
    assert program.sponsor.hasFocus()
    wrong = [row.field for row in program.form.rows if row.error]
    assert wrong == [program.sponsor, program.first, program.last]
    for field, text in ((program.sponsor, "Hudson Works"), (program.first, "Vera"), (program.last, "  ")):
        qtbot.keyClicks(field, text)
    qtbot.mouseClick(start, Qt.MouseButton.LeftButton)
    assert program.isVisible()
    assert [row.field for row in program.form.rows if row.error] == [program.last]
    qtbot.keyClicks(program.last, "Moss")
    qtbot.keyClick(program.last, Qt.Key.Key_Return)
    assert program.result() == NewProgram.DialogCode.Accepted
    zone = program.zone.currentText()
    assert program.program() == Program("Hudson Works", "", zone, "Vera", "  Moss")


def test_the_number_of_a_program_may_be_left_out_and_says_so(program: NewProgram) -> None:
    row = next(row for row in program.form.rows if row.field is program.number)
    assert row.label.text() == "Program number (optional)"
    assert not without_name(program)


def test_leaving_the_form_starts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NewProgram, "exec", lambda _dialog: 0)
    assert NewProgram.ask(None) is None
