"""The page People: who has which roles and keys, and what a coordinator does about them."""

from collections.abc import Callable
from typing import Any, TypeVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import Role
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.services import keys, ledger_checks, people_lists, sign_in, sign_offs
from desktop.services.people_lists import PersonFacts
from desktop.views import days
from desktop.views.apprentices import ApprenticesPage
from desktop.views.ask_reason import ReasonDialog
from desktop.views.main_window import MainWindow
from desktop.views.new_passphrase import NewPassphraseDialog
from desktop.views.people import PeoplePage
from desktop.views.person_dialogs import (
    GivenRole,
    NewPerson,
    NewPersonDialog,
    NewRoleDialog,
    TakeRoleDialog,
)
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests.conftest import TODAY, Cast, rating

pytestmark = pytest.mark.usefixtures("look", "quick_keys")
PASSPHRASE = "four other plain words"
T = TypeVar("T", bound=QWidget)


@pytest.fixture
def window(qtbot: QtBot, store: Store, cast: Cast) -> MainWindow:
    return _window(qtbot, store, cast)


def _window(qtbot: QtBot, store: Store, cast: Cast, role: Role = Role.COORDINATOR) -> MainWindow:
    made = MainWindow(Workspace(store), Viewer(cast.cora, "Cora Hale", role))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.fixture
def page(window: MainWindow) -> PeoplePage:
    window.show_page("people")
    found = window.page("people")
    assert isinstance(found, PeoplePage)
    return found


def _of(page: PeoplePage, person_id: str) -> PersonFacts:
    return next(one for one in page.workspace.read(people_lists.everyone) if one.id == person_id)


def _shown(widget: QWidget, kind: type[T]) -> list[T]:
    """What was put in its place a moment ago is shown in the next turn of the loop."""
    QApplication.processEvents()
    return [one for one in widget.findChildren(kind) if one.isVisible()]


def _press(page: PeoplePage, words: str) -> None:
    buttons = [*_shown(page.details, QPushButton), *page.message.buttons]
    next(one for one in buttons if one.text() == words).click()


def _buttons(widget: QWidget) -> set[str]:
    return {one.text() for one in _shown(widget, QPushButton)}


def _words(widget: QWidget) -> str:
    return "\n".join(one.text() for one in _shown(widget, QLabel))


Answer = Callable[[Any, Any], list[tuple[object, ...]]]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """`answer(dialog, value)`: the question is answered so; returns what it was asked with, each time."""

    def make(dialog: Any, value: Any) -> list[tuple[object, ...]]:
        asked: list[tuple[object, ...]] = []
        monkeypatch.setattr(dialog, "ask", lambda *given: asked.append(given) or value)
        return asked

    return make


def test_staff_stands_there_first_with_roles_employers_and_keys(page: PeoplePage) -> None:
    assert [row.name for row in page.list.table.rows] == ["Cora Hale", "Ines Hale", "Max Hale", "Mia Hale"]
    assert page.head.soft.text() == "6 people, 6 of them with a key"
    page.segments.choose("apprentices")
    assert [row.name for row in page.list.table.rows] == ["Ada Lind", "Ben Lind"]
    page.field.setText("BEN")
    assert [row.name for row in page.list.table.rows] == ["Ben Lind"]
    page.field.setText("%")
    assert page.list.table.rowCount() == 0


def test_a_person_shows_the_fingerprint_to_copy(page: PeoplePage, cast: Cast) -> None:
    page.open_at(cast.mia)
    key = _of(page, cast.mia).key
    assert key is not None
    said = _words(page.details)
    assert key.fingerprint in said
    assert f"entry {key.registered_by}" in said
    assert "Mentor, North Labs" in said
    _press(page, "Copy fingerprint")
    assert QGuiApplication.clipboard().text() == key.fingerprint


def test_a_new_person_is_added_and_gets_a_key_to_sign_in_with(page: PeoplePage, cast: Cast, answer: Answer) -> None:
    answer(NewPersonDialog, NewPerson("Noor", "Haddad", "", GivenRole(Role.MENTOR, cast.south)))
    asked = answer(NewPassphraseDialog, PASSPHRASE)
    page.add_person()
    assert page.message.text == "Noor Haddad is in the record."
    assert page.person is not None
    noor = page.person.id
    assert page.person.name == "Noor Haddad"
    _press(page, "Give a key…")
    assert "Noor Haddad types a passphrase that nobody else knows." in str(asked[0])
    key = _of(page, noor).key
    assert key is not None
    assert key.fingerprint in page.message.text
    assert page.workspace.run(sign_in.sign_in, who=noor, passphrase=PASSPHRASE).person_id == noor
    assert all(row.ok for row in page.workspace.read(ledger_checks.check_ledger))


def test_a_lost_passphrase_is_answered_with_a_new_key_and_a_reason(
    page: PeoplePage, cast: Cast, answer: Answer
) -> None:
    answer(ReasonDialog, "Forgotten")
    answer(NewPassphraseDialog, PASSPHRASE)
    page.open_at(cast.mia)
    before = _of(page, cast.mia).key
    assert before is not None
    _press(page, "New key…")
    after = _of(page, cast.mia)
    assert after.key is not None
    assert [one.fingerprint for one in after.keys] == [after.key.fingerprint, before.fingerprint]
    assert after.key.fingerprint in page.message.text
    assert "What it signed stays valid." in _words(page.details)


def test_a_key_is_revoked_once_its_consequences_were_told(page: PeoplePage, cast: Cast, answer: Answer) -> None:
    asked = answer(ReasonDialog, "Left the company")
    page.open_at(cast.max)
    _press(page, "Revoke key…")
    assert "Max Hale can no longer sign in or sign anything" in str(asked[0])
    assert _of(page, cast.max).key is None
    assert page.message.text == "The key of Max Hale is revoked."
    assert "Revoked" in _words(page.details)
    page.segments.choose("keyless")
    assert [row.name for row in page.list.table.rows] == ["Max Hale"]


def test_where_a_question_is_not_answered_nothing_changes(page: PeoplePage, cast: Cast, answer: Answer) -> None:
    for dialog in (ReasonDialog, NewPassphraseDialog, NewPersonDialog, NewRoleDialog):
        answer(dialog, None)
    answer(TakeRoleDialog, False)
    page.open_at(cast.mia)
    before = page.workspace.read(people_lists.everyone)
    for words in ("New key…", "Revoke key…", "Give a role…", "Take…"):
        _press(page, words)
    page.add_person()
    assert page.workspace.read(people_lists.everyone) == before
    assert page.message.isHidden()


def test_roles_are_given_and_taken(page: PeoplePage, cast: Cast, answer: Answer) -> None:
    answer(NewRoleDialog, GivenRole(Role.VIEWER, None))
    page.open_at(cast.ines)
    _press(page, "Give a role…")
    assert page.message.text == "Ines Hale is now viewer too."
    assert [one.role for one in _of(page, cast.ines).roles] == [Role.INSTRUCTOR, Role.VIEWER]
    asked = answer(TakeRoleDialog, True)
    _press(page, "Take…")
    assert asked[0][1:] == ("Ines Hale", "instructor")
    assert [one.role for one in _of(page, cast.ines).roles] == [Role.VIEWER]


def test_nobody_is_offered_acts_on_themselves(page: PeoplePage, cast: Cast) -> None:
    page.open_at(cast.cora)
    assert _buttons(page.details) == {"Copy fingerprint"}
    assert "Another coordinator changes your roles." in _words(page.details)


def test_what_the_record_refuses_stands_in_the_message_line(
    page: PeoplePage, cast: Cast, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_given: object, **_more: object) -> None:
        raise KnownError("The disk is full.", "Free some space.")

    answer(NewRoleDialog, GivenRole(Role.VIEWER, None))
    page.open_at(cast.ines)
    monkeypatch.setattr(page.workspace, "write", refuse)
    _press(page, "Give a role…")
    assert page.message.text == "The disk is full. Free some space."


def test_a_record_without_a_ledger_explains_and_leads_to_the_set_up(qtbot: QtBot, unsigned: Store, cast: Cast) -> None:
    window = _window(qtbot, unsigned, cast)
    window.show_page("people")
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    assert "Nobody can sign in this record yet." in page.message.text
    page.open_at(cast.mia)
    assert "Give a key…" not in _buttons(page.details)
    with qtbot.waitSignal(window.set_up_wanted, timeout=0):
        page.message.buttons[0].click()


@pytest.mark.parametrize("role", [Role.MENTOR, Role.INSTRUCTOR, Role.APPRENTICE, Role.VIEWER])
def test_the_page_is_for_coordinators(qtbot: QtBot, store: Store, cast: Cast, role: Role) -> None:
    window = _window(qtbot, store, cast, role)
    window.go("people", cast.mia)
    assert not isinstance(window.stack.currentWidget(), PeoplePage)


def test_a_mentor_is_not_added_without_an_employer(qtbot: QtBot) -> None:
    dialog = NewPersonDialog(None, ())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.verb.click()
    assert [row.error for row in dialog.form.rows if row.error] == [
        "This is missing. Enter it.",
        "This is missing. Enter it.",
        "A mentor belongs to an employer. Choose the employer.",
    ]
    dialog.first.setText("Vera")
    dialog.last.setText("Moss")
    dialog.role.setCurrentIndex(0)
    dialog.verb.click()
    assert dialog.result() == 1
    assert dialog.given() == GivenRole(Role.COORDINATOR, None)


@pytest.mark.parametrize(
    ("act", "more", "said"), [(keys.reset, {"passphrase": PASSPHRASE}, "replaced"), (keys.revoke, {}, "revoked")]
)
def test_a_change_of_key_shows_beside_what_the_old_one_signed(
    window: MainWindow, cast: Cast, act: Callable[..., object], more: dict[str, str], said: str
) -> None:
    write = window.workspace.write
    write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating()], signer_id=cast.mia)
    window.go("apprentices", cast.adas)
    page = window.page("apprentices")
    assert isinstance(page, ApprenticesPage)
    page.detail.tabs.choose("sign_offs")
    (view,) = page.detail.sign_offs.timeline.views
    assert "key" not in view.entry.second
    write(act, person_id=cast.mia, reason="Forgotten", **more)
    (view,) = page.detail.sign_offs.timeline.views
    assert f"signed with a key that was {said} on {days.short_day(TODAY)}" in view.entry.second
    assert not view.entry.struck
