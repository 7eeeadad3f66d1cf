"""The agreement of one apprentice: its facts, wages and credit, and what happened to it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.codes import EventKind, MentorDuty, Role
from desktop.services.agreement_facts import AgreementFacts, GrantedCredit, PastEvent, Step
from desktop.services.agreements import Duty
from desktop.services.job_architectures import Job
from desktop.tokens import SPACE, StateName
from desktop.views import agreement_words, days, style
from desktop.views.hour_words import kind_word
from desktop.views.job_link import JobFacts
from desktop.views.tables import Column, ListView, RowTable, by
from desktop.views.timeline import Entry, Timeline
from desktop.views.viewer import Viewer

_TWO_COLUMNS_FROM = 720


class AgreementPart(QWidget):
    """`reversal_wanted` and `carry_over_wanted` come from the buttons that a coordinator has."""

    reversal_wanted = Signal()
    carry_over_wanted = Signal()

    def __init__(self, viewer: Viewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(SPACE.section)
        self._facts.setVerticalSpacing(SPACE.button)
        self._facts.setColumnStretch(1, 1)
        self.steps = ListView(self.tr("Wage steps"))
        self.steps.show_table(RowTable(self._step_columns(), by("position"), self.steps), sortable=False)
        self.credits = ListView(self.tr("Prior credit"))
        self.credits.show_table(RowTable(self._credit_columns(), by("id"), self.credits), sortable=False)
        self._steps_head = style.label(self.tr("Wage steps"), "section")
        self._credits_head = style.label(self.tr("Prior credit"), "section")
        self._unit = "{amount}"
        self.timeline = Timeline()
        self.reverse = QPushButton(self.tr("Reverse last event…"))
        self.reverse.clicked.connect(self.reversal_wanted)
        self.carry_over = QPushButton(self.tr("Carry over…"))
        self.carry_over.setToolTip(self.tr("Go to another version or framework with all hours and sign-offs"))
        self.carry_over.clicked.connect(self.carry_over_wanted)
        self._may_record = viewer.role is Role.COORDINATOR
        self.job = JobFacts(may_link=self._may_record)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, SPACE.button, 0)
        self._grid.setHorizontalSpacing(SPACE.wide)
        self._grid.setVerticalSpacing(SPACE.section)
        self._left, self._right = self._facts_side(), self._events_side()
        self._columns = 0
        self._place(columns=1)

    def _facts_side(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addLayout(self._facts)
        layout.addSpacing(SPACE.label)
        layout.addWidget(self.carry_over, 0, Qt.AlignmentFlag.AlignLeading)
        self.carry_over.setVisible(self._may_record)
        layout.addWidget(self.job)
        for head, view in ((self._steps_head, self.steps), (self._credits_head, self.credits)):
            layout.addSpacing(SPACE.section)
            layout.addWidget(head)
            layout.addWidget(view)
            view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout.addStretch()
        return made

    def _events_side(self) -> QWidget:
        made = QWidget()
        head = QHBoxLayout()
        head.setSpacing(SPACE.button)
        head.addWidget(style.label(self.tr("What happened"), "section"), 1)
        head.addWidget(self.reverse)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.row)
        layout.addLayout(head)
        # Shown only now that it has its place: without one it would be a window of its own.
        self.reverse.setVisible(self._may_record)
        layout.addWidget(self.timeline)
        layout.addStretch()
        return made

    def _place(self, *, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for widget in (self._left, self._right):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._left, 0, 0)
        self._grid.addWidget(self._right, 2 - columns, columns - 1)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, columns - 1)
        self._grid.setRowStretch(2, 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(columns=2 if event.size().width() >= _TWO_COLUMNS_FROM else 1)

    def show_facts(self, facts: AgreementFacts, job: Job | None = None) -> None:
        self._unit = agreement_words.wage(facts.wage_unit)
        self._show_pairs(self._pairs(facts))
        self.job.show_job(job, is_of_framework=job is not None and not job.is_own)
        for head, view, rows in (
            (self._steps_head, self.steps, facts.wage_steps),
            (self._credits_head, self.credits, facts.credits),
        ):
            view.table.replace(rows)
            view.fit_height()
            head.setVisible(bool(rows))
            view.setVisible(bool(rows))
        last = facts.last_event
        self.reverse.setEnabled(last is not None)
        self.timeline.show_entries(
            [self._entry(one) for one in facts.events if one.kind is not EventKind.REVERSED],
            self.tr("Drafted, not registered yet."),
        )

    def _pairs(self, facts: AgreementFacts) -> list[tuple[str, str]]:
        pairs = [
            (self.tr("Number"), f"{facts.number}"),
            (self.tr("Status"), agreement_words.status(facts.status)),
            (self.tr("Job title"), facts.job_title),
            (self.tr("Framework"), f"{facts.framework_title} {facts.framework_version}"),
            (self.tr("Employer"), facts.employer),
            *((self._duty(duty), self._mentor(duty)) for duty in facts.mentors),
            (self.tr("Begins"), days.long_day(facts.begins)),
            (self.tr("Ends"), days.long_day(facts.ends) if facts.ends else ""),
            (self.tr("Probation"), self._probation(facts)),
            (self.tr("Journeyworker wage"), self._wage(facts.journeyworker_cents)),
            (self.tr("RAPIDS number"), facts.rapids_number),
        ]
        return [(name, value) for name, value in pairs if value]

    def _probation(self, facts: AgreementFacts) -> str:
        return agreement_words.length(facts.probation_length, facts.probation_unit) if facts.probation_length else ""

    def _wage(self, cents: int | None) -> str:
        return "" if cents is None else self._unit.format(amount=words.money(cents))

    def _duty(self, duty: Duty) -> str:
        return self.tr("Mentor") if duty.duty is MentorDuty.MENTOR else self.tr("Stand-in")

    def _mentor(self, duty: Duty) -> str:
        since = days.short_day(duty.since)
        if duty.until is None:
            return self.tr("{name}, since {since}").format(name=duty.name, since=since)
        until = days.short_day(duty.until)
        return self.tr("{name}, {since} to {until}").format(name=duty.name, since=since, until=until)

    def _show_pairs(self, pairs: list[tuple[str, str]]) -> None:
        while (taken := self._facts.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(pairs):
            self._facts.addWidget(style.label(name, "small", soft=True), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(style.label(value, wraps=True), row, 1)

    def _step_columns(self) -> list[Column[Step]]:
        return [
            Column(self.tr("Step"), lambda row: row.title, stretch=3),
            Column(self.tr("Wage"), lambda row: self._wage(row.cents), end=True, sample="$100,000.00 a year"),
            Column(self.tr("Reached"), self._reached, end=True, sample=days.SAMPLE),
        ]

    def _reached(self, row: Step) -> str:
        return days.short_day(row.reached_on) if row.reached_on else ""

    def _credit_columns(self) -> list[Column[GrantedCredit]]:
        return [
            Column(
                self.tr("For"),
                lambda row: kind_word(row.kind),
                second=lambda row: row.evidence,
                stretch=3,
            ),
            Column(self.tr("Hours"), lambda row: words.hours(row.minutes), end=True, sample="1,000 h 30 min"),
            Column(
                self.tr("Granted"),
                lambda row: days.short_day(row.granted_on),
                end=True,
                sample=days.SAMPLE,
            ),
        ]

    def _entry(self, event: PastEvent) -> Entry:
        day = days.long_day(event.happened_on)
        by_whom = self.tr("{day} · recorded by {name}").format(day=day, name=event.recorded_by)
        why = self.tr("Reversed: {reason}").format(reason=event.reversed_why) if event.reversed_why else ""
        return Entry(
            key=event.id,
            state=_STATES.get(event.kind, "note"),
            head=agreement_words.event(event.kind),
            second=by_whom if event.recorded_by else day,
            text=event.reason,
            struck=not event.stands,
            note=why,
        )


_STATES: dict[EventKind, StateName] = {
    EventKind.COMPLETED: "signed",
    EventKind.SUSPENDED: "pending",
    EventKind.CANCELLED: "overdue",
    EventKind.EXTENDED: "due",
}
