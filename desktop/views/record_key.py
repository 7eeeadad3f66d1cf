"""A passphrase for the record, and the recovery code that goes with it: chosen, shown once, and printed."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.services import encryption
from desktop.services.encryption import Key
from desktop.views import style
from desktop.views.forms import FieldRow
from desktop.views.messages import MessageLine
from desktop.views.questions import Question


def cost() -> str:
    """What encryption may cost; said where it is offered, and again where the code is shown."""
    return QCoreApplication.translate(
        "RecordKey",
        "If the passphrase and the recovery code are both lost, nobody can read the record or its backups again.",
    )


class NewPassphrase(Question):
    """`key` and `code` are there once it is accepted; or, with `use`, that is called with the passphrase instead."""

    def __init__(
        self, parent: QWidget | None, title: str, verb: str, use: Callable[[str], object] | None = None
    ) -> None:
        super().__init__(parent)
        self.key: Key | None = None
        self.code = ""
        self._use = use or self._make
        self.say(title, cost(), verb)
        self.first, self.again = QLineEdit(), QLineEdit()
        for field in (self.first, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.row = FieldRow(
            self.tr("Passphrase of the record"),
            self.first,
            hint=self.tr("At least 12 letters. Four words that do not belong together are good."),
        )
        self.form.add(self.row, wide=True)
        self.form.add(FieldRow(self.tr("Once more"), self.again, check=self._differs), wide=True)
        self.first.setFocus()

    def _differs(self) -> str:
        return "" if self.first.text() == self.again.text() else self.tr("The two are not alike. Type it once more.")

    def _make(self, passphrase: str) -> None:
        self.key, self.code = encryption.new_key(passphrase)

    @override
    def finish(self) -> None:
        self.row.set_error("")
        if not self.form.check():
            self.grow()
            return
        try:
            self._use(self.first.text())
        except KnownError as error:
            self.row.set_error(str(error))
            self.grow()
            self.first.setFocus()
        else:
            self.accept()

    @classmethod
    def ask(cls, parent: QWidget | None) -> tuple[Key, str] | None:
        """A key and its recovery code."""
        title = QCoreApplication.translate("RecordKey", "Encrypt the record")
        dialog = cls(parent, title, QCoreApplication.translate("RecordKey", "Continue"))
        return (dialog.key, dialog.code) if dialog.exec() and dialog.key is not None else None


class ShowCode(Question):
    """The code, this once; `print_to` writes the sheet."""

    def __init__(self, parent: QWidget | None, code: str, verb: str, print_to: Callable[[Path], object]) -> None:
        super().__init__(parent)
        self._print_to = print_to
        self.say(
            self.tr("Print the recovery code"),
            self.tr("It opens the record when the passphrase is forgotten, and is shown only now. {cost}").format(
                cost=cost()
            ),
            verb,
        )
        self.message = MessageLine()
        self.code = style.label(code, "title")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName(self.tr("Recovery code: {code}").format(code=code))
        self.print_button = QPushButton(self.tr("Save the sheet to print…"))
        self.print_button.setAutoDefault(False)
        self.print_button.clicked.connect(self._print)
        self.kept = QCheckBox(self.tr("The code is on paper, away from this computer"))
        self.kept.toggled.connect(self.verb.setEnabled)
        self.form.hide()
        self.verb.setEnabled(False)
        self.content.addWidget(self.message)
        self.content.addWidget(self.code)
        self.content.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(self.kept)

    def _print(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save the recovery sheet"), "recovery-sheet.pdf", self.tr("PDF (*.pdf)")
        )
        if not chosen:
            return
        path = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.pdf")
        try:
            self._print_to(path)
        except KnownError as error:
            self.message.show_message("error", str(error))
        else:
            words = self.tr("The sheet is {path}. Print it, then remove the file.").format(path=path)
            self.message.show_message("success", words)
        self.grow()

    @classmethod
    def ask(cls, parent: QWidget | None, code: str, verb: str, print_to: Callable[[Path], object]) -> bool:
        return bool(cls(parent, code, verb, print_to).exec())
