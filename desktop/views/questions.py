"""Small dialogs for a decision: a sentence, a few fields, Cancel, and one verb."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import FieldRow, Form

_LINES = 3


def button_row(cancel: QPushButton, verb: QPushButton) -> QHBoxLayout:
    """The two buttons at the end of a dialog or form."""
    row = QHBoxLayout()
    row.setSpacing(SPACE.button)
    row.addStretch()
    row.addWidget(cancel)
    row.addWidget(verb)
    return row


class Question(QDialog):
    """Fields go into `form`; the verb is done only when all of them are right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.paper(self)
        self.form = Form()
        self._title = style.label(kind="lead", wraps=True)
        self._sentence = style.label(wraps=True)
        self.verb = QPushButton()
        self.verb.setProperty("primary", True)
        self.verb.setDefault(True)
        self.verb.clicked.connect(self.finish)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.content = QVBoxLayout()
        self.content.setSpacing(SPACE.section)
        self.content.addWidget(self.form)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.setSpacing(SPACE.section)
        layout.addWidget(self._title)
        layout.addWidget(self._sentence)
        layout.addLayout(self.content, 1)
        layout.addLayout(button_row(self.cancel, self.verb))
        self.setMinimumWidth(style.metrics("body").averageCharWidth() * 64)

    def say(self, title: str, sentence: str, verb: str) -> None:
        self.setWindowTitle(title)
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.verb.setText(verb)

    def grow(self) -> None:
        """Give room to what was shown since the dialog opened; what wraps asks for no height by itself."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))

    def finish(self) -> None:
        """Done, where every field is right; else the focus is on the first that is not."""
        if self.form.check():
            self.accept()

    def add_text(self, label: str, missing: Callable[[str], str] | None = None, *, hint: str = "") -> QPlainTextEdit:
        """A field for a sentence or two; `missing` returns what is wrong with its text. Tab leaves it."""
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setFixedHeight(style.metrics("body").lineSpacing() * _LINES + 2 * SPACE.row)
        check = (lambda: missing(field.toPlainText())) if missing else None
        self.form.add(FieldRow(label, field, hint=hint, optional=missing is None, check=check), wide=True)
        return field
