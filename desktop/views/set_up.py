"""Setting up signing: the first coordinator's key, and the sheet that opens it where the passphrase is forgotten."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from desktop.errors import KnownError
from desktop.services.keys import Opened
from desktop.services.people import PersonRow
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import FieldRow, Form
from desktop.views.lone_page import LonePage
from desktop.views.new_passphrase import NewPassphraseForm
from desktop.views.recovery_code import show_own_code
from desktop.workspace import Workspace


class SetUpPage(LonePage):
    """`entered` carries the id of the coordinator who is at work now. `later_wanted` asks to work on without signing,
    which is offered only in a record in which others work already."""

    entered = Signal(str)
    later_wanted = Signal()

    def __init__(
        self, workspace: Workspace, coordinators: Sequence[PersonRow], *, may_wait: bool, parent: QWidget | None = None
    ) -> None:
        translate = QCoreApplication.translate
        lead = translate(
            "SetUpPage",
            "Everyone who signs in this record has a key of their own, which opens with a passphrase that nobody else "
            "knows. What is signed carries the name of its signer, and nobody can change it unseen. You are the first "
            "who signs: afterwards you register the others on the page People.",
        )
        super().__init__("key-round", translate("SetUpPage", "Set up signing"), lead, parent)
        self.resize(860, 640)
        self.setWindowTitle(f"{workspace.path.stem} — Journeybook")
        self._workspace = workspace
        self.who = QComboBox()
        for one in coordinators:
            self.who.addItem(one.name, one.id)
        self.new = NewPassphraseForm()
        self.form = Form()
        self.form.add(FieldRow(self.tr("The coordinator who begins"), self.who), wide=True)
        self.form.add(self.new, wide=True)
        self.form.rows[0].setVisible(len(coordinators) > 1)
        self.inner.addWidget(style.label(self._who_types(coordinators), soft=True, wraps=True))
        self.add_form(self.form)
        self.inner.addLayout(self._buttons(may_wait=may_wait))
        self.new.again.returnPressed.connect(self.set_up)
        (self.who if len(coordinators) > 1 else self.new).setFocus()

    def _who_types(self, coordinators: Sequence[PersonRow]) -> str:
        if len(coordinators) > 1:
            return self.tr("The coordinator who begins types the passphrase.")
        return self.tr("{name} types the passphrase.").format(name=coordinators[0].name)

    def _buttons(self, *, may_wait: bool) -> QHBoxLayout:
        self.button = QPushButton(self.tr("Set up signing"))
        self.button.setProperty("primary", True)
        self.button.clicked.connect(self.set_up)
        self.later = QPushButton(self.tr("Not now"))
        self.later.setAccessibleDescription(self.tr("Work on without signing; this page comes again."))
        self.later.clicked.connect(self.later_wanted)
        self.later.setVisible(may_wait)
        row = QHBoxLayout()
        row.setSpacing(SPACE.button)
        row.addWidget(self.button)
        row.addWidget(self.later)
        row.addStretch()
        return row

    def set_up(self) -> None:
        if not self.button.isEnabled() or not self.new.check():
            return
        self.message.clear()
        self._wait(is_waiting=True)
        work = self._workspace.begin_ledger(person_id=self.who.currentData(), passphrase=self.new.passphrase)
        work.finished.connect(self._show_sheet)
        work.failed.connect(self._tell)

    def _wait(self, *, is_waiting: bool) -> None:
        self.button.setText(self.tr("Setting up…") if is_waiting else self.tr("Set up signing"))
        for widget in (self.form, self.button, self.later):
            widget.setEnabled(not is_waiting)

    @Slot(object)
    def _show_sheet(self, opened: Opened) -> None:
        self.new.clear()
        person_id = opened.sitting.person_id
        show_own_code(self, self._workspace, person_id, opened.recovery_code)
        self.entered.emit(person_id)

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        self._wait(is_waiting=False)
        words = str(error) if isinstance(error, KnownError) else self.tr("The record could not be written to.")
        self.message.show_message("error", words)
        self.new.setFocus()
