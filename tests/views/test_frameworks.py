"""Frameworks are read, adopted, imported and exported; what the rules find is a table."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.frameworks import catalogue
from desktop.frameworks.formats import native
from desktop.services import clock, frameworks
from desktop.views.frameworks import FrameworksPage
from desktop.workspace import Workspace
from tests.conftest import NOW, Cast, everything
from tests.screens import show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def page(qtbot: QtBot, store: Store, cast: Cast) -> FrameworksPage:
    workspace = Workspace(store)
    made = FrameworksPage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, made)
    return made


def keys(page: FrameworksPage) -> dict[str, bool]:
    return {row.key: bool(row.id) for row in page.view.table.rows}


def test_adopted_and_shipped_ones_are_listed_and_a_sample_says_so(page: FrameworksPage) -> None:
    assert keys(page) == {"it-generalist": True, "sample-network-technician": True, "sample-help-desk": False}
    table = page.view.table
    spoken = {
        row.key: table.index(place, 0).data(Qt.ItemDataRole.AccessibleTextRole) for place, row in enumerate(table.rows)
    }
    assert "sample" in spoken["sample-help-desk"]
    assert "not adopted yet" in spoken["sample-help-desk"]


def test_the_list_and_findings_are_sound_models(page: FrameworksPage, qtmodeltester: Any) -> None:
    qtmodeltester.check(page.view.table, force_py=True)
    qtmodeltester.check(page.detail.findings.table, force_py=True)


def test_a_shipped_one_is_adopted(page: FrameworksPage, store: Store) -> None:
    assert not page.detail.adopt.isVisible()
    page.view.select(("sample-help-desk", catalogue.find("sample-help-desk").version))
    page.detail.adopt.click()
    assert keys(page)["sample-help-desk"]
    assert page.view.current().key == "sample-help-desk"
    assert not page.detail.adopt.isVisible()
    assert page.message.kind == "success"


def test_others_than_a_coordinator_only_read(qtbot: QtBot, store: Store) -> None:
    workspace = Workspace(store)
    own = FrameworksPage(workspace, viewer(workspace, "Mia Hale"))
    show(qtbot, own)
    own.view.select(("sample-help-desk", catalogue.find("sample-help-desk").version))
    assert not own.detail.adopt.isVisible()
    assert not hasattr(own, "import_button")


def test_the_chosen_competency_shows_what_belongs_to_it(qtbot: QtBot, page: FrameworksPage) -> None:
    framework = catalogue.find("it-generalist")
    one = next(one for one in framework.competencies() if framework.function_of(one.code).instruction.skills)
    page.detail.tree.choose(one.code)

    def said() -> list[str]:
        return [label.text() for label in page.detail.tree.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: f"{one.code}  {one.title}" in said(), timeout=1000)
    assert any(framework.function_of(one.code).instruction.skills[0] in text for text in said())


def test_what_the_rules_find_says_where_to_mend_it(page: FrameworksPage) -> None:
    page.detail.tabs.choose("check")
    table = page.detail.findings.table
    rows = {table.index(place, 0).data() for place in range(table.rowCount())}
    assert rows == {"Pass", "Cannot tell"}
    open_ones = [place for place in range(table.rowCount()) if table.index(place, 0).data() != "Pass"]
    assert all(table.index(place, 2).data() for place in open_ones)


def test_the_schedule_is_asked_of_the_documents(qtbot: QtBot, page: FrameworksPage) -> None:
    with qtbot.waitSignal(page.go, timeout=0) as asked:
        page.detail.schedule.click()
    assert asked.args == ["documents", "it-generalist"]


def test_an_exported_framework_can_be_imported(
    qtbot: QtBot, page: FrameworksPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(file), ""))
    page.detail.export.click()
    assert native.read(file.read_bytes()) == catalogue.find("it-generalist")
    own = native.read(file.read_bytes()).model_copy(update={"key": "our-own", "title": "Our own"})
    file.write_text(native.write(own), encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(file), ""))
    page.import_button.click()
    qtbot.waitUntil(lambda: keys(page).get("our-own", False))
    assert page.detail.name.text() == "Our own"


def test_a_changed_file_becomes_a_version_whose_news_are_one_button_away(
    qtbot: QtBot, page: FrameworksPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "one.json"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(file), ""))
    own = catalogue.find("it-generalist").model_copy(update={"key": "our-own"})
    for day, (title, buttons) in enumerate((("Our own", 0), ("Our own anew", 1))):
        file.write_text(native.write(own.model_copy(update={"title": title})), encoding="utf-8")
        with clock.stopped_at(NOW + timedelta(days=day)):
            page.import_button.click()
            qtbot.waitUntil(lambda title=title: page.message.text.startswith(f"{title} "))
        assert len(page.message.buttons) == buttons
    newest = page.view.current()
    assert page.message.buttons[0].text() == f"What is new against version {own.version}"
    with qtbot.waitSignal(page.go, timeout=0) as asked:
        page.message.buttons[0].click()
    assert asked.args == ["framework_compare", (("our-own", own.version), ("our-own", newest.version))]


@pytest.mark.parametrize("content", [b"{}", b"\xff\xfe", None])
def test_a_foreign_file_is_refused_in_words(
    qtbot: QtBot,
    page: FrameworksPage,
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: bytes | None,
) -> None:
    file = tmp_path / "one.json"
    if content is not None:
        file.write_bytes(content)
    before = everything(store)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(file), ""))
    page.import_button.click()
    qtbot.waitUntil(lambda: page.message.kind == "error")
    assert everything(store) == before


def test_a_cancelled_file_dialog_does_nothing(page: FrameworksPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: ("", ""))
    page.import_button.click()
    page.detail.export.click()
    assert not page.message.text


def test_a_folder_that_refuses_the_file_is_told(
    page: FrameworksPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_words: (str(tmp_path / "none" / "one.json"), ""))
    page.detail.export.click()
    assert page.message.kind == "error"


def test_in_a_small_window_the_framework_takes_the_place_of_the_list(qtbot: QtBot, page: FrameworksPage) -> None:
    page.resize(800, 650)
    assert not page.detail.isVisible()
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert not page.view.isVisible()
    page.detail.back.click()
    assert QApplication.focusWidget() is page.view


def test_a_change_keeps_the_chosen_framework_and_competency(qtbot: QtBot, page: FrameworksPage, store: Store) -> None:
    page.detail.tree.choose("2c")
    with qtbot.waitSignal(page.workspace.changed, timeout=0):
        page.workspace.write(frameworks.adopt, framework=catalogue.find("sample-help-desk"))
    assert page.view.current().key == "it-generalist"
    item = page.detail.tree.tree.currentItem()
    assert item is not None
    assert item.text(0).startswith("2c")


def test_open_at_a_key_shows_that_framework(page: FrameworksPage) -> None:
    page.open_at("sample-network-technician")
    assert page.view.current().key == "sample-network-technician"
    for tab in ("more", "check", "tree"):
        page.detail.tabs.choose(tab)
        assert not page.grab().isNull()


@pytest.mark.parametrize("width", [800, 1200])
def test_every_widget_has_a_name(page: FrameworksPage, width: int) -> None:
    page.resize(width, 700)
    assert not without_name(page)
    page.open_at("sample-network-technician")
    for tab in ("tree", "more", "check"):
        page.detail.tabs.choose(tab)
        assert not without_name(page)
