"""In a crosswalk a coordinator confirms with the keys which competencies say the same; others read."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.services import crosswalks, frameworks
from desktop.services.crosswalks import ConfirmedPair
from desktop.views.framework_compare import FrameworkComparePage
from desktop.views.framework_crosswalk import FrameworkCrosswalkPage
from desktop.workspace import Workspace
from tests.conftest import everything
from tests.frameworks.test_compare import BAKERY, changed, framework
from tests.screens import ENTER, Keys, show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")

_OTHER = framework(changed("1", 1, "Kneads rye dough by machine"), "2", "rye")
_NAMES = (("baker", "1"), ("rye", "2"))


@pytest.fixture
def workspace(store: Store) -> Workspace:
    for made in (framework(BAKERY), _OTHER):
        store.write(frameworks.adopt, framework=made)
    return Workspace(store)


def opened(qtbot: QtBot, workspace: Workspace, name: str = "Cora Hale") -> FrameworkCrosswalkPage:
    made = FrameworkCrosswalkPage(workspace, viewer(workspace, name))
    show(qtbot, made)
    made.open_at(_NAMES)
    return made


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> FrameworkCrosswalkPage:
    return opened(qtbot, workspace)


def kept(store: Store) -> tuple[ConfirmedPair, ...]:
    return store.read(crosswalks.confirmed, before=framework(BAKERY), after=_OTHER)


def test_each_competency_has_its_likest_first_with_score_and_words_in_common(page: FrameworkCrosswalkPage) -> None:
    page.list.select("1b")
    first, *others = page.near.table.rows
    assert (first.code, first.place) == ("1b", 1)
    assert first.shared == ("kneads", "dough")
    assert all(first.score >= one.score for one in others)
    assert {one.code for one in page.near.table.rows} == {"1a", "1b", "1c", "2a", "2b"}


def test_the_page_says_that_a_pair_signs_nothing_off(page: FrameworkCrosswalkPage) -> None:
    assert page.says.text() == "A confirmed pair is evidence for prior credit. It is never a sign-off."
    assert page.says.isVisible()


def test_enter_confirms_the_chosen_one_and_goes_on_to_the_next(
    qtbot: QtBot, page: FrameworkCrosswalkPage, store: Store
) -> None:
    keys = Keys(qtbot)
    page.note.setText("Both as in the manual")
    page.list.setFocus()
    keys.press(ENTER)
    assert page.list.current().code == "1b"
    keys.digit(2)
    second = page.near.current()
    assert second.place == 2
    keys.press(ENTER)
    assert {(one.code, one.other_code, one.note) for one in kept(store)} == {
        ("1a", "1a", "Both as in the manual"),
        ("1b", second.code, "Both as in the manual"),
    }
    assert page.list.current().code == "1c"
    assert page.segments.button("open").text().endswith("  3")


def test_one_that_is_not_among_the_likest_is_confirmed_too(page: FrameworkCrosswalkPage, store: Store) -> None:
    page.list.select("1a")
    page.near.select("2b")
    page.confirm()
    assert [(one.code, one.other_code) for one in kept(store)] == [("1a", "2b")]


def test_confirmed_pairs_stand_apart_with_who_and_when_and_are_withdrawn(
    qtbot: QtBot, page: FrameworkCrosswalkPage, store: Store
) -> None:
    page.confirm()
    page.segments.choose("confirmed")
    view = page.confirmed.list
    (row,) = view.table.rows
    assert "confirmed by Cora Hale on " in page.confirmed.who(row.pair)
    view.setFocus()
    Keys(qtbot).press(Qt.Key.Key_Delete)
    (after,) = kept(store)
    assert after.withdrawn_by == "Cora Hale"
    (row,) = view.table.rows
    assert "withdrawn by Cora Hale" in page.confirmed.who(row.pair)
    before = everything(store)
    Keys(qtbot).press(ENTER)
    assert everything(store) == before


def test_in_the_open_list_what_is_confirmed_goes_away(page: FrameworkCrosswalkPage) -> None:
    page.segments.choose("open")
    for _ in range(5):
        page.confirm()
    assert page.list.table.rowCount() == 0
    assert page.head.soft.text().endswith("5 of 5 competencies have a pair")


def test_others_read_and_change_nothing(qtbot: QtBot, workspace: Workspace, store: Store) -> None:
    page = opened(qtbot, workspace, "Max Hale")
    before = everything(store)
    page.list.setFocus()
    keys = Keys(qtbot)
    for key in (ENTER, Qt.Key.Key_2, Qt.Key.Key_Delete):
        keys.press(key)
    assert everything(store) == before
    assert not page.note.isVisible()
    assert page.near.table.rowCount() == 5


def test_it_is_reached_from_the_comparison_and_goes_back_to_both(
    qtbot: QtBot, workspace: Workspace, page: FrameworkCrosswalkPage
) -> None:
    compare = FrameworkComparePage(workspace, viewer(workspace, "Max Hale"))
    show(qtbot, compare)
    compare.open_at(_NAMES)
    with qtbot.waitSignal(compare.go) as asked:
        compare.crosswalk_button.click()
    assert asked.args == ["framework_crosswalk", _NAMES]
    with qtbot.waitSignal(page.go) as back:
        page.back.click()
    assert back.args == ["framework_compare", _NAMES]


def test_everything_has_a_name_and_the_focus_begins_in_the_competencies(page: FrameworkCrosswalkPage) -> None:
    assert without_name(page) == []
    assert QApplication.focusWidget() is page.list
