"""The job and the next step up stand where people look for them, and a coordinator links them."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.services import job_architectures
from desktop.services.job_architectures import Job
from desktop.views.apprentices import ApprenticesPage
from desktop.views.frameworks import FrameworksPage
from desktop.views.job_dialog import ChosenJob, JobDialog
from desktop.views.job_link import JobFacts
from desktop.views.own_progress import OwnProgressPage
from desktop.workspace import Workspace
from tests.conftest import Cast, everything
from tests.screens import show, viewer, without_name
from tests.services.test_job_architectures import GUIDE, link, take

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def guide(store: Store, cast: Cast) -> str:
    return take(store, cast.cora)


@pytest.fixture
def workspace(store: Store, guide: str) -> Workspace:
    return Workspace(store)


def said(facts: JobFacts) -> list[str]:
    # Labels that come into a layout are shown in the next turn.
    QApplication.processEvents()
    return [one.text() for one in facts.findChildren(QLabel) if one.isVisibleTo(facts)]


def choosing(monkeypatch: pytest.MonkeyPatch, chosen: ChosenJob | None) -> list[tuple[str, Job | None, bool]]:
    """Whoever is asked for a job answers `chosen`; whom and what they were asked about, and whether to remove it."""
    asked: list[tuple[str, Job | None, bool]] = []

    def ask(_parent: Any, _workspace: Any, whom: str, job: Job | None, *, may_remove: bool) -> ChosenJob | None:
        asked.append((whom, job, may_remove))
        return chosen

    monkeypatch.setattr(JobDialog, "ask", ask)
    return asked


def frameworks_page(qtbot: QtBot, workspace: Workspace, who: str = "Cora Hale") -> FrameworksPage:
    page = FrameworksPage(workspace, viewer(workspace, who))
    show(qtbot, page)
    page.open_at("it-generalist")
    page.detail.tabs.choose("more")
    return page


def test_a_framework_is_linked_to_a_job_and_shows_the_next_step_up(
    qtbot: QtBot, workspace: Workspace, store: Store, guide: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = frameworks_page(qtbot, workspace)
    facts = page.detail.more.job
    assert "None is linked yet." in said(facts)
    asked = choosing(monkeypatch, ChosenJob(guide, "B1 1", "Brewer I"))
    facts.button.click()
    assert asked == [("Information Technology Generalist", None, False)]
    assert page.message.text == "Information Technology Generalist trains for Brewer I."
    words = said(facts)
    assert words[words.index("Job") + 1] == "Brewer I (B1 1)"
    assert words[words.index("Next step up") + 1] == "Brewer II (B1 2)"
    assert words[words.index("Family") + 1] == "Brewers"


def test_a_link_is_removed(
    qtbot: QtBot, workspace: Workspace, store: Store, cast: Cast, guide: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link(store, cast, guide, "B1 4")
    page = frameworks_page(qtbot, workspace)
    facts = page.detail.more.job
    assert "None: this is the top of its family" in said(facts)
    asked = choosing(monkeypatch, ChosenJob("", "", ""))
    facts.button.click()
    assert asked[0][2]
    assert "None is linked yet." in said(facts)
    assert store.read(job_architectures.job_of, framework_id=cast.generalist) is None


def test_nothing_is_written_where_nothing_is_chosen(
    qtbot: QtBot, workspace: Workspace, store: Store, cast: Cast, guide: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link(store, cast, guide, "B1 1")
    page = frameworks_page(qtbot, workspace)
    before = everything(store)
    choosing(monkeypatch, None)
    page.detail.more.job.button.click()
    assert everything(store) == before


def test_others_than_a_coordinator_only_read_the_job(
    qtbot: QtBot, workspace: Workspace, store: Store, cast: Cast, guide: str
) -> None:
    page = frameworks_page(qtbot, workspace, "Mia Hale")
    facts = page.detail.more.job
    assert not facts.isVisible()
    link(store, cast, guide, "B1 1")
    assert facts.isVisible()
    assert "Brewer I (B1 1)" in said(facts)
    assert not facts.button.isVisible()


def test_a_framework_that_only_ships_has_no_job(qtbot: QtBot, workspace: Workspace) -> None:
    page = frameworks_page(qtbot, workspace)
    page.open_at("sample-help-desk")
    assert not page.detail.more.job.isVisible()


def test_an_agreement_shows_the_job_of_its_framework_until_it_has_its_own(
    qtbot: QtBot, workspace: Workspace, store: Store, cast: Cast, guide: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link(store, cast, guide, "B1 1")
    page = ApprenticesPage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, page)
    page.open_at(cast.adas)
    page.detail.tabs.choose("agreement")
    facts = page.detail.agreement.job
    assert "Brewer I (B1 1), from its framework" in said(facts)
    asked = choosing(monkeypatch, ChosenJob(guide, "B2 1", "Porter"))
    facts.button.click()
    assert (asked[0][0], asked[0][2]) == ("Ada Lind", False)
    assert "Porter (B2 1)" in said(facts)
    asked = choosing(monkeypatch, ChosenJob("", "", ""))
    facts.button.click()
    assert asked[0][2]
    assert "Brewer I (B1 1), from its framework" in said(facts)


def test_apprentices_see_in_one_line_what_they_train_for(
    qtbot: QtBot, workspace: Workspace, store: Store, cast: Cast, guide: str
) -> None:
    page = OwnProgressPage(workspace, viewer(workspace, "Ada Lind"))
    show(qtbot, page)
    assert not page.job.isVisible()
    link(store, cast, guide, "B1 1")
    assert page.job.isVisible()
    assert page.job.text() == "Trains for: Brewer I · next step up: Brewer II"
    link(store, cast, guide, "B1 4", agreement=cast.adas)
    assert page.job.text() == "Trains for: Head Brewer"


def dialog_of(qtbot: QtBot, workspace: Workspace, job: Job | None = None, *, may_remove: bool = False) -> JobDialog:
    dialog = JobDialog(None, workspace, "Ada Lind", job, may_remove=may_remove)
    show(qtbot, dialog, 900, 560)
    return dialog


def codes(dialog: JobDialog) -> list[str]:
    return [row.code for row in dialog.list.table.rows]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("brewer ii", ["B1 2"]),
        ("b2", ["B2 1"]),
        ("porters", ["B2 1"]),
        ("second", ["B1 2"]),
        ("head brewing", ["B1 4"]),
        ("miller", []),
    ],
    ids=["title", "code", "family", "level", "words anywhere", "none"],
)
def test_positions_are_narrowed_by_what_is_typed(
    qtbot: QtBot, workspace: Workspace, typed: str, found: list[str]
) -> None:
    dialog = dialog_of(qtbot, workspace)
    assert codes(dialog) == [one.code for one in GUIDE.positions()]
    qtbot.keyClicks(dialog.field, typed)
    assert codes(dialog) == found
    assert dialog.link.isEnabled() == bool(found)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible() == (not found)
    chosen = dialog.chosen()
    assert (chosen.position if chosen else None) == (found[0] if found else None)


def test_the_present_job_is_chosen_and_told_at_length(
    qtbot: QtBot, workspace: Workspace, store: Store, cast: Cast, guide: str
) -> None:
    link(store, cast, guide, "B1 4")
    job = store.read(job_architectures.job_of, framework_id=cast.generalist)
    dialog = dialog_of(qtbot, workspace, job, may_remove=True)
    assert dialog.chosen() == ChosenJob(guide, "B1 4", "Head Brewer")
    words = [one.text() for one in dialog.findChildren(QLabel)]
    assert "Answers for all of it." in words
    assert "They brew." in words
    dialog.remove.click()
    assert dialog.chosen() == ChosenJob("", "", "")


def test_of_several_architectures_one_is_chosen(
    qtbot: QtBot, workspace: Workspace, store: Store, cast: Cast, guide: str
) -> None:
    dialog = dialog_of(qtbot, workspace)
    assert not dialog.architectures.isVisible()
    other = GUIDE.model_copy(update={"key": "dairy-jobs", "title": "A dairy", "categories": ()})
    take(store, cast.cora, other, "b" * 64)
    dialog = dialog_of(qtbot, workspace)
    assert dialog.architectures.isVisible()
    assert codes(dialog) == []
    dialog.architectures.setCurrentIndex(dialog.architectures.findData(guide))
    assert "B2 1" in codes(dialog)


def test_a_record_without_architectures_says_how_to_get_one(qtbot: QtBot, store: Store) -> None:
    dialog = dialog_of(qtbot, Workspace(store))
    words = [one.text() for one in dialog.list.empty.findChildren(QLabel)]
    assert any("no job architecture" in one for one in words)
    assert not dialog.link.isEnabled()


def test_everything_in_the_dialog_has_a_name_and_is_reached_by_tab(qtbot: QtBot, workspace: Workspace) -> None:
    dialog = dialog_of(qtbot, workspace, may_remove=True)
    assert not without_name(dialog)
    expected: set[QWidget] = {dialog.field, dialog.list, dialog.remove, dialog.cancel, dialog.link}
    reached: set[QWidget] = set()
    for _press in range(10):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert expected <= reached
