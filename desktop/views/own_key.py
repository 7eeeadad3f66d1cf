"""What someone does with their own key: another passphrase, and for coordinators another recovery sheet."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.views.change_passphrase import ChangePassphrase
from desktop.views.messages import Kind
from desktop.views.passphrase_row import PassphraseRow
from desktop.views.questions import Question
from desktop.views.recovery_code import show_own_code
from desktop.workspace import Workspace


class ConfirmDialog(Question):
    """A sentence, the passphrase, and the act."""

    def __init__(self, parent: QWidget | None, workspace: Workspace, title: str, sentence: str, verb: str) -> None:
        super().__init__(parent)
        self.say(title, sentence, verb)
        self.passphrase = PassphraseRow(workspace)
        self.form.add(self.passphrase, wide=True)
        self.passphrase.field.setFocus()

    @override
    def finish(self) -> None:
        self.passphrase.confirm(self.accept, self.verb)
        self.grow()

    @classmethod
    def ask(cls, parent: QWidget | None, workspace: Workspace, title: str, sentence: str, verb: str) -> bool:
        return bool(cls(parent, workspace, title, sentence, verb).exec())


class OwnKey(QObject):
    """`tell` says in the window what was done."""

    def __init__(self, window: QWidget, workspace: Workspace, tell: Callable[[str, Kind], object]) -> None:
        super().__init__(window)
        self._window, self._workspace, self._tell = window, workspace, tell

    def change_passphrase(self) -> None:
        if ChangePassphrase.ask(self._window, self._workspace):
            self._tell(self.tr("Your passphrase is changed."), "success")

    def new_sheet(self) -> None:
        translate = QCoreApplication.translate
        title = translate("OwnKey", "New recovery sheet")
        sentence = translate("OwnKey", "The sheet that you have, if you have one, then opens nothing any more.")
        if ConfirmDialog.ask(self._window, self._workspace, title, sentence, translate("OwnKey", "Make a new one")):
            work = self._workspace.new_recovery_code()
            work.finished.connect(self._show_code)
            work.failed.connect(self._tell_failure)

    @Slot(object)
    def _show_code(self, code: str) -> None:
        show_own_code(self._window, self._workspace, self._workspace.signed_in, code)

    @Slot(object)
    def _tell_failure(self, error: Exception) -> None:
        words = str(error) if isinstance(error, KnownError) else self.tr("The record could not be written to.")
        self._tell(words, "error")
