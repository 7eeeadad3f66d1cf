"""A new passphrase: typed twice by the one who will know it, with a hint while it is typed."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.ledger.keys import SHORTEST, check_passphrase
from desktop.views.forms import FieldRow, Form
from desktop.views.questions import Question


def secret_field() -> QLineEdit:
    """A field whose letters are not shown."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    return made


class NewPassphraseForm(Form):
    """Two fields and a box that shows what is typed. `check` is right only with a good passphrase, typed twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first, self.again = secret_field(), secret_field()
        self.shown = QCheckBox(self.tr("Show what is typed"))
        self._hint = self.tr("{least} letters or more. Four words that do not belong together are good.").format(
            least=SHORTEST
        )
        self.row = FieldRow(self.tr("New passphrase"), self.first, hint=self._hint, check=self._wrong)
        self.add(self.row, wide=True)
        self.add(FieldRow(self.tr("The same once more"), self.again, check=self._differs), wide=True)
        self.add(self.shown, wide=True)
        self.first.textChanged.connect(self._on_typed)
        self.shown.toggled.connect(self._show)
        self.setFocusProxy(self.first)

    @property
    def passphrase(self) -> str:
        return self.first.text()

    def _wrong(self) -> str:
        try:
            check_passphrase(self.passphrase)
        except KnownError as error:
            return str(error)
        return ""

    def _differs(self) -> str:
        return "" if self.passphrase == self.again.text() else self.tr("The two are not alike. Type it once more.")

    def _on_typed(self, typed: str) -> None:
        """How far it is while it is typed; what is wrong is said when the field is left."""
        self.row.set_error("")
        if len(typed) < SHORTEST:
            so_far = self.tr("Letters so far: {count} of {least}.").format(count=len(typed), least=SHORTEST)
            self.row.show_note(so_far if typed else "")
        else:
            self.row.show_note(self._wrong() or self.tr("Long enough."))

    def _show(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if is_shown else QLineEdit.EchoMode.Password
        for field in (self.first, self.again):
            field.setEchoMode(mode)

    def clear(self) -> None:
        for field in (self.first, self.again):
            field.clear()


class NewPassphraseDialog(Question):
    """Whoever signs with it types it; who else is there looks away."""

    def __init__(self, parent: QWidget | None, title: str, sentence: str, verb: str) -> None:
        super().__init__(parent)
        self.say(title, sentence, verb)
        self.passphrase = NewPassphraseForm()
        self.form.add(self.passphrase, wide=True)
        self.passphrase.setFocus()

    @override
    def finish(self) -> None:
        if self.passphrase.check():
            super().finish()

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, sentence: str, verb: str) -> str | None:
        """The passphrase, or None where nothing is to change."""
        dialog = cls(parent, title, sentence, verb)
        return dialog.passphrase.passphrase if dialog.exec() else None
