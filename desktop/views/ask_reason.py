"""Asks for the reason of a return, a reversal or another act that never goes without one."""

from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop import words
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import FieldRow
from desktop.views.passphrase_row import PassphraseRow
from desktop.views.questions import button_row
from desktop.workspace import Workspace

LONGEST_REASON = 1000


class ReasonDialog(QDialog):
    """A sentence that says what is about to happen, the reason, and the act.

    With `confirms`, whoever signed in gives their passphrase again: what was signed with one is not taken back by
    who sits down at an open sitting.
    """

    def __init__(
        self, parent: QWidget | None, title: str, sentence: str, act: str, confirms: Workspace | None = None
    ) -> None:
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
        self.passphrase = PassphraseRow(confirms) if confirms is not None else None
        if self.passphrase is not None:
            layout.addWidget(self.passphrase)
        layout.addLayout(button_row(self.cancel, self.act))
        self.setMinimumWidth(style.metrics("body").averageCharWidth() * 64)
        self.field.setFocus()

    @property
    def reason(self) -> str:
        return words.clean(self.field.text())

    def _check(self) -> str:
        return "" if self.reason else self.tr("The reason is missing. Enter it in a few words.")

    def _accept(self) -> None:
        if not self.row.check():
            self.field.setFocus()
        elif self.passphrase is None:
            self.accept()
        else:
            self.passphrase.confirm(self.accept, self.act)

    @classmethod
    def ask(
        cls, parent: QWidget | None, title: str, sentence: str, act: str, confirms: Workspace | None = None
    ) -> str | None:
        """The reason, or None where the user leaves everything as it is."""
        dialog = cls(parent, title, sentence, act, confirms)
        return dialog.reason if dialog.exec() == QDialog.DialogCode.Accepted else None
