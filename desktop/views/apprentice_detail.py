"""One apprentice: progress, sign-offs, hours and agreement, today or on any day before."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.codes import Role
from desktop.frameworks.standing import Progress, Rating
from desktop.services import agreement_facts, clock, evidence_lists, former_keys, hour_lists, job_architectures
from desktop.services import progress as progress_service
from desktop.services.agreement_facts import AgreementFacts
from desktop.services.job_architectures import Job
from desktop.tokens import SPACE
from desktop.views import agreement_words, days, icons, style
from desktop.views.apprentice_acts import ApprenticeActs
from desktop.views.apprentice_agreement import AgreementPart
from desktop.views.apprentice_hours import HoursPart
from desktop.views.apprentice_progress import ProgressPart
from desktop.views.apprentice_sign_offs import SignOffsPart
from desktop.views.days import date_edit, qdate, to_date
from desktop.views.forms import accessible
from desktop.views.job_link import link_job
from desktop.views.segments import Segments
from desktop.views.timeline import scrolled
from desktop.views.viewer import RecordPage


class ApprenticeDetail(QWidget):
    """Belongs to `page`, which carries its messages. `closed` asks to go back to the list."""

    closed = Signal()

    def __init__(self, page: RecordPage) -> None:
        super().__init__()
        self._page = page
        self._acts = ApprenticeActs(page)
        self._id = ""
        self._facts: AgreementFacts | None = None
        self._job: Job | None = None
        self._progress: Progress | None = None
        self._today = date.min
        self.name = style.label(kind="title", wraps=True)
        self.soft = style.label(soft=True, wraps=True)
        choices = (
            ("progress", self.tr("Progress")),
            ("sign_offs", self.tr("Sign-offs")),
            ("hours", self.tr("Hours")),
            ("agreement", self.tr("Agreement")),
        )
        self.tabs = Segments(self.tr("Part of the record"), choices)
        self.tabs.chosen.connect(lambda _key: self._show_part())
        self.progress = ProgressPart(page.viewer)
        self.progress.acted.connect(self._act)
        self.sign_offs = SignOffsPart(page.viewer, page.workspace)
        self.sign_offs.reversal_wanted.connect(self.reverse_sign_off)
        self.hours = HoursPart(page.viewer)
        self.hours.hours_wanted.connect(lambda: self._go("hours"))
        self.agreement = AgreementPart(page.viewer)
        self.agreement.reversal_wanted.connect(self.reverse_event)
        self.agreement.job.link_wanted.connect(self.link_job)
        self.agreement.carry_over_wanted.connect(lambda: self._go("carry_over"))
        self.stack = QStackedWidget()
        for part in (self._scrolled(self.progress), self.sign_offs, self.hours, self._scrolled(self.agreement)):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.row)
        layout.addLayout(self._head())
        layout.addLayout(self._tab_row())
        layout.addWidget(self.stack, 1)
        close = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        close.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        close.activated.connect(self.closed)

    def _scrolled(self, part: QWidget) -> QScrollArea:
        return scrolled(part, self.tr("Part of the record"))

    def _head(self) -> QHBoxLayout:
        self.back = QPushButton(self.tr("Back"))
        icons.dress(self.back, "chevron-left")
        self.close_button = accessible(QPushButton(), self.tr("Close this apprentice"))
        self.close_button.setToolTip(self.tr("Close this apprentice"))
        self.close_button.setProperty("quiet", True)
        icons.dress(self.close_button, "x", "soft")
        for button in (self.back, self.close_button):
            button.clicked.connect(self.closed)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.soft)
        head = QHBoxLayout()
        head.setSpacing(SPACE.button)
        top = Qt.AlignmentFlag.AlignTop
        head.addWidget(self.back, 0, top)
        head.addLayout(words, 1)
        for button in self._buttons():
            head.addWidget(button, 0, top)
        head.addWidget(self.close_button, 0, top)
        return head

    def _buttons(self) -> list[QPushButton]:
        """Documents for everyone, and the act of the role; the coordinator's primary is on the list."""
        role = self._page.viewer.role
        documents = QPushButton(self.tr("Documents…"))
        documents.clicked.connect(lambda: self._go("documents"))
        if role is Role.COORDINATOR:
            act = QPushButton(self.tr("Record event…"))
            act.clicked.connect(self.record_event)
        elif role is Role.APPRENTICE:
            act = QPushButton(self.tr("Ask for sign-off…"))
            act.clicked.connect(lambda: self.ask_for_sign_off())
        else:
            act = QPushButton(self.tr("Sign off…"))
            act.clicked.connect(lambda: self._go("sign_offs"))
        act.setProperty("primary", role is not Role.COORDINATOR)
        self.documents, self.act = documents, act
        if role is Role.VIEWER:
            act.hide()
        return [documents, act]

    def _tab_row(self) -> QHBoxLayout:
        self.as_of_label = style.label(self.tr("As of"), "small", soft=True)
        self.as_of = accessible(date_edit(date(2000, 1, 1)), self.tr("As of"))
        self.as_of_label.setBuddy(self.as_of)
        self.as_of.dateChanged.connect(lambda _day: self._show_progress())
        self.today_button = QPushButton(self.tr("Today"))
        self.today_button.clicked.connect(self._back_to_today)
        row = QHBoxLayout()
        row.setSpacing(SPACE.button)
        row.addWidget(self.tabs)
        row.addStretch()
        for widget in (self.today_button, self.as_of_label, self.as_of):
            row.addWidget(widget)
        return row

    @property
    def agreement_id(self) -> str:
        return self._id

    def set_beside(self, is_beside: bool) -> None:
        """Beside the list it closes, in its place it goes back."""
        self.back.setVisible(not is_beside)
        self.close_button.setVisible(is_beside)

    def set_alone(self) -> None:
        """There is no list to go back to."""
        self.back.hide()
        self.close_button.hide()

    def show_agreement(self, agreement_id: str) -> None:
        """Show an agreement as it is today; the tab stays."""
        if agreement_id == self._id:
            return
        self._id = agreement_id
        self._today = date.min
        self.reload()
        for area in self.stack.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)

    def reload(self) -> None:
        """Read again what is shown; the day and the chosen rows stay."""
        read = self._page.workspace.read
        facts = read(agreement_facts.facts_of, agreement_id=self._id)
        today = read(clock.today)
        was_today = self._today == date.min or to_date(self.as_of.date()) == self._today
        self._facts, self._today = facts, today
        self.as_of.blockSignals(True)
        first = min(facts.begins, today)
        self.as_of.setDateRange(qdate(first), qdate(today))
        if was_today:
            self.as_of.setDate(qdate(today))
        self.as_of.blockSignals(False)
        self.name.setText(facts.apprentice)
        self.soft.setText(self._soft(facts))
        self._show_part()

    def _soft(self, facts: AgreementFacts) -> str:
        parts = [
            f"{facts.framework_title} {facts.framework_version}",
            facts.employer,
            self.tr("mentor {name}").format(name=facts.mentors[0].name) if facts.mentors else "",
            self.tr("since {day}").format(day=days.short_day(facts.begins)),
            agreement_words.status(facts.status),
        ]
        return " · ".join(part for part in parts if part)

    def _show_part(self) -> None:
        if self._facts is None:
            return
        key = self.tabs.value
        has_days = key in {"progress", "sign_offs"}
        for widget in (self.as_of_label, self.as_of):
            widget.setVisible(has_days)
        self.today_button.setVisible(has_days and self._day() is not None)
        if has_days:
            self._show_progress()
        elif key == "hours":
            entries = self._page.workspace.read(hour_lists.log_of, agreement_id=self._id)
            self.hours.show_entries(entries, self._today)
        else:
            read = self._page.workspace.read
            self._job = read(job_architectures.job_of_agreement, agreement_id=self._id)
            self.agreement.show_facts(self._facts, self._job)
        self.stack.setCurrentIndex(("progress", "sign_offs", "hours", "agreement").index(key))

    def _day(self) -> date | None:
        """The day looked at where it is in the past."""
        day = to_date(self.as_of.date())
        return None if day >= self._today else day

    def _show_progress(self) -> None:
        read = self._page.workspace.read
        self._progress = read(progress_service.progress, agreement_id=self._id, as_of=self._day())
        self.today_button.setVisible(self._day() is not None)
        if self.tabs.value == "sign_offs":
            evidence = read(evidence_lists.of_sign_offs, agreement_id=self._id)
            former = read(former_keys.of_sign_offs, agreement_id=self._id)
            self.sign_offs.show_progress(self._progress, evidence, former)
        else:
            self.progress.show_progress(self._progress)

    def _back_to_today(self) -> None:
        self.as_of.setDate(qdate(self._today))
        self.as_of.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, page: str) -> None:
        self._page.go.emit(page, self._id)

    def _act(self, condition: str) -> None:
        """The act of an open condition."""
        kind = condition.split("-")[0]
        if condition == "core-pending":
            self._go("sign_offs")
        elif kind in {"ojt", "ri"}:
            self._go("hours")
        elif kind == "status":
            self.record_event()
        else:
            self.ask_for_sign_off()

    def ask_for_sign_off(self) -> None:
        self._acts.ask_for_sign_off(self._id)

    def reverse_sign_off(self, rating: Rating) -> None:
        self._acts.reverse_sign_off(rating)

    def link_job(self) -> None:
        if self._facts is not None:
            link_job(self._page, self._facts.apprentice, self._job, agreement_id=self._id)

    def record_event(self) -> None:
        if self._facts is not None:
            self._acts.record_event(self._facts, self._today, self.reverse_event)

    def reverse_event(self) -> None:
        if self._facts is not None:
            self._acts.reverse_event(self._facts)
