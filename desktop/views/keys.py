"""The list of keys, made from the acts themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.row_table import Column
from desktop.views.tables import list_of


@dataclass(frozen=True, slots=True)
class KeyRow:
    act: str
    keys: str


class KeysDialog(QDialog):
    def __init__(self, parent: QWidget | None, rows: Sequence[tuple[str, str]]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard"))
        style.paper(self)
        self.resize(520, 560)
        more = (
            (self.tr("Open or do what the row offers"), self.tr("Enter")),
            (self.tr("Choose a level in a sign-off sitting"), "0 … 4"),
            (self.tr("Keep the rating and go on"), self.tr("Enter")),
            (self.tr("Skip the competency"), "Alt+S"),
            (self.tr("Shown on the job, in related instruction"), "Alt+J, Alt+R"),
            (self.tr("Review and sign"), "Ctrl+Enter"),
            (self.tr("Approve, return hours"), "A, R"),
            (self.tr("Framework editor: another like the chosen part"), "Ctrl+N"),
            (self.tr("Framework editor: move up, down"), "Alt+Up, Alt+Down"),
            (self.tr("Framework editor: undo, redo"), "Ctrl+Z, Ctrl+Shift+Z"),
            (self.tr("Framework editor: save the draft"), "Ctrl+S"),
            (self.tr("Search in this list"), "Ctrl+F"),
            (self.tr("A chart as a table"), "F9"),
        )
        columns = [
            Column[KeyRow](self.tr("Act"), lambda row: row.act),
            Column[KeyRow](self.tr("Keys"), lambda row: row.keys, end=True, kind="code", sample="Ctrl+Shift+Enter M"),
        ]
        self.list = list_of(self.tr("Keys"), columns, "act")
        self.list.table.replace([KeyRow(act, keys) for act, keys in (*rows, *more)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.section]))
        layout.addWidget(self.list)

    @classmethod
    def ask(cls, parent: QWidget | None, rows: Sequence[tuple[str, str]]) -> None:
        cls(parent, rows).exec()
