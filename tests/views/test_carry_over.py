"""A coordinator confirms pairs, sees before and after, carries an agreement over, and takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.codes import HourState
from desktop.database.store import Store
from desktop.services import carry_history, checks, frameworks, hours, sign_offs
from desktop.services.progress import progress
from desktop.views.apprentices import ApprenticesPage
from desktop.views.ask_reason import ReasonDialog
from desktop.views.carry_over import CarryOverPage
from desktop.views.carry_pairs import PairRow
from desktop.views.carry_shares import LevelsDialog, SharesDialog
from desktop.views.choices import place_of
from desktop.workspace import Workspace
from tests.conftest import Cast, everything, rating, work
from tests.screens import CONTROL, ENTER, Keys, show, viewer, without_name
from tests.services.test_carry_over import FIRST, revised

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def page(qtbot: QtBot, store: Store, cast: Cast) -> CarryOverPage:
    """Ben has a sign-off of 1a and hours of job function 2, which the new version has no more."""
    store.write(frameworks.adopt, framework=revised())
    store.write(sign_offs.sign_off, agreement_id=cast.bens, ratings=[rating("1a")], signer_id=cast.max)
    store.write(hours.log, agreement_id=cast.bens, entries=[work(90, function="2", id="entry")], by=cast.ben)
    store.write(hours.decide, entry_ids=["entry"], state=HourState.APPROVED, by=cast.max)
    workspace = Workspace(store)
    made = CarryOverPage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, made)
    made.open_at(cast.bens)
    return made


def version(store: Store, cast: Cast) -> str:
    return store.read(progress, agreement_id=cast.bens).framework.version


def test_another_version_of_the_same_framework_is_offered_first(page: CarryOverPage) -> None:
    assert page.target.currentData() == (FIRST, "2")
    assert page.pairs.open == len(page.pairs.rows)
    assert not page.undo_button.isVisible()


def test_nothing_is_carried_while_a_pair_is_undecided(page: CarryOverPage, store: Store) -> None:
    before = everything(store)
    page.carry_button.click()
    assert page.message.kind == "error"
    assert everything(store) == before


def test_one_button_confirms_what_is_alike_and_leaves_the_rest_to_decide(page: CarryOverPage) -> None:
    page.acts.alike.click()
    left = [row for row in page.pairs.rows if not row.is_confirmed]
    assert left
    assert all(not row.to or row.change.score < page.acts.least.value() or not row.is_alike for row in left)
    assert page.pairs.list.current() in left


def test_enter_confirms_and_goes_on_and_delete_leaves_out(qtbot: QtBot, page: CarryOverPage) -> None:
    keys = Keys(qtbot)
    first, second = page.pairs.rows[:2]
    page.pairs.list.select(first.id)
    page.pairs.list.setFocus()
    keys.press(ENTER)
    keys.press(Qt.Key.Key_Delete)
    rows = {row.id: row for row in page.pairs.rows}
    assert rows[first.id].is_confirmed
    assert rows[first.id].to == first.to
    assert rows[second.id].is_confirmed
    assert rows[second.id].to == ()


def test_a_part_is_sent_elsewhere_or_to_several(page: CarryOverPage) -> None:
    page.pairs.list.select("competency 1b")
    page.pairs.leave_out()
    page.pairs.list.select("competency 1b")
    for code in ("1x", "1y"):
        page.pairs.targets.select(code)
        page.pairs.targets.activated_row.emit(page.pairs.targets.current())
    (row,) = [row for row in page.pairs.rows if row.code == "1b"]
    assert row.to == ("1x", "1y")
    assert row.is_confirmed


def test_hours_are_shared_out_by_weight_among_several_job_functions(
    page: CarryOverPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def row() -> PairRow:
        return next(one for one in page.pairs.rows if one.id == "job function 2")

    page.pairs.list.select("job function 2")
    page.pairs.leave_out()
    page.pairs.list.select("job function 2")
    assert not page.pairs.share_button.isVisible()
    for code in ("1", "3"):
        page.pairs.targets.select(code)
        page.pairs.targets.activated_row.emit(page.pairs.targets.current())
    assert page.pairs.share_button.isVisible()
    monkeypatch.setattr(SharesDialog, "exec", lambda dialog: dialog.boxes[0].setValue(2) or dialog.DialogCode.Accepted)
    page.pairs.share_button.click()
    assert row().pair.shares() == (2, 1)
    page.segments.choose("preview")
    hours = {one.id: one.hours for one in page.preview.lists[1].table.rows}
    assert (hours["function 1"], hours["function 3"]) == ("1 h", "30 min")
    page.segments.choose("pairs")
    page.pairs.targets.select("1")
    page.pairs.targets.activated_row.emit(page.pairs.targets.current())
    assert row().to == ("3",)
    assert row().weights == ()
    assert not page.pairs.share_button.isVisible()


def test_levels_are_chosen_and_what_changes_is_told(page: CarryOverPage, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (4, 3)

    def choose(dialog: LevelsDialog) -> object:
        dialog.boxes[old].setCurrentIndex(place_of(dialog.boxes[old], new))
        return dialog.DialogCode.Accepted

    monkeypatch.setattr(LevelsDialog, "exec", choose)
    page.acts.levels.click()
    assert page.pairs.pairs().levels[old] == new
    page.segments.choose("preview")
    assert page.preview.levels.text() == "Levels change: 4 becomes 3."
    monkeypatch.setattr(LevelsDialog, "exec", lambda dialog: dialog.DialogCode.Rejected)
    page.pairs.choose_levels()
    assert page.pairs.pairs().levels[old] == new


def test_the_reason_is_kept_with_the_carry_over(page: CarryOverPage, store: Store, cast: Cast) -> None:
    page.acts.least.setValue(0)
    page.acts.alike.click()
    while page.pairs.open:
        page.pairs.list.activated_row.emit(page.pairs.list.current())
    page.reason.setText("New version of the trade")
    page.carry_button.click()
    (row,) = store.read(carry_history.history, agreement_id=cast.bens)
    assert row.reason == "New version of the trade"


def test_before_and_after_stand_beside_each_other_and_nothing_is_written(page: CarryOverPage, store: Store) -> None:
    before = everything(store)
    page.segments.choose("preview")
    now, then = page.preview.lists
    assert now.table.rows[0].hours == "1 h 30 min"
    assert then.table.rows[0].hours == "0 h"
    assert [(row.code, row.minutes) for row in page.preview.left.table.rows] == [("2", 90)]
    assert everything(store) == before


def test_it_is_carried_with_the_keys_and_taken_back_with_a_reason(
    qtbot: QtBot, page: CarryOverPage, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Keys(qtbot)
    page.pairs.list.setFocus()
    while page.pairs.open:
        keys.press(ENTER)
    keys.press(ENTER, CONTROL)
    assert page.message.kind == "success"
    assert version(store, cast) == "2"
    assert [one.code for one in store.read(progress, agreement_id=cast.bens).facts.ratings] == ["1z"]
    assert page.undo_button.isVisible()
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_some: None)
    page.undo_button.click()
    assert version(store, cast) == "2"
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_some: "Too early")
    page.undo_button.click()
    assert version(store, cast) != "2"
    assert store.read(progress, agreement_id=cast.bens).ojt.done == 90
    assert all(row.ok for row in store.read(checks.check_database))


def test_it_is_reached_from_the_agreement_by_a_coordinator_alone(qtbot: QtBot, store: Store, cast: Cast) -> None:
    workspace = Workspace(store)
    for name, may in (("Cora Hale", True), ("Max Hale", False)):
        own = ApprenticesPage(workspace, viewer(workspace, name))
        show(qtbot, own)
        own.open_at(cast.bens)
        own.detail.tabs.choose("agreement")
        button = own.detail.agreement.carry_over
        assert button.isVisible() is may
        if may:
            with qtbot.waitSignal(own.go) as asked:
                button.click()
            assert asked.args == ["carry_over", cast.bens]


def test_everything_has_a_name_and_the_focus_begins_in_the_pairs(page: CarryOverPage) -> None:
    assert without_name(page) == []
    assert QApplication.focusWidget() is page.pairs.list
    page.segments.choose("preview")
    assert without_name(page) == []
