"""Who works here: found by name, told apart by role and employer, and never chosen by accident."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.codes import Role
from desktop.services.people import PersonRow
from desktop.views.choose_person import ChoosePerson
from tests.screens import without_name

pytestmark = pytest.mark.usefixtures("look")
ROWS = (
    PersonRow("1", "Ruth Alvarez", Role.COORDINATOR, ""),
    PersonRow("2", "Owen Park", Role.MENTOR, "Harbor Data Services"),
    PersonRow("2", "Owen Park", Role.MENTOR, "Northgate Health IT"),
    PersonRow("2", "Owen Park", Role.INSTRUCTOR, ""),
    PersonRow("3", "Lucía Fernández", Role.APPRENTICE, "Harbor Data Services"),
)


def _dialog(qtbot: QtBot, present: str = "", rows: tuple[PersonRow, ...] = ROWS) -> ChoosePerson:
    made = ChoosePerson(None, rows, present)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def test_who_works_now_is_chosen_at_first_and_the_focus_is_in_the_search(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, "3")
    assert dialog.chosen() == ROWS[4]
    assert dialog.field.hasFocus()


def test_the_first_one_is_chosen_where_nobody_worked(qtbot: QtBot) -> None:
    assert _dialog(qtbot).chosen() == ROWS[0]


def test_one_person_is_listed_in_each_role_and_for_each_employer(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    qtbot.keyClicks(dialog.field, "park")
    assert dialog.list.table.rows == ROWS[1:4]
    dialog.list.selectRow(2)
    assert dialog.chosen() == ROWS[3]


def test_letters_and_enter_choose(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot, "1")
    qtbot.keyClicks(dialog.field, " FERN")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.result() == ChoosePerson.DialogCode.Accepted
    assert dialog.chosen() == ROWS[4]


def test_nobody_of_that_name_cannot_be_chosen(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    qtbot.keyClicks(dialog.field, "zzz")
    assert dialog.list.empty.isVisible()
    assert not dialog.work.isEnabled()
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    dialog.field.clear()
    assert dialog.work.isEnabled()


def test_leaving_chooses_nobody(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    for code, chosen in ((ChoosePerson.DialogCode.Rejected, None), (ChoosePerson.DialogCode.Accepted, ROWS[0])):
        monkeypatch.setattr(ChoosePerson, "exec", lambda _dialog, code=code: code.value)
        assert ChoosePerson.ask(None, ROWS, "1") == chosen


def test_a_double_click_chooses(qtbot: QtBot) -> None:
    dialog = _dialog(qtbot)
    place = dialog.list.visualRect(dialog.list.table.index(1, 0)).center()
    qtbot.mouseClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(dialog.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert dialog.result() == ChoosePerson.DialogCode.Accepted
    assert dialog.chosen() == ROWS[1]


def test_everything_has_a_name(qtbot: QtBot) -> None:
    assert not without_name(_dialog(qtbot))
