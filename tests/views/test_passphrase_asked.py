"""The passphrase once more: before a sitting is signed, before a reversal, and to set another one."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.codes import Role
from desktop.database.store import Store
from desktop.ledger.keys import OneSigner
from desktop.services import sign_in, sign_offs
from desktop.views.ask_reason import ReasonDialog
from desktop.views.change_passphrase import ChangePassphrase
from desktop.views.own_key import ConfirmDialog, OwnKey
from desktop.views.recovery_code import ShowCode
from desktop.views.sign_offs import SignOffsPage
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests.conftest import PASSPHRASE, Cast
from tests.screens import CONTROL, ENTER, Keys, show, without_name

pytestmark = pytest.mark.usefixtures("look", "quick_keys")
OTHER = "paper lantern seven hills"


def _as(store: Store, who: str) -> Workspace:
    store.signers = OneSigner(sign_in.sign_in(store, who=who, passphrase=PASSPHRASE))
    return Workspace(store)


@pytest.fixture
def page(qtbot: QtBot, store: Store, cast: Cast) -> SignOffsPage:
    """Mia rated one competency of Ada and looks at what she is about to sign."""
    workspace = _as(store, cast.mia)
    made = SignOffsPage(workspace, Viewer(cast.mia, "Mia Hale", Role.MENTOR))
    show(qtbot, made)
    made.open_at(cast.adas)
    keys = Keys(qtbot)
    keys.digit(3)
    keys.press(ENTER, CONTROL)
    assert made.sitting.is_reviewing
    return made


def _signed(page: SignOffsPage, cast: Cast) -> int:
    return len(page.workspace.read(sign_offs.ratings, agreement_id=cast.adas))


def test_a_sitting_is_signed_with_the_passphrase_and_enter(qtbot: QtBot, page: SignOffsPage, cast: Cast) -> None:
    row = page.sitting.summary.passphrase
    assert row.passphrase.hasFocus()
    assert not without_name(page)
    qtbot.keyClicks(row.passphrase, PASSPHRASE)
    qtbot.keyClick(row.passphrase, ENTER)
    qtbot.waitUntil(lambda: page.message.kind == "success")
    assert _signed(page, cast) == 1
    assert row.passphrase.text() == ""


def test_a_wrong_passphrase_signs_nothing_and_keeps_what_was_filled_in(
    qtbot: QtBot, page: SignOffsPage, cast: Cast
) -> None:
    row, kept = page.sitting.summary.passphrase, dict(page.sitting.kept)
    for typed, told in (("", "The passphrase is missing."), ("no, not this", "The name or the passphrase is wrong.")):
        row.passphrase.setText(typed)
        page.sitting.summary.sign_button.click()
        qtbot.waitUntil(lambda told=told: told in row.error)
        assert row.passphrase.hasFocus()
    assert page.sitting.is_reviewing
    assert page.sitting.kept == kept
    assert _signed(page, cast) == 0
    qtbot.keyClicks(row.passphrase, PASSPHRASE)
    assert row.error == ""
    page.sitting.summary.sign_button.click()
    page.sitting.summary.sign_button.click()
    qtbot.waitUntil(lambda: page.message.kind == "success")
    assert _signed(page, cast) == 1


def test_a_sitting_asks_each_time_it_is_signed(qtbot: QtBot, page: SignOffsPage, cast: Cast) -> None:
    row = page.sitting.summary.passphrase
    row.passphrase.setText(PASSPHRASE)
    page.sitting.back_to_panes()
    page.review()
    assert row.passphrase.text() == ""


def test_where_nobody_signed_in_nothing_is_asked(qtbot: QtBot, unsigned: Store, cast: Cast) -> None:
    workspace = Workspace(unsigned)
    page = SignOffsPage(workspace, Viewer(cast.mia, "Mia Hale", Role.MENTOR))
    show(qtbot, page)
    page.open_at(cast.adas)
    keys = Keys(qtbot)
    keys.digit(3)
    keys.press(ENTER, CONTROL)
    assert not page.sitting.summary.passphrase.isVisible()
    keys.press(ENTER)
    assert page.message.kind == "success"


def test_a_reversal_asks_for_it_too(qtbot: QtBot, store: Store, cast: Cast) -> None:
    dialog = ReasonDialog(None, "Reverse", "It stays in the record.", "Reverse", _as(store, cast.mia))
    show(qtbot, dialog, 560, 320)
    assert dialog.passphrase is not None
    dialog.field.setText("The wrong one")
    dialog.act.click()
    assert dialog.isVisible()
    assert "missing" in dialog.passphrase.error
    dialog.passphrase.passphrase.setText(PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted):
        dialog.act.click()
    assert dialog.reason == "The wrong one"


def test_ones_passphrase_is_changed_by_who_knows_the_present_one(qtbot: QtBot, store: Store, cast: Cast) -> None:
    dialog = ChangePassphrase(None, _as(store, cast.mia))
    show(qtbot, dialog, 560, 560)
    assert not without_name(dialog)
    for field in (dialog.new.first, dialog.new.again):
        field.setText(OTHER)
    dialog.present.passphrase.setText("no, not this")
    dialog.verb.click()
    qtbot.waitUntil(lambda: "is wrong" in dialog.present.error)
    qtbot.keyClicks(dialog.present.passphrase, PASSPHRASE)
    with qtbot.waitSignal(dialog.accepted):
        dialog.verb.click()
    assert sign_in.sign_in(store, who=cast.mia, passphrase=OTHER).person_id == cast.mia


def test_a_new_recovery_sheet_is_shown_once_the_passphrase_was_right(
    qtbot: QtBot, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = _as(store, cast.cora)
    page = SignOffsPage(workspace, Viewer(cast.cora, "Cora Hale", Role.COORDINATOR))
    qtbot.addWidget(page)
    codes: list[str] = []
    monkeypatch.setattr(ShowCode, "exec", lambda dialog: codes.append(dialog.code.text()))

    def confirm(dialog: ConfirmDialog) -> int:
        dialog.show()
        dialog.passphrase.passphrase.setText(PASSPHRASE)
        with qtbot.waitSignal(dialog.accepted):
            dialog.verb.click()
        return dialog.result()

    monkeypatch.setattr(ConfirmDialog, "exec", confirm)
    OwnKey(page, workspace, lambda *_: None).new_sheet()
    qtbot.waitUntil(lambda: bool(codes))
    found = sign_in.recover(store, who=cast.cora, code=codes[0], passphrase=OTHER)
    assert found.sitting.person_id == cast.cora
