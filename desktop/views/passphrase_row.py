"""The passphrase of who is signed in, asked once more before something is signed or taken back."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.errors import KnownError
from desktop.views.forms import FieldRow
from desktop.views.new_passphrase import secret_field
from desktop.workspace import Workspace


class PassphraseRow(FieldRow):
    """Hidden where nobody signed in with one: in the sample program, and before signing was set up."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        field = secret_field()
        super().__init__(QCoreApplication.translate("PassphraseRow", "Your passphrase"), field, parent=parent)
        self.passphrase = field
        field.textEdited.connect(lambda _text: self.set_error(""))
        self._workspace = workspace
        self._then: Callable[[], object] = lambda: None
        self._button: QPushButton | None = None
        self.begin()

    @property
    def is_asked(self) -> bool:
        return bool(self._workspace.signed_in)

    def begin(self) -> None:
        """Empty, for the next time."""
        self.passphrase.clear()
        self.set_error("")
        self.setVisible(self.is_asked)

    def confirm(self, then: Callable[[], object], button: QPushButton) -> None:
        """Call `then` once the passphrase is right; at once where none is asked. `button` rests meanwhile."""
        if not self.is_asked:
            then()
        elif not self.passphrase.text():
            self._refuse_in(self.tr("The passphrase is missing. Enter it."))
        elif button.isEnabled():
            self._then, self._button = then, button
            self._rest(is_resting=True)
            work = self._workspace.confirm(self.passphrase.text())
            work.finished.connect(self._go_on)
            work.failed.connect(self._refuse)

    def _rest(self, *, is_resting: bool) -> None:
        assert self._button is not None
        self._button.setEnabled(not is_resting)
        self.passphrase.setEnabled(not is_resting)

    @Slot(object)
    def _go_on(self, _nothing: object) -> None:
        self._rest(is_resting=False)
        self.passphrase.clear()
        self.set_error("")
        self._then()

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self._rest(is_resting=False)
        self._refuse_in(str(error) if isinstance(error, KnownError) else self.tr("The record could not be read."))

    def _refuse_in(self, words: str) -> None:
        self.set_error(words)
        self.passphrase.clear()
        self.passphrase.setFocus()
