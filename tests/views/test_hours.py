"""The page of hours: the oldest that wait stand first, many are decided at once, and the form tells what is wrong."""

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop import words
from desktop.codes import HourKind, HourState
from desktop.database.store import Store
from desktop.services import hour_lists
from desktop.services.hour_lists import EntryRow
from desktop.views.ask_reason import ReasonDialog
from desktop.views.hours import HoursPage
from desktop.views.log_hours import UnsavedDialog
from desktop.workspace import Workspace
from tests.screens import Keys, agreement, show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


def open_page(qtbot: QtBot, workspace: Workspace, last_name: str) -> HoursPage:
    made = HoursPage(workspace, viewer(workspace, last_name))
    show(qtbot, made)
    return made


def log_of(workspace: Workspace, last_name: str) -> dict[str, EntryRow]:
    rows = workspace.read(hour_lists.log_of, agreement_id=agreement(workspace, last_name))
    return {row.id: row for row in rows}


def test_the_oldest_hours_stand_first_and_a_mentor_sees_their_own(
    qtbot: QtBot, workspace: Workspace, qtmodeltester: ModelTester
) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    rows = page.waiting.list.table.rows
    assert [row.worked_on for row in rows] == sorted(row.worked_on for row in rows)
    assert len(open_page(qtbot, workspace, "Alvarez").waiting.list.table.rows) > len(rows) > 0
    qtmodeltester.check(page.waiting.list.table)


def test_an_instructor_sees_class_alone(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Marsh")
    assert {row.kind for row in page.waiting.list.table.rows} == {HourKind.RI}


def test_segments_and_search_narrow_the_list_and_count(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    every = page.waiting.list.table.rows
    page.waiting.bar.segments.choose(HourKind.RI)
    shown = page.waiting.list.table.rows
    assert shown == tuple(row for row in every if row.kind is HourKind.RI)
    assert page.waiting.bar.segments.button(HourKind.RI).text().endswith(str(len(shown)))
    page.waiting.bar.search.setText("brooks")
    assert {row.apprentice for row in page.waiting.list.table.rows} == {"Jalen Brooks"}
    page.waiting.bar.clear()
    assert page.waiting.list.table.rows == every


def test_space_selects_and_the_arrows_only_move(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    page.waiting.list.setFocus()
    keys = Keys(qtbot)
    assert not page.waiting.list.selected()
    keys.press(Qt.Key.Key_Space)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Down)
    keys.press(Qt.Key.Key_Space)
    rows = page.waiting.list.table.rows
    assert page.waiting.list.selected() == (rows[0], rows[2])
    assert page.waiting.approve_button.text() == "Approve 2"
    keys.press(Qt.Key.Key_Space)
    assert page.waiting.list.selected() == (rows[0],)


def test_without_a_selection_the_current_row_is_decided(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    page.waiting.list.setFocus()
    first = page.waiting.list.table.rows[0]
    Keys(qtbot).press(Qt.Key.Key_A)
    assert log_of(workspace, "Brooks")[first.id].state is HourState.APPROVED
    assert page.message.text == f"1 entry of {first.apprentice} approved, {words.hours(first.minutes)}."
    assert first.id not in {row.id for row in page.waiting.list.table.rows}


def test_hours_go_back_only_with_a_reason(qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    page.waiting.list.setFocus()
    first = page.waiting.list.table.rows[0]
    answers: list[str | None] = [None, "Two job functions are mixed up"]
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_: answers.pop(0))
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_R)
    assert log_of(workspace, "Brooks")[first.id].state is HourState.PENDING
    keys.press(Qt.Key.Key_R)
    entry = log_of(workspace, "Brooks")[first.id]
    assert (entry.state, entry.reason) == (HourState.RETURNED, "Two job functions are mixed up")
    assert page.message.text == f"{words.hours(first.minutes)} returned to Jalen Brooks."


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    assert without_name(page) == []
    page.open_log(agreement(workspace, "Brooks"))
    assert without_name(page) == []
    page.log_new()
    page.form.split.add_button.click()
    assert without_name(page) == []


def test_opened_at_an_apprentice_it_shows_what_waits_or_else_the_log(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    page.open_at(agreement(workspace, "Brooks"))
    assert page.stack.currentWidget() is page.waiting
    assert {row.apprentice for row in page.waiting.list.table.rows} == {"Jalen Brooks"}
    page.waiting.list.setFocus()
    page.log_button.click()
    assert page.title == "Hours of Jalen Brooks"
    page.back_button.click()
    assert page.title == "Hours to approve"
    page.open_at(agreement(workspace, "Chao"))
    assert page.title == "Hours of Wei-Lin Chao"
    assert page.log.list.table.rowCount()


def test_a_log_that_is_closed_takes_no_hours(qtbot: QtBot, workspace: Workspace, qtmodeltester: ModelTester) -> None:
    page = open_page(qtbot, workspace, "Alvarez")
    page.open_at(agreement(workspace, "Quintero"))
    assert not page.new_button.isVisible()
    page.log_new()
    assert page.stack.currentWidget() is page.log
    qtmodeltester.check(page.log.list.table)


@pytest.fixture
def own(qtbot: QtBot, workspace: Workspace) -> HoursPage:
    """The form for new hours, open for Lucía Fernández."""
    page = open_page(qtbot, workspace, "Fernández")
    page.new_button.click()
    return page


def test_the_form_tells_what_is_wrong_where_it_is_wrong(own: HoursPage, workspace: Workspace) -> None:
    before = log_of(workspace, "Fernández")
    form = own.form
    form.save()
    assert form.hours_row.error
    assert form.split_row.error
    assert form.hours.hasFocus()
    form.hours.setText("seven")
    form.save()
    assert "7:30" in form.hours_row.error
    form.hours.setText("25")
    form.save()
    assert "24 h" in form.hours_row.error
    form.hours.setText("7h30")
    form.day.setDate(QDate(2025, 1, 1))
    form.save()
    assert "before the agreement began" in form.day_row.error
    assert not form.hours_row.error
    assert log_of(workspace, "Fernández") == before


def test_the_split_is_told_while_it_is_typed(own: HoursPage) -> None:
    split = own.form.split
    own.form.hours.setText("7:30")
    split.rows[0].function.setCurrentIndex(1)
    assert split.sum.text() == "7 h 30 of 7 h 30 split"
    split.rows[0].part.setText("5:30")
    assert split.sum.text() == "5 h 30 of 7 h 30 split"
    assert "5 h 30 are split" in split.error(needed=True)
    split.add_button.click()
    split.rows[1].function.setCurrentIndex(1)
    assert split.parts() is None
    split.rows[1].function.setCurrentIndex(2)
    assert split.parts() == {"1": 330, "2": 120}
    assert split.error(needed=True) == ""
    split.rows[1].remove.click()
    assert split.parts() == {"1": 330}


def test_more_than_a_day_has_is_refused_in_the_form(own: HoursPage, workspace: Workspace) -> None:
    form = own.form
    day = next(row.worked_on for row in log_of(workspace, "Fernández").values() if row.kind is HourKind.OJT)
    before = log_of(workspace, "Fernández")
    form.day.setDate(QDate(day.year, day.month, day.day))
    form.hours.setText("23")
    form.split.rows[0].function.setCurrentIndex(1)
    form.save()
    assert form.refusal.isVisible()
    assert "logged already" in form.refusal.text.text()
    assert own.stack.currentWidget() is form
    assert log_of(workspace, "Fernández") == before
    form.hours.setText("1")
    form.save()
    assert len(log_of(workspace, "Fernández")) == len(before) + 1


def test_class_goes_to_a_course_and_to_no_job_function(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Vasquez")
    before = log_of(workspace, "Vasquez")
    page.new_button.click()
    form = page.form
    assert not form.course_row.isVisible()
    form.kind.choose(HourKind.RI)
    assert form.course_row.isVisible()
    form.course.setCurrentIndex(1)
    form.day.setDate(QDate(2026, 11, 14))
    form.hours.setText("2,5")
    form.save()
    (entry,) = (row for id_, row in log_of(workspace, "Vasquez").items() if id_ not in before)
    assert (entry.kind, entry.minutes, entry.course, entry.parts) == (HourKind.RI, 150, "NT-101", (("", 150),))


def test_cancel_leaves_everything_as_it_was(own: HoursPage, workspace: Workspace) -> None:
    before = log_of(workspace, "Fernández")
    own.form.hours.setText("7")
    own.form.cancel_button.click()
    assert own.stack.currentWidget() is own.log
    assert own.title == "Your hours"
    assert log_of(workspace, "Fernández") == before


def test_leaving_a_form_that_was_typed_in_asks_first(own: HoursPage, monkeypatch: pytest.MonkeyPatch) -> None:
    assert own.leave()
    own.form.hours.setText("7")
    answers = [False, True]
    monkeypatch.setattr(UnsavedDialog, "ask", lambda *_: answers.pop(0))
    assert not own.leave()
    assert own.form.hours.text() == "7"
    assert own.leave()
    assert own.stack.currentWidget() is own.log
