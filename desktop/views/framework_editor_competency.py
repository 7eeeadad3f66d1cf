"""The form of the framework editor for a competency."""

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.codes import Kind
from desktop.errors import KnownError
from desktop.frameworks import editing, editing_places, typed
from desktop.frameworks.document import Competency, Framework, RatingScale
from desktop.frameworks.findings import Path
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import FieldRow, accessible
from desktop.views.framework_editor_fields import Apply, PartForm
from desktop.views.framework_editor_values import as_text, kinds, long_combo
from desktop.views.growing_text import GrowingText


class CompetencyForm(PartForm):
    """One competency with its standards, level texts, and paragraphs that have no level yet."""

    def __init__(self, apply: Apply) -> None:
        super().__init__(apply)
        self._levels: tuple[tuple[int, str], ...] = ()
        self._level_rows: list[FieldRow] = []
        self.head = style.label(kind="section", wraps=True)
        self.column.addWidget(self.head)
        self.title = self._text(self.tr("Title"), "title", typed.line, one_line=True)
        self.kind = self.bind(
            self.tr("Kind"),
            kinds(self.tr("Kind"), self.tr("Core"), self.tr("Optional")),
            lambda framework, path: _competency(framework, path).kind.value,
            lambda framework, path, value: editing.set_competency(framework, path[3], kind=Kind(value)),
        )
        self.grade = self._text(self.tr("Grade"), "level", typed.text, one_line=True)
        self.functions = long_combo()
        self.function = self.bind(
            self.tr("Job function"),
            self.functions,
            lambda framework, path: framework.function_of(path[3]).number,
            lambda framework, path, value: editing_places.move_to(framework, path[3], value),
            hint=self.tr("In another job function it keeps its code"),
        )
        self.standards = self._text(self.tr("Performance standards"), "performance_standards", typed.lines, least=2)
        self.description = self._text(self.tr("Description"), "description", typed.text, least=2)
        self.add(self.title)
        self.add(self.kind, self.grade)
        for row in (self.function, self.standards, self.description):
            self.add(row)
        self.section(self.tr("What each level looks like"))
        self._level_column = QVBoxLayout()
        self._level_column.setSpacing(SPACE.section)
        self.column.addLayout(self._level_column)
        self.unplaced = Unplaced(self.give)
        self.column.addWidget(self.unplaced)
        self.column.addStretch()

    def _text(
        self,
        label: str,
        field: str,
        take: Callable[[str], object],
        *,
        least: int = 1,
        one_line: bool = False,
    ) -> FieldRow:
        return self.bind(
            label,
            GrowingText(least, one_line=one_line),
            lambda framework, path: as_text(getattr(_competency(framework, path), field)),
            lambda framework, path, value: editing.set_competency(framework, path[3], **{field: take(value)}),
            hint=self.tr("One on each line") if field == "performance_standards" else "",
        )

    @override
    def prepare(self, framework: Framework) -> None:
        competency = _competency(framework, self.path)
        self.head.setText(self.tr("Competency {code}").format(code=competency.code))
        titled = [(f"{one.number}  {one.title}", one.number) for one in framework.titled_functions()]
        self.refill(self.functions, titled)
        levels = tuple((one.level, one.word) for one in framework.rating_scale.levels)
        if levels != self._levels:
            self._levels = levels
            self._make_levels(framework.rating_scale)
        self.unplaced.show_paragraphs(competency.unplaced, framework.rating_scale)
        self._order_tabs()

    def _order_tabs(self) -> None:
        """From above to below, though levels and paragraphs are made after the rest."""
        before = self.description.field
        levels = [row.field for row in self._level_rows]
        for field in (*levels, *self.unplaced.choices, self.unplaced.button):
            QWidget.setTabOrder(before, field)
            before = field

    def _make_levels(self, scale: RatingScale) -> None:
        self.unbind(self._level_rows)
        for row in self._level_rows:
            self._level_column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._level_rows = [self._level_row(one.level, one.word) for one in scale.levels]
        for row in self._level_rows:
            self._level_column.addWidget(row)

    def _level_row(self, level: int, word: str) -> FieldRow:
        return self.bind(
            f"{level}  {word}",
            GrowingText(1),
            lambda framework, path: next(
                (one.text for one in _competency(framework, path).level_texts if one.level == level), ""
            ),
            lambda framework, path, value: editing.set_level_text(framework, path[3], level, typed.text(value)),
        )

    def give(self) -> None:
        """The paragraphs for which a level is chosen go to it, in one step."""
        levels, code = self.unplaced.levels(), self.path[3]
        if not self.flush() or all(level is None for level in levels):
            return
        try:
            self.apply(
                self.tr("paragraphs given to levels"),
                lambda framework: editing.give_paragraphs(framework, code, levels),
                "",
            )
        except KnownError as error:
            self._level_rows[0].set_error(str(error))
        self._level_rows[0].field.setFocus()


class Unplaced(QWidget):
    """Paragraphs of the source that no level has yet, each with a list of levels."""

    def __init__(self, give: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self.choices: list[QComboBox] = []
        self.button = QPushButton(self.tr("Give to levels"))
        self.button.clicked.connect(give)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.section)
        layout.addWidget(style.label(self.tr("Paragraphs without a level"), "section", wraps=True))
        hint = self.tr("Choose a level for each, then give them all at once. They go behind what stands there.")
        layout.addWidget(style.label(hint, "small", soft=True, wraps=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE.section)
        layout.addLayout(self._column)
        foot = QVBoxLayout()
        layout.addLayout(foot)
        foot.addWidget(self.button)
        self.button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_paragraphs(self, paragraphs: tuple[str, ...], scale: RatingScale) -> None:
        self.setVisible(bool(paragraphs))
        wanted = (paragraphs, scale)
        if wanted == self._shown:
            return
        self._shown, self.choices = wanted, []
        while (taken := self._column.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, paragraph in enumerate(paragraphs, start=1):
            self._column.addWidget(self._paragraph(place, paragraph, scale))

    def _paragraph(self, place: int, paragraph: str, scale: RatingScale) -> QWidget:
        choice = accessible(QComboBox(), self.tr("Level of paragraph {number}").format(number=place), paragraph[:200])
        choice.addItem(self.tr("No level yet"), None)
        for one in scale.levels:
            choice.addItem(f"{one.level}  {one.word}", one.level)
        self.choices.append(choice)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.label)
        column.addWidget(style.label(paragraph, wraps=True))
        column.addWidget(choice)
        return made

    def levels(self) -> list[int | None]:
        return [choice.currentData() for choice in self.choices]


def _competency(framework: Framework, path: Path) -> Competency:
    return editing.find_competency(framework, path[3])
