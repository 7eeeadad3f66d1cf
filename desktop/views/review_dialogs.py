"""What a review asks before decisions are lost, and how much of a document is to be kept."""

from PySide6.QtWidgets import QComboBox, QDialog, QWidget

from desktop.views.forms import accessible
from desktop.views.questions import Question


class LeaveDialog(Question):
    """Asks before decisions that were not kept are lost."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        sentence = self.tr("Stay to keep them for later. Nothing of the document is in the record yet.")
        self.say(self.tr("Your decisions are not saved"), sentence, self.tr("Discard"))
        self.verb.setProperty("primary", False)
        self.verb.setAutoDefault(False)
        self.verb.setDefault(False)
        self.cancel.setText(self.tr("Stay"))
        self.cancel.setDefault(True)
        self.cancel.setProperty("primary", True)
        self.cancel.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None) -> bool:
        """Whether to discard them."""
        return cls(parent).exec() == QDialog.DialogCode.Accepted


class KeepDialog(Question):
    """Asks how many of the frameworks of a document to keep."""

    def __init__(self, parent: QWidget | None, title: str, number: int) -> None:
        super().__init__(parent)
        self.choice = accessible(QComboBox(), self.tr("What to keep"))
        self.choice.addItem(self.tr("Only {title}").format(title=title), False)
        self.choice.addItem(self.tr("All %n framework(s) of the document", "", number), True)
        self.content.insertWidget(0, self.choice)
        self.say(self.tr("Keep for later"), self.tr("Drafts can be reviewed and changed at any time."), self.tr("Keep"))

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, number: int) -> bool | None:
        """Whether to keep all of them; None to keep nothing now."""
        dialog = cls(parent, title, number)
        return bool(dialog.choice.currentData()) if dialog.exec() == QDialog.DialogCode.Accepted else None


class DiscardDialog(Question):
    """Asks before a draft is thrown away."""

    def __init__(self, parent: QWidget | None, sentence: str) -> None:
        super().__init__(parent)
        self.say(self.tr("Discard this draft?"), sentence, self.tr("Discard"))
        self.verb.setProperty("primary", False)
        self.verb.setAutoDefault(False)
        self.cancel.setText(self.tr("Keep it"))
        self.cancel.setDefault(True)
        self.cancel.setFocus()

    @classmethod
    def ask(cls, parent: QWidget | None, sentence: str) -> bool:
        """Whether to throw it away."""
        return cls(parent, sentence).exec() == QDialog.DialogCode.Accepted
