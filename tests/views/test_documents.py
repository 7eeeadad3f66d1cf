"""Documents: the fields that a paper has, a preview that is always of the present choice, and files that are told."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QEvent, Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.codes import HourKind
from desktop.database.store import Report, Store
from desktop.errors import KnownError
from desktop.services import documents, framework_drafts, sign_offs
from desktop.services.documents import Paper
from desktop.services.sign_offs import NewRating
from desktop.views.documents import DocumentsPage
from desktop.workspace import Workspace
from tests.screens import agreement, show, viewer

pytestmark = pytest.mark.usefixtures("look")
_PATIENCE = 20
Open = Callable[[str], DocumentsPage]


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


@pytest.fixture
def open_for(qtbot: QtBot, workspace: Workspace) -> Open:
    def make(last_name: str) -> DocumentsPage:
        page = DocumentsPage(workspace, viewer(workspace, last_name))
        show(qtbot, page)
        return page

    return make


def _choose(page: DocumentsPage, paper: Paper, who: str = "") -> None:
    page.papers.setCurrentIndex(page.papers.findData(paper))
    page.people.setCurrentIndex(page.people.findData(agreement(page.workspace, who) if who else ""))


def _wait_for_preview(qtbot: QtBot, page: DocumentsPage) -> None:
    qtbot.waitUntil(lambda: page._previewing is None and page.stack.currentIndex() == 1, timeout=_PATIENCE * 1000)


def _shown_buttons(page: DocumentsPage) -> list[str]:
    return [ending for ending, button in page.save_buttons.items() if not button.isHidden()]


def _save_to(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(path), ""))


class Held:
    """Stands for `documents.save`: notes what is asked for, and goes on when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go_on, self.asked = Event(), []
        self._save = documents.save
        monkeypatch.setattr(documents, "save", self.save)

    def save(self, store: Store, *, path: Path, report: Report, **arguments: Any) -> Path:
        self.asked.append((path.suffix, arguments))
        report(0, 2)
        assert self.go_on.wait(_PATIENCE)
        report(1, 2)
        return self._save(store, path=path, report=report, **arguments)


def test_the_page_opens_with_the_blank_schedule_of_a_framework(qtbot: QtBot, open_for: Open) -> None:
    page = open_for("Alvarez")
    _wait_for_preview(qtbot, page)
    assert page.preview.count >= 2
    assert page.framework_row.isVisible()
    assert page.pages.text() == f"Page 1 of {page.preview.count}"
    assert _shown_buttons(page) == [".pdf", ".docx", ".xlsx"]


def test_each_paper_shows_the_fields_and_formats_it_has(qtbot: QtBot, open_for: Open) -> None:
    page = open_for("Alvarez")
    _choose(page, Paper.SCHEDULE, "Okonkwo")
    assert (page.people_row.isVisible(), page.framework_row.isVisible()) == (True, False)
    _choose(page, Paper.PROGRESS, "Okonkwo")
    assert (page.people_row.isVisible(), page.framework_row.isVisible()) == (True, False)
    assert _shown_buttons(page) == [".pdf", ".xlsx"]
    _choose(page, Paper.COHORT)
    assert (page.people_row.isVisible(), page.framework_row.isVisible()) == (False, False)
    assert _shown_buttons(page) == [".xlsx"]
    assert page.empty.isVisible()
    assert page.save_buttons[".xlsx"].isEnabled()


def test_a_progress_report_of_nobody_asks_for_the_apprentice_and_cannot_be_saved(open_for: Open) -> None:
    page = open_for("Alvarez")
    _choose(page, Paper.PROGRESS)
    assert page.empty.isVisible()
    assert not any(button.isEnabled() for button in page.save_buttons.values())


def test_an_apprentice_has_papers_of_their_own_alone(qtbot: QtBot, open_for: Open) -> None:
    page = open_for("Okonkwo")
    _wait_for_preview(qtbot, page)
    (own,) = [page.people.itemText(place) for place in range(page.people.count())]
    assert own.startswith("Maya Okonkwo · ")
    assert page.papers.findData(Paper.COHORT) == -1
    assert page.arguments()["agreement_id"] == agreement(page.workspace, "Okonkwo")


def test_a_mentor_chooses_among_their_apprentices(open_for: Open) -> None:
    page = open_for("Whitfield")
    names = {page.people.itemText(place).split(" · ")[0] for place in range(1, page.people.count())}
    assert "Maya Okonkwo" in names
    assert "Lucía Fernández" not in names


def test_the_preview_is_of_the_last_choice_however_fast_they_come(
    qtbot: QtBot, open_for: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    page = open_for("Alvarez")
    for who in ("Okonkwo", "Brooks", "Raman"):
        _choose(page, Paper.PROGRESS, who)
    qtbot.waitUntil(lambda: bool(held.asked))
    held.go_on.set()
    _wait_for_preview(qtbot, page)
    assert page._shown["agreement_id"] == agreement(page.workspace, "Raman")
    assert not page.message.isVisible()


def test_a_preview_that_comes_late_does_not_cover_a_paper_without_one(
    qtbot: QtBot, workspace: Workspace, open_for: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    page = open_for("Alvarez")
    qtbot.waitUntil(lambda: bool(held.asked))
    _choose(page, Paper.COHORT)
    held.go_on.set()
    qtbot.waitUntil(lambda: not workspace._works)
    assert page.empty.isVisible()
    assert not page.message.isVisible()


def test_no_preview_is_left_on_the_disk(qtbot: QtBot, workspace: Workspace, open_for: Open) -> None:
    page = open_for("Alvarez")
    for who in ("Okonkwo", "Brooks"):
        _choose(page, Paper.SCHEDULE, who)
    _wait_for_preview(qtbot, page)
    qtbot.waitUntil(lambda: not workspace._works)
    assert not list(Path(page._folder.path()).iterdir())


def test_a_paper_of_a_past_day_is_of_that_day_and_of_today_is_of_no_day(qtbot: QtBot, open_for: Open) -> None:
    page = open_for("Alvarez")
    _choose(page, Paper.PROGRESS, "Okonkwo")
    assert page.arguments()["as_of"] is None
    page.as_of.setDate(QDate(2026, 3, 2))
    assert page.arguments()["as_of"] == date(2026, 3, 2)
    page.as_of.setDate(QDate(2030, 1, 1))
    assert page.as_of.date() == QDate(2026, 11, 16)
    _wait_for_preview(qtbot, page)


def test_a_sign_off_made_elsewhere_makes_the_preview_anew_where_it_was(
    qtbot: QtBot, workspace: Workspace, open_for: Open
) -> None:
    page = open_for("Alvarez")
    _choose(page, Paper.SCHEDULE, "Okonkwo")
    _wait_for_preview(qtbot, page)
    bar = page.preview.verticalScrollBar()
    bar.setValue(400)
    made, mentor = page._made, viewer(workspace, "Whitfield")
    some = NewRating("1a", 4, HourKind.OJT, date(2026, 11, 13))
    its = agreement(workspace, "Okonkwo")
    workspace.write(sign_offs.sign_off, agreement_id=its, ratings=[some], signer_id=mentor.person_id)
    assert page._made == made + 1
    _wait_for_preview(qtbot, page)
    assert bar.value() == 400


def test_larger_smaller_and_fit_are_buttons_that_work(qtbot: QtBot, open_for: Open) -> None:
    page = open_for("Alvarez")
    _wait_for_preview(qtbot, page)
    buttons = {one.text(): one for one in page.findChildren(QPushButton)}
    fitting = page.preview._pages.scale
    scales = []
    for words in ("Larger", "Smaller", "Smaller", "Fit width"):
        qtbot.mouseClick(buttons[words], Qt.MouseButton.LeftButton)
        scales.append(page.preview._pages.scale / fitting)
    assert scales == pytest.approx([1.25, 1, 0.8, 1])


def test_opened_at_an_apprentice_or_a_framework_the_paper_is_theirs(qtbot: QtBot, open_for: Open) -> None:
    page = open_for("Alvarez")
    _choose(page, Paper.COHORT)
    page.open_at(agreement(page.workspace, "Brooks"))
    assert (page.paper(), page.people.currentText().split(" · ")[0]) == (Paper.PROGRESS, "Jalen Brooks")
    page.open_at("sample-help-desk")
    assert page.arguments() == {
        "paper": Paper.SCHEDULE,
        "as_of": None,
        "framework_key": "sample-help-desk",
        "framework_version": "1",
    }
    page.open_at("nothing of the kind")
    assert page.arguments()["framework_key"] == "sample-help-desk"
    _wait_for_preview(qtbot, page)


def test_a_long_save_tells_its_progress_and_is_not_stopped_by_another_choice(
    qtbot: QtBot, open_for: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = open_for("Alvarez")
    _wait_for_preview(qtbot, page)
    _choose(page, Paper.COHORT)
    held = Held(monkeypatch)
    _save_to(monkeypatch, tmp_path / "cohort.xlsx")
    page.save_buttons[".xlsx"].click()
    qtbot.waitUntil(lambda: page.message.text == "Making the paper: 0 of 2")
    assert not page.save_buttons[".xlsx"].isEnabled()
    _choose(page, Paper.PROGRESS)
    held.go_on.set()
    qtbot.waitUntil(lambda: page.message.kind == "success", timeout=_PATIENCE * 1000)
    assert page.message.text == f"Saved as {tmp_path / 'cohort.xlsx'}."
    assert (tmp_path / "cohort.xlsx").stat().st_size > 0


def test_a_cancelled_save_leaves_no_file_and_can_be_done_again(
    qtbot: QtBot, open_for: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = open_for("Alvarez")
    _choose(page, Paper.COHORT)
    held = Held(monkeypatch)
    _save_to(monkeypatch, tmp_path / "cohort.xlsx")
    page.save_buttons[".xlsx"].click()
    qtbot.waitUntil(lambda: bool(page.message.buttons))
    qtbot.mouseClick(page.message.buttons[0], Qt.MouseButton.LeftButton)
    held.go_on.set()
    qtbot.waitUntil(lambda: page.message.text == "The work was cancelled. Nothing was written.")
    assert not list(tmp_path.glob("cohort*"))
    assert page.save_buttons[".xlsx"].isEnabled()


def test_a_page_that_is_gone_when_its_work_ends_is_no_trouble(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(monkeypatch)
    page = DocumentsPage(workspace, viewer(workspace, "Alvarez"))
    page.show()
    qtbot.waitUntil(lambda: bool(held.asked))
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    held.go_on.set()
    qtbot.waitUntil(lambda: not workspace._works)


@pytest.mark.parametrize(
    ("error", "words"),
    [(KnownError("Nothing stands on it.", "Choose another."), "Nothing stands on it."), (ValueError(), "Nothing was")],
)
def test_a_paper_that_fails_is_told_and_the_next_choice_is_shown(
    qtbot: QtBot,
    open_for: Open,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    error: Exception,
    words: str,
) -> None:
    monkeypatch.setattr(settings, "log_file", lambda: tmp_path / "journeybook.log")
    page = open_for("Alvarez")
    _wait_for_preview(qtbot, page)
    save = documents.save

    def fail(*_arguments: object, **_named: object) -> None:
        raise error

    monkeypatch.setattr(documents, "save", fail)
    _choose(page, Paper.SCHEDULE, "Brooks")
    qtbot.waitUntil(lambda: words in page.message.text)
    assert page.empty.isVisible()
    monkeypatch.setattr(documents, "save", save)
    _choose(page, Paper.SCHEDULE, "Okonkwo")
    _wait_for_preview(qtbot, page)
    assert not page.message.isVisible()


def test_a_name_without_its_ending_gets_it_and_takes_no_other_files_place(
    qtbot: QtBot, open_for: Open, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page = open_for("Alvarez")
    _wait_for_preview(qtbot, page)
    _save_to(monkeypatch, tmp_path / "schedule")
    page.save_buttons[".pdf"].click()
    qtbot.waitUntil(lambda: page.message.kind == "success", timeout=_PATIENCE * 1000)
    before = (tmp_path / "schedule.pdf").read_bytes()
    page.save_buttons[".pdf"].click()
    assert "There is a file" in page.message.text
    assert (tmp_path / "schedule.pdf").read_bytes() == before


def test_differences_are_offered_where_a_framework_was_derived_from_another(
    qtbot: QtBot, workspace: Workspace, open_for: Open
) -> None:
    coordinator = viewer(workspace, "Alvarez").person_id
    draft_id = workspace.write(framework_drafts.tailor, key="it-generalist", by=coordinator)
    before = workspace.read(framework_drafts.draft, draft_id).framework
    changed = before.model_copy(update={"title": "Our own generalist"})
    workspace.write(framework_drafts.save, draft_id=draft_id, framework=changed)
    workspace.write(framework_drafts.publish, draft_id=draft_id, by=coordinator)
    page = open_for("Alvarez")
    page.open_at("sample-help-desk")
    page.differences.setChecked(True)
    assert not page.differences.isVisible()
    assert "with_differences" not in page.arguments()
    page.open_at("it-generalist")
    assert page.differences.isVisible()
    assert page.differences.text() == "Mark the lines that differ from version 2018.1"
    asked = page.arguments()
    assert (asked["framework_version"], asked["with_differences"]) == ("2018.1-1", True)
    _wait_for_preview(qtbot, page)
    page.frameworks.setCurrentIndex(page.frameworks.findData("it-generalist 2018.1"))
    assert not page.differences.isVisible()
    assert page.arguments()["framework_version"] == "2018.1"
    page.open_at("it-generalist")
    _choose(page, Paper.PROGRESS, "Okonkwo")
    assert not page.differences.isVisible()
    _wait_for_preview(qtbot, page)
