"""The three panes of a sitting: the list, the rating, and what is known already."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.hairline import hairline
from desktop.views.key_button import KeyButton
from desktop.views.progress_bar import Progress, ProgressBar
from desktop.views.sitting_form import RatingForm
from desktop.views.sitting_list import SittingList
from desktop.views.sitting_side import SidePane
from desktop.workspace import Workspace

_LETTERS, _NARROW_LETTERS = 40, 32
_THREE_PANES_FROM = 140
"""Widths in average letters of the font, so that large fonts fold the panes earlier."""


class SittingPanes(QWidget):
    """Only how they stand; what the buttons do is the sitting's."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading = False
        self.list = SittingList()
        self.count = style.label(kind="code")
        self.bar = ProgressBar(self.tr("Rated in this sitting"))
        self.everything = QCheckBox(self.tr("Show all competencies"))
        self.form = RatingForm(workspace)
        self.side = SidePane(workspace)
        self.back_button = QPushButton(self.tr("Back"))
        self.skip_button = KeyButton(self.tr("Skip"), "Alt+S")
        self.keep_button = KeyButton(self.tr("Keep and next"), "Enter")
        self.keep_button.setProperty("primary", True)
        self.next_label = style.label(soft=True)
        self._side_inner = _inner(self.side)
        self._side_scroll = _scroll(self._side_inner)
        self._side_line = hairline(upright=True)
        self._lay_out()

    def _lay_out(self) -> None:
        self._side_scroll.setFixedWidth(_letters(_LETTERS))
        self._left = self._left_pane()
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.form, 1)
        middle.addWidget(hairline())
        middle.addLayout(self._foot())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left)
        row.addWidget(hairline(upright=True))
        row.addLayout(middle, 1)
        row.addWidget(self._side_line)
        row.addWidget(self._side_scroll)
        self._fold(True)

    def _left_pane(self) -> QWidget:
        made = QWidget()
        head = QVBoxLayout()
        head.setContentsMargins(SPACE.margin, SPACE.row, SPACE.row, SPACE.button)
        head.setSpacing(SPACE.button)
        head.addWidget(self.count)
        head.addWidget(self.bar)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE.margin, SPACE.row, SPACE.row, SPACE.row)
        foot.addWidget(self.everything)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        return made

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(SPACE.margin, SPACE.row, SPACE.margin, SPACE.row)
        foot.setSpacing(SPACE.button)
        foot.addWidget(self.back_button)
        foot.addWidget(self.skip_button)
        foot.addStretch()
        foot.addWidget(self.next_label)
        foot.addSpacing(SPACE.button)
        foot.addWidget(self.keep_button)
        return foot

    def set_reading(self, reading: bool) -> None:
        """For those who read and cannot sign: nothing to skip, and Next instead of Keep."""
        self._reading = reading
        self.skip_button.setVisible(not reading)
        self.bar.setVisible(not reading)
        self.keep_button.setText(self.tr("Next") if reading else self.tr("Keep and next"))

    def show_count(self, rated: int, whole: int, following: str) -> None:
        words = self.tr("Competencies: {whole}") if self._reading else self.tr("{rated} of {whole} rated")
        self.count.setText(words.format(rated=rated, whole=whole))
        self.bar.set_values(Progress(rated, 0, whole), approved_word=self.tr("rated"))
        self.next_label.setText(self.tr("Next: {code}").format(code=following) if following else "")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(event.size().width() < _letters(_THREE_PANES_FROM))

    def _fold(self, narrow: bool) -> None:
        """In a narrow window the third pane stands under the second."""
        place = self.form.column.indexOf(self.side)
        if narrow == (place >= 0):
            return
        self._left.setFixedWidth(_letters(_NARROW_LETTERS if narrow else _LETTERS))
        self._side_scroll.setVisible(not narrow)
        self._side_line.setVisible(not narrow)
        if narrow:
            self.form.column.insertWidget(self.form.column.count() - 1, self.side)
        else:
            self.form.column.removeWidget(self.side)
            layout = self._side_inner.layout()
            assert layout is not None
            layout.addWidget(self.side)


def _letters(count: int) -> int:
    return style.metrics("body").averageCharWidth() * count


def _inner(content: QWidget) -> QWidget:
    made = QWidget()
    made.setBackgroundRole(QPalette.ColorRole.AlternateBase)
    made.setAutoFillBackground(True)
    column = QVBoxLayout(made)
    column.setContentsMargins(SPACE.section, SPACE.section, SPACE.section, SPACE.section)
    column.addWidget(content)
    return made


def _scroll(inner: QWidget) -> QScrollArea:
    made = QScrollArea()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setAccessibleName(QCoreApplication.translate("Sitting", "Request and earlier ratings"))
    made.setWidget(inner)
    return made
