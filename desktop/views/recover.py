"""A new passphrase by the code of the recovery sheet, for who forgot theirs."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.services import sign_in
from desktop.services.keys import Opened
from desktop.views.forms import FieldRow
from desktop.views.new_passphrase import NewPassphraseForm
from desktop.views.questions import Question
from desktop.workspace import Workspace


class RecoverDialog(Question):
    """`opened` is there once the code was right. `who` is an id or a name, as at the sign-in page."""

    def __init__(self, parent: QWidget | None, workspace: Workspace, who: str) -> None:
        super().__init__(parent)
        self.opened: Opened | None = None
        self._workspace = workspace
        self.say(
            self.tr("Set a new passphrase"),
            self.tr(
                "The code on your recovery sheet opens your key once. You then get a new sheet, and can throw the old "
                "one away."
            ),
            self.tr("Set the passphrase"),
        )
        name = next((one.name for one in workspace.read(sign_in.signers) if one.person_id == who), who)
        self.who, self.code = QLineEdit(name), QLineEdit()
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self.new = NewPassphraseForm()
        self.form.add(FieldRow(self.tr("Your name"), self.who, check=lambda: self._missing(self.who)), wide=True)
        self.row = FieldRow(
            self.tr("Recovery code"),
            self.code,
            hint=self.tr("Blanks, hyphens and small letters do not matter."),
            check=lambda: self._missing(self.code),
        )
        self.form.add(self.row, wide=True)
        self.form.add(self.new, wide=True)
        (self.code if name else self.who).setFocus()

    def _missing(self, field: QLineEdit) -> str:
        return "" if field.text().strip() else self.tr("This is missing. Enter it.")

    @override
    def finish(self) -> None:
        if not self.form.check() or not self.new.check():
            self.grow()
            return
        self._wait(is_waiting=True)
        work = self._workspace.recover(who=self.who.text(), code=self.code.text(), passphrase=self.new.passphrase)
        work.finished.connect(self._on_opened)
        work.failed.connect(self._on_failed)

    def _wait(self, *, is_waiting: bool) -> None:
        for widget in (self.form, self.verb, self.cancel):
            widget.setEnabled(not is_waiting)

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        self.opened = opened
        self.accept()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._wait(is_waiting=False)
        words = str(error) if isinstance(error, KnownError) else self.tr("The record could not be written to.")
        self.row.set_error(words)
        self.grow()
        self.code.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, workspace: Workspace, who: str) -> Opened | None:
        """Who recovered their key and is at work now, or None."""
        dialog = cls(parent, workspace, who)
        return dialog.opened if dialog.exec() else None
