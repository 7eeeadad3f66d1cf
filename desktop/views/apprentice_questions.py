"""What is asked before an event is recorded."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget

from desktop.codes import EventKind, Status
from desktop.services import events
from desktop.views import agreement_words, days
from desktop.views.days import date_edit, to_date
from desktop.views.forms import FieldRow
from desktop.views.questions import Question


@dataclass(frozen=True)
class NewEvent:
    kind: EventKind
    happened_on: date
    reason: str
    ends: date | None


class EventQuestion(Question):
    """Which event, on which day, why; an extension brings its new end."""

    def __init__(
        self, name: str, status: Status, today: date, ends: date | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.say(self.tr("Record an event"), name, self.tr("Record event"))
        self._ends_before = ends
        self.kind = QComboBox()
        for kind in events.possible(status):
            self.kind.addItem(agreement_words.event(kind), kind.value)
        self.day = date_edit(today, most=today)
        self.ends = date_edit(ends or today, least=ends)
        self.form.add(FieldRow(self.tr("What happened"), self.kind))
        self.form.add(FieldRow(self.tr("On"), self.day))
        self._ends_row = FieldRow(self.tr("New end"), self.ends, check=self._check_ends)
        self.form.add(self._ends_row)
        hint = self.tr("A suspension, extension, transfer or cancellation needs one.")
        self.reason = self.add_text(self.tr("Reason"), self._check_reason, hint=hint)
        self.kind.currentIndexChanged.connect(self._settle)
        self._settle()

    @property
    def answer(self) -> NewEvent:
        kind = EventKind(self.kind.currentData())
        ends = to_date(self.ends.date()) if kind is EventKind.EXTENDED else None
        return NewEvent(kind, to_date(self.day.date()), self.reason.toPlainText().strip(), ends)

    def _settle(self) -> None:
        self._ends_row.setVisible(EventKind(self.kind.currentData()) is EventKind.EXTENDED)

    def _check_reason(self, text: str) -> str:
        if events.needs_reason(EventKind(self.kind.currentData())) and not text.strip():
            return self.tr("This event needs a reason. Enter the reason.")
        return ""

    def _check_ends(self) -> str:
        if self._ends_before is not None and to_date(self.ends.date()) <= self._ends_before:
            before = days.long_day(self._ends_before)
            return self.tr("The agreement ends on {day} already. Choose a later date.").format(day=before)
        return ""

    @classmethod
    def ask(
        cls, name: str, status: Status, today: date, ends: date | None, parent: QWidget | None = None
    ) -> NewEvent | None:
        asked = cls(name, status, today, ends, parent)
        answer = asked.answer if asked.exec() else None
        asked.deleteLater()
        return answer
