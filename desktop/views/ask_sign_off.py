"""An apprentice asks for sign-offs: which competencies, how they rate themselves, and a note."""

from dataclasses import dataclass

from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout, QWidget

from desktop import words
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.checklist import Checklist
from desktop.views.comment import CommentEdit
from desktop.views.forms import FieldRow
from desktop.views.questions import button_row
from desktop.views.sitting_items import Subject


@dataclass(frozen=True, slots=True)
class Asked:
    codes: tuple[str, ...]
    self_level: int | None
    note: str


class AskDialog(QDialog):
    """Lists what is neither signed nor asked for already."""

    def __init__(self, parent: QWidget | None, subject: Subject) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ask for sign-off"))
        style.paper(self)
        self.resize(720, 560)
        rows = [
            (item.code, item.competency.title)
            for item in subject.items
            if not item.is_complete and item.request is None
        ]
        self.list = Checklist(self.tr("Competencies that are open"), rows)
        self.list.ticked.connect(self._count)
        self.level = QComboBox()
        self.level.addItem(self.tr("No self-rating"), None)
        for one in reversed(subject.framework.rating_scale.levels):
            self.level.addItem(f"{one.level} {one.word}", one.level)
        self.note = CommentEdit(self.tr("Note to your mentor"))
        self.note.entered.connect(self._ask)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        self.act = QPushButton()
        self.act.setProperty("primary", True)
        self.act.setDefault(True)
        self.act.clicked.connect(self._ask)
        self._lay_out()
        self._count()
        self.list.setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.setSpacing(SPACE.row)
        layout.addWidget(style.label(self.tr("Which competencies can you show?"), "section", wraps=True))
        layout.addWidget(self.list, 1)
        layout.addWidget(FieldRow(self.tr("How you rate yourself"), self.level, optional=True))
        layout.addWidget(FieldRow(self.tr("Note to your mentor"), self.note, optional=True))
        layout.addLayout(button_row(self.cancel, self.act))

    def _count(self) -> None:
        count = len(self.list.keys())
        self.act.setText(self.tr("Ask for {count}").format(count=count) if count else self.tr("Ask"))
        self.act.setEnabled(count > 0)

    def _ask(self) -> None:
        if self.list.keys():
            self.accept()

    @property
    def asked(self) -> Asked:
        return Asked(self.list.keys(), self.level.currentData(), words.clean(self.note.toPlainText()))

    @classmethod
    def ask(cls, parent: QWidget | None, subject: Subject) -> Asked | None:
        """What is asked for, or None."""
        dialog = cls(parent, subject)
        return dialog.asked if dialog.exec() == QDialog.DialogCode.Accepted else None
