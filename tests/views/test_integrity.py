"""The page Integrity: what a check says, the first bad entry and the way on from it, and the ledger entry by entry."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.codes import Role
from desktop.database.store import Store, open_store
from desktop.services import clock, ledger, ledger_lists, sign_offs
from desktop.views import days, ledger_words
from desktop.views.integrity import IntegrityPage
from desktop.views.main_window import MainWindow
from desktop.views.remaining import Remaining, in_words
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests.conftest import NOW, TODAY, Cast, Everyone, drop_guards, rating

pytestmark = pytest.mark.usefixtures("look")
Open = Callable[..., MainWindow]


@pytest.fixture(autouse=True)
def _own_anchors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "config" / "settings.json")


def _sign(store: Store, cast: Cast, code: str = "1a", comment: str = "") -> int:
    one = rating(code, comment=comment)
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[one], signer_id=cast.mia)
    return store.read(ledger.mark).seq


@pytest.fixture
def open_for(qtbot: QtBot, store: Store, cast: Cast) -> Open:
    """`open_for(role)` is the window of one role, on the page Integrity where there is one."""
    workspace = Workspace(store)
    return _opener(qtbot, workspace, cast)


def _opener(qtbot: QtBot, workspace: Workspace, cast: Cast) -> Open:
    def make(role: Role = Role.COORDINATOR) -> MainWindow:
        window = MainWindow(workspace, Viewer(cast.cora, "Cora Hale", role))
        qtbot.addWidget(window)
        window.resize(1440, 900)
        with qtbot.waitActive(window):
            window.show()
        if role in (Role.COORDINATOR, Role.VIEWER):
            window.show_page(ledger_words.PAGE)
        return window

    return make


@pytest.fixture
def tampered(store: Store, cast: Cast, everyone: Everyone) -> Store:
    """The record once the comment on 1b, which Mia signed for Ada in the last entry but one, says something else."""
    _sign(store, cast, "1b", "By hand")
    _sign(store, cast, "1c")
    store.close()
    drop_guards(store.path)
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("UPDATE sign_off SET comment = 'By heart' WHERE comment = 'By hand'")
        connection.commit()
    with clock.stopped_at(NOW):
        again = open_store(store.path)
    again.signers = everyone
    return again


@pytest.fixture
def open_tampered(qtbot: QtBot, tampered: Store, cast: Cast) -> Open:
    return _opener(qtbot, Workspace(tampered), cast)


def _page(window: MainWindow) -> IntegrityPage:
    page = window.page(ledger_words.PAGE)
    assert isinstance(page, IntegrityPage)
    return page


def _words(widget: QWidget) -> str:
    shown = [one for kind in (QLabel, QPushButton) for one in widget.findChildren(kind) if one.isVisible()]
    return "\n".join(one.text() for one in shown)


def _check_all(qtbot: QtBot, page: IntegrityPage) -> None:
    page.check_button.click()
    qtbot.waitUntil(lambda: page.check_button.isEnabled(), timeout=20_000)


def test_a_sound_record_says_so_in_the_page_and_in_the_side_list(qtbot: QtBot, open_for: Open) -> None:
    window = open_for()
    page = _page(window)
    assert "never checked on this computer" in page.checks.empty.findChildren(QLabel)[1].text()
    _check_all(qtbot, page)
    assert page.message.kind == "success"
    assert window.workspace.found is not None
    assert window.workspace.found.is_sound
    assert {row.name for row in page.checks.table.rows} >= {"ledger", "ledger anchor", "file", "evidence files"}
    assert page.faults.isHidden()
    assert window.banner.isHidden()
    qtbot.waitUntil(lambda: "Ledger checked" in _words(window.side))


def test_the_first_bad_entry_is_named_with_its_apprentice_who_can_be_opened(
    qtbot: QtBot, open_tampered: Open, cast: Cast
) -> None:
    window = open_tampered()
    page = _page(window)
    _check_all(qtbot, page)
    seq = window.workspace.read(ledger.mark).seq - 1
    said = _words(page.faults)
    assert f"The first bad entry. Entry {seq:,}: sign-off, agreement 1, competency 1b, Ada Lind." in said
    assert "Keep the file as it is" in said
    assert [row.ok for row in page.checks.table.rows][:2] == [False, False]
    page.faults.open_button.click()
    assert window.side.current() == "apprentices"


def test_from_the_first_bad_entry_one_goes_to_the_entry_and_to_the_backups(qtbot: QtBot, open_tampered: Open) -> None:
    window = open_tampered()
    page = _page(window)
    _check_all(qtbot, page)
    page.faults.entry_button.click()
    assert page.segments.value == "ledger"
    qtbot.waitUntil(lambda: "competency 1b" in page.details.title.text())
    window.show_page(ledger_words.PAGE)
    page.faults.backups_button.click()
    assert window.stack.currentWidget() is window.page("backups")


def test_a_viewer_is_told_to_call_a_coordinator_since_backups_are_not_theirs(qtbot: QtBot, open_tampered: Open) -> None:
    page = _page(open_tampered(Role.VIEWER))
    _check_all(qtbot, page)
    assert page.faults.backups_button.isHidden()
    assert "Tell a coordinator" in _words(page.faults)


def test_a_fault_found_on_opening_stands_above_every_page_for_everyone(qtbot: QtBot, open_tampered: Open) -> None:
    window = open_tampered()
    window.show_page("documents")
    window.check_new()
    qtbot.waitUntil(lambda: window.banner.isVisible())
    assert "Let nobody sign anything more." in window.banner.text
    qtbot.waitUntil(lambda: "Fault in the ledger" in _words(window.side))
    (button,) = window.banner.buttons
    button.click()
    assert window.stack.currentWidget() is _page(window)
    assert _page(window).faults.isVisible()
    of_mentor = open_tampered(Role.MENTOR)
    assert of_mentor.banner.isVisible()
    assert "tell a coordinator" in of_mentor.banner.text
    assert of_mentor.banner.buttons == ()


def test_nothing_stands_above_the_pages_of_a_sound_record(qtbot: QtBot, open_for: Open) -> None:
    window = open_for(Role.MENTOR)
    window.check_new()
    qtbot.waitUntil(lambda: "Ledger checked" in _words(window.side))
    assert window.banner.isHidden()


def test_a_check_can_be_stopped(qtbot: QtBot, open_for: Open) -> None:
    page = _page(open_for())
    page.check_button.click()
    (cancel,) = page.message.buttons
    cancel.click()
    qtbot.waitUntil(lambda: page.check_button.isEnabled())
    assert "stopped" in page.message.text
    assert page.checks.table.rowCount() == 0


def test_where_the_record_stands_is_told_and_copied(open_for: Open, store: Store) -> None:
    page = _page(open_for())
    last = store.read(ledger.mark)
    letters = last.hash.hex()
    assert f"The last entry is {last.seq:,}, of " in page.anchor_words.text()
    assert letters[:8] in page.anchor_words.text()
    assert letters[-8:] in page.anchor_words.text()
    page.copy_button.click()
    assert QGuiApplication.clipboard().text() == letters


def test_the_ledger_shows_a_new_entry_first_and_tells_it_in_words(
    qtbot: QtBot, open_for: Open, store: Store, cast: Cast
) -> None:
    window = open_for()
    page = _page(window)
    page.segments.choose("ledger")
    one = rating("1a", comment="Twice by herself")
    window.workspace.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[one], signer_id=cast.mia)
    first = page.entries.table.rows[0]
    assert (first.act, first.signer, first.whom) == ("sign-off", "Mia Hale", "Ada Lind")
    page.entries.view.selectRow(0)
    qtbot.waitUntil(lambda: "competency 1a" in page.details.title.text())
    said = _words(page.details)
    assert f"Signed by Mia Hale on {days.short_day(TODAY)} " in said
    assert "Comment: Twice by herself" in said
    assert "Level: 3" in said
    assert f"Observed on: {days.long_day(TODAY)}" in said
    assert "{" not in said
    page.details.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith('{"act":"sign-off"')
    page.details.open_button.click()
    assert window.side.current() == "apprentices"


def test_the_ledger_is_read_as_far_as_it_is_looked_at(
    qtbot: QtBot, open_for: Open, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_lists, "MANY", 3)
    real = ledger_lists.newest
    monkeypatch.setattr(ledger_lists, "newest", lambda session, **more: real(session, **more, many=3))
    page = _page(open_for())
    page.segments.choose("ledger")
    last = store.read(ledger.mark).seq
    table = page.entries.table
    while table.canFetchMore():
        table.fetchMore()
    assert [row.seq for row in table.rows] == list(range(last, 0, -1))


def test_the_ledger_is_narrowed_down_by_act_name_and_number(open_for: Open, store: Store, cast: Cast) -> None:
    last = _sign(store, cast)
    page = _page(open_for())
    page.segments.choose("ledger")
    entries = page.entries
    entries.who.setText("mia")
    assert [row.seq for row in entries.table.rows] == [last]
    entries.acts.setCurrentIndex(1)
    assert entries.table.rowCount() == 0
    entries.view.empty.button.click()
    assert entries.table.rowCount() == last
    entries.number.setText("2")
    assert [row.seq for row in entries.table.rows] == [2, 1]


def test_a_record_without_a_ledger_says_that_nothing_is_signed(qtbot: QtBot, unsigned: Store, cast: Cast) -> None:
    page = _page(_opener(qtbot, Workspace(unsigned), cast)())
    assert page.anchor_words.text() == "Nothing is signed in this record yet."
    assert not page.copy_button.isEnabled()
    assert page.entries.table.rowCount() == 0


@pytest.mark.parametrize("role", [Role.MENTOR, Role.INSTRUCTOR, Role.APPRENTICE])
def test_the_page_is_for_coordinators_and_viewers(open_for: Open, role: Role) -> None:
    window = open_for(role)
    window.go(ledger_words.PAGE, 1)
    assert not isinstance(window.stack.currentWidget(), IntegrityPage)


def test_what_remains_is_told_once_the_pace_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = iter([0.0, 1.0, 10.0, 200.0])
    monkeypatch.setattr("desktop.views.remaining.monotonic", lambda: next(moments))
    remaining = Remaining()
    assert [remaining.words(10, 100), remaining.words(50, 100), remaining.words(50, 100)] == [
        "",
        "about 10 s left",
        "about 3 min left",
    ]
    assert in_words(0.2) == "about 1 s left"
