"""Setting up signing: a coordinator, a passphrase typed twice, and the recovery code on paper before it goes on."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.codes import Role
from desktop.database.store import Store
from desktop.services import acting, people
from desktop.views.recovery_code import ShowCode, show_own_code
from desktop.views.set_up import SetUpPage
from desktop.workspace import Workspace
from tests.conftest import PASSPHRASE, Cast
from tests.reports.reading import pdf_lines
from tests.screens import show, without_name

pytestmark = pytest.mark.usefixtures("look", "quick_keys")


def _open(qtbot: QtBot, workspace: Workspace, *, may_wait: bool = True) -> SetUpPage:
    coordinators = workspace.read(people.everyone, role=Role.COORDINATOR)
    made = SetUpPage(workspace, coordinators, may_wait=may_wait)
    show(qtbot, made, 860, 640)
    return made


def _type(page: SetUpPage, passphrase: str) -> None:
    for field in (page.new.first, page.new.again):
        field.setText(passphrase)


def test_nothing_begins_without_a_good_passphrase(qtbot: QtBot, unsigned: Store) -> None:
    workspace = Workspace(unsigned)
    page = _open(qtbot, workspace)
    assert page.new.first.hasFocus()
    _type(page, "short")
    page.button.click()
    assert page.button.isEnabled()
    assert "12 letters or more" in page.new.row.error
    assert not workspace.read(acting.has_begun)


def test_the_coordinator_is_at_work_once_the_code_is_on_paper(
    qtbot: QtBot, unsigned: Store, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace(unsigned)
    page = _open(qtbot, workspace)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "sheet"), ""))

    def keep(dialog: ShowCode) -> int:
        show(qtbot, dialog, 560, 420)
        qtbot.waitUntil(dialog.print_button.hasFocus)
        assert not without_name(dialog)
        dialog.print_button.click()
        assert dialog.code.text() in " ".join(pdf_lines(tmp_path / "sheet.pdf"))
        qtbot.keyClicks(dialog.kept, "WRONG")
        assert not dialog.verb.isEnabled()
        dialog.reject()
        assert dialog.isVisible()
        dialog.kept.setText(dialog.code.text()[-5:].lower())
        dialog.verb.click()
        return dialog.result()

    monkeypatch.setattr(ShowCode, "exec", keep)
    _type(page, PASSPHRASE)
    with qtbot.waitSignal(page.entered) as entered:
        page.button.click()
    assert entered.args == [cast.cora]
    assert workspace.signed_in == cast.cora
    assert workspace.read(acting.has_begun)


def test_which_of_several_coordinators_begins_is_asked(qtbot: QtBot, unsigned: Store, cast: Cast) -> None:
    unsigned.write(people.give_role, person_id=cast.ines, role=Role.COORDINATOR)
    page = _open(qtbot, Workspace(unsigned))
    assert page.form.rows[0].isVisible()
    assert page.who.hasFocus()
    assert not without_name(page)
    page.who.setCurrentIndex(page.who.findText("Ines Hale"))
    _type(page, PASSPHRASE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ShowCode, "exec", lambda _dialog: 1)
        with qtbot.waitSignal(page.entered) as entered:
            page.button.click()
    assert entered.args == [cast.ines]


@pytest.mark.parametrize("may_wait", [True, False])
def test_it_can_be_put_off_only_where_others_work_already(qtbot: QtBot, unsigned: Store, may_wait: bool) -> None:
    page = _open(qtbot, Workspace(unsigned), may_wait=may_wait)
    assert page.later.isVisible() == may_wait
    if may_wait:
        with qtbot.waitSignal(page.later_wanted):
            page.later.click()


def test_a_ledger_that_began_meanwhile_is_told(qtbot: QtBot, store: Store) -> None:
    page = _open(qtbot, Workspace(store))
    _type(page, PASSPHRASE)
    page.button.click()
    qtbot.waitUntil(page.message.isVisible)
    assert "has begun" in page.message.text
    assert page.button.isEnabled()


def test_the_code_of_a_key_is_shown_with_what_it_is_for(
    qtbot: QtBot, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[ShowCode] = []
    monkeypatch.setattr(ShowCode, "exec", lambda dialog: shown.append(dialog))
    show_own_code(None, Workspace(store), cast.cora, "AAAAA-BBBBB")
    qtbot.addWidget(shown[0])
    assert "can sign as you" in shown[0]._sentence.text()
    assert shown[0].cancel.isHidden()
