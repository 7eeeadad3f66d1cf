"""Who works here now: one of the people of the record, in one role."""

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.services.people import PersonRow
from desktop.tokens import SPACE
from desktop.views import agreement_words, style
from desktop.views.forms import accessible
from desktop.views.questions import button_row
from desktop.views.row_table import Column, RowTable
from desktop.views.tables import ListView


def _identity(row: PersonRow) -> str:
    return f"{row.id} {row.role} {row.employer}"


class ChoosePerson(QDialog):
    """With `someone_else`, the rows are the roles of one person, and a button asks for another one."""

    def __init__(
        self, parent: QWidget | None, rows: Sequence[PersonRow], present: str = "", *, someone_else: bool = False
    ) -> None:
        super().__init__(parent)
        self.is_someone_else = False
        self.setWindowTitle(self.tr("Who are you?"))
        style.paper(self)
        self.resize(560, 560)
        self._rows = rows
        self.field = accessible(QLineEdit(), self.tr("Search by name"))
        self.field.setPlaceholderText(self.tr("Search by name"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        columns = [
            Column[PersonRow](self.tr("Name"), lambda row: row.name, kind="name", stretch=2),
            Column[PersonRow](self.tr("Role"), lambda row: agreement_words.role_title(row.role)),
            Column[PersonRow](self.tr("Employer"), lambda row: row.employer, stretch=2),
        ]
        self.list = ListView(self.tr("People"))
        self.list.show_table(RowTable(columns, _identity, self.list))
        self.list.set_empty(self.tr("Nobody is called that."))
        self.list.activated_row.connect(lambda _row: self.accept())
        self.work = QPushButton(self.tr("Work as this person"))
        self.work.setProperty("primary", True)
        self.work.setDefault(True)
        self.work.clicked.connect(self.accept)
        cancel = QPushButton(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.section]))
        layout.setSpacing(SPACE.row)
        words = self.tr("What you sign and approve carries this name.")
        layout.addWidget(style.label(words, soft=True, wraps=True))
        layout.addWidget(self.field)
        layout.addWidget(self.list, 1)
        foot = button_row(cancel, self.work)
        layout.addLayout(foot)
        self._search("")
        for row in rows:
            if row.id == present:
                self.list.select(_identity(row))
                break
        self.field.setFocus()
        if someone_else:
            self._offer_someone_else(foot)

    def _offer_someone_else(self, foot: QHBoxLayout) -> None:
        self.setWindowTitle(self.tr("In which role do you work?"))
        self.work.setText(self.tr("Work in this role"))
        self.field.hide()
        self.list.setFocus()
        self.resize(560, 320)
        self.other = QPushButton(self.tr("Someone else…"))
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._leave_to_someone_else)
        foot.insertWidget(0, self.other)

    def _leave_to_someone_else(self) -> None:
        self.is_someone_else = True
        self.reject()

    @classmethod
    def ask(cls, parent: QWidget | None, rows: Sequence[PersonRow], present: str = "") -> PersonRow | None:
        """The chosen person, or None."""
        dialog = cls(parent, rows, present)
        return dialog.chosen() if dialog.exec() else None

    def chosen(self) -> PersonRow | None:
        row = self.list.current()
        return row if isinstance(row, PersonRow) else None

    def _search(self, text: str) -> None:
        wanted = text.casefold().strip()
        self.list.table.replace([row for row in self._rows if wanted in row.name.casefold()])
        if self.list.current() is None and self.list.table.rowCount():
            self.list.selectRow(0)
        self.work.setEnabled(self.list.table.rowCount() > 0)
