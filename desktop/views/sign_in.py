"""Signing in: a name, a passphrase, and nothing of the record until they are right."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.ledger.keys import Sitting
from desktop.services import people, sign_in
from desktop.services.keys import Opened
from desktop.tokens import SPACE
from desktop.views.forms import FieldRow, Form
from desktop.views.key_button import add_act
from desktop.views.lone_page import LonePage
from desktop.views.new_passphrase import secret_field
from desktop.views.recover import RecoverDialog
from desktop.views.recovery_code import show_own_code
from desktop.workspace import Workspace

MOST_LISTED = 30


class SignInPage(LonePage):
    """`entered` carries the id of the person who is at work now; `elsewhere_wanted` asks for another record.

    Names are offered where few people sign: there everyone knows everyone, and a choice is quicker than typing. In a
    larger record the list would tell each passer-by who is in it, apprentices too, so the name is typed; only who
    worked here last is filled in.
    """

    entered = Signal(str)
    elsewhere_wanted = Signal()

    def __init__(
        self,
        workspace: Workspace,
        last: str = "",
        *,
        is_locked: bool = False,
        may_close: Callable[[], bool] = lambda: True,
        parent: QWidget | None = None,
    ) -> None:
        """`last` is the id of the person who worked here last. Before it closes with unsaved work behind it,
        `may_close` is asked."""
        translate = QCoreApplication.translate
        owner = workspace.read(people.sponsor)
        title = translate("SignInPage", "Locked") if is_locked else translate("SignInPage", "Sign in")
        super().__init__("book-open", title, owner.name if owner else "", parent)
        self.setWindowTitle(f"{workspace.path.stem} — Journeybook")
        self._workspace, self._may_close = workspace, may_close
        self.signers = workspace.read(sign_in.signers)
        self.who = self._names(last) if len(self.signers) <= MOST_LISTED else self._typed(last)
        self.passphrase = secret_field()
        self.form = Form()
        self.form.add(FieldRow(self.tr("Your name"), self.who, check=self._no_name))
        self.row = FieldRow(self.tr("Your passphrase"), self.passphrase, check=self._no_passphrase)
        self.form.add(self.row)
        self.add_form(self.form)
        self.inner.addLayout(self._buttons())
        self.sheet_button = self._quiet(self.tr("I have the recovery sheet…"), self.recover)
        self.other_button = self._quiet(self.tr("Another record…"), self.elsewhere_wanted.emit)
        self.other_button.setHidden(is_locked)
        add_act(self, self.tr("Sign in"), "Return, Enter", self._enter)
        (self.passphrase if self.name else self.who).setFocus()

    def _names(self, last: str) -> QComboBox:
        made = QComboBox()
        for one in self.signers:
            made.addItem(one.name, one.person_id)
        made.setCurrentIndex(made.findData(last))
        made.setPlaceholderText(self.tr("Choose your name"))
        return made

    def _typed(self, last: str) -> QLineEdit:
        name = next((one.name for one in self.signers if one.person_id == last), "")
        return QLineEdit(name)

    def _buttons(self) -> QHBoxLayout:
        self.button = QPushButton(self.tr("Sign in"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.sign_in)
        self.quiet = QHBoxLayout()
        self.quiet.setSpacing(SPACE.button)
        self.quiet.addWidget(self.button)
        self.quiet.addSpacing(SPACE.button)
        self.quiet.addStretch()
        return self.quiet

    def _quiet(self, words: str, act: Callable[[], object]) -> QPushButton:
        made = QPushButton(words)
        made.setProperty("quiet", True)
        made.clicked.connect(lambda: act())
        self.quiet.insertWidget(self.quiet.count() - 1, made)
        return made

    @property
    def name(self) -> str:
        """The id that was chosen, or the name that was typed."""
        if isinstance(self.who, QComboBox):
            return str(self.who.currentData() or "")
        return self.who.text()

    def _no_name(self) -> str:
        return "" if self.name.strip() else self.tr("The name is missing. Enter your first and last name.")

    def _no_passphrase(self) -> str:
        return "" if self.passphrase.text() else self.tr("The passphrase is missing. Enter it.")

    def _enter(self) -> None:
        """Enter presses the button that has the focus; anywhere else it signs in."""
        focused = self.focusWidget()
        if isinstance(focused, QPushButton):
            focused.click()
        else:
            self.sign_in()

    def sign_in(self) -> None:
        if not self.button.isEnabled() or not self.form.check():
            return
        self.message.clear()
        self._wait(is_waiting=True)
        work = self._workspace.sign_in(who=self.name, passphrase=self.passphrase.text())
        work.finished.connect(self._let_in)
        work.failed.connect(self._refuse)

    def _wait(self, *, is_waiting: bool) -> None:
        self.button.setText(self.tr("Checking…") if is_waiting else self.tr("Sign in"))
        for widget in (self.who, self.passphrase, self.button, self.sheet_button, self.other_button):
            widget.setEnabled(not is_waiting)

    @Slot(object)
    def _let_in(self, sitting: Sitting) -> None:
        self.passphrase.clear()
        self._wait(is_waiting=False)
        self.entered.emit(sitting.person_id)

    @Slot(object)
    def _refuse(self, error: Exception) -> None:
        self._wait(is_waiting=False)
        words = str(error) if isinstance(error, KnownError) else self.tr("The record could not be read.")
        self.message.show_message("error", words)
        self.passphrase.clear()
        self.passphrase.setFocus()

    def recover(self) -> None:
        """A new passphrase by the recovery sheet; its code is spent, so that the next one is shown."""
        opened: Opened | None = RecoverDialog.ask(self, self._workspace, self.name)
        if opened is not None:
            person_id = opened.sitting.person_id
            show_own_code(self, self._workspace, person_id, opened.recovery_code)
            self.entered.emit(person_id)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            super().closeEvent(event)
        else:
            event.ignore()
