"""An import is reviewed: what was read, where, and every finding decided before anything is saved."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.codes import Kind
from desktop.database.store import Store
from desktop.services import framework_drafts, framework_imports, frameworks
from desktop.views import review_subject
from desktop.views.framework_review import FrameworkReviewPage
from desktop.views.frameworks import FrameworksPage
from desktop.views.review_dialogs import DiscardDialog, KeepDialog, LeaveDialog
from desktop.workspace import Workspace
from tests.conftest import Cast, everything
from tests.readings import FIRST, SOURCE, found, reading
from tests.screens import show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def page(qtbot: QtBot, store: Store, cast: Cast) -> FrameworkReviewPage:
    workspace = Workspace(store)
    made = FrameworkReviewPage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, made)
    made.open_at(review_subject.of_reading(SOURCE, reading()))
    return made


def states(page: FrameworkReviewPage) -> dict[str, str]:
    return {row.id: row.state for row in page.findings.view.table.rows}


def test_what_was_read_stands_beside_the_source_and_what_must_be_decided_comes_first(
    page: FrameworkReviewPage,
) -> None:
    assert states(page) == {"1a kind": "decide", "title": "check"}
    assert page.findings.view.table.rows[0].taken == "undecided"
    assert not page.adopt_button.isEnabled()
    assert "competencies: 3 found, 4 printed" in page.counts.text()
    page.tree.choose(FIRST)
    assert page.source.where.text() == "line 12"
    assert page.source.text.textCursor().blockNumber() == 11
    assert page.findings.view.current().id == "1a kind"


def test_both_places_of_a_conflict_can_be_looked_at(page: FrameworkReviewPage) -> None:
    page.findings.choose("1a kind")
    page.source.after.click()
    assert page.source.where.text() == "line 30"
    assert len(page.source.text.extraSelections()) == 2


def test_nothing_is_written_before_it_is_adopted_and_then_the_answer_is_kept(
    qtbot: QtBot, page: FrameworkReviewPage, store: Store
) -> None:
    before = everything(store)
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert page.findings.answer.choices.hasFocus()
    qtbot.keyClick(page.findings.answer.choices, Qt.Key.Key_2)
    assert states(page)["1a kind"] == "signed"
    assert everything(store) == before
    assert page.adopt_button.isEnabled()
    with qtbot.waitSignal(page.go) as gone:
        page.adopt_button.click()
    assert gone.args == ["frameworks", "made-up"]
    made = store.read(frameworks.find, key="made-up")
    assert next(made.competencies()).kind is Kind.OPTIONAL
    id_ = next(row.id for row in store.read(frameworks.listing) if row.key == "made-up")
    assert [one.taken for one in store.read(framework_imports.answers_of, id_)] == ["Optional"]


def test_an_answer_can_be_typed_and_a_wrong_one_is_told(qtbot: QtBot, page: FrameworkReviewPage) -> None:
    page.findings.choose("title")
    page.findings.answer.field.setText("Help desk, ours")
    qtbot.keyClick(page.findings.answer.field, Qt.Key.Key_Return)
    assert page.subject is not None
    assert page.subject.framework is not None
    assert page.subject.framework.title == "Help desk, ours"


def test_what_was_passed_over_is_listed_with_its_reason(page: FrameworkReviewPage) -> None:
    page.findings.segments.choose("passed")
    (row,) = page.findings.view.table.rows
    assert (row.says, row.taken) == ("A foot line", "not part of the framework")
    page.findings.view.selectRow(0)
    assert page.source.where.text() == "line 40"


def test_it_is_kept_for_later_with_its_open_questions_and_opened_again(
    qtbot: QtBot, page: FrameworkReviewPage, store: Store
) -> None:
    with qtbot.waitSignal(page.go):
        page.keep.click()
    (row,) = store.read(framework_drafts.drafts)
    assert row.open == 1
    page.open_at(row.id)
    assert states(page)["1a kind"] == "decide"
    assert page.leave()
    page.findings.choose("1a kind")
    qtbot.keyClick(page.findings.answer.choices, Qt.Key.Key_1)
    assert store.read(framework_drafts.draft, row.id).open == ()
    page.adopt_button.click()
    assert store.read(framework_drafts.drafts) == ()
    assert store.read(frameworks.find, key="made-up").version == "1"


def test_of_several_frameworks_each_is_reviewed_by_itself(
    qtbot: QtBot, page: FrameworkReviewPage, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.open_at(review_subject.of_reading(SOURCE, reading(found(), found("second", title="The second"))))
    assert page.chooser.isVisible()
    page.chooser.setCurrentIndex(1)
    assert "The second" in page.title
    page.findings.choose("1a kind")
    qtbot.keyClick(page.findings.answer.choices, Qt.Key.Key_1)
    page.adopt_button.click()
    assert "1 framework" in page.message.text
    assert store.read(frameworks.find, key="second").title == "The second"
    assert page.subject is not None
    assert page.subject.key == "made-up"
    page.open_at(review_subject.of_reading(SOURCE, reading(found("third"), found("fourth"))))
    monkeypatch.setattr(KeepDialog, "ask", lambda *_: True)
    page.keep.click()
    assert {row.key for row in store.read(framework_drafts.drafts)} == {"third", "fourth"}


def test_decisions_that_are_not_kept_are_asked_about(
    qtbot: QtBot, page: FrameworkReviewPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.leave()
    page.findings.choose("1a kind")
    qtbot.keyClick(page.findings.answer.choices, Qt.Key.Key_1)
    monkeypatch.setattr(LeaveDialog, "ask", lambda _parent: False)
    assert not page.leave()
    monkeypatch.setattr(LeaveDialog, "ask", lambda _parent: True)
    assert page.leave()


def test_a_file_that_was_read_before_says_so(page: FrameworkReviewPage, store: Store, cast: Cast) -> None:
    one = found()
    more: dict[str, Any] = {"source": SOURCE, "reading": reading(one), "found": (one,), "by": cast.cora}
    store.write(framework_imports.take, as_draft=True, **more)
    page.open_at(review_subject.of_reading(SOURCE, reading()))
    assert "was read before" in page.message.text


def test_everything_that_takes_the_focus_has_a_name_and_the_list_is_a_sound_model(
    page: FrameworkReviewPage, qtmodeltester: Any
) -> None:
    assert without_name(page) == []
    qtmodeltester.check(page.findings.view.table, force_py=True)


@pytest.fixture
def frameworks_page(qtbot: QtBot, store: Store, cast: Cast) -> FrameworksPage:
    workspace = Workspace(store)
    made = FrameworksPage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, made)
    return made


def test_a_document_that_is_chosen_opens_its_review(
    qtbot: QtBot, frameworks_page: FrameworksPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "skills.csv"
    path.write_text("Code,Skill,Area\n1,Sets up printers,Desk\n2,Answers calls,Desk\n", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    with qtbot.waitSignal(frameworks_page.go) as gone:
        frameworks_page.import_button.click()
    key, review = gone.args
    assert key == "framework_review"
    assert [one.title for one in review.subjects[0].framework.competencies()] == ["Sets up printers", "Answers calls"]


def test_a_file_that_is_none_is_told_and_nothing_is_written(
    qtbot: QtBot, frameworks_page: FrameworksPage, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything(store)
    path = tmp_path / "notes.txt"
    path.write_text("Nothing to be learned here.", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    frameworks_page.import_button.click()
    qtbot.waitUntil(lambda: frameworks_page.message.kind == "error")
    assert "notes.txt" in frameworks_page.message.text
    assert everything(store) == before


def test_a_draft_is_in_the_list_and_can_be_thrown_away(
    frameworks_page: FrameworksPage, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(framework_drafts.tailor, key="it-generalist", by=cast.cora)
    frameworks_page.reload()
    (row,) = (row for row in frameworks_page.view.table.rows if row.draft_id)
    frameworks_page.view.select(("", row.draft_id))
    assert not frameworks_page.detail.schedule.isVisible()
    assert not frameworks_page.detail.review.isVisible()
    frameworks_page.detail.adopt.click()
    assert "the same as the version" in frameworks_page.message.text
    monkeypatch.setattr(DiscardDialog, "ask", lambda *_: True)
    frameworks_page.detail.discard.click()
    assert store.read(framework_drafts.drafts) == ()
