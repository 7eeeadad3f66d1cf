"""One apprentice: what is done, what is missing and who acts, on any day; events and reversals."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop.codes import EventKind, Status
from desktop.database.store import Store
from desktop.services import agreement_facts, sign_offs
from desktop.services import progress as progress_service
from desktop.services.demo_sample import DAY
from desktop.views.apprentice_detail import ApprenticeDetail
from desktop.views.apprentice_questions import EventQuestion, NewEvent
from desktop.views.apprentices import ApprenticesPage
from desktop.views.ask_reason import ReasonDialog
from desktop.views.ask_sign_off import AskDialog, Asked
from desktop.workspace import Workspace
from tests.conftest import everything
from tests.screens import agreement, show, viewer

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


def opened(qtbot: QtBot, workspace: Workspace, who: str = "Alvarez", whom: str = "Fernández") -> ApprenticeDetail:
    page = ApprenticesPage(workspace, viewer(workspace, who))
    page.resize(1232, 850)
    show(qtbot, page, 1232, 850)
    page.open_at(agreement(workspace, whom))
    return page.detail


def page_of(detail: ApprenticeDetail) -> ApprenticesPage:
    page = detail.window()
    assert isinstance(page, ApprenticesPage)
    return page


def test_three_clocks_tell_approved_pending_and_expected(qtbot: QtBot, workspace: Workspace) -> None:
    detail = opened(qtbot, workspace)
    found = workspace.read(progress_service.progress, agreement_id=detail.agreement_id)
    said = detail.progress.core.bar.accessibleDescription()
    assert said.startswith(f"{found.core.done} of 27 signed, {found.core.pending} pending, expected today ")
    assert "216 h" in detail.progress.ri.bar.accessibleDescription()
    assert not detail.progress.ojt.bar.isVisible()


def test_what_is_missing_says_who_acts(qtbot: QtBot, workspace: Workspace) -> None:
    detail = opened(qtbot, workspace, "Park")
    table = detail.progress.why.table
    said = {
        row.condition: tuple(table.index(place, column).data() for column in (2, 3))
        for place, row in enumerate(table.rows)
    }
    assert said["core"] == ("Lucía Fernández", "")
    assert said["core-pending"] == ("You", "Sign off…")


def test_the_act_of_a_row_opens_its_page(qtbot: QtBot, workspace: Workspace) -> None:
    detail = opened(qtbot, workspace, "Park")
    why = detail.progress.why
    why.setFocus()
    assert why.select("core-pending")
    with qtbot.waitSignal(page_of(detail).go, timeout=0) as asked:
        qtbot.keyClick(why, Qt.Key.Key_Return)
    assert asked.args == ["sign_offs", detail.agreement_id]


def test_a_past_day_shows_the_record_as_it_was(qtbot: QtBot, workspace: Workspace) -> None:
    detail = opened(qtbot, workspace)
    now = detail.progress.core.bar.values.approved
    detail.as_of.setDate(QDate(2026, 3, 1))
    then = workspace.read(progress_service.progress, agreement_id=detail.agreement_id, as_of=date(2026, 3, 1))
    assert detail.progress.core.bar.values.approved == then.core.done < now
    assert detail.today_button.isVisible()
    detail.tabs.choose("hours")
    assert not detail.as_of.isVisible()
    detail.tabs.choose("progress")
    detail.today_button.click()
    assert detail.progress.core.bar.values.approved == now
    assert not detail.today_button.isVisible()


def test_another_apprentice_is_shown_as_of_today(qtbot: QtBot, workspace: Workspace) -> None:
    detail = opened(qtbot, workspace)
    detail.as_of.setDate(QDate(2026, 3, 1))
    detail.show_agreement(agreement(workspace, "Okonkwo"))
    assert detail.as_of.date() == QDate(DAY.year, DAY.month, DAY.day)


@pytest.mark.parametrize("whom", ["Coleman", "Mensah", "Reyes", "Quintero", "Haddad", "Petrenko"])
def test_every_kind_of_record_can_be_shown(qtbot: QtBot, workspace: Workspace, whom: str) -> None:
    detail = opened(qtbot, workspace, whom=whom)
    assert detail.progress.finish.figure.text()
    for tab in ("sign_offs", "hours", "agreement", "progress"):
        detail.tabs.choose(tab)
        assert not detail.grab().isNull()


def test_the_lists_are_sound_models(qtbot: QtBot, workspace: Workspace, qtmodeltester: Any) -> None:
    detail = opened(qtbot, workspace, whom="Mensah")
    for tab in ("sign_offs", "hours", "agreement"):
        detail.tabs.choose(tab)
    views = (detail.progress.why, detail.progress.functions, detail.sign_offs.view, detail.hours.view)
    for view in (*views, detail.agreement.steps, detail.agreement.credits):
        qtmodeltester.check(view.table, force_py=True)


def test_a_competency_shows_its_ratings_newest_first(qtbot: QtBot, workspace: Workspace) -> None:
    detail = opened(qtbot, workspace)
    detail.tabs.choose("sign_offs")
    part = detail.sign_offs
    part.view.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    row = next(row for row in part.view.table.rows if len(row.progress.ratings) > 1)
    part.choose(row.code)
    assert part.title.text().startswith(row.code)
    shown = [view.entry.key for view in part.timeline.views]
    assert shown == [rating.id for rating in row.progress.ratings]
    part.segments.choose("pending")
    assert {row.state for row in part.view.table.rows} == {"pending"}


def test_a_reversal_asks_why_and_stays_in_the_record(
    qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    detail = opened(qtbot, workspace)
    detail.tabs.choose("sign_offs")
    part = detail.sign_offs
    part.choose("1b")
    rating = part.view.current().progress.ratings[0]
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_words: None)
    part.timeline.views[0].acted.emit(rating.id)
    assert not part.view.current().progress.ratings[0].reversed_why
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_words: "Signed for the wrong one")
    part.timeline.views[0].acted.emit(rating.id)
    assert part.view.current().code == "1b"
    view = next(view for view in part.timeline.views if view.entry.key == rating.id)
    assert view.entry.struck
    assert view.entry.note == "Reversed: Signed for the wrong one"
    assert view.head.font().strikeOut()
    assert not view.entry.action
    assert "1b" in page_of(detail).message.text


def test_a_mentor_reverses_their_own_and_not_those_of_others(qtbot: QtBot, workspace: Workspace) -> None:
    detail = opened(qtbot, workspace, "Park")
    detail.tabs.choose("sign_offs")
    rows = detail.sign_offs.view.table.rows
    code = next(row.code for row in rows if {one.signer for one in row.progress.ratings} >= {"Owen Park", "Lena Marsh"})
    detail.sign_offs.choose(code)
    acts = {view.entry.second.split("· ")[1]: view.entry.action for view in detail.sign_offs.timeline.views}
    assert acts == {"Owen Park, mentor": "Reverse…", "Lena Marsh, instructor": ""}


def test_hours_tell_state_parts_and_reason(qtbot: QtBot, workspace: Workspace) -> None:
    detail = opened(qtbot, workspace)
    detail.tabs.choose("hours")
    detail.hours.segments.choose("returned")
    table = detail.hours.view.table
    spoken = [table.index(0, column).data(Qt.ItemDataRole.AccessibleTextRole) for column in range(6)]
    assert spoken[4] == "Returned"
    assert spoken[5] == "No job function fits these hours"
    with qtbot.waitSignal(page_of(detail).go, timeout=0) as asked:
        detail.hours.open.click()
    assert asked.args == ["hours", detail.agreement_id]


def test_an_event_is_recorded_and_reversed(qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    detail = opened(qtbot, workspace)
    new = NewEvent(EventKind.SUSPENDED, DAY, "Leave", None)
    monkeypatch.setattr(EventQuestion, "ask", lambda *_facts: new)
    detail.act.click()
    facts = workspace.read(agreement_facts.facts_of, agreement_id=detail.agreement_id)
    assert facts.status is Status.SUSPENDED
    assert "Paused" in detail.soft.text()
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_words: "Came back the same day")
    page_of(detail).message.buttons[0].click()
    facts = workspace.read(agreement_facts.facts_of, agreement_id=detail.agreement_id)
    assert facts.status is Status.ACTIVE
    detail.tabs.choose("agreement")
    assert detail.agreement.timeline.views[0].entry.struck


def test_a_refused_event_is_told_and_saves_nothing(
    qtbot: QtBot, workspace: Workspace, sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    detail = opened(qtbot, workspace)
    before = everything(sample)
    new = NewEvent(EventKind.COMPLETED, date(2025, 9, 1), "", None)
    monkeypatch.setattr(EventQuestion, "ask", lambda *_facts: new)
    detail.act.click()
    assert page_of(detail).message.kind == "error"
    assert everything(sample) == before


def test_an_event_without_its_reason_is_not_taken(qtbot: QtBot, workspace: Workspace) -> None:
    asked = EventQuestion("Ada", Status.ACTIVE, DAY, date(2027, 3, 8))
    qtbot.addWidget(asked)
    with qtbot.waitExposed(asked):
        asked.open()
    asked.kind.setCurrentIndex(asked.kind.findData(EventKind.SUSPENDED.value))
    asked.verb.click()
    assert asked.isVisible()
    asked.reason.setPlainText("Leave")
    asked.verb.click()
    assert asked.result() == QDialog.DialogCode.Accepted
    assert asked.answer == NewEvent(EventKind.SUSPENDED, DAY, "Leave", None)


def test_an_extension_asks_for_the_new_end(qtbot: QtBot) -> None:
    asked = EventQuestion("Ada", Status.ACTIVE, DAY, date(2027, 3, 8))
    qtbot.addWidget(asked)
    asked.kind.setCurrentIndex(asked.kind.findData(EventKind.EXTENDED.value))
    asked.reason.setPlainText("Leave made up for")
    assert not asked.form.check()
    asked.ends.setDate(QDate(2027, 6, 8))
    assert asked.form.check()
    assert asked.answer.ends == date(2027, 6, 8)


def test_an_apprentice_asks_for_a_sign_off(qtbot: QtBot, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    detail = opened(qtbot, workspace, "Fernández")
    asked_before = workspace.read(sign_offs.requests, agreement_id=detail.agreement_id)
    monkeypatch.setattr(AskDialog, "ask", lambda *_facts: Asked(("7a", "7b"), 3, "Done alone"))
    detail.act.click()
    asked = workspace.read(sign_offs.requests, agreement_id=detail.agreement_id)
    assert {one.code for one in asked} - {one.code for one in asked_before} == {"7a", "7b"}
    assert page_of(detail).message.kind == "success"


def test_a_change_keeps_tab_and_chosen_competency(qtbot: QtBot, workspace: Workspace) -> None:
    detail = opened(qtbot, workspace)
    detail.tabs.choose("sign_offs")
    detail.sign_offs.choose("2c")
    rating = detail.sign_offs.view.current().progress.ratings[0]
    by = page_of(detail).viewer.person_id
    with qtbot.waitSignal(workspace.changed, timeout=0):
        workspace.write(sign_offs.reverse, sign_off_id=rating.id, reason="Wrong date", by=by)
    assert detail.tabs.value == "sign_offs"
    assert detail.sign_offs.view.current().code == "2c"
    assert any(view.entry.struck for view in detail.sign_offs.timeline.views)
