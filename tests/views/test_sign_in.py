"""The page of signing in: the same words for a wrong name and a wrong passphrase, and no names where many sign."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.ledger.keys import OneSigner
from desktop.services import recovery, sign_in
from desktop.services.sign_in import FREE_FAILURES
from desktop.views import sign_in as page_module
from desktop.views.recover import RecoverDialog
from desktop.views.recovery_code import ShowCode
from desktop.views.sign_in import SignInPage
from desktop.workspace import Workspace
from tests.conftest import PASSPHRASE, Cast
from tests.screens import ENTER, show, without_name

pytestmark = pytest.mark.usefixtures("look", "quick_keys")
OTHER = "paper lantern seven hills"


@pytest.fixture
def workspace(store: Store) -> Workspace:
    store.signers = None
    return Workspace(store)


def _open(qtbot: QtBot, workspace: Workspace, last: str = "") -> SignInPage:
    made = SignInPage(workspace, last)
    show(qtbot, made, 860, 560)
    return made


def _refused(qtbot: QtBot, page: SignInPage) -> str:
    page.message.clear()
    page.button.click()
    qtbot.waitUntil(page.message.isVisible)
    return page.message.text


def test_a_name_and_the_right_passphrase_let_in(qtbot: QtBot, workspace: Workspace, cast: Cast) -> None:
    page = _open(qtbot, workspace)
    assert isinstance(page.who, QComboBox)
    assert page.who.hasFocus()
    page.who.setCurrentIndex(page.who.findText("Mia Hale"))
    qtbot.keyClicks(page.passphrase, PASSPHRASE)
    with qtbot.waitSignal(page.entered) as entered:
        qtbot.keyClick(page.passphrase, ENTER)
    assert entered.args == [cast.mia]
    assert workspace.signed_in == cast.mia
    assert page.passphrase.text() == ""


def test_who_worked_here_last_only_types_the_passphrase(qtbot: QtBot, workspace: Workspace, cast: Cast) -> None:
    page = _open(qtbot, workspace, cast.max)
    assert page.name == cast.max
    assert page.passphrase.hasFocus()


def test_a_wrong_name_and_a_wrong_passphrase_are_told_in_the_same_words(
    qtbot: QtBot, workspace: Workspace, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "MOST_LISTED", 5)
    page = _open(qtbot, workspace, cast.max)
    told = []
    for name in ("Max Hale", "Nobody Here"):
        assert isinstance(page.who, QLineEdit)
        page.who.setText(name)
        page.passphrase.setText("no, that is not it")
        told.append(_refused(qtbot, page))
        assert page.passphrase.hasFocus()
        assert page.passphrase.text() == ""
    assert told[0] == told[1]
    assert "The name or the passphrase is wrong." in told[0]
    assert not workspace.signed_in


def test_where_many_sign_no_names_are_shown(
    qtbot: QtBot, workspace: Workspace, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "MOST_LISTED", 5)
    page = _open(qtbot, workspace)
    assert page.name == ""
    assert not any("Hale" in label.text() for label in page.findChildren(QLabel))
    page.who.setText(" mia  HALE ")
    page.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(page.entered) as entered:
        page.button.click()
    assert entered.args == [cast.mia]


def test_what_is_missing_is_told_and_not_counted_as_a_try(qtbot: QtBot, workspace: Workspace, cast: Cast) -> None:
    page = _open(qtbot, workspace)
    for _press in range(FREE_FAILURES + 2):
        page.button.click()
    assert [row.error for row in page.form.rows] == [
        "The name is missing. Enter your first and last name.",
        "The passphrase is missing. Enter it.",
    ]
    assert workspace.run(sign_in.sign_in, who=cast.mia, passphrase=PASSPHRASE).person_id == cast.mia


def test_the_wait_after_wrong_tries_is_shown(qtbot: QtBot, workspace: Workspace, cast: Cast) -> None:
    page = _open(qtbot, workspace, cast.mia)
    for _time in range(FREE_FAILURES + 1):
        page.passphrase.setText("no")
        _refused(qtbot, page)
    page.passphrase.setText(PASSPHRASE)
    told = _refused(qtbot, page)
    assert "too many wrong tries" in told
    assert "Wait " in told


def test_while_a_passphrase_is_checked_nothing_can_be_pressed_twice(
    qtbot: QtBot, workspace: Workspace, cast: Cast
) -> None:
    page = _open(qtbot, workspace, cast.mia)
    page.passphrase.setText(PASSPHRASE)
    page.button.click()
    assert (page.button.text(), page.button.isEnabled()) == ("Checking…", False)
    with qtbot.waitSignal(page.entered):
        page.sign_in()
    assert page.button.isEnabled()


def test_tab_goes_from_name_to_passphrase_to_the_buttons(qtbot: QtBot, workspace: Workspace) -> None:
    page = _open(qtbot, workspace)
    for before, after in (
        (page.who, page.passphrase),
        (page.passphrase, page.button),
        (page.button, page.sheet_button),
        (page.sheet_button, page.other_button),
    ):
        qtbot.keyClick(before, Qt.Key.Key_Tab)
        assert after.hasFocus()
    assert not without_name(page)


def test_the_recovery_sheet_lets_in_with_a_new_passphrase_and_a_new_sheet(
    qtbot: QtBot, workspace: Workspace, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    cora = sign_in.sign_in(store, who=cast.cora, passphrase=PASSPHRASE)
    store.signers = OneSigner(cora)
    code = workspace.write(recovery.new_code)
    workspace.lock()
    page = _open(qtbot, workspace, cast.cora)
    shown: list[str] = []
    monkeypatch.setattr(ShowCode, "exec", lambda dialog: shown.append(dialog.code.text()))

    def fill(dialog: RecoverDialog) -> int:
        show(qtbot, dialog, 560, 620)
        assert dialog.who.text() == "Cora Hale"
        assert not without_name(dialog)
        dialog.code.setText("AAAAA-AAAAA-AAAAA-AAAAA-AAAAA")
        for field in (dialog.new.first, dialog.new.again):
            field.setText(OTHER)
        dialog.verb.click()
        qtbot.waitUntil(lambda: "not a recovery code" in dialog.row.error)
        dialog.code.setText(code.lower())
        with qtbot.waitSignal(dialog.accepted):
            dialog.verb.click()
        return dialog.result()

    monkeypatch.setattr(RecoverDialog, "exec", fill)
    with qtbot.waitSignal(page.entered) as entered:
        page.sheet_button.click()
    assert entered.args == [cast.cora]
    assert workspace.signed_in == cast.cora
    assert len(shown) == 1
    assert shown != [code]
    assert sign_in.sign_in(store, who=cast.cora, passphrase=OTHER).person_id == cast.cora
