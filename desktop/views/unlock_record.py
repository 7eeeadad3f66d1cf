"""Asks for the passphrase of an encrypted record, or for its recovery code."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.services import encryption
from desktop.views.forms import FieldRow
from desktop.views.questions import Question


class UnlockRecord(Question):
    """Done only with the right one; `path` can then be opened."""

    def __init__(self, parent: QWidget | None, path: Path) -> None:
        super().__init__(parent)
        self.path = path
        self.is_code = False
        self.say(
            self.tr("Open {record}").format(record=path.name),
            self.tr("The record is encrypted. It has a passphrase of its own, which opens the file and signs nothing."),
            self.tr("Open"),
        )
        self.passphrase, self.code = QLineEdit(), QLineEdit()
        self.passphrase.setEchoMode(QLineEdit.EchoMode.Password)
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.rows = (
            FieldRow(self.tr("Passphrase of the record"), self.passphrase),
            FieldRow(
                self.tr("Recovery code"),
                self.code,
                hint=self.tr("From the recovery sheet. Blanks, hyphens and small letters do not matter."),
            ),
        )
        for row in self.rows:
            self.form.add(row, wide=True)
        self.other = QPushButton()
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._change)
        self.content.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        self._show()

    @classmethod
    def ask(cls, parent: QWidget | None, path: Path) -> bool:
        return bool(cls(parent, path).exec())

    def _change(self) -> None:
        self.is_code = not self.is_code
        self._show()

    def _show(self) -> None:
        for row, is_shown in zip(self.rows, (not self.is_code, self.is_code), strict=True):
            row.set_error("")
            row.setVisible(is_shown)
        words = self.tr("I have the passphrase") if self.is_code else self.tr("I have the recovery code")
        self.other.setText(words)
        self.grow()
        self._row.field.setFocus()

    @property
    def _row(self) -> FieldRow:
        return self.rows[int(self.is_code)]

    @override
    def finish(self) -> None:
        error = self._wrong()
        self._row.set_error(error)
        self.grow()
        if error:
            self._row.field.setFocus()
        else:
            self.accept()

    def _wrong(self) -> str:
        """What is wrong with what was typed; nothing where the record is unlocked now."""
        typed = (self.code if self.is_code else self.passphrase).text()
        if not typed.strip():
            return self.tr("This is missing. Enter it.")
        try:
            encryption.unlock(self.path, typed, is_code=self.is_code)
        except KnownError as error:
            return str(error)
        return ""
