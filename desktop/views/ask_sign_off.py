"""An apprentice asks for sign-offs: which competencies, how they rate themselves, a note, and what shows it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QPushButton, QVBoxLayout, QWidget

from desktop import words
from desktop.services.evidence import NewEvidence
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.checklist import Checklist
from desktop.views.comment import CommentEdit
from desktop.views.evidence_box import EvidenceBox
from desktop.views.forms import FieldRow
from desktop.views.questions import button_row
from desktop.views.sitting_items import Subject
from desktop.views.timeline import scrolled
from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Asked:
    codes: tuple[str, ...]
    self_level: int | None
    note: str
    evidence: tuple[NewEvidence, ...] = ()


class AskDialog(QDialog):
    """Lists what is neither signed nor asked for already."""

    def __init__(self, parent: QWidget | None, subject: Subject, workspace: Workspace) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ask for sign-off"))
        style.paper(self)
        self.resize(720, 660)
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
        self.evidence = EvidenceBox(workspace)
        self.evidence.show_pieces(subject.agreement_id, ())
        self.evidence.take_drops(self)
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
        layout.addWidget(self._given())
        layout.addLayout(button_row(self.cancel, self.act))

    def _given(self) -> QWidget:
        """As high as a few pieces; more of them scroll."""
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, SPACE.button, 0)
        column.addWidget(self.evidence)
        column.addStretch()
        area = scrolled(inner, self.tr("Evidence"))
        area.setMinimumHeight(style.metrics("body").lineSpacing() * 7)
        area.setMaximumHeight(style.metrics("body").lineSpacing() * 9)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return area

    def _count(self) -> None:
        count = len(self.list.keys())
        self.act.setText(self.tr("Ask for {count}").format(count=count) if count else self.tr("Ask"))
        self.act.setEnabled(count > 0)

    def _ask(self) -> None:
        if self.evidence.is_busy:
            self.evidence.show_error(self.tr("A file is still being added. Wait a moment, then do it again."))
        elif self.list.keys():
            self.accept()

    @property
    def asked(self) -> Asked:
        note = words.clean(self.note.toPlainText())
        return Asked(self.list.keys(), self.level.currentData(), note, self.evidence.pieces())

    @classmethod
    def ask(cls, parent: QWidget | None, subject: Subject, workspace: Workspace) -> Asked | None:
        """What is asked for, or None."""
        dialog = cls(parent, subject, workspace)
        return dialog.asked if dialog.exec() == QDialog.DialogCode.Accepted else None
