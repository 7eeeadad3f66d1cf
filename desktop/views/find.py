"""Find (Ctrl+K): a page or an apprentice, by a few letters."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.services import apprentices
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import accessible
from desktop.views.row_table import Column
from desktop.views.tables import ListView, list_of
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace

_MOST = 12


@dataclass(frozen=True, slots=True)
class Found:
    id: str
    text: str
    detail: str
    page: str
    target: str | None


class FindDialog(QDialog):
    """`pages` are (key, text); `found` is what was chosen when the dialog is accepted."""

    def __init__(
        self, parent: QWidget | None, workspace: Workspace, viewer: Viewer, pages: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Find"))
        style.paper(self)
        self.resize(520, 420)
        self._workspace, self._viewer, self._pages = workspace, viewer, pages
        self.found: Found | None = None
        self.field = accessible(QLineEdit(), self.tr("Find a page or an apprentice"))
        self.field.setPlaceholderText(self.tr("Page or apprentice"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(lambda: self._choose(self.rows.current()))
        columns = [Column[Found](self.tr("Found"), lambda row: row.text, second=lambda row: row.detail, kind="name")]
        self.rows: ListView = list_of(self.tr("Found"), columns)
        self.rows.horizontalHeader().hide()
        self.rows.activated_row.connect(self._choose)
        self.rows.set_empty(self.tr("Nothing is called that."))
        self.field.installEventFilter(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.section]))
        layout.setSpacing(SPACE.button)
        layout.addWidget(self.field)
        layout.addWidget(self.rows, 1)
        self._search("")

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        workspace: Workspace,
        viewer: Viewer,
        pages: Sequence[tuple[str, str]],
        go: Callable[[str, Any], None],
    ) -> None:
        dialog = cls(parent, workspace, viewer, pages)
        if dialog.exec() and dialog.found is not None:
            go(dialog.found.page, dialog.found.target)

    def _search(self, text: str) -> None:
        wanted = text.casefold().strip()
        rows = [
            Found(key, words, self.tr("Page"), key, None) for key, words in self._pages if wanted in words.casefold()
        ]
        if wanted and any(key == "apprentices" for key, _words in self._pages):
            found = self._workspace.read(apprentices.listing, search=text, mentor_id=self._viewer.mentor_id, most=_MOST)
            rows += [
                Found(row.agreement_id, row.name, row.framework_title, "apprentices", row.agreement_id) for row in found
            ]
        self.rows.table.replace(rows)
        if rows:
            self.rows.selectRow(0)

    def _choose(self, row: Found | None) -> None:
        if row is not None:
            self.found = row
            self.accept()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move in the list while the letters go to the field."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                last = self.rows.table.rowCount() - 1
                self.rows.selectRow(min(last, max(0, self.rows.currentIndex().row() + step)))
                return True
        return super().eventFilter(watched, event)
