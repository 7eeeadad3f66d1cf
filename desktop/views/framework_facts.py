"""What a framework says besides its competencies, and where it came from."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop import words
from desktop.frameworks.document import Course, Framework, RatingLevel, WageStep
from desktop.services.framework_imports import AnswerRow, Provenance
from desktop.tokens import SPACE
from desktop.views import agreement_words, days, style
from desktop.views.framework_tree import hour_words
from desktop.views.job_link import JobFacts
from desktop.views.tables import Column, ListView, RowTable


class FrameworkFacts(QWidget):
    """Codes, term and hours; the job, the rating scale, courses, wage steps and notes of a framework; where the
    version came from, and what was decided when it was read."""

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
        self._notes_head, self._notes = self._pairs_part(self.tr("Notes of the source"))
        self._said_head, self._said = self._pairs_part(self.tr("What else the source says"))
        self.decisions = self._list(self.tr("Decided when it was read"), self._decision_columns())
        self._layout.addStretch()

    def _pairs_part(self, title: str) -> tuple[QLabel, QGridLayout]:
        head, grid = style.label(title, "section"), _grid()
        self._layout.addSpacing(SPACE.section)
        self._layout.addWidget(head)
        self._layout.addLayout(grid)
        return head, grid

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

    def show_framework(self, framework: Framework, provenance: Provenance | None = None) -> None:
        _fill(self._facts, self._pairs(framework, provenance))
        _fill(self._notes, [(note.about, note.text) for note in framework.notes])
        self._notes_head.setVisible(bool(framework.notes))
        said = [(fact.about, "\n".join(fact.lines)) for fact in framework.facts]
        _fill(self._said, said)
        self._said_head.setVisible(bool(said))
        wages = framework.wages
        if wages is not None:
            self._wage = agreement_words.wage(wages.unit)
        scale = framework.rating_scale
        self._completes_at = scale.completes_at
        for view, rows in (
            (self.levels, tuple(reversed(scale.levels))),
            (self.courses, framework.courses),
            (self.steps, wages.steps if wages else ()),
            (self.decisions, provenance.answers if provenance else ()),
        ):
            view.table.replace([*enumerate(rows)])
            view.fit_height()
            part = view.parentWidget()
            assert part is not None
            part.setVisible(bool(rows))

    def _pairs(self, framework: Framework, provenance: Provenance | None) -> list[tuple[str, str]]:
        occupation, term, probation = framework.occupation, framework.term, framework.probation
        months = " – ".join(dict.fromkeys(str(one) for one in (term.minimum, term.maximum) if one is not None))
        ratio = framework.ratio
        return [
            (self.tr("Description"), framework.description),
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
            *((fact.about, "\n".join(fact.lines)) for fact in framework.facts),
            (self.tr("Source"), framework.source),
            (self.tr("Attribution"), framework.attribution),
            (self.tr("Licence"), framework.licence),
            *self._origin(provenance),
        ]

    def _origin(self, provenance: Provenance | None) -> list[tuple[str, str]]:
        if provenance is None:
            return []
        return [
            (self.tr("Read from"), provenance.file),
            (self.tr("Derived from version"), provenance.derived_from),
            (self.tr("Adopted by"), provenance.by),
        ]

    def _decision_columns(self) -> list[Column[tuple[int, AnswerRow]]]:
        return [
            Column(self.tr("About"), lambda row: row[1].about, second=lambda row: row[1].place, stretch=2),
            Column(self.tr("What the source says"), lambda row: row[1].said, stretch=4),
            Column(self.tr("Taken as"), lambda row: row[1].taken, second=self._by, stretch=3),
        ]

    def _by(self, row: tuple[int, AnswerRow]) -> str:
        return self.tr("{person}, {day}").format(person=row[1].by, day=days.short_day(row[1].on))

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
