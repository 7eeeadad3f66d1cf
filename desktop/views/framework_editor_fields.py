"""Fields of a form that edit one part of a framework draft: a step for each visit, an error beside the field."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Path
from desktop.tokens import SPACE, TypeName
from desktop.views import style
from desktop.views.forms import FieldRow
from desktop.views.growing_text import GrowingText
from desktop.views.segments import Segments

Edit = Callable[[Framework], Framework]
Apply = Callable[[str, Edit, str], None]
"""Makes an edit a step: what it changes in words, the edit, and the visit of the field. Raises KnownError."""

_Reason = Qt.FocusReason
_STAYS = {_Reason.ActiveWindowFocusReason, _Reason.PopupFocusReason, _Reason.MenuBarFocusReason}


@dataclass
class Bound:
    """A field with what it shows of a part and the edit that it makes. `kept` is the value in the draft, `shown`
    what the field made of it: a field knows fewer letters than a file."""

    row: FieldRow
    words: str
    show: Callable[[Framework, Path], str]
    edit: Callable[[Framework, Path, str], Framework]
    kept: str = ""
    shown: str = ""
    visit: int = 0

    @property
    def widget(self) -> QWidget:
        return self.row.field

    @property
    def is_dirty(self) -> bool:
        return value_of(self.widget) != self.shown

    def fill(self, kept: str) -> None:
        if kept != self.kept or self.is_dirty or not self.shown:
            put(self.widget, kept)
        self.kept, self.shown = kept, value_of(self.widget)


class PartForm(QWidget):
    """Base of the forms of the editor: `show_part` fills it, `flush` takes over what is typed."""

    def __init__(self, apply: Apply, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.apply = apply
        self.path: Path = ()
        self.framework: Framework | None = None
        self.bound: list[Bound] = []
        self._visits = 0
        self._is_committing = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, SPACE.button, SPACE.section)
        self.column.setSpacing(SPACE.section)

    def bind(
        self,
        label: str,
        field: QWidget,
        show: Callable[[Framework, Path], str],
        edit: Callable[[Framework, Path, str], Framework],
        *,
        hint: str = "",
    ) -> FieldRow:
        """A row whose field shows and edits something of the part."""
        row = FieldRow(label, field, hint=hint)
        bound = Bound(row, label, show, edit)
        self.bound.append(bound)
        field.setProperty("bound", len(self.bound) - 1)
        field.installEventFilter(self)
        if isinstance(field, QComboBox):
            field.activated.connect(lambda: self._commit(bound))
        elif isinstance(field, Segments):
            field.chosen.connect(lambda: self._commit(bound))
        elif isinstance(field, QCheckBox):
            field.clicked.connect(lambda: self._commit(bound))
        elif isinstance(field, QLineEdit):
            field.returnPressed.connect(lambda: self._commit(bound))
        elif isinstance(field, GrowingText):
            field.entered.connect(lambda: self._commit(bound))
        return row

    def section(self, text: str, kind: TypeName = "section") -> None:
        self.column.addWidget(style.label(text, kind, wraps=True))

    def add(self, *rows: QWidget) -> None:
        """Rows beside each other."""
        if len(rows) == 1:
            self.column.addWidget(rows[0])
            return
        line = QHBoxLayout()
        line.setSpacing(SPACE.section)
        for row in rows:
            line.addWidget(row, 1)
        self.column.addLayout(line)

    def show_part(self, framework: Framework, path: Path) -> None:
        """Show a part anew; of the part that is shown already, what is being typed stays."""
        same = path == self.path and self.framework is not None
        self.path, self.framework = path, framework
        self.prepare(framework)
        for one in self.bound:
            kept = one.show(framework, path)
            if same and one.is_dirty and kept == one.kept:
                continue
            one.row.set_error("")
            one.fill(kept)

    def prepare(self, framework: Framework) -> None:
        """Make what depends on the framework, before the fields are filled."""

    def refill(self, field: QComboBox, choices: list[tuple[str, str]]) -> None:
        """Other choices (text, value) in a list; what it showed stays chosen."""
        if choices == [(field.itemText(at), field.itemData(at)) for at in range(field.count())]:
            return
        field.clear()
        for text, value in choices:
            field.addItem(text, value)
        put(field, next(one.shown for one in self.bound if one.widget is field))

    def unbind(self, rows: list[FieldRow]) -> None:
        """Rows that go away."""
        gone = set(map(id, rows))
        self.bound = [one for one in self.bound if id(one.row) not in gone]
        for place, one in enumerate(self.bound):
            one.widget.setProperty("bound", place)

    @property
    def is_dirty(self) -> bool:
        return any(one.is_dirty for one in self.bound)

    def flush(self) -> bool:
        """Take over what is typed; where that is not possible, the focus goes there and False comes back."""
        wrong = [one for one in list(self.bound) if not self._commit(one)]
        if wrong:
            wrong[0].widget.setFocus(_Reason.OtherFocusReason)
        return not wrong

    def drop(self) -> None:
        """Forget what is typed and not taken over."""
        for one in self.bound:
            one.fill(one.kept)
            one.row.set_error("")

    def focus_first(self, *, select: bool = False) -> None:
        if not self.bound:
            return
        field = self.bound[0].widget
        field.setFocus(_Reason.OtherFocusReason)
        if select and isinstance(field, QLineEdit | QPlainTextEdit):
            field.selectAll()

    def _commit(self, one: Bound) -> bool:
        if not one.is_dirty:
            one.row.set_error("")
            return True
        if self._is_committing:
            return True
        value, path = value_of(one.widget), self.path
        # A field that takes no focus itself has no visits: each of its changes is a step.
        visit = f"{one.visit} {'/'.join(path)} {id(one)}" if one.visit else ""
        self._is_committing = True
        try:
            self.apply(one.words, lambda framework: one.edit(framework, path, value), visit)
        except KnownError as error:
            one.row.set_error(str(error))
            return False
        finally:
            self._is_committing = False
        self._settle(one)
        return True

    def _settle(self, one: Bound) -> None:
        """Show the value as it is kept, and look again at others that were wrong beside it."""
        one.row.set_error("")
        if self.framework is not None:
            one.fill(one.show(self.framework, self.path))
        for other in self.bound:
            if other is not one and other.row.error:
                self._commit(other)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        place = watched.property("bound")
        if not isinstance(place, int) or place >= len(self.bound) or self.bound[place].widget is not watched:
            return super().eventFilter(watched, event)
        one = self.bound[place]
        if event.type() == QEvent.Type.FocusIn:
            self._visits += 1
            one.visit = self._visits
        elif event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            if event.reason() not in _STAYS:
                self._commit(one)
        elif event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            # A turn of the wheel scrolls the form and must not choose something else on the way.
            event.ignore()
            return True
        elif event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            standard = QKeySequence.StandardKey
            if isinstance(watched, QComboBox) and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
                # A list opens with Alt+Down, which elsewhere on the page moves a part.
                event.accept()
                return True
            if not one.is_dirty and (event.matches(standard.Undo) or event.matches(standard.Redo)):
                # Nothing was typed here since the last step, so the steps of the draft answer.
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def value_of(field: QWidget) -> str:
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return str(field.currentData() or "")
    if isinstance(field, QCheckBox):
        return "1" if field.isChecked() else ""
    assert isinstance(field, Segments)
    return field.value


def put(field: QWidget, value: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(value)
        field.setCursorPosition(0)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(max(field.findData(value), 0))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, Segments):
        field.set_value(value)
