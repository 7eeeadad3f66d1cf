"""A new passphrase: the hint follows what is typed, and only a good one, typed twice, goes through."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.views.new_passphrase import NewPassphraseDialog
from tests.screens import show, without_name

pytestmark = pytest.mark.usefixtures("look")
GOOD = "river candle orbit moss"


@pytest.fixture
def dialog(qtbot: QtBot) -> NewPassphraseDialog:
    made = NewPassphraseDialog(None, "Key of Mia Hale", "Mia types it.", "Register")
    show(qtbot, made, 560, 420)
    return made


def _note(dialog: NewPassphraseDialog) -> str:
    return dialog.passphrase.row._below.text()


def test_the_hint_follows_what_is_typed(qtbot: QtBot, dialog: NewPassphraseDialog) -> None:
    form = dialog.passphrase
    assert form.first.hasFocus()
    assert _note(dialog).startswith("12 letters or more.")
    qtbot.keyClicks(form.first, "river")
    assert _note(dialog) == "Letters so far: 5 of 12."
    qtbot.keyClicks(form.first, " candle")
    assert _note(dialog) == "Long enough."
    form.first.setText("aaaaaaaaaaaaa")
    assert "not all alike" in _note(dialog)


def test_only_a_good_one_typed_twice_goes_through(qtbot: QtBot, dialog: NewPassphraseDialog) -> None:
    form = dialog.passphrase
    qtbot.keyClicks(form.first, "too short")
    dialog.verb.click()
    assert dialog.isVisible()
    assert "12 letters or more" in form.row.error
    form.first.setText(GOOD)
    qtbot.keyClicks(form.again, GOOD + "!")
    dialog.verb.click()
    assert dialog.isVisible()
    assert [row.error for row in form.rows] == ["", "The two are not alike. Type it once more."]
    qtbot.keyClick(form.again, Qt.Key.Key_Backspace)
    qtbot.keyClick(form.again, Qt.Key.Key_Return)
    assert dialog.result() == NewPassphraseDialog.DialogCode.Accepted
    assert form.passphrase == GOOD


def test_the_letters_are_shown_only_when_asked(dialog: NewPassphraseDialog) -> None:
    form = dialog.passphrase
    assert {field.echoMode() for field in (form.first, form.again)} == {QLineEdit.EchoMode.Password}
    form.shown.click()
    assert {field.echoMode() for field in (form.first, form.again)} == {QLineEdit.EchoMode.Normal}


def test_tab_goes_through_the_fields_in_order_and_all_have_names(qtbot: QtBot, dialog: NewPassphraseDialog) -> None:
    form = dialog.passphrase
    for before, after in ((form.first, form.again), (form.again, form.shown), (form.shown, dialog.cancel)):
        qtbot.keyClick(before, Qt.Key.Key_Tab)
        assert after.hasFocus()
    assert not without_name(dialog)


def test_leaving_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(NewPassphraseDialog, "exec", lambda _dialog: 0)
    assert NewPassphraseDialog.ask(None, "Key", "Mia types it.", "Register") is None
