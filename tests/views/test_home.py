"""Home as its user sees it: groups with their numbers, segments that narrow, rows that open, and a first step."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.codes import OPEN_STATUSES, Role, Status
from desktop.database.store import Store, create_store
from desktop.services import apprentices, hours, people
from desktop.services.home import Group, QueueItem
from desktop.views.home import HomePage
from desktop.views.own_progress import OwnProgressPage
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests.conftest import TODAY, Cast, work
from tests.screens import show, viewer

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> HomePage:
    """Home of the coordinator of the sample program."""
    workspace = Workspace(sample)
    made = HomePage(workspace, viewer(workspace, "Alvarez"))
    show(qtbot, made)
    return made


def _rows(page: HomePage) -> list[QueueItem]:
    return [item for group in page.groups.values() for item in group.view.table.rows]


def test_each_group_tells_how_many_it_has_and_an_empty_one_is_not_shown(page: HomePage) -> None:
    for group in page.groups.values():
        count = group.view.table.rowCount()
        assert group.isVisible() == (count > 0)
        assert group._head.text.text().endswith(f" {count}")
    assert _rows(page)
    assert page.empty.isHidden()


def test_what_is_late_says_by_how_many_days(page: HomePage) -> None:
    table = page.groups[Group.OVERDUE].view.table
    for row, item in enumerate(table.rows):
        assert item.due is not None
        days = (page._today - item.due).days
        words = "1 day late" if days == 1 else f"{days} days late"
        assert words in table.index(row, 3).data(Qt.ItemDataRole.AccessibleTextRole)
        assert table.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Overdue"


def test_a_segment_shows_as_many_as_it_says(page: HomePage) -> None:
    every = _rows(page)
    for key in ("sign_offs", "hours", "apprentices", "all"):
        page.segments.choose(key)
        shown = _rows(page)
        assert page.segments.button(key).text().endswith(f" {len(shown)}")
        assert shown == [item for item in every if key in ("all", item.page)]


def test_enter_on_a_row_goes_where_its_act_is_done(qtbot: QtBot, page: HomePage) -> None:
    view = next(group.view for group in page.groups.values() if group.isVisible())
    view.setFocus()
    item = view.current()
    with qtbot.waitSignal(page.go, timeout=0) as caught:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert caught.args == [item.page, item.agreement_id]


def test_a_click_on_the_act_goes_there_once(qtbot: QtBot, page: HomePage) -> None:
    view = next(group.view for group in page.groups.values() if group.isVisible())
    item, place = view.table.rows[0], view.visualRect(view.table.index(0, 4)).center()
    gone: list[tuple[str, str]] = []
    page.go.connect(lambda key, target: gone.append((key, target)))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert gone == [(item.page, item.agreement_id)]


def test_the_row_that_the_keys_reach_is_in_sight(qtbot: QtBot, page: HomePage) -> None:
    page.resize(900, 420)
    QApplication.processEvents()
    view = max((group.view for group in page.groups.values()), key=lambda view: view.table.rowCount())
    view.setFocus()
    for _row in range(view.table.rowCount()):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.currentIndex().row() == view.table.rowCount() - 1
    row = view.visualRect(view.currentIndex())
    scroller = page._scroller.viewport()
    top = view.viewport().mapTo(page, row.topLeft()).y() - scroller.mapTo(page, QPoint(0, 0)).y()
    assert 0 <= top <= scroller.height() - row.height()


def _listed(page: HomePage) -> int:
    return sum(part.view.table.rowCount() for group, part in page.groups.items() if group is not Group.WATCH)


def test_home_follows_a_decision_and_keeps_the_chosen_row(qtbot: QtBot, store: Store, cast: Cast) -> None:
    workspace = Workspace(store)
    page = HomePage(workspace, Viewer(cast.max, "Max Hale", Role.MENTOR))
    show(qtbot, page)
    watch = page.groups[Group.WATCH].view
    watch.selectRow(1)
    chosen, before = watch.current(), _listed(page)
    logged = {"agreement_id": cast.adas, "entries": [work(480, TODAY)], "by": cast.ada}
    workspace.write(hours.log, **logged)
    assert _listed(page) == before + 1
    assert watch.current() == chosen or chosen.apprentice.startswith("Ada")


def test_a_mentor_is_not_offered_to_register_where_nothing_waits(qtbot: QtBot, store: Store, cast: Cast) -> None:
    employer = {"name": "East Works"}
    workspace = Workspace(store)
    east = workspace.write(people.add_employer, **employer)
    new = workspace.write(people.add_person, first_name="Una", last_name="Hale", role=Role.MENTOR, employer_id=east)
    page = HomePage(workspace, Viewer(new, "Una Hale", Role.MENTOR))
    show(qtbot, page)
    assert page.empty.isVisible()
    assert page.empty.button.isHidden()
    assert page.glance.isHidden()


def test_an_empty_record_offers_to_register_the_first_apprentice(qtbot: QtBot, tmp_path: Path) -> None:
    with create_store(tmp_path / "new.db") as store:
        workspace = Workspace(store)
        owner = {"sponsor": "Hudson Works", "time_zone": "America/New_York"}
        cora = workspace.write(people.start_program, **owner, first_name="Cora", last_name="Hale")
        page = HomePage(workspace, Viewer(cora, "Cora Hale", Role.COORDINATOR))
        show(qtbot, page)
        assert page.empty.button.text() == "Register apprentice…"
        with qtbot.waitSignal(page.go, timeout=0) as caught:
            qtbot.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
        assert caught.args == ["apprentices", "register"]


def test_the_cohort_counts_each_live_apprentice_once(page: HomePage) -> None:
    rows = page.workspace.read(apprentices.listing)
    live = [row for row in rows if row.status in OPEN_STATUSES]
    behind = sum(row.is_behind for row in live)
    paused = sum(row.status is Status.SUSPENDED for row in rows)
    words = page.glance._legend.text()
    assert words == f"Solid: on pace {len(live) - behind}   Hatched: behind {behind}   Dotted: paused {paused}"


def test_an_apprentice_sees_their_own_progress_and_where_to_log(qtbot: QtBot, sample: Store) -> None:
    workspace = Workspace(sample)
    page = OwnProgressPage(workspace, viewer(workspace, "Okonkwo"))
    show(qtbot, page)
    assert page.stack.currentIndex() == 1
    assert "mentor Dana Whitfield" in page.head.soft.text()
    with qtbot.waitSignal(page.go, timeout=0) as caught:
        qtbot.mouseClick(page.head._primary, Qt.MouseButton.LeftButton)
    assert caught.args[0] == "hours"


def test_someone_without_an_agreement_is_told_who_registers_it(qtbot: QtBot, store: Store) -> None:
    workspace = Workspace(store)
    new = workspace.write(people.add_person, first_name="Nia", last_name="Lind", role=Role.APPRENTICE)
    page = OwnProgressPage(workspace, Viewer(new, "Nia Lind", Role.APPRENTICE))
    show(qtbot, page)
    assert page.empty.isVisible()
    assert page.head.soft.isHidden()
