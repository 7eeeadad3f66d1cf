"""A mentor signs off with the keyboard alone, from the queue to the record, and takes it back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.codes import Role
from desktop.database.store import Store
from desktop.services import progress, sign_offs
from desktop.services.sign_offs import NewRating
from desktop.views.ask_reason import ReasonDialog
from desktop.views.sign_offs import SignOffsPage
from desktop.workspace import Workspace
from tests.screens import CONTROL, ENTER, Keys, agreement, show, viewer

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> SignOffsPage:
    made = SignOffsPage(workspace, viewer(workspace, "Whitfield"))
    show(qtbot, made)
    made.queue.list.setFocus()
    return made


def ratings(workspace: Workspace, agreement_id: str) -> set[str]:
    return {one.id for one in workspace.read(sign_offs.ratings, agreement_id=agreement_id)}


def test_one_sign_off_from_the_queue_takes_four_keys(qtbot: QtBot, page: SignOffsPage, workspace: Workspace) -> None:
    keys = Keys(qtbot)
    chosen = page.queue.list.current()
    before = ratings(workspace, chosen.agreement_id)
    keys.press(ENTER)
    keys.digit(3)
    assert ratings(workspace, chosen.agreement_id) == before
    keys.press(ENTER, CONTROL)
    assert ratings(workspace, chosen.agreement_id) == before
    keys.press(ENTER)
    assert keys.pressed == 4
    signed = [
        one for one in workspace.read(sign_offs.ratings, agreement_id=chosen.agreement_id) if one.id not in before
    ]
    assert [(one.code, one.level, one.signer, one.role) for one in signed] == [
        (chosen.asked[0], 3, "Dana Whitfield", Role.MENTOR)
    ]
    assert page.message.text == f"1 signed for {chosen.name}."
    assert page.queue.list.hasFocus()


def test_twenty_sign_offs_of_one_apprentice_take_43_keys(
    qtbot: QtBot, page: SignOffsPage, workspace: Workspace
) -> None:
    keys = Keys(qtbot)
    whitehorse = agreement(workspace, "Whitehorse")
    before = ratings(workspace, whitehorse)
    page.queue.list.select(whitehorse)
    keys.press(ENTER)
    for _ in range(20):
        keys.digit(3)
        keys.press(ENTER)
    keys.press(ENTER, CONTROL)
    keys.press(ENTER)
    assert keys.pressed == 43
    assert len(ratings(workspace, whitehorse) - before) == 20


def test_what_was_signed_is_reversed_with_a_reason(
    qtbot: QtBot, page: SignOffsPage, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Keys(qtbot)
    whitehorse = agreement(workspace, "Whitehorse")
    before = workspace.read(progress.progress, agreement_id=whitehorse).core
    page.queue.list.select(whitehorse)
    keys.press(ENTER)
    for _ in range(2):
        keys.digit(4)
        keys.press(ENTER)
    keys.press(ENTER, CONTROL)
    keys.press(ENTER)
    assert workspace.read(progress.progress, agreement_id=whitehorse).core.done == before.done + 2
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_: "Signed for the wrong person")
    page.message.buttons[0].click()
    assert workspace.read(progress.progress, agreement_id=whitehorse).core == before
    reasons = [one.reversed_why for one in workspace.read(sign_offs.ratings, agreement_id=whitehorse)]
    assert reasons.count("Signed for the wrong person") == 2
    assert page.message.text == "2 reversed."


def test_signing_again_after_a_failure_signs_once(
    qtbot: QtBot, page: SignOffsPage, workspace: Workspace, sample: Store
) -> None:
    keys = Keys(qtbot)
    chosen = page.queue.list.current()
    before = ratings(workspace, chosen.agreement_id)
    keys.press(ENTER)
    keys.digit(3)
    keys.press(ENTER, CONTROL)
    kept: tuple[NewRating, ...] = page.sitting.ratings()
    person = page.viewer.person_id
    sample.write(sign_offs.sign_off, agreement_id=chosen.agreement_id, ratings=kept, signer_id=person)
    keys.press(ENTER)
    assert len(ratings(workspace, chosen.agreement_id) - before) == 1


def test_focus_starts_on_the_levels_and_the_comment_is_one_tab_away(qtbot: QtBot, page: SignOffsPage) -> None:
    keys = Keys(qtbot)
    keys.press(ENTER)
    assert QApplication.focusWidget() in page.sitting.form.keys.keys
    keys.press(Qt.Key.Key_Tab)
    assert page.sitting.form.comment.hasFocus()


def test_a_level_can_be_pressed_while_typing(qtbot: QtBot, page: SignOffsPage) -> None:
    keys = Keys(qtbot)
    keys.press(ENTER)
    form = page.sitting.form
    form.comment.setFocus()
    qtbot.keyClicks(form.comment, "Asked 2 times")
    keys.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert form.keys.value == 2
    assert form.comment.hasFocus()
    assert form.comment.toPlainText() == "Asked 2 times"
    keys.press(ENTER, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClicks(form.comment, "then alone")
    code = page.sitting.item()
    keys.press(ENTER)
    assert code is not None
    assert page.sitting.kept[code.code].comment == "Asked 2 times\nthen alone"
