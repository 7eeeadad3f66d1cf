"""The forms of the framework editor for the head of the framework and for its rating scale."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget
from typing_extensions import override

from desktop.codes import Approach
from desktop.frameworks import editing_head, typed
from desktop.frameworks.document import Framework, HourRange, RatingLevel
from desktop.views import agreement_words, style
from desktop.views.forms import FieldRow
from desktop.views.framework_editor_fields import Apply, PartForm
from desktop.views.framework_editor_values import as_text, least, most, number, with_least, with_most
from desktop.views.growing_text import GrowingText

Take = Callable[[Framework, str], object]


class HeadForm(PartForm):
    """Title, occupation, codes, approach, term, hours and terms of the whole framework."""

    def __init__(self, apply: Apply) -> None:
        super().__init__(apply)
        self.section(self.tr("Occupation, term and hours"))
        self.title = self._head(self.tr("Title"), "title", lambda _, value: typed.line(value))
        self.add(self.title)
        self.add(self._occupation(self.tr("Occupation"), "title", lambda _, value: typed.line(value)))
        self.add(
            self._occupation(
                self.tr("O*NET codes"),
                "onet_codes",
                lambda framework, value: typed.onet_codes(value, framework.occupation.onet_codes),
                hint=self.tr("Such as 15-1232.00"),
            ),
            self._occupation(self.tr("RAPIDS code"), "rapids_code", lambda _, value: typed.rapids_code(value)),
        )
        self.add(self._approach())
        self.section(self.tr("Term and hours"))
        self.add(
            self._term(self.tr("Months, at least"), "minimum"),
            self._term(self.tr("Months, usually"), "typical"),
            self._term(self.tr("Months, at most"), "maximum"),
        )
        for field, words in (("ojt", self.tr("On-the-job training")), ("ri", self.tr("Related instruction"))):
            self.add(
                self._hours(field, self.tr("{what}: hours, at least").format(what=words), least, with_least),
                self._hours(field, self.tr("{what}: hours, at most").format(what=words), most, with_most),
            )
        self._add_terms()
        self.column.addStretch()

    def _add_terms(self) -> None:
        self.section(self.tr("Terms of the program"))
        self.add(
            self._head(
                self.tr("Probation"),
                "probation",
                lambda _, value: typed.probation(value),
                hint=self.tr("Such as 6 months"),
            ),
            self._head(
                self.tr("Apprentices to journeyworkers"),
                "ratio",
                lambda _, value: typed.ratio(value),
                hint=self.tr("Such as 1 to 2"),
            ),
        )
        for label, field in (
            (self.tr("Certifications"), "required_certifications"),
            (self.tr("Selection of apprentices"), "selection"),
            (self.tr("Description"), "description"),
        ):
            self.add(self._head(label, field, lambda _, value: typed.text(value), field=GrowingText(2)))
        self.add(
            self._occupation(
                self.tr("Job titles"),
                "job_titles",
                lambda _, value: typed.lines(value),
                field=GrowingText(2),
                hint=self.tr("One on each line"),
            )
        )

    def _head(
        self,
        label: str,
        name: str,
        take: Take,
        *,
        field: QWidget | None = None,
        hint: str = "",
    ) -> FieldRow:
        return self.bind(
            label,
            field or QLineEdit(),
            lambda framework, _path: _told(framework, name),
            lambda framework, _path, value: editing_head.set_head(framework, **{name: take(framework, value)}),
            hint=hint,
        )

    def _occupation(
        self, label: str, name: str, take: Take, *, field: QWidget | None = None, hint: str = ""
    ) -> FieldRow:
        return self.bind(
            label,
            field or QLineEdit(),
            lambda framework, _path: _told_of_occupation(framework, name),
            lambda framework, _path, value: editing_head.set_occupation(framework, **{name: take(framework, value)}),
            hint=hint,
        )

    def _approach(self) -> FieldRow:
        field = QComboBox()
        for one in Approach:
            field.addItem(agreement_words.approach(one), one.value)
        return self.bind(
            self.tr("Approach"),
            field,
            lambda framework, _path: framework.approach.value,
            lambda framework, _path, value: editing_head.set_head(framework, approach=Approach(value)),
        )

    def _term(self, label: str, name: str) -> FieldRow:
        return self.bind(
            label,
            QLineEdit(),
            lambda framework, _path: number(getattr(framework.term, name)),
            lambda framework, _path, value: editing_head.set_term(framework, **{name: typed.whole(value, 1, 240)}),
        )

    def _hours(
        self,
        name: str,
        label: str,
        show: Callable[[HourRange], str],
        change: Callable[[HourRange, str], HourRange],
    ) -> FieldRow:
        return self.bind(
            label,
            QLineEdit(),
            lambda framework, _path: show(getattr(framework, name)),
            lambda framework, _path, value: editing_head.set_head(
                framework, **{name: change(getattr(framework, name), value)}
            ),
        )


def _told(framework: Framework, name: str) -> str:
    if name == "probation":
        probation = framework.probation
        # In the words that are read back, whatever the language of the window.
        return f"{probation.length:,} {probation.unit.value}" if probation else ""
    if name == "ratio":
        ratio = framework.ratio
        return f"{ratio.apprentices} to {ratio.journeyworkers}" if ratio else ""
    return str(getattr(framework, name))


def _told_of_occupation(framework: Framework, name: str) -> str:
    if name == "onet_codes":
        return ", ".join(one.code for one in framework.occupation.onet_codes)
    return as_text(getattr(framework.occupation, name))


class ScaleForm(PartForm):
    """Word and meaning of each level, which needs a reason, and the lowest that completes a competency."""

    def __init__(self, apply: Apply) -> None:
        super().__init__(apply)
        self._levels: tuple[int, ...] = ()
        self._rows: list[FieldRow] = []
        self._parts: list[QWidget] = []
        self.section(self.tr("Rating scale"))
        hint = self.tr("Levels keep their numbers, since ratings point to them.")
        self.column.addWidget(style.label(hint, soft=True, wraps=True))
        self.completes_field = QComboBox()
        self.completes = self.bind(
            self.tr("A competency is complete from"),
            self.completes_field,
            lambda framework, _path: str(framework.rating_scale.completes_at),
            lambda framework, _path, value: editing_head.set_completes_at(framework, int(value)),
        )
        self.add(self.completes)
        self.column.addStretch()

    @override
    def prepare(self, framework: Framework) -> None:
        scale = framework.rating_scale
        told = [(f"{one.level}  {one.word}", str(one.level)) for one in reversed(scale.levels)]
        self.refill(self.completes_field, told)
        levels = tuple(one.level for one in scale.levels)
        if levels != self._levels:
            self._levels = levels
            self._make(levels)

    def _make(self, levels: tuple[int, ...]) -> None:
        self.unbind(self._rows)
        for part in self._parts:
            self.column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._rows, self._parts = [], []
        for level in reversed(levels):
            head = style.label(self.tr("Level {level}").format(level=level), "section")
            word = self._level(level, self.tr("Word"), "word", QLineEdit())
            meaning = self._level(level, self.tr("Meaning"), "meaning", GrowingText(1))
            needs = QCheckBox(self.tr("A rating at this level needs a reason"))
            reason = self._level(level, self.tr("Reason"), "needs_reason", needs)
            reason.label.hide()
            for part in (head, word, meaning, reason):
                self.column.insertWidget(self.column.count() - 1, part)
                self._parts.append(part)
            self._rows += [word, meaning, reason]

    def _level(self, level: int, label: str, name: str, field: QWidget) -> FieldRow:
        row = self.bind(
            label,
            field,
            lambda framework, _path: _level_text(_rating(framework, level), name),
            lambda framework, _path, value: editing_head.set_level(framework, level, **{name: _taken(name, value)}),
        )
        words = field.text() if isinstance(field, QCheckBox) else label
        field.setAccessibleName(self.tr("Level {level}: {words}").format(level=level, words=words))
        return row


def _rating(framework: Framework, level: int) -> RatingLevel:
    found = framework.rating_scale.find(level)
    assert found is not None
    return found


def _level_text(rating: RatingLevel, name: str) -> str:
    value = getattr(rating, name)
    return ("1" if value else "") if isinstance(value, bool) else value


def _taken(name: str, value: str) -> object:
    if name == "needs_reason":
        return bool(value)
    return typed.line(value) if name == "word" else typed.text(value)


class CoursesForm(PartForm):
    """What the head of the courses says."""

    def __init__(self, apply: Apply) -> None:
        super().__init__(apply)
        self.section(self.tr("Courses"))
        words = self.tr("Courses of related instruction stand below. “Add course” adds one; choose one to change it.")
        self.column.addWidget(style.label(words, wraps=True))
        self.totals = style.label(soft=True, wraps=True)
        self.column.addWidget(self.totals)
        self.column.addStretch()

    @override
    def prepare(self, framework: Framework) -> None:
        hours = sum(course.hours.required for course in framework.courses)
        words = self.tr("%n course(s), {hours} h together", "", len(framework.courses))
        self.totals.setText(words.format(hours=f"{hours:,.10g}"))
        self.totals.setVisible(bool(framework.courses))
