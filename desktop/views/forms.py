"""Fields with their label above and their hint or error below, in one or two columns."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.states import IconLabel

Check = Callable[[], str]
"""Returns the sentence of an error, or nothing."""

W = TypeVar("W", bound=QWidget)

_TWO_COLUMNS_FROM = 900
_Reason = Qt.FocusReason


def accessible(widget: W, name: str, description: str = "") -> W:
    """Name a widget for those who hear the screen."""
    widget.setAccessibleName(name)
    if description:
        widget.setAccessibleDescription(description)
    return widget


class FieldRow(QWidget):
    """A label above its field; below it the hint, or in its place an error.

    `check` is asked when the focus leaves the field, and by `Form.check`.
    """

    def __init__(
        self,
        label: str,
        field: QWidget,
        *,
        hint: str = "",
        optional: bool = False,
        check: Check | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.field, self._hint, self._check = field, hint, check
        self._note = ""
        words = self.tr("{label} (optional)").format(label=label) if optional else label
        self.label = style.label(style.caption(words), "small", soft=True, wraps=True)
        self.label.setBuddy(field)
        accessible(field, words, hint)
        self._mark = IconLabel("triangle-alert", "overdue", icons.SMALL)
        self._below = style.label(kind="small", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addWidget(self.label)
        layout.addWidget(field)
        layout.addLayout(self._foot())
        layout.addStretch()
        _settle(field)
        field.installEventFilter(self)
        self._show_below("")

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.label)
        foot.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._below, 1)
        return foot

    @property
    def error(self) -> str:
        return self._below.text() if self._mark.isVisibleTo(self) else ""

    def set_error(self, sentence: str) -> None:
        """Show an error in place of the hint; an empty sentence brings the hint back."""
        self._show_below(sentence)
        self.field.setAccessibleDescription(sentence or self._note or self._hint)
        if bool(self.field.property("error")) != bool(sentence):
            self.field.setProperty("error", bool(sentence))
            # A sheet does not look at properties again by itself.
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)

    def show_note(self, sentence: str) -> None:
        """Tell what was made of the text, in place of the hint, until the field is visited again."""
        self._note = sentence
        self.set_error(self.error)

    def check(self) -> bool:
        """Ask the check; True where the field is right."""
        if self._check is not None:
            self.set_error(self._check())
        return not self.error

    def _show_below(self, error: str) -> None:
        role = QPalette.ColorRole.BrightText if error else QPalette.ColorRole.PlaceholderText
        self._below.setForegroundRole(role)
        self._below.setText(error or self._note or self._hint)
        self._below.setVisible(bool(self._below.text()))
        self._mark.setVisible(bool(error))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and self._note:
            self.show_note("")
        if event.type() == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            stays = event.reason() in {_Reason.ActiveWindowFocusReason, _Reason.PopupFocusReason}
            if not stays:
                # Later, because a field loses its focus while its page is torn down, too.
                QTimer.singleShot(0, self, self.check)
        return super().eventFilter(watched, event)


def _settle(field: QWidget) -> None:
    if isinstance(field, QDateEdit):
        field.setCalendarPopup(True)
    elif isinstance(field, QAbstractSpinBox):
        # The sheet's padding does not reach the text of a spin box.
        edit = field.findChild(QLineEdit)
        if edit is not None:
            edit.setTextMargins(6, 0, 0, 0)


class Form(QWidget):
    """Rows in two columns from 900 pixels, in one below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[QWidget, bool]] = []
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.pane)
        self._grid.setVerticalSpacing(SPACE.section)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @property
    def rows(self) -> tuple[FieldRow, ...]:
        return tuple(row for row, _ in self._rows if isinstance(row, FieldRow))

    @property
    def columns(self) -> int:
        return self._columns

    def add(self, row: QWidget, *, wide: bool = False) -> None:
        """Append a row; a wide one, or a section's head, takes both columns."""
        self._rows.append((row, wide))
        self._place()

    def check(self) -> bool:
        """Check all rows; the focus goes to the first that is wrong."""
        wrong = [row for row in self.rows if row.isVisibleTo(self) and not row.check()]
        if wrong:
            wrong[0].field.setFocus(Qt.FocusReason.OtherFocusReason)
        return not wrong

    def _place(self) -> None:
        line = column = 0
        for row, wide in self._rows:
            self._grid.removeWidget(row)
            if wide and column:
                line, column = line + 1, 0
            self._grid.addWidget(row, line, column, 1, self._columns if wide else 1)
            column += self._columns if wide else 1
            if column >= self._columns:
                line, column = line + 1, 0
        for place in range(2):
            self._grid.setColumnStretch(place, 1 if place < self._columns else 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        columns = 2 if event.size().width() >= _TWO_COLUMNS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            self._place()
        super().resizeEvent(event)
