"""Another passphrase for one's own key, set by who knows the present one."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.views.new_passphrase import NewPassphraseForm
from desktop.views.passphrase_row import PassphraseRow
from desktop.views.questions import Question
from desktop.workspace import Workspace


class ChangePassphrase(Question):
    """Done only once the key is locked under the new one."""

    def __init__(self, parent: QWidget | None, workspace: Workspace) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.say(
            self.tr("Change your passphrase"),
            self.tr("Your key stays the same, and so does what you signed with it. A recovery sheet stays good, too."),
            self.tr("Change it"),
        )
        self.present = PassphraseRow(workspace)
        self.new = NewPassphraseForm()
        self.form.add(self.present, wide=True)
        self.form.add(self.new, wide=True)
        self.present.field.setFocus()

    @override
    def finish(self) -> None:
        if self.form.check() and self.new.check():
            self.present.confirm(self._change, self.verb)
        self.grow()

    def _change(self) -> None:
        self.verb.setEnabled(False)
        work = self._workspace.change_passphrase(self.new.passphrase)
        work.finished.connect(lambda _nothing: self.accept())
        work.failed.connect(self._tell)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        self.verb.setEnabled(True)
        words = str(error) if isinstance(error, KnownError) else self.tr("The record could not be written to.")
        self.new.row.set_error(words)
        self.grow()

    @classmethod
    def ask(cls, parent: QWidget | None, workspace: Workspace) -> bool:
        """Whether it is changed."""
        return bool(cls(parent, workspace).exec())
