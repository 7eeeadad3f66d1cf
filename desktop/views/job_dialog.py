"""The job architectures of the record to look through, and a position of one to be linked."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.services import job_architectures
from desktop.services.job_architectures import Job, PositionRow
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import accessible
from desktop.views.framework_tree import clear
from desktop.views.questions import button_row
from desktop.views.tables import Column, ListView, RowTable
from desktop.views.timeline import scrolled
from desktop.workspace import Workspace

_SIZE = (900, 560)


@dataclass(frozen=True, slots=True)
class ChosenJob:
    """`position` is empty where the link is to be removed."""

    architecture_id: str
    position: str
    title: str


class JobDialog(QDialog):
    """The list is narrowed by what is typed: a code, a title, a family or a category, each word anywhere in them."""

    def __init__(
        self, parent: QWidget | None, workspace: Workspace, whom: str, job: Job | None, *, may_remove: bool = False
    ) -> None:
        super().__init__(parent)
        self._workspace, self._rows, self._job = workspace, tuple[PositionRow, ...](), job
        self._removes = False
        self.setWindowTitle(self.tr("Link a job"))
        style.paper(self)
        self.resize(*_SIZE)
        self.architectures = accessible(QComboBox(), self.tr("Job architecture"))
        self.field = accessible(QLineEdit(), self.tr("Search by code, title or family"))
        self.field.setPlaceholderText(self.tr("Search by code, title or family"))
        self.field.setClearButtonEnabled(True)
        self.list = ListView(self.tr("Positions"))
        self.list.show_table(RowTable(self._columns(), lambda row: row.code, self.list), sortable=False)
        self._about = QWidget()
        self._words = QVBoxLayout(self._about)
        self._words.setContentsMargins(0, 0, SPACE.button, 0)
        self._words.setSpacing(SPACE.label)
        self.remove = QPushButton(self.tr("Remove the link"))
        self.remove.setAutoDefault(False)
        self.remove.setVisible(may_remove)
        self.link = QPushButton(self.tr("Link this job"))
        self._lay_out(whom)
        self._connect()
        self._fill_architectures()
        self.field.setFocus()

    def _columns(self) -> list[Column[PositionRow]]:
        return [
            Column(self.tr("Code"), lambda row: row.code, kind="code", sample="M00-00 00"),
            Column(
                self.tr("Position"), lambda row: row.title, second=lambda row: row.family or row.category, stretch=3
            ),
            Column(self.tr("Level"), lambda row: row.level, stretch=2),
        ]

    def _lay_out(self, whom: str) -> None:
        words = self.tr("Which job does {whom} train for?").format(whom=whom)
        search = QHBoxLayout()
        search.setSpacing(SPACE.button)
        search.addWidget(self.field, 2)
        search.addWidget(self.architectures, 1)
        area = scrolled(self._about, self.tr("About this position"))
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SPACE.pane)
        splitter.addWidget(self.list)
        splitter.addWidget(area)
        splitter.setSizes([2 * _SIZE[0] // 3, _SIZE[0] // 3])
        self.link.setProperty("primary", True)
        self.link.setDefault(True)
        self.cancel = QPushButton(self.tr("Cancel"))
        self.cancel.setAutoDefault(False)
        buttons = button_row(self.cancel, self.link)
        buttons.insertWidget(0, self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.setSpacing(SPACE.section)
        layout.addWidget(style.label(words, "lead", wraps=True))
        layout.addLayout(search)
        layout.addWidget(splitter, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.architectures.currentIndexChanged.connect(lambda _index: self._read())
        self.field.textChanged.connect(lambda _text: self._search())
        self.list.chosen.connect(self._show_row)
        self.list.activated_row.connect(lambda _row: self.accept())
        self.remove.clicked.connect(self._remove)
        self.link.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

    def _fill_architectures(self) -> None:
        for row in self._workspace.read(job_architectures.listing):
            self.architectures.addItem(row.title, row.id)
        present = self.architectures.findData(self._job.architecture_id) if self._job else -1
        self.architectures.setCurrentIndex(max(present, 0))
        self.architectures.setVisible(self.architectures.count() > 1)
        self._read()

    def _read(self) -> None:
        chosen = self.architectures.currentData()
        if chosen:
            self._rows = self._workspace.read(job_architectures.positions, architecture_id=chosen)
        self._search()
        if self._job is not None and chosen == self._job.architecture_id:
            self.list.select(self._job.position.code)

    def _search(self) -> None:
        wanted = self.field.text().casefold().split()
        self.list.table.replace([row for row in self._rows if _has(row, wanted)])
        if not self._rows:
            how = self.tr("Import a job number guide on the page Frameworks, and adopt it.")
            self.list.set_empty(self.tr("There is no job architecture in this record."), how)
        else:
            self.list.set_empty(self.tr("No position matches “{words}”.").format(words=self.field.text()))
        if self.list.current() is None and self.list.table.rowCount():
            self.list.selectRow(0)
        self.link.setEnabled(self.list.table.rowCount() > 0)
        self._show_row(self.list.current())

    def _show_row(self, row: PositionRow | None) -> None:
        clear(self._words)
        if row is None:
            return
        self._words.addWidget(style.label(f"{row.title} ({row.code})", "section", wraps=True))
        place = " · ".join(part for part in (row.category, row.family) if part)
        self._words.addWidget(style.label(place, "small", soft=True, wraps=True))
        up = row.next_up or (self.tr("None: this is the top of its family") if row.level else "")
        for name, text in (
            (self.tr("Next step up"), up),
            (row.level or self.tr("Level"), row.level_about),
            (self.tr("What it is"), row.about),
        ):
            if text:
                self._words.addSpacing(SPACE.button)
                self._words.addWidget(style.label(name, "code", wraps=True))
                self._words.addWidget(style.label(text, wraps=True))
        self._words.addStretch()

    def _remove(self) -> None:
        self._removes = True
        self.accept()

    def chosen(self) -> ChosenJob | None:
        """The position, an empty one to remove the link, or None where there is none to choose."""
        if self._removes:
            return ChosenJob("", "", "")
        row = self.list.current()
        if not isinstance(row, PositionRow):
            return None
        return ChosenJob(self.architectures.currentData(), row.code, row.title)

    @classmethod
    def ask(
        cls, parent: QWidget | None, workspace: Workspace, whom: str, job: Job | None, *, may_remove: bool
    ) -> ChosenJob | None:
        """What was chosen, or None for nothing."""
        dialog = cls(parent, workspace, whom, job, may_remove=may_remove)
        return dialog.chosen() if dialog.exec() else None


def _has(row: PositionRow, wanted: list[str]) -> bool:
    text = f"{row.code} {row.title} {row.family} {row.category} {row.level}".casefold()
    return all(word in text for word in wanted)
