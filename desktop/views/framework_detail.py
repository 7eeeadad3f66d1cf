"""One framework to read: its competencies, what else it says, and what the rules find."""

from typing import Any

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop import words
from desktop.codes import Outcome, Role, Severity
from desktop.frameworks import rules
from desktop.frameworks.document import Course, Framework, RatingLevel, WageStep
from desktop.frameworks.verdicts import Verdict
from desktop.services.frameworks import FrameworkRow
from desktop.services.job_architectures import Job
from desktop.tokens import SPACE, StateName
from desktop.views import agreement_words, icons, style
from desktop.views.framework_tree import CompetencyTree, hour_words
from desktop.views.job_link import JobFacts
from desktop.views.segments import Segments
from desktop.views.tables import Column, ListView, RowTable
from desktop.views.timeline import scrolled
from desktop.views.viewer import Viewer


class FrameworkDetail(QWidget):
    """The buttons only ask; `closed` is for the list."""

    adopt_wanted = Signal()
    tailor_wanted = Signal()
    edit_wanted = Signal()
    review_wanted = Signal()
    discard_wanted = Signal()
    schedule_wanted = Signal()
    compare_wanted = Signal()
    export_wanted = Signal()
    closed = Signal()

    def __init__(self, viewer: Viewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_adopt = viewer.role is Role.COORDINATOR
        self._has_findings = False
        self.name = style.label(kind="title", wraps=True)
        self.soft = style.label(soft=True, wraps=True)
        self.tree = CompetencyTree()
        self.more = FrameworkFacts(may_link=self._may_adopt)
        self.findings = ListView(self.tr("Rules of 29 CFR 29"))
        self.findings.show_table(RowTable(self._finding_columns(), lambda row: row[0], self.findings), sortable=False)
        choices = (
            ("tree", self.tr("Competencies")),
            ("more", self.tr("Instruction and wages")),
            ("check", self.tr("Rules to mend")),
        )
        self.tabs = Segments(self.tr("Part of the framework"), choices)
        self.tabs.chosen.connect(self._show_part)
        self.stack = QStackedWidget()
        for part in (self.tree, scrolled(self.more, self.tr("Instruction and wages")), self.findings):
            self.stack.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.row)
        layout.addLayout(self._head())
        layout.addWidget(self.tabs, 0, Qt.AlignmentFlag.AlignLeading)
        layout.addWidget(self.stack, 1)

    def _head(self) -> QHBoxLayout:
        self.back = self._button(self.tr("Back"), self.closed)
        icons.dress(self.back, "chevron-left")
        self.export = self._button(self.tr("Export…"), self.export_wanted)
        self.schedule = self._button(self.tr("Schedule…"), self.schedule_wanted)
        self.compare = self._button(self.tr("Compare…"), self.compare_wanted)
        self.tailor = self._button(self.tr("Tailor…"), self.tailor_wanted)
        self.discard = self._button(self.tr("Discard"), self.discard_wanted)
        self.edit = self._button(self.tr("Edit…"), self.edit_wanted)
        self.review = self._button(self.tr("Review findings…"), self.review_wanted)
        self.adopt = self._button(self.tr("Adopt"), self.adopt_wanted)
        self.adopt.setProperty("primary", True)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE.button)
        for button in (
            self.export,
            self.schedule,
            self.compare,
            self.tailor,
            self.discard,
            self.edit,
            self.review,
            self.adopt,
        ):
            self.buttons.addWidget(button)
        text = QVBoxLayout()
        text.setSpacing(0)
        text.addWidget(self.name)
        text.addWidget(self.soft)
        head = QHBoxLayout()
        head.setSpacing(SPACE.button)
        head.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(text, 1)
        head.addLayout(self.buttons)
        head.setAlignment(self.buttons, Qt.AlignmentFlag.AlignTop)
        return head

    def _button(self, words: str, signal: SignalInstance) -> QPushButton:
        made = QPushButton(words)
        made.clicked.connect(signal)
        return made

    def _show_part(self, key: str) -> None:
        self.stack.setCurrentIndex(("tree", "more", "check").index(key))

    def show_framework(
        self, row: FrameworkRow, framework: Framework, *, has_findings: bool = False, job: Job | None = None
    ) -> None:
        self._has_findings = has_findings
        self.name.setText(framework.title)
        self.soft.setText(self._soft(row, framework))
        self._offer(row)
        self.tree.show_framework(framework)
        self.more.show_framework(framework)
        self.more.job.show_job(job, offers=bool(row.id))
        found = rules.check(framework)
        self.findings.table.replace([*enumerate(found)])
        self.tabs.set_count("tree", row.competencies)
        self.tabs.set_count("check", sum(one.outcome is Outcome.FAILED for one in found))
        for area in self.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)

    def _offer(self, row: FrameworkRow) -> None:
        """The acts that a draft, a version, or one that only ships allows."""
        may, is_draft = self._may_adopt, bool(row.draft_id)
        for button in (self.edit, self.discard):
            button.setVisible(may and is_draft)
        self.review.setVisible(may and is_draft and self._has_findings)
        self.schedule.setVisible(not is_draft)
        self.compare.setVisible(not is_draft)
        self.tailor.setVisible(may and not is_draft)
        self.adopt.setVisible(may and not row.id)
        self.adopt.setEnabled(not row.open)

    def _soft(self, row: FrameworkRow, framework: Framework) -> str:
        months = framework.term.expected
        parts = [
            self.tr("Version {version}").format(version=framework.version),
            self.tr("sample") if framework.is_sample else "",
            framework.publisher,
            agreement_words.approach(framework.approach),
            self.tr("%n month(s)", "", months) if months else "",
            self._state(row),
        ]
        return " · ".join(part for part in parts if part)

    def _state(self, row: FrameworkRow) -> str:
        if row.draft_id:
            return self.tr("draft, %n finding(s) to decide", "", row.open) if row.open else self.tr("draft")
        return self.tr("adopted, %n agreement(s)", "", row.agreements) if row.id else self.tr("not adopted yet")

    def _finding_columns(self) -> list[Column[tuple[int, Verdict]]]:
        return [
            Column(self.tr("Outcome"), self._outcome, mark=_mark, sample=self.tr("Cannot tell")),
            Column(
                self.tr("Rule"),
                lambda row: row[1].sentence,
                second=lambda row: " · ".join(part for part in (row[1].rule, row[1].citation) if part),
                stretch=4,
            ),
            Column(self.tr("Where to mend it"), self._where, stretch=1),
        ]

    def _outcome(self, row: tuple[int, Verdict]) -> str:
        return {
            Outcome.PASSED: self.tr("Pass"),
            Outcome.FAILED: self.tr("Fail"),
            Outcome.CANNOT_TELL: self.tr("Cannot tell"),
        }[row[1].outcome]

    def _where(self, row: tuple[int, Verdict]) -> str:
        return "" if row[1].outcome is Outcome.PASSED else row[1].where


def _mark(row: tuple[int, Verdict]) -> StateName:
    if row[1].outcome is Outcome.PASSED:
        return "signed"
    if row[1].outcome is Outcome.CANNOT_TELL:
        return "missing"
    return "overdue" if row[1].severity is Severity.BLOCK else "check"


class FrameworkFacts(QWidget):
    """Codes, term and hours; the job, the rating scale, courses, wage steps and notes of a framework."""

    def __init__(self, parent: QWidget | None = None, *, may_link: bool = False) -> None:
        super().__init__(parent)
        self._facts = _grid()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, SPACE.button, 0)
        self._layout.setSpacing(SPACE.label)
        self._layout.addLayout(self._facts)
        self.job = JobFacts(may_link=may_link)
        self._layout.addWidget(self.job)
        self._wage = "{amount}"
        self.levels = self._list(self.tr("Rating scale"), self._level_columns())
        self.courses = self._list(self.tr("Courses"), self._course_columns())
        self.steps = self._list(self.tr("Wage steps"), self._step_columns())
        self._notes_head = style.label(self.tr("Notes of the source"), "section")
        self._layout.addSpacing(SPACE.section)
        self._layout.addWidget(self._notes_head)
        self._notes = _grid()
        self._layout.addLayout(self._notes)
        self._layout.addStretch()

    def _list(self, title: str, columns: list[Column[Any]]) -> ListView:
        part = QWidget()
        layout = QVBoxLayout(part)
        layout.setContentsMargins(0, SPACE.section, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addWidget(style.label(title, "section"))
        view = ListView(title)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.show_table(RowTable(columns, lambda row: row[0], view), sortable=False)
        layout.addWidget(view)
        self._layout.addWidget(part)
        return view

    def show_framework(self, framework: Framework) -> None:
        _fill(self._facts, self._pairs(framework))
        _fill(self._notes, [(note.about, note.text) for note in framework.notes])
        self._notes_head.setVisible(bool(framework.notes))
        wages = framework.wages
        if wages is not None:
            self._wage = agreement_words.wage(wages.unit)
        scale = framework.rating_scale
        self._completes_at = scale.completes_at
        for view, rows in (
            (self.levels, tuple(reversed(scale.levels))),
            (self.courses, framework.courses),
            (self.steps, wages.steps if wages else ()),
        ):
            view.table.replace([*enumerate(rows)])
            view.fit_height()
            part = view.parentWidget()
            assert part is not None
            part.setVisible(bool(rows))

    def _pairs(self, framework: Framework) -> list[tuple[str, str]]:
        occupation, term, probation = framework.occupation, framework.term, framework.probation
        months = " – ".join(dict.fromkeys(str(one) for one in (term.minimum, term.maximum) if one is not None))
        ratio = framework.ratio
        return [
            (self.tr("Occupation"), occupation.title),
            (self.tr("Job titles"), ", ".join(occupation.job_titles)),
            (self.tr("O*NET"), ", ".join(one.code for one in occupation.onet_codes)),
            (self.tr("RAPIDS"), occupation.rapids_code),
            (self.tr("Approach"), agreement_words.approach(framework.approach)),
            (self.tr("Term"), self.tr("{months} months").format(months=months) if months else ""),
            (self.tr("On-the-job training"), hour_words(framework.ojt)),
            (self.tr("Related instruction"), hour_words(framework.ri)),
            (self.tr("Probation"), agreement_words.length(probation.length, probation.unit) if probation else ""),
            (
                self.tr("Ratio"),
                self.tr("{apprentices} to {journeyworkers} journeyworkers").format(
                    apprentices=ratio.apprentices, journeyworkers=ratio.journeyworkers
                )
                if ratio
                else "",
            ),
            (self.tr("Certifications"), framework.required_certifications),
            (self.tr("Source"), framework.attribution or framework.source),
            (self.tr("Licence"), framework.licence),
        ]

    def _level_columns(self) -> list[Column[tuple[int, RatingLevel]]]:
        return [
            Column(self.tr("Level"), lambda row: str(row[1].level), kind="code", sample="00"),
            Column(self.tr("Word"), lambda row: row[1].word, stretch=1),
            Column(self.tr("Meaning"), lambda row: row[1].meaning, stretch=3),
            Column("", self._level_note, sample=self.tr("needs a reason")),
        ]

    def _level_note(self, row: tuple[int, RatingLevel]) -> str:
        if row[1].needs_reason:
            return self.tr("needs a reason")
        return self.tr("completes") if row[1].level >= self._completes_at else ""

    def _course_columns(self) -> list[Column[tuple[int, Course]]]:
        return [
            Column(self.tr("Code"), lambda row: row[1].code, kind="code", sample="MMMM-000"),
            Column(self.tr("Course"), lambda row: row[1].title, stretch=2),
            Column(self.tr("Provider"), lambda row: row[1].provider, stretch=1),
            Column(self.tr("Hours"), lambda row: hour_words(row[1].hours), end=True, sample="1,000 – 1,200 h"),
        ]

    def _step_columns(self) -> list[Column[tuple[int, WageStep]]]:
        return [
            Column(self.tr("Step"), lambda row: row[1].title, stretch=2),
            Column(self.tr("Reached"), self._step_after, stretch=2),
            Column(self.tr("Wage"), self._step_wage, end=True, sample="100 % of the journeyworker"),
        ]

    def _step_after(self, row: tuple[int, WageStep]) -> str:
        step = row[1]
        parts = [
            self.tr("%n month(s)", "", step.after_months) if step.after_months else "",
            self.tr("{hours} h on the job").format(hours=f"{step.after_ojt_hours:,.10g}")
            if step.after_ojt_hours
            else "",
            self.tr("%n core competency(ies)", "", step.after_core_competencies)
            if step.after_core_competencies
            else "",
        ]
        reached = ", ".join(part for part in parts if part)
        return self.tr("after {what}").format(what=reached) if reached else self.tr("at the beginning")

    def _step_wage(self, row: tuple[int, WageStep]) -> str:
        step = row[1]
        if step.cents is not None:
            return self._wage.format(amount=words.money(step.cents))
        return self.tr("{percent} %").format(percent=f"{step.percent:.10g}") if step.percent else ""


def _grid() -> QGridLayout:
    """Names at the start, what they say at the end."""
    made = QGridLayout()
    made.setHorizontalSpacing(SPACE.section)
    made.setVerticalSpacing(SPACE.button)
    made.setColumnStretch(1, 1)
    return made


def _fill(grid: QGridLayout, pairs: list[tuple[str, str]]) -> None:
    """Show the pairs that say something."""
    while (taken := grid.takeAt(0)) is not None:
        if (widget := taken.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for row, (name, value) in enumerate((name, value) for name, value in pairs if value):
        grid.addWidget(style.label(name, "small", soft=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(style.label(value, wraps=True), row, 1)
