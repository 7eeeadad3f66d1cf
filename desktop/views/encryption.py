"""Encryption: whether the record can be read without its passphrase, and what can be done about it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton
from typing_extensions import override

from desktop.errors import Cancelled, KnownError
from desktop.services import encryption
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.record_key import NewPassphrase, cost, what_it_opens
from desktop.views.recovery_code import ShowCode
from desktop.views.states import MarkLabel
from desktop.views.unlock_record import UnlockRecord
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Work, Workspace

PAGE = "encryption"
_LETTERS_A_LINE = 96


class EncryptionPage(RecordPage):
    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Encryption"))
        self._work: Work | None = None
        self._said = ""
        self.is_encrypted = encryption.is_encrypted(workspace.path)
        self.buttons: list[QPushButton] = []
        self.backups = MarkLabel("triangle-alert", "overdue", "")
        for widget in (self._mark(), *map(self._paragraph, self._sentences()), self.backups):
            self.body.addWidget(widget)
        self.body.addSpacing(SPACE.button)
        self._add_acts()
        self.body.addStretch(1)

    def _paragraph(self, sentence: str) -> QLabel:
        label = style.label(sentence, wraps=True)
        label.setMaximumWidth(style.metrics("body").averageCharWidth() * _LETTERS_A_LINE)
        return label

    def _add_acts(self) -> None:
        if not self.is_encrypted:
            self.buttons.append(self.head.set_primary(self.tr("Encrypt the record…"), self.encrypt, "lock", ""))
            return
        for words, hint, act in (
            (
                self.tr("Change the passphrase…"),
                self.tr("Where someone knows it who should not. The recovery code stays the same."),
                self.change_passphrase,
            ),
            (
                self.tr("New recovery code…"),
                self.tr("Where the sheet is lost, or someone saw it. The old one then opens nothing."),
                self.new_code,
            ),
            (
                self.tr("Remove the encryption…"),
                self.tr("Anyone who has the file can then read it."),
                self.decrypt,
            ),
        ):
            self.body.addLayout(self._act(words, hint, act))

    def _act(self, words: str, hint: str, act: Callable[[], object]) -> QHBoxLayout:
        button = QPushButton(words)
        button.setMinimumWidth(style.metrics("body").horizontalAdvance("M" * 18))
        button.setAccessibleDescription(hint)
        button.clicked.connect(lambda: act())
        self.buttons.append(button)
        row = QHBoxLayout()
        row.setSpacing(SPACE.section)
        row.addWidget(button)
        row.addWidget(style.label(hint, soft=True, wraps=True), 1)
        return row

    def _mark(self) -> MarkLabel:
        if self.is_encrypted:
            return MarkLabel("lock", "signed", self.tr("This record and its backups are encrypted."))
        return MarkLabel("lock-open", "soft", self.tr("This record is not encrypted."))

    def _sentences(self) -> tuple[str, ...]:
        if self.is_encrypted:
            return (
                self.tr(
                    "Nobody reads it without its passphrase, even with the file. The small file {name} beside it "
                    "belongs to it: where you copy the one, copy the other."
                ).format(name=f"{self.workspace.path.name}.key"),
                cost(),
                self.tr("Papers and exports that you save are not encrypted."),
            )
        return (
            self.tr(
                "Whoever gets hold of the file, such as with a lost laptop, can read all names, hours and sign-offs."
            ),
            self.tr(
                "Encrypted, it opens only with a passphrase of its own, which everyone who works with it here needs to "
                "know. Its backups are encrypted, too."
            ),
            cost(),
        )

    @override
    def reload(self) -> None:
        many = encryption.laid_open(self.workspace.path)
        self.backups.setVisible(bool(many))
        words = self.tr("%n earlier backup(s) can still be read by anyone; the next backup encrypts them.", "", many)
        self.backups.text.setText(words)

    def encrypt(self) -> None:
        made = NewPassphrase.ask(self.window())
        if made is None:
            return
        key, code = made
        if ShowCode.ask(self.window(), code, what_it_opens(), self.tr("Encrypt the record"), self._printing(code)):
            words = self.tr("The record is encrypted. It asks for its passphrase when it is opened.")
            self._begin(self.workspace.start(encryption.prepare, key=key), self.tr("Encrypting the record…"), words)

    def decrypt(self) -> None:
        words = self.tr("Anyone who has the file can then read the record. Backups that are there stay encrypted.")
        if self._confirmed(self.tr("Remove the encryption"), words, self.tr("Remove")):
            self._begin(
                self.workspace.start(encryption.prepare, key=None),
                self.tr("Removing the encryption…"),
                self.tr("The record is not encrypted any more."),
            )

    def change_passphrase(self) -> None:
        title = self.tr("Change the passphrase")
        if not self._confirmed(title, self.tr("First the present one."), self.tr("Continue")):
            return
        use = partial(encryption.change_passphrase, self.workspace.path)
        if NewPassphrase(self.window(), title, self.tr("Change it"), use).exec():
            words = self.tr("The passphrase is changed, for the kept backups, too. The recovery code stays the same.")
            self.message.show_message("success", words)

    def new_code(self) -> None:
        words = self.tr("The sheet that was printed before then opens nothing any more.")
        if not self._confirmed(self.tr("Make a new recovery code"), words, self.tr("Continue")):
            return
        try:
            code = encryption.new_code(self.workspace.path)
        except KnownError as error:
            self.message.show_message("error", str(error))
            return
        ShowCode.ask(self.window(), code, what_it_opens(), self.tr("Done"), self._printing(code))

    def _confirmed(self, title: str, sentence: str, verb: str) -> bool:
        """Whoever sits at an open record may not be who knows its passphrase."""
        dialog = UnlockRecord(self.window(), self.workspace.path)
        dialog.say(title, sentence, verb)
        return bool(dialog.exec())

    def _printing(self, code: str) -> Callable[[Path], object]:
        return lambda out: self.workspace.run(encryption.print_code, code=code, out=out)

    def _begin(self, work: Work, words: str, said: str) -> None:
        self._work, self._said = work, said
        self._enable(is_free=False)
        self.message.show_message("note", words, (self.tr("Cancel"), work.cancel))
        work.finished.connect(self._on_prepared)
        work.failed.connect(self._on_failed)

    @Slot(object)
    def _on_prepared(self, done: object) -> None:
        self._end()
        self.message.settle()
        self.workspace.change_wanted.emit(done, self._said)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.message.clear()
            return
        words = str(error) if isinstance(error, KnownError) else self.tr("The record could not be written anew.")
        self.message.show_message("error", words)

    def _end(self) -> None:
        self._work = None
        self._enable(is_free=True)
        self.workspace.backed_up.emit()

    def _enable(self, *, is_free: bool) -> None:
        for button in self.buttons:
            button.setEnabled(is_free)
