"""A new person, and a role more or less for someone: questions that only a coordinator is asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.codes import Role
from desktop.services.people import EmployerRow
from desktop.views import agreement_words
from desktop.views.forms import FieldRow
from desktop.views.questions import Question

_NAME_LENGTH, _MAIL_LENGTH = 55, 254
_GIVEN = tuple(role for role in Role if role is not Role.APPRENTICE)


@dataclass(frozen=True, slots=True)
class GivenRole:
    role: Role
    employer_id: str | None


@dataclass(frozen=True, slots=True)
class NewPerson:
    first_name: str
    last_name: str
    email: str
    given: GivenRole


class _RoleQuestion(Question):
    """The role comes with an employer where it needs or may have one."""

    def __init__(self, parent: QWidget | None, employers: Sequence[EmployerRow]) -> None:
        super().__init__(parent)
        self.role, self.employer = QComboBox(), QComboBox()
        for role in _GIVEN:
            self.role.addItem(agreement_words.role_title(role), role.value)
        self.role.setCurrentIndex(_GIVEN.index(Role.MENTOR))
        self.employer.addItem(self.tr("The sponsor’s own"), "")
        for row in employers:
            self.employer.addItem(row.name, row.id)

    def _add_role_rows(self) -> None:
        hint = self.tr("Apprentices are registered on the page Apprentices.")
        self.form.add(FieldRow(self.tr("Role"), self.role, hint=hint))
        self._employer_row = FieldRow(self.tr("Employer"), self.employer, check=self._check_employer)
        self.form.add(self._employer_row)
        self.role.currentIndexChanged.connect(lambda _index: self._settle())
        self._settle()

    def _settle(self) -> None:
        """A coordinator and a viewer see everything, whoever employs them."""
        self._employer_row.setVisible(self._role in (Role.MENTOR, Role.INSTRUCTOR))
        self._employer_row.set_error("")

    @property
    def _role(self) -> Role:
        return Role(self.role.currentData())

    def _check_employer(self) -> str:
        is_missing = self._role is Role.MENTOR and not self.employer.currentData()
        return self.tr("A mentor belongs to an employer. Choose the employer.") if is_missing else ""

    def given(self) -> GivenRole:
        is_asked = self._role in (Role.MENTOR, Role.INSTRUCTOR)
        return GivenRole(self._role, self.employer.currentData() or None if is_asked else None)


class NewPersonDialog(_RoleQuestion):
    def __init__(self, parent: QWidget | None, employers: Sequence[EmployerRow]) -> None:
        super().__init__(parent, employers)
        self.say(
            self.tr("Add a person"),
            self.tr("They can sign in and sign once they have a key, which you give them next."),
            self.tr("Add the person"),
        )
        self.first, self.last, self.email = QLineEdit(), QLineEdit(), QLineEdit()
        for field, longest in ((self.first, _NAME_LENGTH), (self.last, _NAME_LENGTH), (self.email, _MAIL_LENGTH)):
            field.setMaxLength(longest)
        self.form.add(FieldRow(self.tr("First name"), self.first, check=lambda: self._missing(self.first)))
        self.form.add(FieldRow(self.tr("Last name"), self.last, check=lambda: self._missing(self.last)))
        self.form.add(FieldRow(self.tr("E-mail"), self.email, optional=True))
        self._add_role_rows()
        self.first.setFocus()

    def _missing(self, field: QLineEdit) -> str:
        return "" if field.text().strip() else self.tr("This is missing. Enter it.")

    @classmethod
    def ask(cls, parent: QWidget | None, employers: Sequence[EmployerRow]) -> NewPerson | None:
        dialog = cls(parent, employers)
        if not dialog.exec():
            return None
        return NewPerson(dialog.first.text(), dialog.last.text(), dialog.email.text(), dialog.given())


class NewRoleDialog(_RoleQuestion):
    def __init__(self, parent: QWidget | None, name: str, employers: Sequence[EmployerRow]) -> None:
        super().__init__(parent, employers)
        self.say(
            self.tr("Give a role"),
            self.tr("{name} has this role from now on. It is recorded that you gave it.").format(name=name),
            self.tr("Give the role"),
        )
        self._add_role_rows()
        self.role.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, name: str, employers: Sequence[EmployerRow]) -> GivenRole | None:
        dialog = cls(parent, name, employers)
        return dialog.given() if dialog.exec() else None


class TakeRoleDialog(Question):
    def __init__(self, parent: QWidget | None, name: str, role: str) -> None:
        super().__init__(parent)
        self.form.hide()
        sentence = self.tr("{name} is no longer {role}. What they signed as one stays valid.")
        self.say(self.tr("Take a role"), sentence.format(name=name, role=role), self.tr("Take the role"))

    @classmethod
    def ask(cls, parent: QWidget | None, name: str, role: str) -> bool:
        return bool(cls(parent, name, role).exec())
