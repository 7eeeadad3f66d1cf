"""A recovery code, shown once: on paper before anything goes on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.services import recovery
from desktop.views import style
from desktop.views.forms import FieldRow
from desktop.views.messages import MessageLine
from desktop.views.questions import Question
from desktop.workspace import Workspace


class ShowCode(Question):
    """`sentence` says what the code opens; `print_to` writes the sheet. The verb waits for the last group, typed from
    the paper. One that `may_cancel` not stays until then."""

    def __init__(
        self,
        parent: QWidget | None,
        code: str,
        sentence: str,
        verb: str,
        print_to: Callable[[Path], object],
        *,
        may_cancel: bool = True,
    ) -> None:
        super().__init__(parent)
        self._print_to, self._may_cancel = print_to, may_cancel
        self._last_group = code.split("-")[-1]
        self.say(self.tr("Print the recovery code"), sentence, verb)
        self.cancel.setVisible(may_cancel)
        self.message = MessageLine()
        self.code = style.label(code, "title")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setAccessibleName(self.tr("Recovery code: {code}").format(code=code))
        self.print_button = QPushButton(self.tr("Save the sheet to print…"))
        self.print_button.setAutoDefault(False)
        self.print_button.clicked.connect(self._print)
        self.kept = QLineEdit()
        self.kept.textChanged.connect(self._compare)
        row = FieldRow(
            self.tr("Last group of the code, from the paper"),
            self.kept,
            hint=self.tr("Printed or written down, the paper goes to a locked place away from this computer."),
        )
        self.form.hide()
        self.verb.setEnabled(False)
        for widget in (self.message, self.code):
            self.content.addWidget(widget)
        self.content.addWidget(self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.content.addWidget(row)
        self.print_button.setFocus()

    def _compare(self, typed: str) -> None:
        self.verb.setEnabled(typed.strip().upper() == self._last_group)

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

    @override
    def reject(self) -> None:
        if self._may_cancel:
            super().reject()

    @classmethod
    def ask(
        cls, parent: QWidget | None, code: str, sentence: str, verb: str, print_to: Callable[[Path], object]
    ) -> bool:
        return bool(cls(parent, code, sentence, verb, print_to).exec())

    @classmethod
    def tell(cls, parent: QWidget | None, code: str, sentence: str, print_to: Callable[[Path], object]) -> None:
        """Of a code that is in use already, so that nothing can be called off."""
        verb = QCoreApplication.translate("ShowCode", "Continue")
        cls(parent, code, sentence, verb, print_to, may_cancel=False).exec()


def show_own_code(parent: QWidget | None, workspace: Workspace, person_id: str, code: str) -> None:
    """The code of someone's key, this once."""
    sentence = QCoreApplication.translate(
        "ShowCode",
        "With it you set a new passphrase where you forgot yours. It is shown only now. Whoever has it and the record "
        "can sign as you; if the passphrase and the code are both lost, nobody else can open your key.",
    )
    ShowCode.tell(
        parent,
        code,
        sentence,
        lambda out: workspace.run(recovery.print_sheet, person_id=person_id, code=code, out=out),
    )
