"""What the framework editor asks: whether to save before leaving, and which version a draft becomes."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget
from typing_extensions import override

from desktop.views.forms import FieldRow
from desktop.views.questions import Question

_LONGEST = 40


class UnsavedDraft(Question):
    """Save, discard, or stay; `answer` is "save", "discard" or nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.answer = ""
        self.form.hide()
        sentence = self.tr("Saved changes stay in the draft. Discarded ones are lost.")
        self.say(self.tr("This draft has changes that are not saved"), sentence, self.tr("Save"))
        self.cancel.setText(self.tr("Stay"))
        self.discard = QPushButton(self.tr("Discard changes"))
        self.discard.setAutoDefault(False)
        self.discard.clicked.connect(lambda: self._take("discard"))
        layout = self.layout()
        last = layout.itemAt(layout.count() - 1) if layout is not None else None
        buttons = last.layout() if last is not None else None
        assert isinstance(buttons, QHBoxLayout)
        buttons.insertWidget(0, self.discard)

    def _take(self, answer: str) -> None:
        self.answer = answer
        super().accept()

    @override
    def accept(self) -> None:
        self._take("save")

    @classmethod
    def ask(cls, parent: QWidget | None) -> str:
        asked = cls(parent)
        return asked.answer if asked.exec() == QDialog.DialogCode.Accepted else ""


class PublishDialog(Question):
    def __init__(self, parent: QWidget | None, title: str, suggested: str) -> None:
        super().__init__(parent)
        sentence = self.tr("A published version never changes. Apprentices can then learn under it.")
        self.say(self.tr("Publish {title}").format(title=title), sentence, self.tr("Publish version"))
        self.version = QLineEdit(suggested)
        self.version.setMaxLength(_LONGEST)
        self.form.add(FieldRow(self.tr("Version"), self.version, check=self._missing), wide=True)

    def _missing(self) -> str:
        return "" if self.version.text().strip() else self.tr("A version needs a name, such as 2026.1. Type one.")

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, suggested: str) -> str:
        """The name of the version, or nothing."""
        asked = cls(parent, title, suggested)
        return asked.version.text().strip() if asked.exec() == QDialog.DialogCode.Accepted else ""
