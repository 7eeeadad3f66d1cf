"""A passphrase for the record, and the recovery code that goes with it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.services import encryption
from desktop.services.encryption import Key
from desktop.views.forms import FieldRow
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


def what_it_opens() -> str:
    """What the recovery code of a record is for; said where it is shown."""
    return QCoreApplication.translate(
        "RecordKey", "It opens the record when the passphrase is forgotten, and is shown only now. {cost}"
    ).format(cost=cost())
