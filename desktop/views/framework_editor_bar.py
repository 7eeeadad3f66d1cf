"""The acts of the framework editor as buttons, in one row or, where there is no room, in two."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import icons
from desktop.views.key_button import shown


class EditorBar(QWidget):
    """`add_wanted` is "job_function", "competency" or "course"; `move_wanted` -1 up, 1 down."""

    add_wanted = Signal(str)
    move_wanted = Signal(int)
    remove_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add = {
            what: self._button(words, "plus")
            for what, words in (
                ("job_function", self.tr("Add job function")),
                ("competency", self.tr("Add competency")),
                ("course", self.tr("Add course")),
            )
        }
        for what, button in self.add.items():
            button.clicked.connect(lambda _checked=False, what=what: self.add_wanted.emit(what))
        self.up = self._button("", "chevron-up", self.tr("Move up"), "Alt+Up")
        self.down = self._button("", "chevron-down", self.tr("Move down"), "Alt+Down")
        self.remove = self._button(self.tr("Remove"), keys="Delete")
        self.undo = self._button(self.tr("Undo"), "undo-2", keys="Ctrl+Z")
        self.redo = self._button(self.tr("Redo"), keys="Ctrl+Shift+Z")
        self.up.clicked.connect(lambda: self.move_wanted.emit(-1))
        self.down.clicked.connect(lambda: self.move_wanted.emit(1))
        for button, signal in (
            (self.remove, self.remove_wanted),
            (self.undo, self.undo_wanted),
            (self.redo, self.redo_wanted),
        ):
            button.clicked.connect(signal)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE.button)
        self._first = self._group([*self.add.values()])
        self._line.addStretch(1)
        self._second = self._group([self.remove, self.up, self.down, self.undo, self.redo])

    def _button(self, text: str, icon: str = "", name: str = "", keys: str = "") -> QPushButton:
        made = QPushButton(text)
        if icon:
            icons.dress(made, icon, "text")
        if name:
            made.setAccessibleName(name)
        words = name or text
        made.setToolTip(f"{words} ({shown(keys)})" if keys else words)
        return made

    def _group(self, buttons: list[QPushButton]) -> QHBoxLayout:
        group = QHBoxLayout()
        group.setSpacing(SPACE.button)
        for button in buttons:
            group.addWidget(button)
        self._line.addLayout(group)
        self._line.setAlignment(group, Qt.AlignmentFlag.AlignLeading)
        return group

    def show_steps(self, undo: str, redo: str) -> None:
        """What would be taken back and done again, in the tips of the two buttons."""
        for button, words, keys, label in (
            (self.undo, self.tr("Undo"), "Ctrl+Z", undo),
            (self.redo, self.tr("Redo"), "Ctrl+Shift+Z", redo),
        ):
            button.setEnabled(bool(label))
            told = self.tr("{act}: {what}").format(act=words, what=label) if label else words
            button.setToolTip(f"{told} ({shown(keys)})")
            button.setAccessibleDescription(label)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wanted = self._first.sizeHint().width() + self._second.sizeHint().width() + SPACE.pane
        way = QBoxLayout.Direction.LeftToRight if wanted <= self.width() else QBoxLayout.Direction.TopToBottom
        if way != self._line.direction():
            self._line.setDirection(way)
