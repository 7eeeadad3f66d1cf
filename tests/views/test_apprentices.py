"""The list of apprentices filters, sorts, opens one, and keeps its place while the record changes."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.codes import EventKind
from desktop.database.store import Store, create_store
from desktop.services import events
from desktop.services.demo_sample import DAY
from desktop.views.apprentices import REGISTER, ApprenticesPage
from desktop.workspace import Workspace
from tests.screens import CONTROL, agreement, show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> ApprenticesPage:
    made = ApprenticesPage(workspace, viewer(workspace, "Alvarez"))
    show(qtbot, made)
    return made


def names(page: ApprenticesPage) -> list[str]:
    return [row.name for row in page.list.view.table.rows]


def search(qtbot: QtBot, page: ApprenticesPage, text: str) -> None:
    with qtbot.waitSignal(page.list.filtered, timeout=1000):
        page.list.filter.words.setText(text)


def test_a_coordinator_sees_all_and_a_mentor_their_own(
    qtbot: QtBot, page: ApprenticesPage, workspace: Workspace
) -> None:
    assert page.list.shown == 24
    own = ApprenticesPage(workspace, viewer(workspace, "Park"))
    show(qtbot, own)
    assert 0 < own.list.shown < 24
    assert "Lucía Fernández" in names(own)
    assert own.register_button is None


def test_an_apprentice_sees_their_own_record_at_once(qtbot: QtBot, workspace: Workspace) -> None:
    own = ApprenticesPage(workspace, viewer(workspace, "Fernández"))
    show(qtbot, own)
    assert own.detail.isVisible()
    assert not own.list.isVisible()
    assert not own.detail.back.isVisible()
    own.close_detail()
    assert own.detail.isVisible()


def test_segments_filter_and_show_how_many_there_are(qtbot: QtBot, page: ApprenticesPage) -> None:
    segments = page.list.filter.segments
    assert segments.button("all").text().split() == ["All", "24"]
    segments.button("all").setFocus()
    qtbot.keyClick(segments.button("all"), Qt.Key.Key_Right)
    assert segments.value == "open"
    assert page.list.shown == 19
    segments.choose("paused")
    assert names(page) == ["Tomás Reyes"]
    assert page.list.filter.show_all.isVisible()
    page.list.filter.show_all.click()
    assert page.list.shown == 24
    assert not page.list.filter.show_all.isVisible()


@pytest.mark.parametrize(("words", "found"), [("fernán", 1), ("FERNÁN", 1), ("  calder  county ", 8), ("hybrid%", 0)])
def test_words_are_looked_for_in_names_employers_and_frameworks(
    qtbot: QtBot, page: ApprenticesPage, words: str, found: int
) -> None:
    search(qtbot, page, words)
    assert page.list.shown == found


def test_nobody_found_says_so_and_offers_all(qtbot: QtBot, page: ApprenticesPage) -> None:
    search(qtbot, page, "ruiz")
    assert page.list.view.empty.isVisible()
    page.list.view.empty.button.click()
    assert page.list.shown == 24


def test_the_search_is_one_key_away(qtbot: QtBot, page: ApprenticesPage) -> None:
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_F, CONTROL)
    assert QApplication.focusWidget() is page.list.filter.words


def test_approved_and_pending_are_two_numbers(page: ApprenticesPage) -> None:
    table = page.list.view.table
    row = next(row for row in table.rows if row.name == "Lucía Fernández")
    place = table.row_of(row.agreement_id)
    spoken = [table.index(place, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(6)]
    assert spoken[2] == f"{row.core.done} of 27, {row.core.pending} pending"
    assert spoken[3] == f"{row.core.done} of 27, {row.core.pending} pending"
    assert spoken[5] == "Active"


def test_who_is_behind_is_said_in_words(page: ApprenticesPage) -> None:
    table = page.list.view.table
    behind = [row for row in table.rows if row.is_behind]
    assert behind
    index = table.index(table.row_of(behind[0].agreement_id), 5)
    assert "Behind pace" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_list_is_a_sound_model(page: ApprenticesPage, qtmodeltester: Any) -> None:
    qtmodeltester.check(page.list.view.table, force_py=True)


def test_heads_sort_by_number_not_by_word(page: ApprenticesPage) -> None:
    page.list.view.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    done = [row.core.done for row in page.list.view.table.rows]
    assert done == sorted(done, reverse=True)


def test_enter_opens_beside_the_list_and_escape_closes(qtbot: QtBot, page: ApprenticesPage) -> None:
    page.list.view.setFocus()
    page.list.view.select(page.list.view.table.rows[3].agreement_id)
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert page.list.isVisible()
    assert page.detail.name.text() == names(page)[3]
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Escape)
    assert not page.detail.isVisible()
    assert page.list.view.current().name == names(page)[3]


def test_the_open_one_follows_the_current_row(qtbot: QtBot, page: ApprenticesPage, workspace: Workspace) -> None:
    page.open_at(agreement(workspace, "Fernández"))
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.detail.name.text() == page.list.view.current().name, timeout=2000)
    assert page.detail.name.text() == "Mateo Rossi"


def test_in_a_small_window_the_open_one_takes_the_place_of_the_list(
    qtbot: QtBot, page: ApprenticesPage, workspace: Workspace
) -> None:
    page.resize(800, 650)
    page.open_at(agreement(workspace, "Fernández"))
    assert not page.list.isVisible()
    page.detail.back.click()
    assert page.list.isVisible()
    assert page.list.view.current().name == "Lucía Fernández"


def test_a_change_keeps_filter_row_and_scroll(qtbot: QtBot, page: ApprenticesPage, workspace: Workspace) -> None:
    page.list.filter.segments.choose("open")
    page.list.view.select(agreement(workspace, "Raman"))
    scrolled = page.list.view.verticalScrollBar().value()
    noor = agreement(workspace, "Haddad")
    with qtbot.waitSignal(workspace.changed, timeout=0):
        workspace.write(
            events.record_event,
            agreement_id=noor,
            kind=EventKind.REGISTERED,
            happened_on=DAY,
            by=page.viewer.person_id,
        )
    assert page.list.view.current().name == "Priya Raman"
    assert page.list.view.verticalScrollBar().value() == scrolled
    assert page.list.filter.segments.value == "open"
    assert next(row for row in page.list.view.table.rows if row.agreement_id == noor).status == "probation"


def test_an_empty_record_says_how_it_begins(qtbot: QtBot, tmp_path: Any, workspace: Workspace) -> None:
    with create_store(tmp_path / "new.journeybook") as store:
        page = ApprenticesPage(Workspace(store), viewer(workspace, "Alvarez"))
        show(qtbot, page)
        assert page.list.view.empty.isVisible()
        page.list.view.empty.button.click()
        assert page.form.isVisible()


def test_a_form_that_is_begun_is_not_left_by_accident(page: ApprenticesPage) -> None:
    page.open_at(REGISTER)
    assert page.leave()
    page.form.first.setText("Zoe")
    assert not page.leave()
    assert page.message.text
    page.message.buttons[0].click()
    assert page.leave()
    assert page.list.isVisible()


@pytest.mark.parametrize("width", [800, 1200])
def test_every_widget_has_a_name(page: ApprenticesPage, workspace: Workspace, width: int) -> None:
    page.resize(width, 700)
    assert not without_name(page)
    page.open_at(agreement(workspace, "Fernández"))
    for tab in ("progress", "sign_offs", "hours", "agreement"):
        page.detail.tabs.choose(tab)
        assert not without_name(page)
    page.open_at(REGISTER)
    assert not without_name(page)
