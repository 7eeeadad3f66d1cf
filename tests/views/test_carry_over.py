"""A coordinator confirms pairs, sees before and after, carries an agreement over, and takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.codes import HourState
from desktop.database.store import Store
from desktop.services import checks, frameworks, hours, sign_offs
from desktop.services.progress import progress
from desktop.views.apprentices import ApprenticesPage
from desktop.views.ask_reason import ReasonDialog
from desktop.views.carry_over import CarryOverPage
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
    page.alike.click()
    left = [row for row in page.pairs.rows if not row.is_confirmed]
    assert left
    assert all(not row.to or row.change.score < page.least.value() or not row.is_alike for row in left)
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
