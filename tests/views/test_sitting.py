"""A sitting keeps what was rated, never moves on over a mistake, and shows what is known of a competency."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.codes import HourKind
from desktop.database.store import Store
from desktop.services import sign_offs
from desktop.views import style
from desktop.views.ask_reason import ReasonDialog
from desktop.views.sign_offs import SignOffsPage
from desktop.views.sitting import Sitting
from desktop.views.sitting_summary import UnsignedDialog
from desktop.workspace import Workspace
from tests.screens import CONTROL, ENTER, Keys, agreement, show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> SignOffsPage:
    made = SignOffsPage(workspace, viewer(workspace, "Ibarra"))
    show(qtbot, made)
    made.open_at(agreement(workspace, "Mensah"))
    return made


@pytest.fixture
def sitting(page: SignOffsPage) -> Sitting:
    return page.sitting


def code(sitting: Sitting) -> str:
    item = sitting.item()
    assert item is not None
    return item.code


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_what_was_asked_for_stands_first_then_what_is_open_and_core(sitting: Sitting) -> None:
    assert sitting.subject is not None
    codes = sitting.list.codes()
    asked = [item.code for item in sitting.subject.items if item.request]
    assert codes[: len(asked)] == asked
    assert code(sitting) == asked[0]
    rest = [sitting.subject.item(one) for one in codes[len(asked) :]]
    assert rest
    assert all(item.is_due for item in rest)
    sitting.everything.click()
    assert sorted(sitting.list.codes()) == sorted(item.code for item in sitting.subject.items)


def test_without_a_level_nothing_is_kept(qtbot: QtBot, sitting: Sitting) -> None:
    first = code(sitting)
    Keys(qtbot).press(ENTER)
    assert code(sitting) == first
    assert not sitting.kept
    assert "No level is chosen" in sitting.form.error.text.text()


def test_a_level_that_needs_a_reason_is_not_kept_without_one(qtbot: QtBot, sitting: Sitting) -> None:
    keys, first = Keys(qtbot), code(sitting)
    keys.digit(0)
    keys.press(ENTER)
    assert code(sitting) == first
    assert sitting.form.error.isVisible()
    assert sitting.form.comment.hasFocus()
    keys.type("Absent that week")
    keys.press(ENTER)
    assert sitting.kept[first].level == 0
    assert sitting.kept[first].comment == "Absent that week"
    assert code(sitting) != first


def test_a_date_before_the_agreement_or_in_the_future_is_not_kept(qtbot: QtBot, sitting: Sitting) -> None:
    assert sitting.subject is not None
    today = sitting.subject.today
    day = sitting.form.day
    day.setDate(QDate(today.year + 1, 1, 1))
    assert day.date() == QDate(today.year, today.month, today.day)
    sitting.form.press_level(3, stay=False)
    before = sitting.subject.begins - timedelta(days=1)
    day.setDate(QDate(before.year, before.month, before.day))
    sitting.keep_and_next()
    assert not sitting.kept
    assert "before the agreement began" in sitting.form.day_row.error


def test_how_and_when_it_was_shown_stays_for_the_next(qtbot: QtBot, sitting: Sitting) -> None:
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
    sitting.form.day.setDate(QDate(2026, 11, 2))
    sitting.form.focus_keys()
    keys.digit(3)
    keys.press(ENTER)
    assert sitting.form.shown.value == HourKind.RI
    assert sitting.form.day.date() == QDate(2026, 11, 2)
    keys.press(Qt.Key.Key_J, Qt.KeyboardModifier.AltModifier)
    assert sitting.form.shown.value == HourKind.OJT


def test_the_comment_of_the_rating_before_is_one_key_away(qtbot: QtBot, sitting: Sitting) -> None:
    keys = Keys(qtbot)
    keys.digit(3)
    keys.press(Qt.Key.Key_Tab)
    keys.type("Clear notes")
    keys.press(ENTER)
    keys.press(Qt.Key.Key_L, CONTROL)
    assert sitting.form.comment.toPlainText() == "Clear notes"


def test_skip_keeps_nothing_and_back_keeps_what_was_chosen(qtbot: QtBot, sitting: Sitting) -> None:
    keys, first = Keys(qtbot), code(sitting)
    keys.digit(4)
    keys.press(Qt.Key.Key_S, Qt.KeyboardModifier.AltModifier)
    assert not sitting.kept
    second = code(sitting)
    keys.digit(2)
    keys.press(Qt.Key.Key_Backspace)
    assert code(sitting) == first
    assert sitting.kept[second].level == 2


def test_a_rating_that_is_changed_keeps_its_id(qtbot: QtBot, sitting: Sitting) -> None:
    keys, first = Keys(qtbot), code(sitting)
    keys.digit(2)
    keys.press(ENTER)
    id_ = sitting.kept[first].id
    keys.press(Qt.Key.Key_Backspace)
    assert sitting.form.keys.value == 2
    keys.digit(4)
    keys.press(ENTER)
    assert (sitting.kept[first].id, sitting.kept[first].level) == (id_, 4)


def test_going_elsewhere_in_the_list_keeps_what_was_chosen(qtbot: QtBot, sitting: Sitting) -> None:
    first, last = code(sitting), sitting.list.codes()[-1]
    sitting.form.press_level(3, stay=False)
    sitting.list.setFocus()
    keys = Keys(qtbot)
    keys.press(Qt.Key.Key_End)
    qtbot.waitUntil(lambda: code(sitting) == last)
    assert sitting.kept[first].level == 3
    sitting.form.press_level(0, stay=False)
    sitting.list.setFocus()
    keys.press(Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: sitting.form.error.isVisible())
    assert code(sitting) == last
    assert sitting.list.shown == last


def test_the_side_shows_the_request_and_the_ratings_so_far(qtbot: QtBot, page: SignOffsPage) -> None:
    sitting = page.sitting
    assert "Asked for by Kwame Mensah" in words(sitting.side)
    assert "3 Satisfactory" in words(sitting.side)
    assert sitting.subject is not None
    rated = next(item for item in sitting.subject.items if item.ratings and item.ratings[0].comment)
    workspace, rating = page.workspace, rated.ratings[0]
    coordinator = viewer(workspace, "Alvarez").person_id
    workspace.write(sign_offs.reverse, sign_off_id=rating.id, reason="Wrong competency", by=coordinator)
    sitting.show_competency(rated.code)
    qtbot.waitUntil(lambda: "Reversed: Wrong competency" in words(sitting.side))
    struck = [label for label in sitting.side.findChildren(QLabel) if label.font().strikeOut()]
    assert rating.comment in {label.text() for label in struck}


def test_the_summary_shows_what_will_be_signed(qtbot: QtBot, page: SignOffsPage, qtmodeltester: ModelTester) -> None:
    keys, sitting = Keys(qtbot), page.sitting
    codes = sitting.list.codes()[:2]
    keys.digit(3)
    keys.press(ENTER)
    keys.digit(1)
    keys.press(ENTER, CONTROL)
    assert sitting.is_reviewing
    rows = sitting.summary.list.table.rows
    assert [(row.code, row.level, row.outcome) for row in rows] == [
        (codes[0], "3 Satisfactory", "completes"),
        (codes[1], "1 Attempted", "does not complete"),
    ]
    assert sitting.summary.sign_button.text() == "Sign 2"
    assert sitting.summary.sign_button.hasFocus()
    assert without_name(page) == []
    qtmodeltester.check(sitting.summary.list.table)
    sitting.summary.list.setFocus()
    sitting.summary.list.select(codes[1])
    keys.press(ENTER)
    assert not sitting.is_reviewing
    assert code(sitting) == codes[1]
    assert len(sitting.kept) == 2


def test_with_nothing_rated_there_is_no_summary(page: SignOffsPage) -> None:
    assert not page.review_button.isEnabled()
    assert not page.sitting.review()
    page.sitting.form.press_level(3, stay=False)
    assert page.review_button.isEnabled()


def test_in_a_narrow_window_the_third_pane_stands_under_the_second(qtbot: QtBot, page: SignOffsPage) -> None:
    column = page.sitting.form.column
    assert column.indexOf(page.sitting.side) < 0
    page.resize(800, 700)
    assert column.indexOf(page.sitting.side) >= 0
    page.resize(1300, 700)
    assert column.indexOf(page.sitting.side) < 0


def test_a_change_of_the_record_loses_nothing_that_was_entered(page: SignOffsPage, workspace: Workspace) -> None:
    sitting = page.sitting
    sitting.form.press_level(3, stay=False)
    sitting.form.comment.setPlainText("Half a sentence")
    own = viewer(workspace, "Mensah").person_id
    assert sitting.subject is not None
    new = next(item.code for item in sitting.subject.items if not item.is_complete and item.request is None)
    workspace.write(sign_offs.ask, agreement_id=sitting.subject.agreement_id, codes=[new], by=own)
    assert sitting.subject.item(new).request is not None
    assert sitting.form.comment.toPlainText() == "Half a sentence"
    assert sitting.form.keys.value == 3


def test_dialogs_say_what_they_do_and_need_a_reason(qtbot: QtBot, page: SignOffsPage) -> None:
    unsigned = UnsignedDialog(page, "Kwame Mensah", 5)
    show(qtbot, unsigned)
    assert without_name(unsigned) == []
    assert unsigned.discard.text() == "Discard 5"
    reason = ReasonDialog(page, "Reverse", "Two sign-offs stay in the record.", "Reverse 2")
    show(qtbot, reason)
    assert without_name(reason) == []
    reason.act.click()
    assert reason.row.error
    assert reason.isVisible()
    reason.field.setText("  Wrong person ")
    reason.act.click()
    assert not reason.isVisible()
    assert reason.reason == "Wrong person"


def test_enter_on_a_button_presses_that_button(qtbot: QtBot, sitting: Sitting) -> None:
    first = code(sitting)
    sitting.skip()
    sitting.panes.back_button.setFocus()
    assert QApplication.focusWidget() is sitting.panes.back_button
    Keys(qtbot).press(ENTER)
    assert code(sitting) == first


def test_another_framework_without_the_competency_that_was_shown_begins_at_its_first(
    qtbot: QtBot, workspace: Workspace, page: SignOffsPage, sitting: Sitting
) -> None:
    assert sitting.subject is not None
    item = sitting.item()
    assert item is not None
    others = tuple(
        replace(one, competency=one.competency.model_copy(update={"code": f"H.A.MATH.GM.PF.2DFP.L1.{at}"}))
        for at, one in enumerate(sitting.subject.items)
    )
    sitting.refresh(replace(sitting.subject, items=others))
    assert code(sitting) in {one.code for one in others}
    width = QFontMetrics(style.tabular(style.font("code"))).horizontalAdvance(code(sitting))
    assert sitting.list.code_width < width


def test_what_a_competency_means_stands_under_its_title(qtbot: QtBot, sitting: Sitting) -> None:
    item = sitting.item()
    assert item is not None
    assert sitting.subject is not None
    assert not sitting.form.description.isVisible()
    described = item.competency.model_copy(
        update={"description": "Keeps the tools.", "unplaced": ("Most of the time.",)}
    )
    sitting.refresh(
        replace(
            sitting.subject,
            items=tuple(
                replace(one, competency=described) if one.code == item.code else one for one in sitting.subject.items
            ),
        )
    )
    sitting.show_competency(sitting.list.codes()[1])
    sitting.show_competency(item.code)
    assert sitting.form.description.isVisible()
    assert sitting.form.description.text() == "Keeps the tools.\nMost of the time."
