"""From a fresh machine to a signed sitting: set up signing, keep the recovery sheet, lock, and sign as a mentor."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from desktop.app import Journeybook
from desktop.codes import EventKind, Role
from desktop.frameworks import catalogue
from desktop.services import apprentices, clock, events, frameworks, keys, ledger_checks, people, sign_offs
from desktop.views.first_start import FirstStart
from desktop.views.main_window import MainWindow
from desktop.views.new_program import NewProgram
from desktop.views.recovery_code import ShowCode
from desktop.views.set_up import SetUpPage
from desktop.views.sign_in import SignInPage
from desktop.views.sign_offs import SignOffsPage
from desktop.workspace import Workspace
from tests.reports.reading import pdf_lines
from tests.screens import CONTROL, ENTER, Keys, fresh_machine, quit_from

_VERA, _MIA = "river candle orbit moss", "paper lantern seven hills"


@pytest.fixture
def journeybook(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quick_keys: None
) -> Iterator[Journeybook]:
    fresh_machine(tmp_path, monkeypatch)
    made = Journeybook(qapp)
    yield made
    quit_from(made)


def _start(qtbot: QtBot, journeybook: Journeybook, monkeypatch: pytest.MonkeyPatch) -> SetUpPage:
    def fill(dialog: NewProgram) -> int:
        for field, text in ((dialog.sponsor, "Hudson Works"), (dialog.first, "Vera"), (dialog.last, "Moss")):
            field.setText(text)
        return 1

    monkeypatch.setattr(NewProgram, "exec", fill)
    journeybook.start(None)
    first = journeybook.window
    assert isinstance(first, FirstStart)
    offer = next(one for one in first.findChildren(QPushButton) if "my program" in one.text())
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert isinstance(journeybook.window, SetUpPage)
    return journeybook.window


def _add_everyone(workspace: Workspace) -> str:
    """What a coordinator enters before the first sign-off; the agreement of the one apprentice."""
    write, begins = workspace.write, workspace.read(clock.today) - timedelta(days=30)
    framework = write(frameworks.adopt, framework=catalogue.find("it-generalist"))
    employer = write(people.add_employer, name="North Labs", journeyworkers=2)
    mia = write(people.add_person, first_name="Mia", last_name="Hale", role=Role.MENTOR, employer_id=employer)
    write(keys.register, person_id=mia, passphrase=_MIA)
    agreement = write(
        apprentices.register,
        first_name="Ada",
        last_name="Lind",
        framework_id=framework,
        employer_id=employer,
        mentor_ids=[mia],
        begins=begins,
    )
    registered = {"kind": EventKind.REGISTERED, "happened_on": begins, "by": workspace.signed_in}
    write(events.record_event, agreement_id=agreement, **registered)
    return agreement


def test_from_first_start_to_a_sitting_signed_with_the_mentors_own_passphrase(
    qtbot: QtBot, journeybook: Journeybook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = _start(qtbot, journeybook, monkeypatch)
    sheet = tmp_path / "sheet.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_arguments: (str(sheet), ""))

    def keep_the_sheet(dialog: ShowCode) -> int:
        dialog.print_button.click()
        printed = next(line for line in pdf_lines(sheet) if line.count("-") == 4)
        dialog.kept.setText(printed.strip()[-5:])
        dialog.verb.click()
        return dialog.result()

    monkeypatch.setattr(ShowCode, "exec", keep_the_sheet)
    for field in (page.new.first, page.new.again):
        qtbot.keyClicks(field, _VERA)
    qtbot.keyClick(page.new.again, ENTER)
    qtbot.waitUntil(lambda: isinstance(journeybook.window, MainWindow))
    coordinator = journeybook.window
    assert isinstance(coordinator, MainWindow)
    workspace = coordinator.workspace
    agreement = _add_everyone(workspace)

    with qtbot.waitActive(coordinator):
        coordinator.activateWindow()
    qtbot.keyClick(coordinator, Qt.Key.Key_L, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    locked = journeybook.gate.page
    assert isinstance(locked, SignInPage)
    assert not coordinator.isVisible()
    with qtbot.waitActive(locked):
        locked.activateWindow()
    locked.who.setCurrentIndex(locked.who.findText("Mia Hale"))
    qtbot.keyClicks(locked.passphrase, _MIA)
    qtbot.keyClick(locked.passphrase, ENTER)
    qtbot.waitUntil(lambda: journeybook.window is not coordinator)

    mentor = journeybook.window
    assert isinstance(mentor, MainWindow)
    assert (mentor.viewer.name, mentor.viewer.role) == ("Mia Hale", Role.MENTOR)
    mentor.go("sign_offs", agreement)
    sitting = mentor.page("sign_offs")
    assert isinstance(sitting, SignOffsPage)
    with qtbot.waitActive(mentor):
        mentor.activateWindow()
    pressing = Keys(qtbot)
    pressing.digit(3)
    pressing.press(ENTER, CONTROL)
    pressing.type(_MIA)
    pressing.press(ENTER)
    qtbot.waitUntil(lambda: sitting.message.kind == "success")
    assert pressing.pressed == 3 + len(_MIA)
    (signed,) = workspace.read(sign_offs.ratings, agreement_id=agreement)
    assert (signed.signer, signed.level) == ("Mia Hale", 3)
    assert all(row.ok for row in workspace.read(ledger_checks.check_ledger))
