"""The page of sign-offs: who waits comes first, and only a mentor or an instructor signs."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.codes import HourKind
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.services import sign_offs
from desktop.services.sign_offs import NewRating
from desktop.views.ask_sign_off import AskDialog, Asked
from desktop.views.sign_offs import SignOffsPage
from desktop.views.sitting_items import load
from desktop.views.sitting_summary import UnsignedDialog
from desktop.workspace import Workspace
from tests.screens import ENTER, Keys, agreement, show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


def open_page(qtbot: QtBot, workspace: Workspace, last_name: str) -> SignOffsPage:
    made = SignOffsPage(workspace, viewer(workspace, last_name))
    show(qtbot, made)
    return made


def test_who_asked_first_stands_first_and_a_mentor_sees_their_own(
    qtbot: QtBot, workspace: Workspace, qtmodeltester: ModelTester
) -> None:
    page = open_page(qtbot, workspace, "Park")
    rows = page.queue.list.table.rows
    asked = [row.asked_on for row in rows]
    assert None not in asked[: sum(day is not None for day in asked)]
    assert [day for day in asked if day] == sorted(day for day in asked if day)
    assert {row.mentor for row in rows} == {"Owen Park", "Helen Achebe"}
    assert len(open_page(qtbot, workspace, "Alvarez").queue.list.table.rows) > len(rows)
    qtmodeltester.check(page.queue.list.table)


def test_the_segment_shows_only_who_asked(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Alvarez")
    page.queue.segments.choose("asked")
    assert page.queue.list.table.rows
    assert all(row.asked for row in page.queue.list.table.rows)
    page.queue.search.setText("nobody of this name")
    assert not page.queue.list.table.rows
    page.queue.show_all()
    assert any(not row.asked for row in page.queue.list.table.rows)


def test_everything_that_takes_the_focus_has_a_name(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    assert without_name(page) == []
    page.open_at(agreement(workspace, "Vasquez"))
    assert without_name(page) == []
    own = open_page(qtbot, workspace, "Okonkwo")
    assert without_name(own) == []


@pytest.mark.parametrize("last_name", ["Alvarez", "Okonkwo", "Park"])
def test_who_has_no_duty_reads_and_learns_why(qtbot: QtBot, workspace: Workspace, last_name: str) -> None:
    page = open_page(qtbot, workspace, last_name)
    okonkwo = agreement(workspace, "Okonkwo")
    page.open_at(okonkwo)
    assert "Dana Whitfield" in page.message.text
    assert page.title == "Sign-offs of Maya Okonkwo"
    assert not page.review_button.isVisible()
    page.sitting.form.press_level(3, stay=False)
    page.review()
    assert page.sitting.form.keys.value is None
    assert not page.sitting.is_reviewing
    assert without_name(page) == []
    rating = NewRating("7b", 3, HourKind.OJT, page.sitting.subject.today)  # type: ignore[union-attr]
    with pytest.raises(KnownError):
        workspace.write(
            sign_offs.sign_off, agreement_id=okonkwo, ratings=[rating], signer_id=viewer(workspace, last_name).person_id
        )


def test_an_instructor_signs_what_was_shown_in_related_instruction(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Marsh")
    vasquez = agreement(workspace, "Vasquez")
    page.open_at(vasquez)
    form = page.sitting.form
    assert form.role.text() == "Instructor"
    assert form.shown.value == HourKind.RI
    assert not form.shown.button(HourKind.OJT).isEnabled()
    form.press_level(4, stay=False)
    page.review()
    code = page.sitting.ratings()[0].code
    page.sitting.summary.sign_button.click()
    assert page.message.kind == "success"
    signed = next(one for one in workspace.read(sign_offs.ratings, agreement_id=vasquez) if one.signer == "Lena Marsh")
    assert signed.shown is HourKind.RI
    assert code


def test_an_apprentice_asks_and_sees_what_waits(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(qtbot, workspace, "Okonkwo")
    before = page.own.list.table.rowCount()
    monkeypatch.setattr(AskDialog, "ask", lambda *_: Asked(("3a", "3b"), 3, "Did both last week."))
    page.ask_button.click()
    assert page.message.text == "Asked for: 3a, 3b."
    assert page.own.list.table.rowCount() == before + 2
    page.own.segments.choose("waiting")
    waiting = page.own.list.table.rows
    assert {"3a", "3b"} <= {row.code for row in waiting}
    assert all(row.who == "Waits for Dana Whitfield" for row in waiting)


def test_the_list_to_ask_from_leaves_out_what_is_signed_or_waits(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Okonkwo")
    subject = load(workspace, page.viewer, agreement(workspace, "Okonkwo"))
    dialog = AskDialog(page, subject, workspace)
    show(qtbot, dialog)
    assert without_name(dialog) == []
    assert not dialog.act.isEnabled()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.act.isEnabled()
    (code,) = dialog.asked.codes
    item = subject.item(code)
    assert not item.is_complete
    assert item.request is None


def test_leaving_with_ratings_asks_first(qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    assert page.leave()
    page.open_at(agreement(workspace, "Vasquez"))
    assert page.leave()
    page.sitting.form.press_level(3, stay=False)
    asked: list[int] = []

    def answer(discard: bool) -> None:
        def ask(_parent: object, _name: str, count: int) -> bool:
            asked.append(count)
            return discard

        monkeypatch.setattr(UnsignedDialog, "ask", ask)

    answer(discard=False)
    assert not page.leave()
    assert page.is_sitting
    answer(discard=True)
    assert page.leave()
    assert asked == [1, 1]
    assert not page.is_sitting
    assert page.leave()


def test_what_was_kept_for_later_is_gone_on_with(qtbot: QtBot, workspace: Workspace) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    keys, vasquez = Keys(qtbot), agreement(workspace, "Vasquez")
    before = workspace.read(sign_offs.ratings, agreement_id=vasquez)
    page.open_at(vasquez)
    keys.digit(3)
    keys.press(ENTER)
    page.later_button.click()
    assert workspace.read(sign_offs.ratings, agreement_id=vasquez) == before
    row = page.queue.list.table.rows[page.queue.list.table.row_of(vasquez)]
    assert (row.kept, row.act) == (1, "Continue")
    page.message.buttons[0].click()
    assert len(page.sitting.kept) == 1


def test_what_was_kept_for_later_is_asked_about_before_the_record_closes(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    keys = Keys(qtbot)
    page.open_at(agreement(workspace, "Vasquez"))
    keys.digit(3)
    keys.press(ENTER)
    page.keep_for_later()
    asked: list[int] = []
    monkeypatch.setattr(UnsignedDialog, "ask", lambda _parent, _who, count: asked.append(count))
    assert page.leave()
    assert not page.may_close()
    monkeypatch.setattr(UnsignedDialog, "ask", lambda _parent, _who, count: True)
    assert page.may_close()
    assert asked == [1]


def test_nothing_is_signed_on_an_error(qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_page(qtbot, workspace, "Whitfield")
    vasquez = agreement(workspace, "Vasquez")
    before = workspace.read(sign_offs.ratings, agreement_id=vasquez)
    page.open_at(vasquez)
    page.sitting.form.press_level(3, stay=False)
    page.review()

    def refuse(*_arguments: object, **_more: object) -> None:
        raise KnownError("The file is open in another window.", "Close it there.")

    with monkeypatch.context() as patch:
        patch.setattr(workspace, "write", refuse)
        page.sitting.summary.sign_button.click()
    assert page.message.kind == "error"
    assert page.sitting.is_reviewing
    assert workspace.read(sign_offs.ratings, agreement_id=vasquez) == before
    page.sitting.summary.sign_button.click()
    assert len(workspace.read(sign_offs.ratings, agreement_id=vasquez)) == len(before) + 1
