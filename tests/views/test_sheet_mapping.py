"""The columns of any sheet are mapped in the window: seen at once, saved, taken again, and read by."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import Kind
from desktop.database.store import Store
from desktop.frameworks.files import open_bytes
from desktop.frameworks.findings import Answer
from desktop.frameworks.formats.sheet import reader as sheet
from desktop.frameworks.formats.sheet.mapping import Mapping, Role
from desktop.services import framework_imports, sheet_mappings
from desktop.services.sheet_mappings import Table
from desktop.views import review_subject
from desktop.views.framework_review import FrameworkReviewPage
from desktop.views.frameworks import FrameworksPage
from desktop.views.review_subject import Review
from desktop.views.sheet_mapping import SheetMappingDialog
from desktop.workspace import Workspace
from tests.conftest import everything
from tests.screens import show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look", "cast")

DESK = (
    "Ref,What is done,Where,Must,Remark\n"
    "A1,Sets up printers,Desk,yes,often\n"
    "A2,Answers calls,Phone,no,seldom\n"
    "A3,Repairs screens,Desk,yes,\n"
)
LEVELLED = "Skill,Novice,Expert\nPour beer,slowly,without looking\nTap kegs,with help,alone\n"
PROSE = "There is no table here, only words.\nThey go on, and on, and never stop.\nSome lines have none.\n" * 4


@pytest.fixture
def workspace(store: Store) -> Workspace:
    return Workspace(store)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    return written(tmp_path, DESK)


def written(folder: Path, text: str, name: str = "desk-list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def table_of(path: Path) -> Table:
    return sheet_mappings.open_table(None, path=path, report=lambda _done, _of: None)


def opened(qtbot: QtBot, workspace: Workspace, path: Path) -> SheetMappingDialog:
    made = SheetMappingDialog(None, workspace, table_of(path))
    show(qtbot, made, 1100, 740)
    return made


def previewed(dialog: SheetMappingDialog) -> dict[str, list[tuple[str, str]]]:
    tree = dialog.preview.tree
    found = {}
    for place in range(tree.topLevelItemCount()):
        item = tree.topLevelItem(place)
        assert item is not None
        found[item.text(0)] = [(item.child(at).text(0), item.child(at).text(1)) for at in range(item.childCount())]
    return found


def map_desk(dialog: SheetMappingDialog) -> None:
    parts = (Role.CODE, Role.TITLE, Role.GROUP, Role.KIND, Role.DESCRIPTION)
    for at, role in enumerate(parts):
        dialog.columns.choose(at, role)


def test_what_is_chosen_shows_at_once_as_it_would_be_read(qtbot: QtBot, workspace: Workspace, desk: Path) -> None:
    dialog = opened(qtbot, workspace, desk)
    map_desk(dialog)
    assert previewed(dialog) == {
        "1  Desk": [("A1  Sets up printers", "core"), ("A3  Repairs screens", "core")],
        "2  Phone": [("A2  Answers calls", "optional")],
    }
    assert dialog.meanings.core_words() == ("yes",)
    assert dialog.meanings.optional_words() == ("no",)
    dialog.meanings.core.clear()
    qtbot.keyClicks(dialog.meanings.core, "No")
    assert "core and optional at once" in dialog.preview.why
    dialog.meanings.optional.clear()
    qtbot.keyClicks(dialog.meanings.optional, "Yes")
    assert previewed(dialog)["2  Phone"] == [("A2  Answers calls", "core")]
    assert dialog.mapping is not None
    (found,) = sheet.read(open_bytes("desk-list.csv", DESK.encode()), dialog.mapping).found
    kinds = {one.code: one.kind for one in found.framework.competencies()}
    assert kinds == {"A1": Kind.OPTIONAL, "A2": Kind.CORE, "A3": Kind.OPTIONAL}


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (((1, None), (0, None)), "No column is the title"),
        (((1, Role.TITLE), (0, Role.TITLE)), "“Ref” and “What is done” are both taken as"),
        (((1, Role.TITLE), (0, 2)), "Only “Ref” is a level"),
    ],
    ids=["no title", "two titles", "one level"],
)
def test_columns_that_make_nothing_are_told_in_words_and_not_read(
    qtbot: QtBot, workspace: Workspace, desk: Path, choices: tuple[tuple[int, Any], ...], said: str
) -> None:
    dialog = opened(qtbot, workspace, desk)
    for at, taken in choices:
        dialog.columns.choose(at, taken)
    assert said in dialog.preview.why
    assert dialog.mapping is None
    assert not dialog.read.isEnabled()
    dialog.columns.choose(0, Role.CODE)
    dialog.columns.choose(1, Role.TITLE)
    assert dialog.preview.why == ""
    assert dialog.read.isEnabled()


def test_columns_of_levels_carry_the_words_of_the_scale(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    dialog = opened(qtbot, workspace, written(tmp_path, LEVELLED))
    dialog.columns.choose(1, 4)
    dialog.columns.choose(2, 2)
    words = [one for one in dialog.columns.findChildren(QLineEdit) if one.isVisible()]
    assert [one.text() for one in words] == ["Novice", "Expert"]
    words[1].clear()
    qtbot.keyClicks(words[1], "  ")
    assert "Level 2 has no word" in dialog.preview.why
    qtbot.keyClicks(words[1], "Hand")
    assert dialog.mapping is not None
    assert [(one.at, one.level, one.word) for one in dialog.mapping.levels] == [(2, 2, "Hand"), (1, 4, "Novice")]


def test_another_row_of_headings_is_guessed_anew(qtbot: QtBot, workspace: Workspace, tmp_path: Path) -> None:
    text = "Desk list,made in May,\nTask code,Task name,Area\n7,Sweep floors,Hall\n8,Wash up,Kitchen\n"
    dialog = opened(qtbot, workspace, written(tmp_path, text))
    dialog.row.setCurrentIndex(0)
    dialog.row.setCurrentIndex(1)
    assert previewed(dialog) == {"1  Hall": [("7  Sweep floors", "core")], "2  Kitchen": [("8  Wash up", "core")]}
    assert dialog.mapping is not None
    assert dialog.mapping.heading_row == 2


def test_a_mapping_is_saved_without_leaving_and_taken_again(
    qtbot: QtBot, workspace: Workspace, store: Store, desk: Path, tmp_path: Path
) -> None:
    dialog = opened(qtbot, workspace, desk)
    map_desk(dialog)
    dialog.name.setFocus()
    qtbot.keyClicks(dialog.name, "Our desk list")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.message.kind == "success"
    (row,) = store.read(sheet_mappings.listing)
    assert (row.name, row.mapping) == ("Our desk list", dialog.mapping)
    dialog.columns.choose(1, Role.DESCRIPTION)
    dialog.saved.setCurrentIndex(1)
    dialog.saved.activated.emit(1)
    assert dialog.mapping == row.mapping
    other = opened(qtbot, workspace, written(tmp_path, LEVELLED, "other.csv"))
    assert "Our desk list" in other.saved.itemText(1)
    assert not other.saved.model().flags(other.saved.model().index(1, 0)) & Qt.ItemFlag.ItemIsEnabled


def test_everything_has_a_name_and_is_reached_by_tab(qtbot: QtBot, workspace: Workspace, desk: Path) -> None:
    dialog = opened(qtbot, workspace, desk)
    map_desk(dialog)
    assert not without_name(dialog)
    dialog.name.setText("Any")
    expected: set[QWidget] = {one for one in dialog.columns.findChildren(QComboBox) if one.isVisible()}
    expected |= {dialog.row, dialog.meanings.core, dialog.name, dialog.save, dialog.read, dialog.cancel}
    reached: set[QWidget] = set()
    for _press in range(30):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert expected <= reached


def test_the_wheel_over_a_column_changes_nothing(qtbot: QtBot, workspace: Workspace, desk: Path) -> None:
    dialog = opened(qtbot, workspace, desk)
    before = dialog.mapping
    combo = dialog.columns.findChildren(QComboBox)[0]
    where = QPointF(combo.rect().center())
    event = QWheelEvent(
        where,
        combo.mapToGlobal(where),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, event)
    assert dialog.mapping == before


def answering(monkeypatch: pytest.MonkeyPatch, act: Callable[[SheetMappingDialog], None]) -> list[Mapping]:
    """Whoever is asked about the columns does `act` and reads; the mappings that were asked from."""
    asked: list[Mapping] = []

    def ask(parent: Any, workspace: Workspace, table: Table) -> Mapping | None:
        asked.append(table.mapping)
        dialog = SheetMappingDialog(parent, workspace, table)
        act(dialog)
        return dialog.mapping

    monkeypatch.setattr(SheetMappingDialog, "ask", ask)
    return asked


def review_page(qtbot: QtBot, workspace: Workspace, path: Path) -> FrameworkReviewPage:
    page = FrameworkReviewPage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, page)
    result = framework_imports.read_file(
        None, path=path, report=lambda _done, _of: None, mapping=table_of(path).mapping
    )
    page.open_at(review_subject.of_reading(*result, path))
    return page


def test_a_sheet_under_review_is_read_anew_by_its_columns(
    qtbot: QtBot, workspace: Workspace, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = review_page(qtbot, workspace, desk)
    assert page.columns.isVisible()
    page.answer(Answer("term", typed="18"))
    asked = answering(monkeypatch, map_desk)
    page.columns.click()

    def functions() -> list[str]:
        assert page.subject is not None
        assert page.subject.framework is not None
        return [one.title for one in page.subject.framework.job_functions]

    qtbot.waitUntil(lambda: functions() == ["Desk", "Phone"])
    assert asked == [table_of(desk).mapping]
    assert page.subject is not None
    assert page.subject.answers["term"].typed == "18"
    page.columns.click()
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert asked[1].at(Role.GROUP) == 2


def test_a_document_that_is_no_sheet_has_no_columns(qtbot: QtBot, workspace: Workspace, desk: Path) -> None:
    page = review_page(qtbot, workspace, desk)
    review = page._review
    assert isinstance(review, Review)
    assert review.sheet_path == desk
    page.show_review(Review(review.file, review.lines, review.subjects))
    assert not page.columns.isVisible()


@pytest.fixture
def frameworks_page(qtbot: QtBot, workspace: Workspace) -> FrameworksPage:
    made = FrameworksPage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, made)
    return made


def choosing(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: (str(path), ""))


def test_a_table_that_no_reader_fits_is_offered_to_be_mapped(
    qtbot: QtBot, frameworks_page: FrameworksPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = frameworks_page
    choosing(monkeypatch, written(tmp_path, DESK.replace("Ref", "Zahl") + "A4,Writes reports,Phone,no,weekly\n"))
    page.import_file()
    qtbot.waitUntil(lambda: page.message.kind == "error")
    (act,) = page.message.buttons
    assert act.text() == "Map its columns…"
    answering(monkeypatch, map_desk)
    with qtbot.waitSignal(page.go) as asked:
        act.click()
    assert asked.args is not None
    key, review = asked.args
    assert key == "framework_review"
    (subject,) = review.subjects
    assert [one.code for one in subject.framework.competencies()] == ["A1", "A3", "A2", "A4"]


def test_prose_that_no_reader_fits_is_only_refused(
    qtbot: QtBot, frameworks_page: FrameworksPage, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(store)
    choosing(monkeypatch, written(tmp_path, PROSE, "letter.txt"))
    frameworks_page.import_file()
    qtbot.waitUntil(lambda: frameworks_page.message.kind == "error")
    assert frameworks_page.message.buttons == ()
    assert everything(store) == before


def test_leaving_the_columns_leaves_everything_as_it_was(
    qtbot: QtBot, workspace: Workspace, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = review_page(qtbot, workspace, desk)
    before = page.subject
    called: list[Table] = []

    def cancel(_parent: Any, _workspace: Workspace, table: Table) -> None:
        called.append(table)

    monkeypatch.setattr(SheetMappingDialog, "ask", cancel)
    page.columns.click()
    qtbot.waitUntil(lambda: bool(called))
    assert page.subject is before
