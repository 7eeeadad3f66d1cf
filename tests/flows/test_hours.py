"""Hours from the apprentice's log to the mentor's approval: logged, approved by the dozen, returned, corrected."""

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from desktop import words
from desktop.codes import HourState
from desktop.database.store import Store
from desktop.services import hour_lists
from desktop.services.hour_lists import EntryRow
from desktop.views.ask_reason import ReasonDialog
from desktop.views.hours import HoursPage
from desktop.workspace import Workspace
from tests.screens import CONTROL, ENTER, Keys, agreement, show, viewer

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


def open_page(qtbot: QtBot, workspace: Workspace, last_name: str) -> HoursPage:
    made = HoursPage(workspace, viewer(workspace, last_name))
    show(qtbot, made)
    return made


def log_of(workspace: Workspace, last_name: str) -> tuple[EntryRow, ...]:
    return workspace.read(hour_lists.log_of, agreement_id=agreement(workspace, last_name))


def test_hours_are_logged_with_the_keyboard_alone(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Brooks")
    before = {row.id for row in log_of(workspace, "Brooks")}
    page.log.list.setFocus()
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_N, CONTROL)
    keys.type("7:30")
    keys.press(Qt.Key.Key_Tab)
    keys.press(Qt.Key.Key_Down)
    keys.press(ENTER, CONTROL)
    (entry,) = (row for row in log_of(workspace, "Brooks") if row.id not in before)
    assert (entry.minutes, entry.parts, entry.state) == (450, (("1", 450),), HourState.PENDING)
    assert page.message.text == "7 h 30 min of November 16, 2026 logged; they wait for approval."
    assert page.log.list.current().id == entry.id


def test_all_that_waits_of_one_apprentice_is_approved_with_two_keys(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    page.open_at(agreement(workspace, "Brooks"))
    waiting = page.waiting.list.table.rows
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_A, CONTROL)
    keys.press(Qt.Key.Key_A)
    assert keys.pressed == 2
    states = {row.id: row.state for row in log_of(workspace, "Brooks")}
    assert {states[row.id] for row in waiting} == {HourState.APPROVED}
    whole = words.hours(sum(row.minutes for row in waiting))
    assert page.message.text == f"{len(waiting)} entries approved, {whole}."
    assert not page.waiting.all_of(agreement(workspace, "Brooks"))


def test_returned_hours_are_corrected_and_wait_again(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    mentor = open_page(qtbot, workspace, "Whitfield")
    mentor.open_at(agreement(workspace, "Brooks"))
    wrong = mentor.waiting.list.current() or mentor.waiting.list.table.rows[0]
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_: "The lab day was in job function 4")
    Keys(qtbot).press(Qt.Key.Key_R)

    apprentice = open_page(qtbot, workspace, "Brooks")
    apprentice.log.list.setFocus()
    apprentice.log.list.select(wrong.id)
    row = apprentice.log.list.current()
    assert (row.state, row.reason) == (HourState.RETURNED, "The lab day was in job function 4")
    keys = Keys(qtbot)
    keys.press(ENTER)
    form = apprentice.form
    assert form.day.date() == QDate(wrong.worked_on.year, wrong.worked_on.month, wrong.worked_on.day)
    assert form.split.parts() == dict(wrong.parts)
    keys.press(ENTER, CONTROL)
    assert form.reason_row.error
    keys.type("Wrong job function")
    form.split.rows[0].function.setCurrentIndex(form.split.rows[0].function.findData("7"))
    keys.press(ENTER, CONTROL)
    log = {row.id: row for row in log_of(workspace, "Brooks")}
    assert log[wrong.id].is_reversed
    new = apprentice.log.list.current()
    assert (new.state, new.minutes, new.worked_on) == (HourState.PENDING, wrong.minutes, wrong.worked_on)
    assert "7" in dict(new.parts)
    assert new.id in {row.id for row in mentor.workspace.read(hour_lists.waiting)}
