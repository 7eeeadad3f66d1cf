"""Each column of a sheet with its first cells, and beside it what it is taken as."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.frameworks.formats.sheet import guess
from desktop.frameworks.formats.sheet.layout import Head
from desktop.frameworks.formats.sheet.mapping import Column, LevelColumn, Mapping, Role
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import accessible
from desktop.views.framework_tree import clear

_LEVELS = 10
_FIELD_WIDTH = 24

Taken = Role | int | None
"""A part, the number of a level, or None for a column that is not used."""


class _Choice(QComboBox):
    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel scrolls the columns; it never changes one on the way."""
        event.ignore()


class _Line:
    """One column: what it is taken as, and the word of its level, which shows only for a level."""

    def __init__(self, head: Head, choice: QComboBox, word: QLineEdit) -> None:
        self.head, self.choice, self.word = head, choice, word

    @property
    def taken(self) -> Taken:
        found: Taken = self.choice.currentData()
        return Role(found) if isinstance(found, str) else found


class ColumnsGrid(QWidget):
    """`changed` tells that a person chose or typed, `taken` which column was chosen to be another part."""

    changed = Signal()
    taken = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, SPACE.button, 0)
        self._grid.setHorizontalSpacing(SPACE.section)
        self._grid.setVerticalSpacing(SPACE.row)
        self._grid.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(self._grid)
        layout.addStretch()

    def show_columns(self, heads: Sequence[Head], mapping: Mapping) -> None:
        """Fill anew; nothing is announced."""
        clear(self._grid)
        self._lines = []
        roles: dict[int, Role] = {one.at: one.role for one in mapping.columns}
        levels = {one.at: one for one in mapping.levels}
        most = max([_LEVELS, *(one.level for one in mapping.levels)])
        for row, head in enumerate(heads):
            level = levels.get(head.at)
            line = self._line(head, level.level if level else roles.get(head.at), most)
            line.word.setText(level.word if level else guess.level_word(head.heading))
            line.word.setVisible(False)
            self._add(row, line)
            line.word.setVisible(level is not None)
            self._lines.append(line)

    def _line(self, head: Head, taken: Taken, most: int) -> _Line:
        name = self.name_of(head)
        choice = accessible(_Choice(), self.tr("Column “{name}” holds").format(name=name), " · ".join(head.samples))
        choice.addItem(self.tr("Not used"), None)
        for role in Role:
            choice.addItem(self.role_word(role), role.value)
        choice.insertSeparator(choice.count())
        for level in range(most + 1):
            choice.addItem(self.tr("Level {number}").format(number=level), level)
        choice.setMaxVisibleItems(choice.count())
        choice.setCurrentIndex(choice.findData(taken.value if isinstance(taken, Role) else taken))
        word = accessible(QLineEdit(), self.tr("Word for the level of column “{name}”").format(name=name))
        word.setPlaceholderText(self.tr("Word for this level"))
        word.setMinimumWidth(style.metrics("body").averageCharWidth() * _FIELD_WIDTH)
        line = _Line(head, choice, word)
        choice.currentIndexChanged.connect(lambda _index: self._choose(line))
        word.textEdited.connect(lambda _text: self.changed.emit())
        return line

    def _add(self, row: int, line: _Line) -> None:
        told = QWidget()
        texts = QVBoxLayout(told)
        texts.setContentsMargins(0, 0, 0, 0)
        texts.setSpacing(0)
        texts.addWidget(style.label(self.name_of(line.head), "name", wraps=True))
        texts.addWidget(style.label(" · ".join(line.head.samples), "small", soft=True, wraps=True))
        chosen = QWidget()
        fields = QVBoxLayout(chosen)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(SPACE.label)
        fields.addWidget(line.choice)
        fields.addWidget(line.word)
        self._grid.addWidget(told, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(chosen, row, 1, Qt.AlignmentFlag.AlignTop)

    def _choose(self, line: _Line) -> None:
        line.word.setVisible(isinstance(line.taken, int))
        self.taken.emit(line.head.at)
        self.changed.emit()

    def name_of(self, head: Head) -> str:
        return head.heading or self.tr("Column {number}, without a heading").format(number=head.at + 1)

    def role_word(self, role: Role) -> str:
        return {
            Role.CODE: self.tr("Code"),
            Role.TITLE: self.tr("Title of the competency"),
            Role.DESCRIPTION: self.tr("Description"),
            Role.GROUP: self.tr("Job function"),
            Role.GROUP_NUMBER: self.tr("Number of the job function"),
            Role.KIND: self.tr("Core or optional"),
            Role.GRADE: self.tr("Level the competency is at"),
            Role.HOURS: self.tr("Hours of the job function"),
            Role.MOST_HOURS: self.tr("Most hours of the job function"),
        }[role]

    def at(self, role: Role) -> int | None:
        """The position of the first column that is taken as this part."""
        return next((one.head.at for one in self._lines if one.taken is role), None)

    def choose(self, at: int, taken: Taken) -> None:
        """As a person chooses it."""
        for one in self._lines:
            if one.head.at == at:
                one.choice.setCurrentIndex(one.choice.findData(taken.value if isinstance(taken, Role) else taken))

    def focus(self) -> None:
        if self._lines:
            self._lines[0].choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def wrong(self) -> str:
        """Why the columns make no framework, in words; empty where they do."""
        if self.at(Role.TITLE) is None:
            return self.tr("No column is the title. Choose the column that names each competency.")
        by_part: dict[Taken, list[_Line]] = {}
        for one in self._lines:
            if one.taken is not None:
                by_part.setdefault(one.taken, []).append(one)
        for lines in by_part.values():
            if len(lines) > 1:
                first, second = (self.name_of(one.head) for one in lines[:2])
                text = self.tr("“{first}” and “{second}” are both taken as “{part}”. Choose one of them.")
                return text.format(first=first, second=second, part=lines[0].choice.currentText())
        levels = [one for one in self._lines if isinstance(one.taken, int)]
        if len(levels) == 1:
            return self.tr("Only “{name}” is a level. Choose two levels or more, or none.").format(
                name=self.name_of(levels[0].head)
            )
        empty = next((one for one in levels if not one.word.text().strip()), None)
        if empty is not None:
            return self.tr("{level} has no word. Type one, such as “Novice”.").format(level=empty.choice.currentText())
        return ""

    def columns(self) -> tuple[Column, ...]:
        """Those that are parts; asked where nothing is wrong."""
        places = {one.taken: one.head.at for one in self._lines if isinstance(one.taken, Role)}
        return tuple(Column(role=role, at=places[role]) for role in Role if role in places)

    def levels(self) -> tuple[LevelColumn, ...]:
        """From the lowest up."""
        found = [
            LevelColumn(at=one.head.at, level=one.taken, word=one.word.text().strip())
            for one in self._lines
            if isinstance(one.taken, int)
        ]
        return tuple(sorted(found, key=lambda one: one.level))
