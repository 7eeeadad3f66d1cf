"""Asks for the reason of a return, a reversal or another act that never goes without one."""

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import words
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import FieldRow
from desktop.views.questions import button_row

LONGEST_REASON = 1000


class ReasonDialog(QDialog):
    """A sentence that says what is about to happen, the reason, and the act."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, act: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        style.paper(self)
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST_REASON)
        self.row = FieldRow(self.tr("Reason"), self.field, check=self._check)
        self.act = QPushButton(act)
        self.act.setProperty("primary", True)
        self.act.setDefault(True)
        self.act.clicked.connect(self._accept)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.setSpacing(SPACE.section)
        layout.addWidget(style.label(sentence, wraps=True))
        layout.addWidget(self.row)
        layout.addLayout(button_row(self.cancel, self.act))
        self.setMinimumWidth(style.metrics("body").averageCharWidth() * 64)
        self.field.setFocus()

    @property
    def reason(self) -> str:
        return words.clean(self.field.text())

    def _check(self) -> str:
        return "" if self.reason else self.tr("The reason is missing. Enter it in a few words.")

    def _accept(self) -> None:
        if self.row.check():
            self.accept()
        else:
            self.field.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, sentence: str, act: str) -> str | None:
        """The reason, or None where the user leaves everything as it is."""
        dialog = cls(parent, title, sentence, act)
        return dialog.reason if dialog.exec() == QDialog.DialogCode.Accepted else None
