"""The editor of a draft: each visit of a field is a step, what is wrong is told beside the field, nothing is lost."""

import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.codes import Kind
from desktop.database.store import Store
from desktop.frameworks import catalogue, editing
from desktop.frameworks.document import Competency, Framework
from desktop.frameworks.findings import Path
from desktop.frameworks.history import History
from desktop.services import framework_drafts
from desktop.views.forms import FieldRow
from desktop.views.framework_editor import FrameworkEditorPage
from desktop.views.framework_editor_competency import CompetencyForm
from desktop.views.framework_editor_dialogs import UnsavedDraft
from desktop.views.framework_editor_fields import PartForm, put, value_of
from desktop.views.framework_editor_forms import CourseForm, FunctionForm
from desktop.views.framework_editor_head import HeadForm, ScaleForm
from desktop.views.framework_editor_tree import COURSES, SCALE, rows
from desktop.views.framework_editor_work import EditorWork
from desktop.workspace import Workspace
from tests.conftest import Cast
from tests.frameworks.strategies import frameworks
from tests.screens import CONTROL, ENTER, NONE, Keys, show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
FOURTH: Path = ("job_functions", "4")
SERVERS: Path = (*FOURTH, "competencies", "4f")
BLANK: Path = ("job_functions", "8")


@pytest.fixture
def page(qtbot: QtBot, store: Store, cast: Cast) -> FrameworkEditorPage:
    workspace = Workspace(store)
    draft_id = workspace.write(framework_drafts.start_from, framework_id=cast.generalist, by=cast.cora)
    made = FrameworkEditorPage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, made)
    made.open_at(draft_id)
    return made


@pytest.fixture
def work(page: FrameworkEditorPage) -> EditorWork:
    assert page.work is not None
    return page.work


def present(work: EditorWork) -> Framework:
    return work.history.present


def servers(work: EditorWork) -> Competency:
    return editing.find_competency(present(work), "4f")


def chosen_text(work: EditorWork) -> str:
    item = work.tree.currentItem()
    assert item is not None
    return item.text(0)


def at(work: EditorWork, path: Path, kind: type[Any]) -> Any:
    """The form of the part, which is chosen in the tree."""
    work.tree.select(path)
    assert isinstance(work.form, kind)
    assert work.form.path == path
    return work.form


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys(qtbot)


def fill(keys: Keys, row: FieldRow, text: str) -> None:
    """Type over what stands in a field."""
    assert isinstance(row.field, QLineEdit | QPlainTextEdit)
    row.field.setFocus()
    row.field.selectAll()
    keys.press(Qt.Key.Key_Delete)
    keys.type(text)


def shown(row: FieldRow) -> str:
    return value_of(row.field)


def test_a_draft_opens_at_its_head_with_every_part_in_the_tree(page: FrameworkEditorPage, work: EditorWork) -> None:
    framework = catalogue.find("it-generalist")
    assert page.title == framework.title
    assert "Draft from version" in page.head.soft.text()
    assert "43" in page.head.soft.text()
    paths = [row.path for row in work.tree._rows]
    assert paths[:2] == [(), SCALE]
    assert {path[-1] for path in paths if len(path) == 4} == {one.code for one in framework.competencies()}
    assert [path for path in paths if path[:1] == ("job_functions",)][-1] == ("job_functions", "10")
    assert QApplication.focusWidget() is work.tree


def test_without_a_draft_the_page_leads_to_the_frameworks(qtbot: QtBot, store: Store) -> None:
    workspace = Workspace(store)
    own = FrameworkEditorPage(workspace, viewer(workspace, "Cora Hale"))
    show(qtbot, own)
    assert not own.publish_button.isVisible()
    with qtbot.waitSignal(own.go) as asked:
        own.empty.button.click()
    assert asked.args == ["frameworks", None]
    own.open_at("nothing")
    assert own.message.kind == "error"


def test_a_visit_of_a_field_is_one_step(page: FrameworkEditorPage, work: EditorWork, keys: Keys) -> None:
    before = present(work)
    form = at(work, SERVERS, CompetencyForm)
    fill(keys, form.title, "Keeps servers")
    assert servers(work).title != "Keeps servers"
    keys.press(Qt.Key.Key_Tab)
    assert servers(work).title == "Keeps servers"
    assert work.history.undo_label == "Change competency 4f: Title"
    assert "changes not saved" in page.head.soft.text()
    assert chosen_text(work) == "4f  Keeps servers"
    work.undo()
    assert present(work) == before
    assert shown(form.title) == editing.find_competency(before, "4f").title
    assert "changes not saved" not in page.head.soft.text()


def test_undo_keys_in_a_field_belong_to_what_is_typed_there_and_then_to_the_draft(work: EditorWork, keys: Keys) -> None:
    form = at(work, SERVERS, CompetencyForm)
    before = servers(work)
    fill(keys, form.title, "Keeps servers")
    keys.press(Qt.Key.Key_Tab)
    fill(keys, form.description, "All day")
    for _press in range(len("All day") + 1):
        if not shown(form.description):
            break
        keys.press(Qt.Key.Key_Z, CONTROL)
    assert servers(work).title == "Keeps servers"
    keys.press(Qt.Key.Key_Z, CONTROL)
    assert servers(work) == before
    keys.press(Qt.Key.Key_Z, CONTROL | SHIFT)
    assert servers(work).title == "Keeps servers"


def test_what_cannot_be_is_told_beside_the_field_and_nothing_is_lost(work: EditorWork, keys: Keys) -> None:
    form = at(work, FOURTH, FunctionForm)
    fill(keys, form.choose, "9")
    keys.press(Qt.Key.Key_Tab)
    assert "no optional competencies" in form.choose.error
    work.tree.select(SERVERS)
    assert work.path == FOURTH
    assert QApplication.focusWidget() is form.choose.field
    assert shown(form.choose) == "9"
    fill(keys, form.choose, "")
    work.tree.select(SERVERS)
    assert work.path == SERVERS
    assert not work.history.undo_label


def test_the_other_end_of_a_range_is_looked_at_again(work: EditorWork, keys: Keys) -> None:
    form = at(work, (), HeadForm)
    labels = {bound.words: bound.row for bound in form.bound}
    least, most = labels["Months, at least"], labels["Months, at most"]
    fill(keys, least, "36")
    keys.press(ENTER)
    assert "36 months at least are more than 24" in least.error
    fill(keys, most, "48")
    keys.press(ENTER)
    assert not least.error
    term = present(work).term
    assert (term.minimum, term.maximum) == (36, 48)


def test_a_letter_on_a_blank_slot_begins_its_title(work: EditorWork, keys: Keys) -> None:
    work.tree.select(BLANK)
    assert chosen_text(work) == "8  Blank slot: type a title"
    assert isinstance(work.form, FunctionForm)
    assert not work.form.choose.field.isEnabled()
    work.tree.setFocus()
    keys.type("Keeps the mast")
    keys.press(ENTER)
    assert editing.find_job_function(present(work), "8").title == "Keeps the mast"
    assert work.form.choose.field.isEnabled()
    keys.press(Qt.Key.Key_N, CONTROL)
    assert work.path == (*BLANK, "competencies", "8a")
    keys.type("Climbs")
    keys.press(ENTER)
    assert editing.find_competency(present(work), "8a").title == "Climbs"


def test_adding_a_job_function_goes_to_the_first_blank_slot(work: EditorWork) -> None:
    work.bar.add["job_function"].click()
    assert work.path == BLANK
    assert not work.history.undo_label
    assert isinstance(work.form, FunctionForm)
    assert QApplication.focusWidget() is work.form.title.field


def test_a_competency_needs_a_job_function_to_stand_in(page: FrameworkEditorPage, work: EditorWork) -> None:
    work.tree.select(SCALE)
    work.bar.add["competency"].click()
    assert "stands in a job function" in page.message.text
    work.tree.select(BLANK)
    work.bar.add["competency"].click()
    assert "blank slot" in page.message.text
    assert not work.history.undo_label


def test_a_course_is_added_and_filled(work: EditorWork, keys: Keys) -> None:
    work.tree.select(COURSES)
    work.bar.add["course"].click()
    form = at(work, ("courses", "RI-1"), CourseForm)
    fill(keys, form.title, "Networks")
    put(form.functions, "4")
    form.functions.activated.emit(form.functions.currentIndex())
    assert form.flush()
    (course,) = present(work).courses
    assert (course.title, course.job_function) == ("Networks", "4")


def test_moving_keeps_the_code_and_the_choice(page: FrameworkEditorPage, work: EditorWork, keys: Keys) -> None:
    work.tree.select(SERVERS)
    work.tree.setFocus()
    keys.press(Qt.Key.Key_Up, ALT)
    codes = [one.code for one in editing.find_job_function(present(work), "4").competencies]
    assert codes.index("4f") == codes.index("4e") - 1
    assert work.path == SERVERS
    for _press in range(9):
        keys.press(Qt.Key.Key_Down, ALT)
    assert editing.find_job_function(present(work), "4").competencies[-1].code == "4f"
    assert "the last of its list" in page.message.text


def test_removing_is_taken_back_from_the_message(page: FrameworkEditorPage, work: EditorWork, keys: Keys) -> None:
    before = present(work)
    work.tree.select(SERVERS)
    work.tree.setFocus()
    keys.press(Qt.Key.Key_Delete)
    assert work.path == (*FOURTH, "competencies", "4g")
    assert page.message.text == "Removed: competency 4f."
    assert work.bar.undo.toolTip().startswith("Undo: Remove competency 4f")
    page.message.buttons[0].click()
    assert present(work) == before
    assert work.path == SERVERS


def test_the_delete_key_in_a_field_removes_letters_alone(work: EditorWork, keys: Keys) -> None:
    form = at(work, SERVERS, CompetencyForm)
    form.title.field.setFocus()
    keys.press(Qt.Key.Key_Delete)
    assert editing.exists(present(work), SERVERS)


def test_a_competency_goes_to_another_job_function_with_its_form(work: EditorWork) -> None:
    form = at(work, SERVERS, CompetencyForm)
    put(form.functions, "5")
    form.functions.activated.emit(form.functions.currentIndex())
    assert work.path == ("job_functions", "5", "competencies", "4f")
    assert work.tree.path == work.path
    work.undo()
    assert work.path == SERVERS


def test_each_change_of_a_kind_is_a_step_of_its_own(work: EditorWork) -> None:
    first = present(work)
    for path in (SERVERS, (*FOURTH, "competencies", "4g")):
        at(work, path, CompetencyForm).kind.field.choose(Kind.OPTIONAL.value)
    work.undo()
    assert servers(work).kind is Kind.OPTIONAL
    work.undo()
    assert present(work) == first


def test_kind_levels_and_standards_of_a_competency(work: EditorWork, keys: Keys) -> None:
    form = at(work, SERVERS, CompetencyForm)
    form.kind.field.choose(Kind.OPTIONAL.value)
    fill(keys, form.standards, "Neat")
    form.standards.field.insertPlainText("\nQuick")
    fill(keys, form._level_rows[-1], "Alone")
    assert form.flush()
    one = servers(work)
    assert (one.kind, one.performance_standards) == (Kind.OPTIONAL, ("Neat", "Quick"))
    assert [(text.level, text.text) for text in one.level_texts] == [(4, "Alone")]


def test_paragraphs_without_a_level_are_given_to_levels(page: FrameworkEditorPage, work: EditorWork) -> None:
    with_paragraphs = editing.with_competency(present(work), editing.made(servers(work), unplaced=("One.", "Two.")))
    work.history.do("Read", with_paragraphs)
    work.refresh()
    form = at(work, SERVERS, CompetencyForm)
    assert form.unplaced.isVisible()
    form.unplaced.choices[1].setCurrentIndex(form.unplaced.choices[1].findData(2))
    form.unplaced.button.click()
    one = servers(work)
    assert one.unplaced == ("One.",)
    assert [(text.level, text.text) for text in one.level_texts] == [(2, "Two.")]
    assert len(form.unplaced.choices) == 1


def test_tab_goes_from_above_to_below(work: EditorWork, keys: Keys) -> None:
    with_paragraphs = editing.with_competency(present(work), editing.made(servers(work), unplaced=("One.", "Two.")))
    work.history.do("Read", with_paragraphs)
    work.refresh()
    form = at(work, SERVERS, CompetencyForm)
    form.title.field.setFocus()
    heights = []
    while (focused := QApplication.focusWidget()) is not form.unplaced.button:
        assert focused is not None
        heights.append(focused.mapTo(form, QPoint(0, 0)).y())
        keys.press(Qt.Key.Key_Tab)
    assert heights == sorted(heights)
    assert len(heights) >= 5 + len(form._level_rows) + 2


def test_a_paragraph_is_seen_whole_and_a_long_text_scrolls(work: EditorWork) -> None:
    form = at(work, SERVERS, CompetencyForm)
    field = form._level_rows[0].field
    heights = []
    for text in ("", "Long words of one paragraph " * 12, "One\n" * 10, "One\n" * 40, "One\n" * 80):
        put(field, text)
        heights.append(field.height())
    assert heights[0] < heights[1] < heights[2] < heights[3] == heights[4]
    assert field.verticalScrollBarPolicy() is Qt.ScrollBarPolicy.ScrollBarAsNeeded


def test_words_of_the_scale_reach_the_form_of_a_competency(work: EditorWork, keys: Keys) -> None:
    at(work, SERVERS, CompetencyForm)
    scale = at(work, SCALE, ScaleForm)
    words = next(bound.row for bound in scale.bound if bound.words == "Word")
    fill(keys, words, "Master")
    keys.press(ENTER)
    put(scale.completes_field, "4")
    scale.completes_field.activated.emit(0)
    assert present(work).rating_scale.completes_at == 4
    form = at(work, SERVERS, CompetencyForm)
    assert form._level_rows[-1].label.text() == "4  Master"


def test_the_wheel_over_a_list_scrolls_the_form_and_chooses_nothing(work: EditorWork) -> None:
    form = at(work, SERVERS, CompetencyForm)
    form.functions.setFocus()
    middle = QPointF(form.functions.rect().center())
    wheel = QWheelEvent(
        middle,
        QPointF(form.functions.mapToGlobal(form.functions.rect().center())),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(form.functions, wheel)
    assert shown(form.function) == "4"
    assert not work.history.undo_label


@pytest.mark.qt_log_ignore("does not support")
def test_alt_down_in_a_list_opens_it_and_moves_nothing(work: EditorWork, keys: Keys) -> None:
    form = at(work, SERVERS, CompetencyForm)
    form.functions.setFocus()
    keys.press(Qt.Key.Key_Down, ALT)
    assert form.functions.view().isVisible()
    form.functions.hidePopup()
    assert not work.history.undo_label


def test_save_keeps_what_is_being_typed(page: FrameworkEditorPage, work: EditorWork, keys: Keys) -> None:
    form = at(work, SERVERS, CompetencyForm)
    fill(keys, form.title, "Keeps servers")
    keys.press(Qt.Key.Key_S, CONTROL)
    assert page.draft is not None
    kept = page.workspace.read(framework_drafts.draft, page.draft.id).framework
    assert editing.find_competency(kept, "4f").title == "Keeps servers"
    assert page.message.text == "The draft is saved."
    assert not page.is_changed
    assert page.leave()


@pytest.mark.parametrize(("answer", "leaves", "kept"), [("", False, 0), ("discard", True, 0), ("save", True, 1)])
def test_leaving_with_changes_asks(
    page: FrameworkEditorPage,
    work: EditorWork,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    leaves: bool,
    kept: int,
    keys: Keys,
) -> None:
    assert page.leave()
    fill(keys, at(work, SERVERS, CompetencyForm).title, "Keeps servers")
    monkeypatch.setattr(UnsavedDraft, "ask", lambda *_: answer)
    assert page.leave() is leaves
    assert page.draft is not None
    on_file = page.workspace.read(framework_drafts.draft, page.draft.id).framework
    assert sum(one.title == "Keeps servers" for one in on_file.competencies()) == kept
    assert page.is_changed is not leaves


def test_the_question_before_leaving_has_three_answers(qtbot: QtBot) -> None:
    answers = []
    for press in (lambda one: one.discard, lambda one: one.verb, lambda one: one.cancel):
        asked = UnsavedDraft()
        qtbot.addWidget(asked)
        press(asked).click()
        answers.append(asked.answer)
    assert answers == ["discard", "save", ""]


def test_a_field_that_is_wrong_holds_the_save(page: FrameworkEditorPage, work: EditorWork, keys: Keys) -> None:
    form = at(work, SERVERS, CompetencyForm)
    fill(keys, form.title, " ")
    assert not page.save()
    assert form.title.error == "This is missing. Type it."
    assert page.is_changed


def test_a_draft_changed_in_another_place_is_taken_over_or_asked_about(
    page: FrameworkEditorPage, work: EditorWork, keys: Keys
) -> None:
    assert page.draft is not None
    draft_id = page.draft.id

    def save(title: str) -> None:
        framework = editing.set_competency(work.history.saved, "4f", title=title)
        page.workspace.write(framework_drafts.save, draft_id=draft_id, framework=framework)

    save("First")
    assert servers(work).title == "First"
    fill(keys, at(work, SERVERS, CompetencyForm).title, "Mine")
    save("Second")
    assert "changed in another place" in page.message.text
    page.message.buttons[0].click()
    assert servers(work).title == "Second"
    page.workspace.write(framework_drafts.discard, draft_id=draft_id)
    assert page.stack.currentWidget() is page.empty


def test_every_part_can_be_shown_and_says_its_name(page: FrameworkEditorPage, work: EditorWork) -> None:
    work.add("course")
    for path in ((), SCALE, FOURTH, SERVERS, COURSES, ("courses", "RI-1")):
        work.refresh(path)
        QCoreApplication.processEvents()
        assert not without_name(page), path


def test_fields_that_are_only_visited_change_nothing(work: EditorWork, keys: Keys) -> None:
    before = present(work)
    for path in ((), SCALE, FOURTH, SERVERS, BLANK):
        work.tree.select(path)
        work.form.focus_first()
        for _ in work.form.bound:
            keys.press(Qt.Key.Key_Tab)
    assert present(work) is before


def test_any_framework_can_be_shown_whole_and_stays_as_it_is(work: EditorWork) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(framework=frameworks())
    def every_part(framework: Framework) -> None:
        work.start(History(framework))
        for row in rows(framework):
            work.tree.select(row.path)
            assert work.path == row.path
            assert work.form.flush()
        assert work.history.present is framework

    every_part()


def test_letters_that_a_field_does_not_know_stay_until_something_is_typed(work: EditorWork, keys: Keys) -> None:
    odd = editing.set_competency(present(work), "4f", title="Keeps\u00a0big\nservers", description="a\u00a0b")
    work.history.do("Read", odd)
    work.refresh()
    form = at(work, SERVERS, CompetencyForm)
    assert not form.is_dirty
    assert form.flush()
    assert present(work) is odd
    fill(keys, form.title, "Keeps servers")
    assert form.flush()
    assert (servers(work).title, servers(work).description) == ("Keeps servers", "a\u00a0b")


def test_every_act_has_words_and_a_key(page: FrameworkEditorPage, work: EditorWork) -> None:
    acts = {act.shortcut().toString(): act.text() for one in (page, work, work.tree) for act in one.actions()}
    assert {"Ctrl+S", "Ctrl+Z", "Ctrl+Shift+Z", "Alt+Up", "Alt+Down", "Ctrl+N"} <= acts.keys()
    assert QKeySequence(Qt.Key.Key_Delete).toString() in acts
    assert all(acts.values())


def test_a_large_draft_is_edited_without_a_stop(page: FrameworkEditorPage, work: EditorWork) -> None:
    """161 competencies, with time to spare for a slow machine: a tenth of this is usual."""
    framework = present(work)
    numbers = [function.number for function in framework.titled_functions()]
    for place in range(161 - 43):
        framework = editing.add_competency(framework, numbers[place % len(numbers)], f"Task {place}").framework
    work.history.do("Grow", framework)
    work.refresh(SERVERS)
    form = work.form
    assert isinstance(form, CompetencyForm)
    took = []
    for turn in range(5):
        put(form.title.field, f"Servers {turn}")
        begun = time.perf_counter()
        assert form.flush()
        QCoreApplication.processEvents()
        took.append(time.perf_counter() - begun)
    assert sorted(took)[2] < 0.05


def test_forms_are_made_of_what_the_base_knows(work: EditorWork) -> None:
    assert isinstance(work.form, PartForm)
    for path in ((), SERVERS):
        work.tree.select(path)
        for bound in work.form.bound:
            assert isinstance(bound.widget, QWidget)
            assert not bound.is_dirty
            assert bound.row.label.text() or isinstance(bound.widget, QComboBox)
