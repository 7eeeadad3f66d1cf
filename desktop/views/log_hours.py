"""The form for hours of one day, new or corrected."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop import words
from desktop.codes import HourKind
from desktop.frameworks.document import Framework
from desktop.services.hour_lists import EntryRow
from desktop.services.hours import DAY_MINUTES, NewEntry
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.comment import CommentEdit
from desktop.views.days import date_edit, qdate, to_date
from desktop.views.forms import FieldRow, Form
from desktop.views.hour_words import typed
from desktop.views.key_button import KeyButton, add_act
from desktop.views.questions import Question, button_row
from desktop.views.segments import Segments
from desktop.views.split_rows import SplitRows
from desktop.views.states import MarkLabel

_LETTERS = 132


@dataclass(frozen=True, slots=True)
class LogSubject:
    """Whose hours, under which framework, and which days can be right."""

    agreement_id: str
    apprentice: str
    framework: Framework
    begins: date
    today: date


class LogHours(QScrollArea):
    """`save_wanted` carries the entry (NewEntry), the id of the entry it stands for ("" for a new one) and the
    reason of the correction. The id of the entry is made once, so that saving again cannot log twice."""

    save_wanted = Signal(object, str, str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._subject: LogSubject | None = None
        self._corrects = ""
        self._entry_id = ""
        self._filled: tuple[object, ...] = ()
        self._make_fields()
        self._make_rows()
        self._lay_out()
        add_act(self, self.tr("Save hours"), "Ctrl+Return, Ctrl+Enter", self.save)
        add_act(self, self.tr("Cancel"), "Esc", self.cancelled.emit)

    def _make_fields(self) -> None:
        self.kind = Segments(
            self.tr("Kind"),
            (
                (HourKind.OJT.value, self.tr("On the job")),
                (HourKind.RI.value, self.tr("Related instruction")),
            ),
        )
        self.kind.chosen.connect(self._show_kind)
        self.day = date_edit()
        self.hours = QLineEdit()
        self.hours.setMaxLength(20)
        self.hours.textChanged.connect(self._on_hours)
        self.course = QComboBox()
        self.split = SplitRows()
        self.note = CommentEdit(self.tr("Note"))
        self.note.entered.connect(self.save)
        self.reason = QLineEdit()
        self.reason.setMaxLength(1000)

    def _make_rows(self) -> None:
        hint = self.tr("Such as 7:30, 7.5 or 7h30")
        self.day_row = FieldRow(self.tr("Day"), self.day, check=self._check_day)
        self.hours_row = FieldRow(self.tr("Hours"), self.hours, hint=hint, check=self._check_hours)
        self.course_row = FieldRow(self.tr("Course"), self.course, optional=True)
        self.split_row = FieldRow(self.tr("Job functions"), self.split, check=self._check_split)
        self.split.changed.connect(lambda: self.split_row.set_error(""))
        self.note_row = FieldRow(self.tr("Note"), self.note, optional=True)
        self.reason_row = FieldRow(self.tr("Why it is corrected"), self.reason, check=self._check_reason)
        self.form = Form()
        self.form.add(self.day_row)
        self.form.add(self.hours_row)
        for row in (self.course_row, self.split_row, self.reason_row, self.note_row):
            self.form.add(row, wide=True)
        self.refusal = MarkLabel("triangle-alert", "overdue", "")
        self.refusal.text.setForegroundRole(QPalette.ColorRole.BrightText)
        self.refusal.hide()

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.save_button = KeyButton("", "Ctrl+Enter")
        self.save_button.setProperty("primary", True)
        self.save_button.clicked.connect(self.save)
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self.cancel_button.clicked.connect(self.cancelled)
        inner = QWidget()
        style.paper(inner)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, SPACE.label, 0)
        column.setSpacing(SPACE.section)
        column.addWidget(self.kind)
        column.addWidget(self.form)
        column.addWidget(self.refusal)
        column.addLayout(button_row(self.cancel_button, self.save_button))
        column.addStretch()
        holder = QWidget()
        holder.setMaximumWidth(style.metrics("body").averageCharWidth() * _LETTERS)
        holder.setLayout(column)
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(holder, 1)
        row.addStretch()
        self.setWidget(inner)

    def begin(self, subject: LogSubject, entry: EntryRow | None = None) -> None:
        """Empty for new hours of today, or filled with the entry to correct."""
        self._subject, self._corrects = subject, entry.id if entry else ""
        self._entry_id = ""
        self.save_button.setText(self.tr("Save correction") if entry else self.tr("Log hours"))
        self.day.setMaximumDate(qdate(subject.today))
        self.day.setDate(qdate(entry.worked_on if entry else subject.today))
        self.kind.set_value((entry.kind if entry else HourKind.OJT).value)
        self.hours.setText(typed(entry.minutes) if entry else "")
        self.course.clear()
        self.course.addItem(self.tr("No course"), "")
        for course in subject.framework.courses:
            self.course.addItem(f"{course.code}  {course.title}", course.code)
        self.course.setCurrentIndex(max(self.course.findData(entry.course if entry else ""), 0))
        parts = {number: minutes for number, minutes in entry.parts if number} if entry else {}
        self.split.set_functions(subject.framework.titled_functions(), parts)
        self.note.setPlainText(entry.note if entry else "")
        self.reason.clear()
        self.reason_row.setVisible(entry is not None)
        for row in self.form.rows:
            row.set_error("")
        self.refuse("")
        self._show_kind()
        self._on_hours()
        self._filled = self._typed()
        (self.hours if entry is None else self.reason).setFocus()

    @property
    def _is_class(self) -> bool:
        return self.kind.value == HourKind.RI

    def _show_kind(self) -> None:
        """Class goes to a course and, if it helps, to job functions; work to job functions alone."""
        courses = self._subject.framework.courses if self._subject is not None else ()
        self.course_row.setVisible(self._is_class and bool(courses))
        optional = self.tr("Job functions (optional)")
        self.split_row.label.setText(optional if self._is_class else self.tr("Job functions"))
        self.split_row.set_error("")

    def _on_hours(self) -> None:
        self.split.set_whole(words.minutes_of(self.hours.text()))

    def save(self) -> None:
        """Check the fields and hand the entry over; the page writes it."""
        self.refuse("")
        if not self.form.check():
            return
        entry = self._entry()
        self._entry_id = entry.id
        self.save_wanted.emit(entry, self._corrects, words.clean(self.reason.text()))

    def _entry(self) -> NewEntry:
        more = {"id": self._entry_id} if self._entry_id else {}
        course = self.course.currentData() if self._is_class else ""
        return NewEntry(
            HourKind(self.kind.value),
            self._day(),
            words.minutes_of(self.hours.text()) or 0,
            self.split.parts() or {},
            course or None,
            words.clean(self.note.toPlainText()),
            **more,
        )

    def refuse(self, sentence: str) -> None:
        """Say why the record does not take these hours."""
        self.refusal.text.setText(sentence)
        self.refusal.setVisible(bool(sentence))
        self.hours.setAccessibleDescription(sentence)
        if sentence:
            self.ensureWidgetVisible(self.refusal)
            self.hours.setFocus()

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that would be lost."""
        return self._typed() != self._filled

    def _typed(self) -> tuple[object, ...]:
        rows = tuple((row.number, row.part.text()) for row in self.split.rows)
        return (self.hours.text(), self.note.toPlainText(), self.reason.text(), rows)

    def _day(self) -> date:
        return to_date(self.day.date())

    def _check_day(self) -> str:
        if self._subject is None or self._day() >= self._subject.begins:
            return ""
        begins = words.long_date(self._subject.begins)
        return self.tr("This date is before the agreement began on {begins}. Choose a later date.").format(
            begins=begins
        )

    def _check_hours(self) -> str:
        if not self.hours.text().strip():
            return self.tr("The hours are missing. Enter them such as 7:30.")
        minutes = words.minutes_of(self.hours.text())
        if minutes is None:
            return self.tr("These are no hours. Enter them such as 7:30, 7.5 or 7h30.")
        if not 0 < minutes <= DAY_MINUTES:
            return self.tr("One day has more than nothing and at most 24 h. Enter the hours of one day.")
        return ""

    def _check_split(self) -> str:
        return self.split.error(needed=not self._is_class)

    def _check_reason(self) -> str:
        if words.clean(self.reason.text()):
            return ""
        return self.tr("The reason is missing. Enter it in a few words.")


class UnsavedDialog(Question):
    """Asks before hours that were typed and not saved are lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sentence = self.tr("Stay to save them. Discarded hours leave nothing in the record.")
        self.say(self.tr("These hours are not saved"), sentence, self.tr("Discard"))
        self.verb.setProperty("primary", False)
        self.verb.setAutoDefault(False)
        self.verb.setDefault(False)
        self.cancel.setText(self.tr("Stay"))
        self.cancel.setDefault(True)
        self.cancel.setProperty("primary", True)
        self.cancel.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None) -> bool:
        """Whether to discard them."""
        return cls(parent).exec() == QDialog.DialogCode.Accepted
