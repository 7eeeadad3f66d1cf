"""Find: a few letters, an arrow and Enter lead to a page or an apprentice."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.views.find import FindDialog, Found
from desktop.workspace import Workspace
from tests.screens import agreement, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")
PAGES = (("home", "Home"), ("apprentices", "Apprentices"), ("documents", "Documents"))


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


def _dialog(
    qtbot: QtBot, workspace: Workspace, who: str = "Alvarez", pages: tuple[tuple[str, str], ...] = PAGES
) -> FindDialog:
    made = FindDialog(None, workspace, viewer(workspace, who), pages)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def _shown(dialog: FindDialog) -> list[str]:
    rows: tuple[Found, ...] = dialog.rows.table.rows
    return [row.text for row in rows]


def test_without_letters_all_pages_are_offered(qtbot: QtBot, workspace: Workspace) -> None:
    assert _shown(_dialog(qtbot, workspace)) == ["Home", "Apprentices", "Documents"]


@pytest.mark.parametrize("letters", ["okonk", "  Okonkwo ", "OKONKWO"])
def test_an_apprentice_is_found_by_letters_in_any_case(qtbot: QtBot, workspace: Workspace, letters: str) -> None:
    dialog = _dialog(qtbot, workspace)
    qtbot.keyClicks(dialog.field, letters)
    assert _shown(dialog) == ["Maya Okonkwo"]
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.result() == FindDialog.DialogCode.Accepted
    assert dialog.found is not None
    assert (dialog.found.page, dialog.found.target) == ("apprentices", agreement(workspace, "Okonkwo"))


def test_arrows_in_the_field_move_in_the_list_and_stop_at_its_ends(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = _dialog(qtbot, workspace)
    places = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(dialog.field, key)
        places.append(dialog.rows.currentIndex().row())
    assert places == [0, 1, 2, 2]
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.found == Found("documents", "Documents", "Page", "documents", None)


def test_nothing_found_says_so_and_enter_stays(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = _dialog(qtbot, workspace)
    qtbot.keyClicks(dialog.field, "zzz%_")
    assert _shown(dialog) == []
    assert dialog.rows.empty.isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(dialog.field, key)
    assert dialog.isVisible()
    assert dialog.found is None


def test_a_mentor_finds_their_own_apprentices_alone(qtbot: QtBot, workspace: Workspace) -> None:
    own, others = (_dialog(qtbot, workspace, who) for who in ("Whitfield", "Park"))
    for dialog in (own, others):
        qtbot.keyClicks(dialog.field, "Okonkwo")
    assert (_shown(own), _shown(others)) == (["Maya Okonkwo"], [])


def test_who_has_no_page_of_apprentices_finds_none(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = _dialog(qtbot, workspace, "Okonkwo", (("home", "Home"),))
    qtbot.keyClicks(dialog.field, "Brooks")
    assert _shown(dialog) == []


def test_asking_goes_to_what_was_chosen_and_nowhere_when_it_was_left(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone: list[tuple[str, Any]] = []
    for answer in (True, False):

        def run(dialog: FindDialog, answer: bool = answer) -> int:
            dialog.rows.activated_row.emit(dialog.rows.table.rows[2])
            return int(answer)

        monkeypatch.setattr(FindDialog, "exec", run)
        FindDialog.ask(None, workspace, viewer(workspace, "Alvarez"), PAGES, lambda key, to: gone.append((key, to)))
    assert gone == [("documents", None)]


def test_everything_in_find_has_a_name(qtbot: QtBot, workspace: Workspace) -> None:
    assert not without_name(_dialog(qtbot, workspace))
