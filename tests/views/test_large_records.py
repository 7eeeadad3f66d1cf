"""A large record is read on the pool: the window never stands still, and shows the latest answer."""

import pytest
from pytestqt.qtbot import QtBot

from desktop import workspace as door
from desktop.codes import Role
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.services import apprentices, people
from desktop.views.apprentices import ApprenticesPage
from desktop.views.home import HomePage
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace
from tests.screens import show

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(door, "LARGE_BYTES", 0)
    return Workspace(sample)


@pytest.fixture
def coordinator(workspace: Workspace) -> Viewer:
    found = workspace.read(people.everyone, role=Role.COORDINATOR)[0]
    return Viewer(found.id, found.name, found.role)


def test_home_shows_its_queue_when_it_comes(qtbot: QtBot, workspace: Workspace, coordinator: Viewer) -> None:
    page = HomePage(workspace, coordinator)
    show(qtbot, page)
    qtbot.waitUntil(lambda: any(part.view.table.rowCount() for part in page.groups.values()))
    assert "24 apprentices" in page.head.soft.text()


def test_an_apprentice_is_opened_when_the_list_comes(qtbot: QtBot, workspace: Workspace, coordinator: Viewer) -> None:
    wanted = workspace.read(apprentices.listing)[7].agreement_id
    page = ApprenticesPage(workspace, coordinator)
    show(qtbot, page)
    page.open_at(wanted)
    qtbot.waitUntil(lambda: page.detail.agreement_id == wanted)
    assert page.list.view.current().agreement_id == wanted


def test_only_the_latest_of_several_answers_is_shown(qtbot: QtBot, workspace: Workspace, coordinator: Viewer) -> None:
    page = RecordPage("A page", workspace, coordinator)
    qtbot.addWidget(page)
    shown: list[int] = []
    for number in range(5):
        page.fetch(lambda _session, number: number, shown.append, number=number)
    qtbot.waitUntil(lambda: shown == [4])
    workspace.close()
    assert shown == [4]


def test_a_failure_is_told_in_the_page(qtbot: QtBot, workspace: Workspace, coordinator: Viewer) -> None:
    def refuse(_session: object) -> None:
        raise KnownError("The file is busy.", "Wait a moment.")

    page = RecordPage("A page", workspace, coordinator)
    show(qtbot, page)
    page.fetch(refuse, lambda _rows: None)
    qtbot.waitUntil(lambda: page.message.text == "The file is busy. Wait a moment.")
