"""Those who only look: the pages they have, and that nothing on them writes."""

import re

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop.codes import EventKind, Role
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.ledger.keys import OneSigner
from desktop.services import backups, events, hours, people, sign_offs
from desktop.services.backups import Standing
from desktop.views.apprentices import ApprenticesPage
from desktop.views.main_window import MainWindow
from desktop.views.tables import ListView
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests.conftest import TODAY, Cast, new_signer, rating, work

pytestmark = pytest.mark.usefixtures("look")
_COUNTED = re.compile(r"  [\d,]+$")
READING = {
    "",
    "Back",
    "Check all",
    "Close this apprentice",
    "Compare…",
    "Copy as signed",
    "Copy last hash",
    "Documents…",
    "Export…",
    "Save as Excel…",
    "Save as PDF…",
    "Save as Word…",
    "Schedule…",
    "Show all",
    "Today",
}


@pytest.fixture
def window(qtbot: QtBot, store: Store, cast: Cast) -> MainWindow:
    """Mia, Ada's mentor, is a viewer too, and is at work as one."""
    store.write(people.give_role, person_id=cast.mia, role=Role.VIEWER)
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating()], signer_id=cast.mia)
    store.write(sign_offs.ask, agreement_id=cast.adas, codes=["1b"], by=cast.ada)
    made = MainWindow(Workspace(store), Viewer(cast.mia, "Mia Hale", Role.VIEWER))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitActive(made):
        made.show()
    return made


def _offered(window: MainWindow) -> set[str]:
    """What can be pressed on the open page, but for joined buttons, which only choose what is shown."""
    QApplication.processEvents()
    page = window.stack.currentWidget()
    assert page is not None
    buttons = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    words = {_COUNTED.sub("", one.text()) for one in buttons if not one.group()}
    lists = [one for one in page.findChildren(ListView) if one.isVisible()]
    acts = {
        column.text(row) for one in lists for column in one.table.columns if column.action for row in one.table.rows
    }
    return words | acts


def _menu(window: MainWindow) -> dict[str, QAction]:
    menus = [action.menu() for action in window.menuBar().actions()]
    found = [action for menu in menus if isinstance(menu, QMenu) for action in menu.actions()]
    return {action.text().replace("&", ""): action for action in found if action.text()}


@pytest.mark.parametrize("tab", ["progress", "sign_offs", "hours", "agreement"])
def test_nothing_in_the_record_of_an_apprentice_writes(window: MainWindow, cast: Cast, tab: str) -> None:
    window.go("apprentices", cast.adas)
    page = window.page("apprentices")
    assert isinstance(page, ApprenticesPage)
    page.detail.tabs.choose(tab)
    assert _offered(window) <= READING
    assert all(not view.entry.action for view in page.detail.sign_offs.timeline.views)


@pytest.mark.parametrize("key", ["frameworks", "framework_compare", "documents", "integrity"])
def test_nothing_on_the_other_pages_writes(window: MainWindow, key: str) -> None:
    window.show_page(key)
    assert _offered(window) <= READING


def test_the_pages_and_menus_are_those_for_looking(window: MainWindow) -> None:
    listed = ["Apprentices", "Frameworks", "Documents", "Integrity"]
    said = _menu(window)
    assert [words for words in said if words in {*listed, "Home", "Sign-offs", "Hours", "People"}] == listed
    assert not said.keys() & {"Back up now", "Restore…", "Encryption…", "Set up signing…"}


def test_a_trouble_with_backups_is_told_without_a_page_that_is_not_theirs(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    trouble = Standing(trouble="The disk is full.", is_faulty=True)
    monkeypatch.setattr(backups, "standing", lambda _record: trouble)
    window.show_states()
    buttons = [one.text() for one in window.side.findChildren(QPushButton) if not one.isHidden()]
    assert "Backups stopped" not in buttons


def test_what_a_viewer_tries_all_the_same_is_refused(store: Store, cast: Cast) -> None:
    theo = store.write(people.add_person, first_name="Theo", last_name="Grant", role=Role.VIEWER)
    store.signers = OneSigner(new_signer(store, theo))
    event = {"kind": EventKind.COMPLETED, "happened_on": TODAY}
    for action, more in (
        (people.add_employer, {"name": "East"}),
        (people.add_person, {"first_name": "Zoe", "last_name": "Ames", "role": Role.VIEWER}),
        (people.give_role, {"person_id": theo, "role": Role.COORDINATOR}),
        (sign_offs.sign_off, {"agreement_id": cast.adas, "ratings": [rating()], "signer_id": theo}),
        (sign_offs.ask, {"agreement_id": cast.adas, "codes": ["1a"], "by": theo}),
        (hours.log, {"agreement_id": cast.bens, "entries": [work()], "by": theo}),
        (events.record_event, {"agreement_id": cast.adas, "by": theo, **event}),
    ):
        with pytest.raises(KnownError):
            store.write(action, **more)
