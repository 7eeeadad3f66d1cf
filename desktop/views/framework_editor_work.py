"""The parts of a framework draft as a tree, the form of the chosen part, and steps that can be undone."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.errors import KnownError
from desktop.frameworks import editing, editing_places
from desktop.frameworks.document import Framework
from desktop.frameworks.editing import Added
from desktop.frameworks.findings import Path
from desktop.frameworks.history import History
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.framework_editor_bar import EditorBar
from desktop.views.framework_editor_competency import CompetencyForm
from desktop.views.framework_editor_fields import Edit, PartForm
from desktop.views.framework_editor_forms import CourseForm, FunctionForm
from desktop.views.framework_editor_head import CoursesForm, HeadForm, ScaleForm
from desktop.views.framework_editor_tree import COURSES, SCALE, EditorTree
from desktop.views.key_button import add_act
from desktop.views.timeline import scrolled
from desktop.views.viewer import RecordPage

_LETTERS = 110
_FORMS: dict[str, type[PartForm]] = {
    "head": HeadForm,
    "scale": ScaleForm,
    "job_function": FunctionForm,
    "competency": CompetencyForm,
    "courses": CoursesForm,
    "course": CourseForm,
}


class EditorWork(QWidget):
    """`changed` comes after each step, done or taken back. What cannot be done is told on the page."""

    changed = Signal()

    def __init__(self, page: RecordPage, history: History) -> None:
        super().__init__()
        self._page = page
        self.history = history
        self.path: Path = ()
        self.bar = EditorBar()
        self.tree = EditorTree()
        self._forms: dict[str, PartForm] = {}
        self._areas: dict[str, QScrollArea] = {}
        self.parts = QStackedWidget()
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.tree.setMinimumWidth(240)
        self.parts.setMinimumWidth(320)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SPACE.pane)
        splitter.addWidget(self.tree)
        splitter.addWidget(self.parts)
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 5)
        splitter.setSizes([400, 500])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.section)
        column.addWidget(self.bar)
        column.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.bar.add_wanted.connect(self.add)
        self.bar.move_wanted.connect(self.move_part)
        self.bar.remove_wanted.connect(self.remove)
        self.bar.undo_wanted.connect(self.undo)
        self.bar.redo_wanted.connect(self.redo)
        self.tree.chosen.connect(self._choose)
        self.tree.edit_wanted.connect(lambda: self.form.focus_first(select=True))
        self.tree.typed.connect(self._type_title)
        add_act(self, self.tr("Undo"), "Ctrl+Z", self.undo)
        add_act(self, self.tr("Redo"), "Ctrl+Shift+Z, Ctrl+Y", self.redo)
        add_act(self, self.tr("Move up"), "Alt+Up", partial(self.move_part, -1))
        add_act(self, self.tr("Move down"), "Alt+Down", partial(self.move_part, 1))
        add_act(self, self.tr("Add another like the chosen part"), "Ctrl+N", self._add_like)
        add_act(self.tree, self.tr("Remove"), "Delete", self.remove)

    @property
    def form(self) -> PartForm:
        """The form of the chosen part, made when it is first shown."""
        kind = _kind(self.path)
        if kind not in self._forms:
            made = self._forms[kind] = _FORMS[kind](self._apply)
            made.setMaximumWidth(style.metrics("body").averageCharWidth() * _LETTERS)
            self._areas[kind] = scrolled(made, self.tr("The chosen part"))
            self.parts.addWidget(self._areas[kind])
        return self._forms[kind]

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost."""
        return self.history.is_changed or self.form.is_dirty

    def start(self, history: History) -> None:
        """Show another draft, or the same as it is kept now."""
        self.history = history
        for form in self._forms.values():
            form.framework = None
        self.refresh()

    def refresh(self, path: Path | None = None) -> None:
        """Show the present document, at `path` or where it was."""
        framework = self.history.present
        wanted = _found(framework, self.path if path is None else path)
        self.tree.show_framework(framework)
        if wanted is not None:
            self.tree.select(wanted, silently=True)
        self._show_part(self.tree.path)
        self.bar.show_steps(self.history.undo_label, self.history.redo_label)
        self.changed.emit()

    def go_to(self, path: Path) -> None:
        """Show a part, or the nearest above it."""
        wanted = tuple(path)
        while _found(self.history.present, wanted) is None:
            wanted = wanted[:-1]
        self.refresh(wanted)

    def _show_part(self, path: Path) -> None:
        moved, self.path = path != self.path, path
        kind = _kind(path)
        self.form.show_part(self.history.present, path)
        self.parts.setCurrentWidget(self._areas[kind])
        if moved:
            self._areas[kind].verticalScrollBar().setValue(0)
        can_place = path not in {(), SCALE, COURSES}
        for button in (self.bar.up, self.bar.down, self.bar.remove):
            button.setEnabled(can_place)

    def _choose(self, path: Path) -> None:
        """Another part of the tree, unless what is typed in this one cannot stay as it is."""
        if path != self.path and not self.form.flush():
            self.tree.select(self.path, silently=True)
            return
        found = _found(self.history.present, path)
        if found is not None:
            self._show_part(found)

    def _apply(self, words: str, edit: Edit, visit: str) -> None:
        label = self.tr("Change {part}: {field}").format(part=self.part_words(self.path), field=words)
        if self.history.do(label, edit(self.history.present), visit, self.path):
            self._page.message.settle()
            self.refresh()

    def part_words(self, path: Path) -> str:
        match path:
            case ("job_functions", name):
                words = self.tr("job function {code}")
            case ("job_functions", _, "competencies", name):
                words = self.tr("competency {code}")
            case ("courses", name):
                words = self.tr("course {code}")
            case _:
                return self.tr("the rating scale") if path == SCALE else self.tr("the head")
        return words.format(code=name)

    def add(self, what: str) -> None:
        """A job function (the first blank slot, if there is one), a competency or a course; its title is next."""
        if not self.form.flush():
            return
        history, added = self.history, []
        acts = {"job_function": self._job_function, "competency": self._competency, "course": self._course}
        if not self._page.attempt(lambda: added.append(acts[what]())):
            return
        label = self.tr("Add {part}").format(part=self.part_words(added[0].path))
        history.do(label, added[0].framework, where=added[0].path)
        self.refresh(added[0].path)
        self.form.focus_first(select=True)

    def _job_function(self) -> Added:
        return editing.add_job_function(self.history.present, taken=self.history.taken)

    def _competency(self) -> Added:
        match self.path:
            case ("job_functions", number, *rest):
                after = rest[-1] if rest else ""
                return editing.add_competency(self.history.present, number, after=after, taken=self.history.taken)
        raise KnownError(
            self.tr("A competency stands in a job function."), self.tr("Choose one in the tree, then add it.")
        )

    def _course(self) -> Added:
        return editing.add_course(self.history.present, taken=self.history.taken)

    def _add_like(self) -> None:
        kinds = {"competency": "competency", "job_function": "competency", "courses": "course", "course": "course"}
        self.add(kinds.get(_kind(self.path), "job_function"))

    def move_part(self, step: int) -> None:
        if not self.bar.up.isEnabled() or not self.form.flush():
            return
        history, path = self.history, self.path
        words = self.tr("Move {part} up") if step < 0 else self.tr("Move {part} down")
        label = words.format(part=self.part_words(path))
        if self._page.attempt(lambda: history.do(label, editing_places.move(history.present, path, step), where=path)):
            self.refresh()

    def remove(self) -> None:
        """Take the chosen part out; undo brings it back whole."""
        if not self.bar.remove.isEnabled():
            return
        history, path = self.history, self.path
        self.form.drop()
        part = self.part_words(path)
        label = self.tr("Remove {part}").format(part=part)
        if self._page.attempt(lambda: history.do(label, editing_places.remove(history.present, path), where=path)):
            self.refresh()
            self.tree.setFocus(Qt.FocusReason.OtherFocusReason)
            words = self.tr("Removed: {part}.").format(part=part)
            self._page.message.show_message("success", words, (self.tr("Undo"), self.undo))

    def undo(self) -> None:
        if self.form.flush():
            step = self.history.undo()
            if step is not None:
                self._page.message.settle()
                self.refresh(step.where)

    def redo(self) -> None:
        if self.form.flush():
            step = self.history.redo()
            if step is not None:
                self._page.message.settle()
                self.refresh(step.where)

    def _type_title(self, letter: str) -> None:
        """A letter on a blank slot begins its title."""
        assert isinstance(self.form, FunctionForm)
        self.form.type_title(letter)


def _kind(path: Path) -> str:
    match path:
        case ("job_functions", _):
            return "job_function"
        case ("job_functions", _, "competencies", _):
            return "competency"
        case ("courses", _):
            return "course"
    return {SCALE: "scale", COURSES: "courses"}.get(path, "head")


def _found(framework: Framework, path: Path) -> Path | None:
    """Where the part of `path` is now; a competency may be in another job function."""
    if path in {(), SCALE, COURSES} or editing.exists(framework, path):
        return path
    match path:
        case ("job_functions", _, "competencies", code):
            for function in framework.job_functions:
                if any(one.code == code for one in function.competencies):
                    return editing.competency_path(function, code)
    return None
