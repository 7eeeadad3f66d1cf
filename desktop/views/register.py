"""Register an apprentice: who, where, under which framework, with which mentor; all of it or nothing."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.services import clock, registration
from desktop.services.registration import Choices, NewMentor
from desktop.tokens import SPACE
from desktop.views import agreement_words, style
from desktop.views.days import date_edit, to_date
from desktop.views.forms import FieldRow, Form
from desktop.views.timeline import scrolled
from desktop.views.viewer import RecordPage

_NEW = ""
_NAME_LENGTH = 55
_LONGEST = 200


class RegisterForm(QWidget):
    """`saved` carries the id of the new agreement; `closed` comes when nothing is to be saved."""

    saved = Signal(str)
    closed = Signal()

    def __init__(self, page: RecordPage) -> None:
        super().__init__()
        self._page = page
        self._choices = Choices((), (), ())
        self.first, self.middle, self.last = (_line(_NAME_LENGTH) for _ in range(3))
        self.job_title, self.new_employer = _line(_LONGEST), _line(_LONGEST)
        self.mentor_first, self.mentor_last = _line(_NAME_LENGTH), _line(_NAME_LENGTH)
        self.employer, self.mentor, self.framework = QComboBox(), QComboBox(), QComboBox()
        self.begins = date_edit(date(2000, 1, 1))
        self.is_registered = QCheckBox(self.tr("The agency has registered it from this day on"))
        self.form = Form()
        self._add_rows()
        self.employer.currentIndexChanged.connect(self._fill_mentors)
        self.mentor.currentIndexChanged.connect(self._settle)
        self.save_button = QPushButton(self.tr("Register apprentice"))
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.closed)
        self._lay_out()

    def _add_rows(self) -> None:
        add = self.form.add
        add(self._section(self.tr("Apprentice")), wide=True)
        add(FieldRow(self.tr("First name"), self.first, check=lambda: self._missing(self.first)))
        add(FieldRow(self.tr("Last name"), self.last, check=lambda: self._missing(self.last)))
        add(FieldRow(self.tr("Middle name"), self.middle, optional=True))
        add(FieldRow(self.tr("Job title"), self.job_title, optional=True))
        add(self._section(self.tr("Employer and mentor")), wide=True)
        add(FieldRow(self.tr("Employer"), self.employer))
        self._employer_row = FieldRow(
            self.tr("Name of the new employer"), self.new_employer, check=lambda: self._missing(self.new_employer)
        )
        add(FieldRow(self.tr("Mentor"), self.mentor, hint=self.tr("Signs off competencies and approves hours")))
        add(self._employer_row, wide=True)
        self._mentor_rows = (
            FieldRow(
                self.tr("First name of the new mentor"),
                self.mentor_first,
                check=lambda: self._missing(self.mentor_first),
            ),
            FieldRow(
                self.tr("Last name of the new mentor"), self.mentor_last, check=lambda: self._missing(self.mentor_last)
            ),
        )
        for row in self._mentor_rows:
            add(row)
        add(self._section(self.tr("Agreement")), wide=True)
        add(FieldRow(self.tr("Framework"), self.framework, hint=self.tr("A shipped one is adopted on saving")))
        add(FieldRow(self.tr("Begins"), self.begins, check=self._check_begins))
        add(self.is_registered, wide=True)

    def _section(self, text: str) -> QWidget:
        return style.label(text, "section")

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.button)
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, SPACE.button, 0)
        column.setSpacing(SPACE.margin)
        column.addWidget(self.form)
        column.addLayout(buttons)
        column.addStretch()
        content.setMaximumWidth(style.metrics("body").averageCharWidth() * 150)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(content, self.tr("New apprentice")))

    @property
    def is_begun(self) -> bool:
        """Whether something would be lost."""
        fields = (self.first, self.middle, self.last, self.job_title, self.new_employer, self.mentor_first)
        return any(field.text().strip() for field in (*fields, self.mentor_last))

    def start(self) -> None:
        """Empty fields, and what can be chosen now."""
        self._choices = self._page.workspace.read(registration.choices)
        today = self._page.workspace.read(clock.today)
        for field in self.findChildren(QLineEdit):
            if isinstance(field.parent(), FieldRow):
                field.clear()
        self.begins.setDate(type(self.begins.date())(today.year, today.month, today.day))
        self.is_registered.setChecked(False)
        self._fill_frameworks()
        self.employer.blockSignals(True)
        self.employer.clear()
        for one in self._choices.employers:
            self.employer.addItem(one.name, one.id)
        self.employer.addItem(self.tr("New employer…"), _NEW)
        self.employer.blockSignals(False)
        self._fill_mentors()
        for row in self.form.rows:
            row.set_error("")
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_frameworks(self) -> None:
        self.framework.clear()
        for one in self._choices.frameworks:
            words = [f"{one.title} {one.version}", agreement_words.approach(one.approach).lower()]
            if one.is_sample:
                words.append(self.tr("sample"))
            if not one.id:
                words.append(self.tr("not adopted yet"))
            self.framework.addItem(", ".join(words), (one.id, "" if one.id else one.key))

    def _fill_mentors(self) -> None:
        """Those of the chosen employer; a new employer has none yet."""
        self.mentor.blockSignals(True)
        self.mentor.clear()
        employer = self.employer.currentText() if self.employer.currentData() else None
        for one in self._choices.mentors:
            if one.employer == employer:
                self.mentor.addItem(one.name, one.id)
        self.mentor.addItem(self.tr("New mentor…"), _NEW)
        self.mentor.blockSignals(False)
        self._settle()

    def _settle(self) -> None:
        self._employer_row.setVisible(self.employer.currentData() == _NEW)
        for row in self._mentor_rows:
            row.setVisible(self.mentor.currentData() == _NEW)

    def _missing(self, field: QLineEdit) -> str:
        return "" if field.text().strip() else self.tr("This is missing. Enter it.")

    def _check_begins(self) -> str:
        """A registration cannot lie in the future; a draft may."""
        today = self._page.workspace.read(clock.today)
        if self.is_registered.isChecked() and to_date(self.begins.date()) > today:
            return self.tr("This day is in the future. Choose today or an earlier one, or register it later.")
        return ""

    def save(self) -> None:
        """Save everything at once, or go to the first field that is wrong."""
        if not self.form.check():
            return
        saved: list[str] = []
        if self._page.attempt(lambda: saved.append(self._register())):
            self.saved.emit(saved[0])

    def _register(self) -> str:
        mentor = NewMentor(self.mentor_first.text(), self.mentor_last.text())
        framework_id, key = self.framework.currentData()
        return self._page.workspace.write(
            registration.register,
            first_name=self.first.text(),
            middle_name=self.middle.text(),
            last_name=self.last.text(),
            job_title=self.job_title.text(),
            framework=(framework_id, key),
            begins=to_date(self.begins.date()),
            employer_id=self.employer.currentData(),
            new_employer=self.new_employer.text(),
            mentor_id=self.mentor.currentData(),
            new_mentor=mentor,
            is_registered=self.is_registered.isChecked(),
            by=self._page.viewer.person_id,
        )


def _line(longest: int) -> QLineEdit:
    made = QLineEdit()
    made.setMaxLength(longest)
    return made
