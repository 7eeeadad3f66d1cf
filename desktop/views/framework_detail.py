"""One framework to read: its competencies, what else it says, and what the rules find."""

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.codes import Outcome, Role, Severity
from desktop.frameworks import rules
from desktop.frameworks.document import Framework
from desktop.frameworks.verdicts import Verdict
from desktop.services.framework_imports import Provenance
from desktop.services.frameworks import FrameworkRow
from desktop.services.job_architectures import Job
from desktop.tokens import SPACE, StateName
from desktop.views import agreement_words, icons, style
from desktop.views.framework_facts import FrameworkFacts
from desktop.views.framework_tree import CompetencyTree
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
            ("more", self.tr("About")),
            ("check", self.tr("Rules to mend")),
        )
        self.tabs = Segments(self.tr("Part of the framework"), choices)
        self.tabs.chosen.connect(self._show_part)
        self.stack = QStackedWidget()
        for part in (self.tree, scrolled(self.more, self.tr("About the framework")), self.findings):
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
        self,
        row: FrameworkRow,
        framework: Framework,
        *,
        has_findings: bool = False,
        job: Job | None = None,
        provenance: Provenance | None = None,
    ) -> None:
        self._has_findings = has_findings
        self.name.setText(framework.title)
        self.soft.setText(self._soft(row, framework))
        self._offer(row)
        self.tree.show_framework(framework)
        self.more.show_framework(framework, provenance)
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
