"""A sponsor tailors the IT Generalist: a draft of the published version, a blank slot filled, a new version."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.frameworks import catalogue, editing
from desktop.frameworks.document import Framework
from desktop.services import framework_drafts, frameworks
from desktop.views.framework_editor import FrameworkEditorPage
from desktop.views.framework_editor_dialogs import PublishDialog, UnsavedDraft
from desktop.views.framework_editor_work import EditorWork
from desktop.views.main_window import MainWindow
from desktop.workspace import Workspace
from tests.conftest import Cast
from tests.screens import CONTROL, ENTER, Keys, show, viewer

pytestmark = pytest.mark.usefixtures("look")

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(qtbot: QtBot, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> MainWindow:
    """The coordinator's window with a draft of the generalist open in the editor."""
    workspace = Workspace(store)
    draft_id = workspace.write(framework_drafts.start_from, framework_id=cast.generalist, by=cast.cora)
    made = MainWindow(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, made, 1440, 900)
    made.go("framework_editor", draft_id)
    # Closing the window after a test asks about what the test left unsaved.
    monkeypatch.setattr(UnsavedDraft, "ask", lambda *_: "discard")
    return made


@pytest.fixture
def editor(window: MainWindow) -> FrameworkEditorPage:
    page = window.page("framework_editor")
    assert isinstance(page, FrameworkEditorPage)
    return page


def work_of(editor: FrameworkEditorPage) -> EditorWork:
    assert editor.work is not None
    return editor.work


def versions(window: MainWindow) -> dict[str, str]:
    rows = window.workspace.read(frameworks.listing)
    return {row.version: row.id for row in rows if row.key == "it-generalist" and row.id}


def test_a_slot_is_filled_and_published_with_the_keyboard_alone(
    qtbot: QtBot, window: MainWindow, editor: FrameworkEditorPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = catalogue.find("it-generalist")
    keys, work = Keys(qtbot), work_of(editor)
    assert QApplication.focusWidget() is work.tree
    keys.type("8")  # nothing but a blank slot takes letters as a title
    while work.path != ("job_functions", "8"):
        keys.press(Qt.Key.Key_Down)
    keys.type("Keeps the radio mast")
    keys.press(ENTER)
    for title in ("Climbs safely", "Paints the mast", "Ties knots"):
        keys.press(Qt.Key.Key_N, CONTROL)
        keys.type(title)
        keys.press(ENTER)
    keys.press(Qt.Key.Key_Up, ALT)
    keys.press(Qt.Key.Key_Z, CONTROL)
    keys.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    keys.press(Qt.Key.Key_S, CONTROL)
    assert editor.message.text == "The draft is saved."

    asked: list[str] = []

    def ask(_parent: object, _title: str, suggested: str) -> str:
        asked.append(suggested)
        return suggested

    monkeypatch.setattr(PublishDialog, "ask", ask)
    editor.publish_button.click()
    assert asked
    assert window.stack.currentWidget() is window.page("frameworks")
    published = window.workspace.read(frameworks.document, versions(window)[asked[0]])
    slot = editing.find_job_function(published, "8")
    told = [(one.code, one.title) for one in slot.competencies]
    assert told == [("8a", "Climbs safely"), ("8c", "Ties knots"), ("8b", "Paints the mast")]
    assert all(editing.find_competency(published, one.code) == one for one in base.competencies())
    assert window.workspace.read(frameworks.document, versions(window)[base.version]) == base
    assert not window.workspace.read(framework_drafts.drafts)


def test_a_competency_without_a_title_of_its_own_is_not_published(editor: FrameworkEditorPage) -> None:
    work = work_of(editor)
    work.refresh(("job_functions", "4"))
    work.add("competency")
    work.tree.select(())
    editor.publish()
    assert work.path == ("job_functions", "4", "competencies", "4i")
    assert editor.message.text.startswith("The title of competency 4i is not typed yet.")


def test_a_draft_without_a_change_is_refused_in_words(
    editor: FrameworkEditorPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PublishDialog, "ask", lambda *_: "2")
    editor.publish()
    assert editor.message.kind == "error"
    assert "the same as the version" in editor.message.text
    assert editor.draft is not None


def test_the_window_asks_before_changes_are_lost(
    window: MainWindow, editor: FrameworkEditorPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = work_of(editor)
    work.refresh(("courses",))
    work.add("course")
    answers = ["", "save"]
    monkeypatch.setattr(UnsavedDraft, "ask", lambda *_: answers.pop(0))
    window.show_page("home")
    assert window.stack.currentWidget() is editor
    assert window.side.current() == "frameworks"
    assert window.may_leave()
    assert not answers

    def course(framework: Framework) -> str:
        return framework.courses[0].title

    (row,) = window.workspace.read(framework_drafts.drafts)
    assert course(window.workspace.read(framework_drafts.draft, row.id).framework) == editing.NEW_COURSE
    editor.back.click()
    assert window.stack.currentWidget() is window.page("frameworks")


def test_a_press_on_the_page_that_is_chosen_leads_back_to_it(window: MainWindow) -> None:
    listed = window.side._pages
    item = listed.currentItem()
    assert window.side.current() == "frameworks"
    where = listed.visualItemRect(item).center()
    QTest.mouseClick(listed.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert window.stack.currentWidget() is window.page("frameworks")
