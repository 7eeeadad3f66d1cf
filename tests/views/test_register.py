"""A new apprentice: fields that are wrong say so, and nothing is saved until all are right."""

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.database.store import Store
from desktop.services import agreement_facts, apprentices
from desktop.views.apprentices import ApprenticesPage
from desktop.views.register import RegisterForm
from desktop.workspace import Workspace
from tests.conftest import everything
from tests.screens import CONTROL, show, viewer, without_name

pytestmark = pytest.mark.usefixtures("look")


@pytest.fixture
def workspace(sample: Store) -> Workspace:
    return Workspace(sample)


@pytest.fixture
def page(qtbot: QtBot, workspace: Workspace) -> ApprenticesPage:
    made = ApprenticesPage(workspace, viewer(workspace, "Alvarez"))
    show(qtbot, made)
    made.list.view.setFocus()
    qtbot.keyClick(made.list.view, Qt.Key.Key_N, CONTROL)
    return made


@pytest.fixture
def form(page: ApprenticesPage) -> RegisterForm:
    return page.form


def fill(form: RegisterForm) -> None:
    form.first.setText("Zoe")
    form.last.setText("Marsh")
    form.employer.setCurrentText("Harbor Data Services")
    form.mentor.setCurrentText("Rosa Ibarra")


def test_the_form_begins_at_the_name(form: RegisterForm) -> None:
    assert form.isVisible()
    assert QApplication.focusWidget() is form.first


def test_a_draft_is_saved_and_opened(page: ApprenticesPage, form: RegisterForm, workspace: Workspace) -> None:
    fill(form)
    form.save_button.click()
    assert page.detail.isVisible()
    assert page.detail.name.text() == "Zoe Marsh"
    assert page.list.view.current().status == "draft"
    assert page.message.kind == "success"
    facts = workspace.read(agreement_facts.facts_of, agreement_id=page.detail.agreement_id)
    assert (facts.employer, facts.mentors[0].name) == ("Harbor Data Services", "Rosa Ibarra")


def test_it_can_be_registered_at_once(page: ApprenticesPage, form: RegisterForm) -> None:
    fill(form)
    form.is_registered.setChecked(True)
    form.save_button.click()
    assert page.list.view.current().status == "probation"


def test_what_is_missing_is_said_and_nothing_is_saved(form: RegisterForm, sample: Store) -> None:
    before = everything(sample)
    form.first.setText("Zoe")
    form.save_button.click()
    assert QApplication.focusWidget() is form.last
    errors = [row.error for row in form.form.rows if row.error]
    assert len(errors) == 1
    assert everything(sample) == before
    assert form.isVisible()


def test_only_mentors_of_the_employer_are_offered(form: RegisterForm) -> None:
    form.employer.setCurrentText("Northgate Health IT")
    offered = [form.mentor.itemText(place) for place in range(form.mentor.count())]
    assert offered == ["Grace Lindqvist", "Malik Thornton", "New mentor…"]


def test_employer_and_mentor_may_be_new(page: ApprenticesPage, form: RegisterForm, workspace: Workspace) -> None:
    fill(form)
    form.employer.setCurrentIndex(form.employer.count() - 1)
    assert form.new_employer.isVisible()
    assert form.mentor.currentText() == "New mentor…"
    form.new_employer.setText("West Cables")
    form.mentor_first.setText("Wes")
    form.save_button.click()
    assert QApplication.focusWidget() is form.mentor_last
    form.mentor_last.setText("Ode")
    form.save_button.click()
    facts = workspace.read(agreement_facts.facts_of, agreement_id=page.detail.agreement_id)
    assert (facts.employer, facts.mentors[0].name) == ("West Cables", "Wes Ode")


def test_what_the_record_refuses_stands_in_the_message_line(
    page: ApprenticesPage, form: RegisterForm, sample: Store
) -> None:
    before = everything(sample)
    fill(form)
    form.employer.setCurrentIndex(form.employer.count() - 1)
    form.new_employer.setText("Harbor Data Services")
    form.mentor_first.setText("Wes")
    form.mentor_last.setText("Ode")
    form.save_button.click()
    assert page.message.kind == "error"
    assert form.isVisible()
    assert everything(sample) == before


def test_a_registration_in_the_future_is_refused_at_its_field(form: RegisterForm, sample: Store) -> None:
    before = everything(sample)
    fill(form)
    form.begins.setDate(QDate(2027, 1, 4))
    form.is_registered.setChecked(True)
    form.save_button.click()
    assert any("future" in row.error for row in form.form.rows)
    assert everything(sample) == before
    form.is_registered.setChecked(False)
    form.save_button.click()
    assert everything(sample) != before


def test_cancel_leaves_everything_as_it_was(page: ApprenticesPage, form: RegisterForm, workspace: Workspace) -> None:
    fill(form)
    form.cancel_button.click()
    assert not form.isVisible()
    assert len(workspace.read(apprentices.listing)) == 24
    page.register()
    assert not form.is_begun


def test_every_field_has_a_name(form: RegisterForm) -> None:
    form.employer.setCurrentIndex(form.employer.count() - 1)
    assert not without_name(form)
