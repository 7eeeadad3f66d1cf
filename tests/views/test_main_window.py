"""The window: pages by role, keys that the list of keys tells, unsaved work that is asked about."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QListWidget, QMenu
from pytestqt.qtbot import QtBot

from desktop.codes import Role
from desktop.database.store import Store
from desktop.services import sign_offs
from desktop.views.find import FindDialog
from desktop.views.keys import KeysDialog
from desktop.views.main_window import MainWindow
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace
from tests.conftest import Cast

pytestmark = pytest.mark.usefixtures("look")
Open = Callable[[Role], MainWindow]


@pytest.fixture
def open_for(qtbot: QtBot, store: Store, cast: Cast) -> Open:
    """`open_for(role)` is the window of one of the cast."""
    ids = {
        Role.COORDINATOR: cast.cora,
        Role.MENTOR: cast.mia,
        Role.INSTRUCTOR: cast.ines,
        Role.APPRENTICE: cast.ada,
        Role.VIEWER: cast.cora,
    }
    workspace = Workspace(store)

    def make(role: Role) -> MainWindow:
        window = MainWindow(workspace, Viewer(ids[role], f"A {role}", role, "North Labs"))
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
        return window

    return make


def _open_page(window: MainWindow) -> str:
    shown = window.stack.currentWidget()
    assert isinstance(shown, RecordPage)
    return shown.title


def _actions(window: MainWindow) -> dict[str, QAction]:
    menus = [action.menu() for action in window.menuBar().actions()]
    return {
        action.text().replace("&", ""): action
        for menu in menus
        if isinstance(menu, QMenu)
        for action in menu.actions()
        if not action.isSeparator()
    }


def test_an_apprentice_has_no_page_of_apprentices_and_staff_have(open_for: Open) -> None:
    assert [action for action in _actions(open_for(Role.APPRENTICE)) if action == "Apprentices"] == []
    for role in (Role.COORDINATOR, Role.MENTOR, Role.INSTRUCTOR):
        assert "Apprentices" in _actions(open_for(role))


def test_home_is_open_at_first_and_is_of_the_role(open_for: Open) -> None:
    titles = {role: _open_page(open_for(role)) for role in Role}
    assert titles == {
        Role.COORDINATOR: "What needs you today",
        Role.MENTOR: "What waits for you",
        Role.INSTRUCTOR: "What waits for you",
        Role.APPRENTICE: "Your progress",
        Role.VIEWER: "Apprentices",
    }


def test_control_and_a_digit_opens_that_page_of_the_side_list(qtbot: QtBot, open_for: Open) -> None:
    window = open_for(Role.COORDINATOR)
    qtbot.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    assert _open_page(window) == "Documents"
    assert window.side.current() == "documents"
    qtbot.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert _open_page(window) == "What needs you today"


def test_the_side_list_opens_pages_and_each_page_is_made_once(open_for: Open) -> None:
    window = open_for(Role.MENTOR)
    window.side.choose("frameworks")
    first = window.stack.currentWidget()
    window.side.choose("home")
    window.side.choose("frameworks")
    assert window.stack.currentWidget() is first
    assert _open_page(window) == "Frameworks"


def test_the_keyboard_goes_with_the_page(qtbot: QtBot, open_for: Open) -> None:
    window = open_for(Role.COORDINATOR)
    window.show_page("documents")
    inside = window.page("documents").papers
    inside.setFocus()
    qtbot.waitUntil(inside.hasFocus)
    window.show_page("frameworks")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()


def test_unsaved_work_keeps_its_page_and_its_window(
    qtbot: QtBot, open_for: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_for(Role.COORDINATOR)
    monkeypatch.setattr(window.page("home"), "leave", lambda: False)
    window.side.choose("documents")
    assert (_open_page(window), window.side.current()) == ("What needs you today", "home")
    window.go("documents", "2")
    assert _open_page(window) == "What needs you today"
    assert not window.close()
    assert window.isVisible()
    monkeypatch.setattr(window.page("home"), "leave", lambda: True)
    assert window.close()


def test_a_page_may_send_to_another_at_something(open_for: Open, cast: Cast) -> None:
    window = open_for(Role.COORDINATOR)
    window.page("home").go.emit("documents", cast.bens)
    page = window.page("documents")
    assert _open_page(window) == "Documents"
    assert page.people.currentText().startswith("Ben Lind")


def test_a_page_of_another_role_is_not_opened(open_for: Open) -> None:
    window = open_for(Role.APPRENTICE)
    window.go("apprentices", "1")
    assert _open_page(window) == "Your progress"


def test_a_trouble_stands_in_the_open_page_and_notes_go_from_all(open_for: Open) -> None:
    window = open_for(Role.COORDINATOR)
    window.tell("The work is under way.", "note", ("Cancel", lambda: None))
    window.show_page("documents")
    window.tell("The disk is full.")
    window.settle()
    assert not window.page("home").message.text
    assert window.page("documents").message.text == "The disk is full."


def test_no_two_acts_share_a_key_and_the_list_tells_all_of_them(
    open_for: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_for(Role.COORDINATOR)
    told = dict(window.actions_with_keys())
    assert len(set(told.values())) == len(told)
    assert told["Find…"] == "Ctrl+K"
    with_keys = {words for words, action in _actions(window).items() if not action.shortcut().isEmpty()}
    assert set(told) == with_keys
    shown: list[KeysDialog] = []
    monkeypatch.setattr(KeysDialog, "exec", lambda dialog: shown.append(dialog))
    _actions(window)["Keyboard"].trigger()
    acts = {row.act for row in shown[0].list.table.rows}
    assert with_keys < acts


def test_find_goes_to_what_was_found(open_for: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    window = open_for(Role.COORDINATOR)

    def choose_first(dialog: FindDialog) -> int:
        dialog.field.setText("docu")
        dialog.field.returnPressed.emit()
        return dialog.result()

    monkeypatch.setattr(FindDialog, "exec", choose_first)
    _actions(window)["Find…"].trigger()
    assert _open_page(window) == "Documents"


@pytest.mark.parametrize(
    ("words", "signal", "sent"),
    [
        ("New record…", "file_wanted", ["new"]),
        ("Open record…", "file_wanted", ["open"]),
        ("Open the sample program", "file_wanted", ["sample"]),
        ("Change person…", "person_wanted", []),
        ("Dark", "scheme_wanted", ["dark"]),
        ("Light", "scheme_wanted", ["light"]),
        ("Colors of the system", "scheme_wanted", ["system"]),
    ],
)
def test_a_menu_asks_the_application(qtbot: QtBot, open_for: Open, words: str, signal: str, sent: list[str]) -> None:
    window = open_for(Role.COORDINATOR)
    with qtbot.waitSignal(getattr(window, signal), timeout=0) as caught:
        _actions(window)[words].trigger()
    assert caught.args == sent


def test_the_side_list_is_narrower_in_a_narrow_window(qtbot: QtBot, open_for: Open) -> None:
    window = open_for(Role.COORDINATOR)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.side.width() == 208)
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.side.width() == 176)


def test_who_works_here_stands_over_the_pages(open_for: Open) -> None:
    window = open_for(Role.MENTOR)
    assert window.side.person.accessibleName() == "A mentor, Mentor, North Labs"


def test_the_side_list_counts_what_waits_and_follows_the_record(open_for: Open, store: Store, cast: Cast) -> None:
    window = open_for(Role.MENTOR)
    items = window.side.findChildren(QListWidget)[0]

    def told() -> list[str]:
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(items.item(row).data(role)) for row in range(items.count())]

    assert "Sign-offs" in told()
    window.workspace.write(sign_offs.ask, agreement_id=cast.adas, codes=["1a", "1b"], by=cast.ada)
    assert "Sign-offs, 2" in told()
