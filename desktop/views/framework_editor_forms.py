"""The forms of the framework editor for a job function and for a course."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.codes import Kind
from desktop.frameworks import editing, typed
from desktop.frameworks.document import Course, Framework, HourRange, JobFunction
from desktop.frameworks.findings import Path
from desktop.views import style
from desktop.views.forms import FieldRow
from desktop.views.framework_editor_fields import Apply, PartForm
from desktop.views.framework_editor_values import (
    as_text,
    kinds,
    least,
    long_combo,
    most,
    number,
    with_least,
    with_most,
)
from desktop.views.growing_text import GrowingText


class FunctionForm(PartForm):
    """One job function; a blank slot is filled by its title."""

    def __init__(self, apply: Apply) -> None:
        super().__init__(apply)
        self.head = style.label(kind="section", wraps=True)
        self.column.addWidget(self.head)
        self.title = self._text(self.tr("Title"), "title", typed.text, one_line=True)
        self.kind = self._kind()
        self.grade = self._text(self.tr("Grade"), "level", typed.text, one_line=True)
        choose = QLineEdit()
        self.choose = self.bind(
            self.tr("Optional competencies to choose"),
            choose,
            lambda framework, path: number(_function(framework, path).choose),
            lambda framework, path, value: editing.set_job_function(
                framework, path[1], choose=typed.whole(value, 1, 1000)
            ),
            hint=self.tr("How many of the optional ones must be completed"),
        )
        self.description = self._text(self.tr("Description"), "description", typed.text, lines=2)
        self.add(self.title)
        self.add(self.kind, self.grade)
        self.add(self.choose)
        for field, words in (("ojt", self.tr("On-the-job training")), ("ri", self.tr("Related instruction"))):
            self.add(*self._hours(field, words))
        self.add(self.description)
        self.section(self.tr("What related instruction covers"))
        scope = self._instruction(self.tr("Scope"), "scope", typed.text)
        self.add(scope)
        for field, words in (
            ("skills", self.tr("Skills")),
            ("knowledge", self.tr("Knowledge")),
            ("tools", self.tr("Tools")),
        ):
            self.add(self._instruction(words, field, typed.lines))
        self.column.addStretch()

    def type_title(self, letter: str) -> None:
        """Begin the title with what was typed elsewhere."""
        self.focus_first()
        assert isinstance(self.title.field, GrowingText)
        self.title.field.insertPlainText(letter)

    @override
    def prepare(self, framework: Framework) -> None:
        function = _function(framework, self.path)
        words = self.tr("Job function {number}").format(number=function.number)
        if function.is_blank:
            words = self.tr("Job function {number}, a blank slot. A title fills it.").format(number=function.number)
        self.head.setText(words)
        for one in self.bound:
            if one.row is not self.title:
                one.widget.setEnabled(not function.is_blank)

    def _text(
        self,
        label: str,
        field: str,
        take: Callable[[str], str],
        *,
        lines: int = 1,
        one_line: bool = False,
    ) -> FieldRow:
        return self.bind(
            label,
            GrowingText(lines, one_line=one_line),
            lambda framework, path: getattr(_function(framework, path), field),
            lambda framework, path, value: editing.set_job_function(
                framework, path[1], **{field: " ".join(take(value).split()) if one_line else take(value)}
            ),
        )

    def _kind(self) -> FieldRow:
        return self.bind(
            self.tr("Kind"),
            kinds(self.tr("Kind"), self.tr("Core"), self.tr("Optional")),
            lambda framework, path: _function(framework, path).kind.value,
            lambda framework, path, value: editing.set_job_function(framework, path[1], kind=Kind(value)),
        )

    def _hours(self, field: str, words: str) -> tuple[FieldRow, FieldRow]:
        def edit(change: Callable[[HourRange, str], HourRange]) -> Callable[[Framework, Path, str], Framework]:
            return lambda framework, path, value: editing.set_job_function(
                framework, path[1], **{field: change(getattr(_function(framework, path), field), value)}
            )

        def show(told: Callable[[HourRange], str]) -> Callable[[Framework, Path], str]:
            return lambda framework, path: told(getattr(_function(framework, path), field))

        from_, to = self.tr("{what}: hours, at least"), self.tr("{what}: hours, at most")
        return (
            self.bind(from_.format(what=words), QLineEdit(), show(least), edit(with_least)),
            self.bind(to.format(what=words), QLineEdit(), show(most), edit(with_most)),
        )

    def _instruction(self, label: str, field: str, take: Callable[[str], object]) -> FieldRow:
        def show(framework: Framework, path: Path) -> str:
            return as_text(getattr(_function(framework, path).instruction, field))

        def edit(framework: Framework, path: Path, value: str) -> Framework:
            before = _function(framework, path).instruction
            return editing.set_job_function(
                framework, path[1], instruction=editing.made(before, **{field: take(value)})
            )

        hint = "" if field == "scope" else self.tr("One on each line")
        return self.bind(label, GrowingText(2), show, edit, hint=hint)


class CourseForm(PartForm):
    """One course of related instruction."""

    def __init__(self, apply: Apply) -> None:
        super().__init__(apply)
        self.head = style.label(kind="section", wraps=True)
        self.column.addWidget(self.head)
        self.title = self._text(self.tr("Title"), "title", typed.line)
        self.provider = self._text(self.tr("Provider"), "provider", typed.text)
        self.functions = long_combo()
        self.function = self.bind(
            self.tr("Job function that it teaches"),
            self.functions,
            lambda framework, path: _course(framework, path).job_function or "",
            lambda framework, path, value: editing.set_course(framework, path[1], job_function=value or None),
        )
        self.objectives = self._text(self.tr("Objectives"), "objectives", typed.lines, hint=self.tr("One on each line"))
        self.add(self.title)
        self.add(self.provider)
        self.add(
            self._hours(self.tr("Hours, at least"), least, with_least),
            self._hours(self.tr("Hours, at most"), most, with_most),
        )
        self.add(self.function)
        self.add(self.objectives)
        self.column.addStretch()

    def _text(self, label: str, field: str, take: Callable[[str], object], *, hint: str = "") -> FieldRow:
        return self.bind(
            label,
            GrowingText(2) if take is typed.lines else GrowingText(one_line=True),
            lambda framework, path: as_text(getattr(_course(framework, path), field)),
            lambda framework, path, value: editing.set_course(framework, path[1], **{field: take(value)}),
            hint=hint,
        )

    def _hours(
        self, label: str, show: Callable[[HourRange], str], change: Callable[[HourRange, str], HourRange]
    ) -> FieldRow:
        return self.bind(
            label,
            QLineEdit(),
            lambda framework, path: show(_course(framework, path).hours),
            lambda framework, path, value: editing.set_course(
                framework, path[1], hours=change(_course(framework, path).hours, value)
            ),
        )

    @override
    def prepare(self, framework: Framework) -> None:
        self.head.setText(self.tr("Course {code}").format(code=_course(framework, self.path).code))
        titled = [(f"{one.number}  {one.title}".rstrip(), one.number) for one in framework.job_functions]
        self.refill(self.functions, [(self.tr("None"), ""), *titled])


def _function(framework: Framework, path: Path) -> JobFunction:
    return editing.find_job_function(framework, path[1])


def _course(framework: Framework, path: Path) -> Course:
    return editing.find_course(framework, path[1])
