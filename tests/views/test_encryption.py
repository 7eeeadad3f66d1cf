"""The page Encryption and its questions: what is said, what is asked, and what comes of each answer."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import Role
from desktop.database import keyring
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.services import encryption
from desktop.views.encryption import EncryptionPage
from desktop.views.main_window import MainWindow
from desktop.views.record_key import NewPassphrase, what_it_opens
from desktop.views.recovery_code import ShowCode
from desktop.views.unlock_record import UnlockRecord
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests.conftest import Cast
from tests.reports.reading import pdf_lines

PASSPHRASE, OTHER = "river candle orbit moss", "paper lantern seven hills"

pytestmark = pytest.mark.usefixtures("look", "quick_keys")


@pytest.fixture(autouse=True)
def _no_keys() -> Iterator[None]:
    yield
    keyring.forget_closed()


@pytest.fixture
def code(record: Path) -> str:
    """The recovery code of `record`, which is encrypted and locked."""
    key, made = encryption.new_key(PASSPHRASE)
    encryption.encrypt(record, key)
    keyring.forget_closed()
    return made


def _page(qtbot: QtBot, store: Store, cast: Cast, role: Role = Role.COORDINATOR) -> EncryptionPage:
    page = EncryptionPage(Workspace(store), Viewer(cast.cora, "Cora Hale", role))
    qtbot.addWidget(page)
    page.show()
    return page


def _words(widget: QWidget) -> str:
    return " ".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def _unlock(qtbot: QtBot, path: Path) -> UnlockRecord:
    dialog = UnlockRecord(None, path)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_passphrase_opens_the_record(qtbot: QtBot, record: Path, code: str) -> None:
    dialog = _unlock(qtbot, record)
    assert dialog.passphrase.echoMode() == QLineEdit.EchoMode.Password
    dialog.finish()
    assert "This is missing" in _words(dialog)
    dialog.passphrase.setText(OTHER)
    dialog.finish()
    assert "This passphrase does not open" in _words(dialog)
    assert not dialog.result()
    dialog.passphrase.setText(PASSPHRASE)
    dialog.finish()
    assert dialog.result()
    open_store(record).close()


def test_the_recovery_code_opens_it_where_the_passphrase_is_forgotten(qtbot: QtBot, record: Path, code: str) -> None:
    dialog = _unlock(qtbot, record)
    assert not dialog.code.isVisible()
    dialog.other.click()
    assert dialog.code.isVisible()
    assert not dialog.passphrase.isVisible()
    assert dialog.focusWidget() is dialog.code
    dialog.code.setText("QQQQQ")
    dialog.finish()
    assert "not a recovery code" in _words(dialog)
    dialog.code.setText(code.lower())
    dialog.finish()
    assert dialog.result()
    open_store(record).close()


def test_a_new_passphrase_is_typed_twice_and_strong_and_its_cost_is_said(qtbot: QtBot) -> None:
    dialog = NewPassphrase(None, "Encrypt the record", "Continue")
    qtbot.addWidget(dialog)
    dialog.show()
    assert "both lost" in _words(dialog)
    dialog.first.setText("short")
    dialog.again.setText("shorter")
    dialog.finish()
    assert "not alike" in _words(dialog)
    dialog.again.setText("short")
    dialog.finish()
    assert "12 letters or more" in _words(dialog)
    for field in (dialog.first, dialog.again):
        field.setText(PASSPHRASE)
    dialog.finish()
    assert dialog.result()
    assert dialog.key is not None
    assert dialog.code


def test_nothing_is_done_before_the_code_is_on_paper(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    code = encryption.new_key(PASSPHRASE)[1]
    dialog = ShowCode(
        None, code, what_it_opens(), "Encrypt", lambda out: encryption.print_code(store, code=code, out=out)
    )
    qtbot.addWidget(dialog)
    dialog.show()
    assert code in _words(dialog)
    assert "both lost" in _words(dialog)
    assert not dialog.verb.isEnabled()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "sheet"), ""))
    dialog.print_button.click()
    assert "Print it, then remove the file" in dialog.message.text
    assert code in pdf_lines(tmp_path / "sheet.pdf")
    qtbot.keyClicks(dialog.kept, code[-5:].lower())
    assert dialog.verb.isEnabled()


def test_a_sheet_that_cannot_be_written_is_told(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    dialog = ShowCode(
        None, "A", what_it_opens(), "Encrypt", lambda out: encryption.print_code(store, code="A", out=out)
    )
    qtbot.addWidget(dialog)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "none" / "sheet.pdf"), ""))
    dialog.print_button.click()
    assert dialog.message.kind == "error"


def _answering(monkeypatch: pytest.MonkeyPatch, *, confirmed: bool = True) -> list[str]:
    """All questions are answered; the codes that were shown."""
    shown: list[str] = []

    def show(_parent: object, code: str, *_more: object) -> bool:
        shown.append(code)
        return True

    def passphrase(dialog: NewPassphrase) -> int:
        for field in (dialog.first, dialog.again):
            field.setText(OTHER)
        dialog.finish()
        return dialog.result()

    monkeypatch.setattr(ShowCode, "ask", show)
    monkeypatch.setattr(NewPassphrase, "exec", passphrase)
    monkeypatch.setattr(UnlockRecord, "exec", lambda _dialog: int(confirmed))
    return shown


def test_a_plain_record_says_what_that_means_and_can_be_encrypted(
    qtbot: QtBot, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = _answering(monkeypatch)
    page = _page(qtbot, store, cast)
    assert "is not encrypted" in _words(page)
    assert "lost laptop" in _words(page)
    with qtbot.waitSignal(page.workspace.change_wanted, timeout=20_000) as wanted:
        page.buttons[0].click()
    assert len(shown) == 1
    done, said = wanted.args
    assert keyring.is_encrypted(done.staged)
    assert said == "The record is encrypted. It asks for its passphrase when it is opened."


@pytest.mark.parametrize("leaves", [NewPassphrase, ShowCode])
def test_leaving_a_question_changes_nothing(
    qtbot: QtBot, store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch, leaves: type
) -> None:
    _answering(monkeypatch)
    monkeypatch.setattr(leaves, "ask", lambda *_: None)
    page = _page(qtbot, store, cast)
    page.encrypt()
    assert page._work is None
    assert not page.message.isVisible()


@pytest.fixture
def opened(record: Path, code: str) -> Iterator[Store]:
    encryption.unlock(record, PASSPHRASE)
    with open_store(record) as store:
        yield store


def test_an_encrypted_record_has_its_passphrase_changed_once_the_present_one_is_given(
    qtbot: QtBot, opened: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _page(qtbot, opened, cast)
    assert "and its backups are encrypted" in _words(page)
    with monkeypatch.context() as refused:
        _answering(refused, confirmed=False)
        page.buttons[0].click()
        assert not page.message.isVisible()
    _answering(monkeypatch)
    page.buttons[0].click()
    assert "The passphrase is changed" in page.message.text
    opened.close()
    keyring.forget_closed()
    with pytest.raises(KnownError, match="does not open"):
        encryption.unlock(opened.path, PASSPHRASE)
    encryption.unlock(opened.path, OTHER)


def test_a_new_code_is_shown_and_the_old_one_opens_nothing(
    qtbot: QtBot, opened: Store, cast: Cast, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = _answering(monkeypatch)
    _page(qtbot, opened, cast).buttons[1].click()
    (new,) = shown
    encryption.unlock(opened.path, new, is_code=True)
    with pytest.raises(KnownError, match="does not open"):
        encryption.unlock(opened.path, code, is_code=True)


def test_the_encryption_is_removed_once_the_passphrase_is_given(
    qtbot: QtBot, opened: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _answering(monkeypatch)
    page = _page(qtbot, opened, cast)
    with qtbot.waitSignal(page.workspace.change_wanted, timeout=20_000) as wanted:
        page.buttons[2].click()
    assert not keyring.is_encrypted(wanted.args[0].staged)


@pytest.mark.parametrize(("role", "is_there"), [(Role.COORDINATOR, True), (Role.MENTOR, False)])
def test_only_a_coordinator_finds_it_in_the_file_menu(
    qtbot: QtBot, store: Store, cast: Cast, role: Role, is_there: bool
) -> None:
    window = MainWindow(Workspace(store), Viewer(cast.cora if is_there else cast.mia, "Cora Hale", role))
    qtbot.addWidget(window)
    file = window.menuBar().actions()[0].menu()
    names: list[Callable[[], None]] = [one.trigger for one in file.actions() if one.text() == "&Encryption…"]  # type: ignore[union-attr]
    assert bool(names) is is_there
    for act in names:
        act()
        assert isinstance(window.stack.currentWidget(), EncryptionPage)
