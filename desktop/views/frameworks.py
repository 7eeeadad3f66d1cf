"""Frameworks: those in the record and those that ship with the program, each to read and to adopt."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QSplitter
from typing_extensions import override

from desktop.codes import Role
from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.frameworks.formats import native
from desktop.reports.files import whole_file
from desktop.services import frameworks
from desktop.services.frameworks import FrameworkRow
from desktop.tokens import SPACE
from desktop.views import agreement_words
from desktop.views.framework_detail import FrameworkDetail
from desktop.views.tables import Column, ListView, RowTable
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

_BESIDE_FROM = 1100
_LIST_WIDTH = 340
_Identity = tuple[str, str]


class FrameworksPage(RecordPage):
    shows = frozenset({"FrameworkVersion", "Agreement"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Frameworks"))
        self._framework: Framework | None = None
        self._is_open = False
        may_adopt = viewer.role is Role.COORDINATOR
        if may_adopt:
            self.import_button = self.head.add_button(self.tr("Import…"), self.import_file, "upload")
        self.view = ListView(self.tr("Frameworks"))
        self.view.show_table(RowTable(self._columns(), _identity, self.view), sortable=False)
        self.view.chosen.connect(self._show_row)
        self.view.activated_row.connect(lambda _row: self._open())
        self.view.setMinimumWidth(240)
        self.detail = FrameworkDetail(viewer)
        self.detail.adopt_wanted.connect(self.adopt)
        self.detail.schedule_wanted.connect(self._schedule)
        self.detail.export_wanted.connect(self.export_file)
        self.detail.closed.connect(self._close)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SPACE.pane)
        self.splitter.addWidget(self.view)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(1, 1)
        self.body.addWidget(self.splitter, 1)
        self._arrange()

    def _columns(self) -> list[Column[FrameworkRow]]:
        return [
            Column(self.tr("Framework"), lambda row: row.title, second=self._about, kind="name", stretch=3),
            Column(
                self.tr("Competencies"),
                lambda row: str(row.competencies),
                second=self._functions,
                end=True,
                sample=self.tr("88 job functions"),
            ),
        ]

    def _about(self, row: FrameworkRow) -> str:
        parts = [
            row.version,
            self.tr("sample") if row.is_sample else "",
            agreement_words.approach(row.approach).lower(),
            "" if row.id else self.tr("not adopted yet"),
        ]
        return ", ".join(part for part in parts if part)

    def _functions(self, row: FrameworkRow) -> str:
        return self.tr("%n job function(s)", "", row.job_functions)

    @override
    def reload(self) -> None:
        before = self.view.current()
        rows = self.workspace.read(frameworks.listing)
        self.view.table.replace(rows)
        adopted = sum(bool(row.id) for row in rows)
        self.set_soft(self.tr("{adopted} of {all} adopted").format(adopted=adopted, all=len(rows)))
        if rows and not (before and self.view.select(_identity(before))):
            self.view.select(_identity(rows[0]))
        self._show_row(self.view.current())

    @override
    def open_at(self, target: Any) -> None:
        """A framework's key; the newest adopted version of it."""
        self.reload()
        row = next((one for one in self.view.table.rows if one.key == target), None)
        if row is not None:
            self.view.select(_identity(row))
            self._open()

    def _show_row(self, row: FrameworkRow | None) -> None:
        if row is None:
            return
        if row.id:
            self._framework = self.workspace.read(frameworks.document, row.id)
        else:
            self._framework = self.workspace.read(frameworks.find, key=row.key, version=row.version)
        self.detail.show_framework(row, self._framework)

    def _open(self) -> None:
        self._is_open = True
        self._arrange()
        self.detail.tabs.button(self.detail.tabs.value).setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._is_open = False
        self._arrange()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        """List and framework beside each other; where there is no room, the framework in the list's place."""
        beside = self.width() >= _BESIDE_FROM
        first = self.view.isHidden() or self.detail.isHidden() or not self.splitter.sizes()[0]
        self.view.setVisible(beside or not self._is_open)
        self.head.setVisible(beside or not self._is_open)
        self.detail.setVisible(beside or self._is_open)
        self.detail.back.setVisible(not beside)
        if beside and first:
            self.splitter.setSizes([_LIST_WIDTH, max(self.width() - _LIST_WIDTH, 1)])

    def _schedule(self) -> None:
        if self._framework is not None:
            self.go.emit("documents", self._framework.key)

    def adopt(self) -> None:
        """Take the chosen framework into the record."""
        if self._framework is not None:
            self._adopt(self._framework)

    def _adopt(self, framework: Framework) -> None:
        if self.attempt(lambda: self.workspace.write(frameworks.adopt, framework=framework)):
            self.view.select((framework.key, framework.version))
            text = self.tr("{title} {version} is in the record.")
            self.message.show_message("success", text.format(title=framework.title, version=framework.version))

    def import_file(self) -> None:
        """A framework file that Journeybook wrote."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a framework"), "", self._kinds())
        if not name:
            return
        read: list[Framework] = []
        if self.attempt(lambda: read.append(_read(Path(name)))):
            self._adopt(read[0])

    def export_file(self) -> None:
        """The chosen framework as a file, whole or not at all."""
        framework = self._framework
        if framework is None:
            return
        suggested = f"{framework.key}-{framework.version}.json"
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export the framework"), suggested, self._kinds())
        if name and self.attempt(lambda: _write(Path(name), framework)):
            self.message.show_message("success", self.tr("Saved as {file}.").format(file=Path(name).name))

    def _kinds(self) -> str:
        return self.tr("Framework files (*.json)")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= _BESIDE_FROM) != (self.width() >= _BESIDE_FROM):
            self._arrange()


def _identity(row: FrameworkRow) -> _Identity:
    return (row.key, row.version)


def _read(path: Path) -> Framework:
    try:
        with path.open("rb") as file:
            content = file.read(native.LARGEST + 1)
    except OSError as error:
        raise KnownError(f"'{path.name}' cannot be read.", "Check that the file is there and open to you.") from error
    return native.read(content)


def _write(path: Path, framework: Framework) -> None:
    with whole_file(path) as beside:
        beside.write_text(native.write(framework), encoding="utf-8")
