"""The page Backups and the line in the side list: what stands there, and what each button comes to."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.codes import Role
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.services import backups, clock, people
from desktop.views import backup_words
from desktop.views.backups import BackupsPage
from desktop.views.days import short_day
from desktop.views.main_window import MainWindow
from desktop.views.restore_dialog import RestoreDialog
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests.conftest import NOW, Cast

pytestmark = pytest.mark.usefixtures("look")
Open = Callable[..., MainWindow]


@pytest.fixture
def open_for(qtbot: QtBot, store: Store, cast: Cast) -> Open:
    workspace = Workspace(store)

    def make(role: Role = Role.COORDINATOR) -> MainWindow:
        window = MainWindow(workspace, Viewer(cast.cora, "Cora Hale", role))
        qtbot.addWidget(window)
        window.show()
        window.show_page("backups")
        return window

    return make


def _page(window: MainWindow) -> BackupsPage:
    page = window.page("backups")
    assert isinstance(page, BackupsPage)
    return page


def _states(window: MainWindow) -> list[str]:
    shown = [one for kind in (QLabel, QPushButton) for one in window.side.findChildren(kind) if one.isVisibleTo(window)]
    return [one.text() for one in shown if "ackup" in one.text()]


def _add(workspace: Workspace) -> None:
    workspace.write(people.add_person, first_name="Zoe", last_name="Ames", role=Role.INSTRUCTOR)


def _answers(monkeypatch: pytest.MonkeyPatch, answer: bool) -> list[str]:
    """What the question said, each time it is asked; it is answered so."""
    asked: list[str] = []

    def ask(_parent: object, preview: object) -> bool:
        dialog = RestoreDialog(None, preview)  # type: ignore[arg-type]
        asked.append(" ".join(one.text() for one in dialog.findChildren(QLabel)))
        dialog.deleteLater()
        return answer

    monkeypatch.setattr(RestoreDialog, "ask", ask)
    return asked


def test_a_backup_made_now_stands_in_the_list_and_in_the_side_list(qtbot: QtBot, open_for: Open) -> None:
    window = open_for()
    page = _page(window)
    assert _states(window) == ["No backup yet"]
    assert not page.try_button.isEnabled()
    window.go("backups", "now")
    qtbot.waitUntil(lambda: page.message.kind == "success")
    assert page.list.table.rowCount() == 1
    assert page.message.text.startswith("Backed up and checked: ")
    assert page.try_button.isEnabled()
    qtbot.waitUntil(lambda: [one for one in _states(window) if one != "No backup yet"] != [])
    assert _states(window)[0].startswith("Backup ")


def test_the_line_tells_the_day_and_an_old_backup_is_a_trouble(store: Store) -> None:
    with clock.stopped_at(NOW - timedelta(days=9)):
        backups.back_up(store)
    assert backup_words.side_state(store.path).page == "", "nothing changed since"
    store.write(people.add_person, first_name="Zoe", last_name="Ames", role=Role.INSTRUCTOR)
    old = backup_words.side_state(store.path)
    day = short_day(date(2026, 5, 23), date(2026, 6, 1))
    assert (old.text, old.page) == (f"Last backup {day}", "backups")
    made = backups.back_up(store)
    here = f"{made.made_at.astimezone():%H:%M}"
    assert backup_words.side_state(store.path).text == f"Backup today {here}"
    with clock.stopped_at(NOW + timedelta(days=1)):
        assert backup_words.side_state(store.path).text == f"Backup yesterday {here}"


@pytest.mark.parametrize(("is_faulty", "words"), [(True, "Backups stopped"), (False, "Backup failed")])
def test_a_trouble_stands_in_the_side_list_and_opens_the_page(open_for: Open, is_faulty: bool, words: str) -> None:
    window = open_for(Role.MENTOR)
    window.show_page("home")
    backups._remember(window.workspace.path, trouble="The record is not whole.", is_faulty=is_faulty)
    window.workspace.backed_up.emit()
    (button,) = [one for one in window.side.findChildren(QPushButton) if one.text() == words]
    button.click()
    page = _page(window)
    assert window.stack.currentWidget() is page
    assert (page.message.kind, page.message.text) == ("error", "The record is not whole.")


def test_a_trial_is_told_and_remembered(qtbot: QtBot, open_for: Open) -> None:
    window = open_for()
    page = _page(window)
    window.workspace.run(backups.back_up)
    page.reload()
    assert "never tried" in page.head.soft.text()
    page.try_button.click()
    assert not page.now_button.isEnabled()
    qtbot.waitUntil(lambda: page.message.kind == "success")
    assert "passed every check" in page.message.text
    assert "and passed" in page.head.soft.text()
    assert page.now_button.isEnabled()


def test_a_backup_that_fails_says_why(qtbot: QtBot, open_for: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise KnownError("The disk is full.", "Free some space.")

    window = open_for()
    page = _page(window)
    monkeypatch.setattr(backups.backups, "copy", refuse)
    page.now_button.click()
    qtbot.waitUntil(lambda: page.message.kind == "error")
    assert page.message.text == "The disk is full. Free some space."
    assert page.now_button.isEnabled()
    qtbot.waitUntil(lambda: _states(window) == ["Backup failed"])


def test_a_restore_says_what_would_be_lost_and_hands_over_a_checked_file(
    qtbot: QtBot, open_for: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _answers(monkeypatch, answer=True)
    window = open_for()
    page, workspace = _page(window), window.workspace
    workspace.run(backups.back_up)
    _add(workspace)
    page.reload()
    with qtbot.waitSignal(workspace.restore_wanted, timeout=10_000) as wanted:
        page.list.activated_row.emit(page.list.table.rows[0])
    assert "1 person, 1 signed entry and 1 other record, recorded later." in asked[0]
    assert wanted.args is not None
    assert wanted.args[0].staged.exists()


def test_a_restore_that_is_not_wanted_changes_nothing(open_for: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _answers(monkeypatch, answer=False)
    window = open_for()
    made = window.workspace.run(backups.back_up)
    _page(window).restore(made.path)
    assert "Nothing: the backup holds all of it." in asked[0]
    assert backups.listing(window.workspace.path) == (made,)


def test_a_file_that_is_no_backup_is_refused_in_words(open_for: Open, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear mentor")
    page = _page(open_for())
    page.restore(tmp_path / "letter.db")
    assert page.message.kind == "error"
    assert "is not a Journeybook record" in page.message.text


@pytest.mark.parametrize("role", [Role.MENTOR, Role.APPRENTICE, Role.INSTRUCTOR])
def test_only_a_coordinator_restores(open_for: Open, role: Role) -> None:
    window = open_for(role)
    window.workspace.run(backups.back_up)
    page = _page(window)
    page.reload()
    assert "Restore…" not in [column.text(page.list.table.rows[0]) for column in page.list.table.columns]
    assert "Restore a file…" not in [one.text() for one in page.findChildren(QPushButton)]
