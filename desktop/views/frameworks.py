"""Frameworks: those in the record and those that ship with the program, each to read and to adopt."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QSplitter
from typing_extensions import override

from desktop.codes import Role
from desktop.errors import KnownError
from desktop.frameworks import exports
from desktop.frameworks.document import Framework
from desktop.frameworks.exports import Export
from desktop.frameworks.formats import native
from desktop.frameworks.reading import Reading
from desktop.reports.files import whole_file
from desktop.services import backups, framework_drafts, framework_imports, frameworks, job_architectures, sheet_mappings
from desktop.services.backups import Reason
from desktop.services.framework_imports import Source
from desktop.services.frameworks import FrameworkRow
from desktop.services.job_architectures import Job
from desktop.tokens import SPACE
from desktop.views import agreement_words, review_subject
from desktop.views.framework_detail import FrameworkDetail
from desktop.views.job_link import link_job
from desktop.views.messages import Action
from desktop.views.review_dialogs import DiscardDialog
from desktop.views.review_subject import Review
from desktop.views.sheet_acts import ColumnMapper
from desktop.views.tables import Column, ListView, RowTable
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

_BESIDE_FROM = 1100
_LIST_WIDTH = 340
_Identity = tuple[str, str]


class FrameworksPage(RecordPage):
    shows = frozenset({"FrameworkVersion", "FrameworkDraft", "Agreement", "JobLink"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Frameworks"))
        self._framework: Framework | None = None
        self._job: Job | None = None
        self._path = Path()
        self._mapper = ColumnMapper(self, self._review)
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
        self.detail.tailor_wanted.connect(self.tailor)
        self.detail.edit_wanted.connect(lambda: self._go_to_draft("framework_editor"))
        self.detail.review_wanted.connect(lambda: self._go_to_draft("framework_review"))
        self.detail.discard_wanted.connect(self.discard)
        self.detail.schedule_wanted.connect(self._schedule)
        self.detail.compare_wanted.connect(self._compare)
        self.detail.export_wanted.connect(self.export_file)
        self.detail.more.job.link_wanted.connect(self.link_job)
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
            self._state(row),
        ]
        return ", ".join(part for part in parts if part)

    def _state(self, row: FrameworkRow) -> str:
        if row.draft_id:
            return self.tr("draft, %n to decide", "", row.open) if row.open else self.tr("draft")
        return "" if row.id else self.tr("not adopted yet")

    def _functions(self, row: FrameworkRow) -> str:
        return self.tr("%n job function(s)", "", row.job_functions)

    @override
    def reload(self) -> None:
        before = self.view.current()
        rows = self.workspace.read(framework_drafts.listing)
        self.view.table.replace(rows)
        adopted = sum(bool(row.id) for row in rows)
        self.set_soft(self.tr("{adopted} of {all} adopted").format(adopted=adopted, all=len(rows)))
        if rows and not (before and self.view.select(_identity(before))):
            self.view.select(_identity(rows[0]))
        self._show_row(self.view.current())

    @override
    def open_at(self, target: Any) -> None:
        """A framework's key: the newest version of it, else its draft; or (key, version)."""
        self.reload()
        key, version = target if isinstance(target, tuple) else (target, "")
        rows = [one for one in self.view.table.rows if one.key == key and version in ("", one.version)]
        if not rows:
            return
        row = next((one for one in rows if not one.draft_id), rows[0])
        if not version and not row.draft_id:
            newest = self.workspace.read(frameworks.find, key=key).version
            row = next((one for one in rows if one.version == newest and not one.draft_id), row)
        self.view.select(_identity(row))
        self._open()

    def _show_row(self, row: FrameworkRow | None) -> None:
        if row is None:
            return
        has_findings, self._job, came = False, None, None
        if row.draft_id:
            draft = self.workspace.read(framework_drafts.draft, row.draft_id)
            self._framework, has_findings = draft.framework, bool(draft.findings)
        elif row.id:
            self._framework = self.workspace.read(frameworks.document, row.id)
            self._job = self.workspace.read(job_architectures.job_of, framework_id=row.id)
            came = self.workspace.read(framework_imports.provenance, row.id)
        else:
            self._framework = self.workspace.read(frameworks.find, key=row.key, version=row.version)
        self.detail.show_framework(row, self._framework, has_findings=has_findings, job=self._job, provenance=came)

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

    def _compare(self) -> None:
        if self._framework is not None:
            self.go.emit("framework_compare", (self._framework.key, self._framework.version))

    def link_job(self) -> None:
        """Say which job the chosen framework trains for."""
        row = self.view.current()
        if row is not None and row.id:
            link_job(self, row.title, self._job, framework_id=row.id)

    def adopt(self) -> None:
        """Take the chosen framework into the record; a draft becomes a version."""
        row, framework, by = self.view.current(), self._framework, self.viewer.person_id
        if row is None or framework is None:
            return
        if row.draft_id:
            done = self.attempt(lambda: self.workspace.write(framework_drafts.publish, draft_id=row.draft_id, by=by))
        else:
            done = self.attempt(lambda: self.workspace.write(frameworks.adopt, framework=framework))
        if done:
            self._show_adopted(framework.key)

    def _show_adopted(self, key: str) -> None:
        """The newest version of the key, which is the one just adopted."""
        framework = self.workspace.read(frameworks.find, key=key)
        self.view.select((framework.key, framework.version))
        text = self.tr("{title} {version} is in the record.").format(title=framework.title, version=framework.version)
        self.message.show_message("success", text, *self._news(self.view.current()))

    def _news(self, row: FrameworkRow | None) -> tuple[Action, ...]:
        """The way to what is new in a version, where another stood before it."""
        came = self.workspace.read(framework_imports.provenance, row.id) if row is not None and row.id else None
        if row is None or came is None or not came.derived_from:
            return ()
        both = (row.key, came.derived_from), (row.key, row.version)
        words = self.tr("What is new against version {version}").format(version=came.derived_from)
        return ((words, lambda: self.go.emit("framework_compare", both)),)

    def tailor(self) -> None:
        """Begin a draft from the chosen version, and open it in the editor."""
        framework, made = self._framework, list[str]()
        if framework is None:
            return
        more = {"key": framework.key, "version": framework.version, "by": self.viewer.person_id}
        if self.attempt(lambda: made.append(self.workspace.write(framework_drafts.tailor, **more))):
            self.go.emit("framework_editor", made[0])

    def _go_to_draft(self, page: str) -> None:
        row = self.view.current()
        if row is not None and row.draft_id:
            self.go.emit(page, row.draft_id)

    def discard(self) -> None:
        """Throw the chosen draft away, once the user has said so."""
        row = self.view.current()
        if row is None or not row.draft_id:
            return
        sentence = self.tr("The draft of {title} and all that was decided in it goes away.").format(title=row.title)
        if DiscardDialog.ask(self, sentence):
            self.attempt(lambda: self.workspace.write(framework_drafts.discard, draft_id=row.draft_id))

    def import_file(self) -> None:
        """Read any document and review what was found; a framework file of our own is adopted at once."""
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a framework"), "", self._documents())
        if not name:
            return
        self.message.show_message("note", self.tr("Reading {file}…").format(file=Path(name).name))
        self._path = Path(name)
        saved = self.workspace.read(sheet_mappings.listing)
        work = self.workspace.start(framework_imports.read_file, path=Path(name), saved=saved)
        work.finished.connect(self._on_read)
        work.failed.connect(self._on_unreadable)

    @Slot(object)
    def _on_read(self, result: tuple[Source, Reading]) -> None:
        self.message.clear()
        source, reading = result
        if reading.format != native.NAME or reading.jobs is not None:
            self._review(review_subject.of_reading(source, reading, self._path))
            return
        found, by = reading.found, self.viewer.person_id

        def take() -> None:
            self.workspace.run(backups.back_up_if_changed, reason=Reason.IMPORT)
            self.workspace.write(framework_imports.take, source=source, reading=reading, found=found, by=by)

        if self.attempt(take):
            self._show_adopted(found[0].key)

    @Slot(object)
    def _on_unreadable(self, error: Exception) -> None:
        if isinstance(error, KnownError):
            self._mapper.refuse(self._path, error)
        else:
            self.message.show_message("error", self.tr("The file could not be read."))

    def _review(self, review: Review) -> None:
        self.go.emit("framework_review", review)

    def export_file(self) -> None:
        """The chosen framework as a file, whole or not at all, in a format of the user's choice."""
        framework = self._framework
        if framework is None:
            return
        kinds = {f"{_format_words(one)} (*{one.ending})": one for one in exports.EXPORTS}
        suggested = f"{framework.key}-{framework.version}.json"
        name, kind = QFileDialog.getSaveFileName(self, self.tr("Export the framework"), suggested, ";;".join(kinds))
        chosen = kinds.get(kind, exports.EXPORTS[0])
        if name and self.attempt(lambda: _write(Path(name), chosen.write(framework))):
            saved = self.tr("Saved as {file}.").format(file=Path(name).name)
            self.message.show_message("success", " ".join((saved, *chosen.losses(framework))))

    def _documents(self) -> str:
        known = self.tr("Documents, workbooks and framework files")
        endings = "*.json *.xlsx *.csv *.tsv *.docx *.txt *.pdf"
        return f"{known} ({endings});;{self.tr('All files')} (*)"

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= _BESIDE_FROM) != (self.width() >= _BESIDE_FROM):
            self._arrange()


def _identity(row: FrameworkRow) -> _Identity:
    return ("", row.draft_id) if row.draft_id else (row.key, row.version)


def _format_words(one: Export) -> str:
    translate = QCoreApplication.translate
    return {
        "journeybook": translate("FrameworksPage", "Framework file of Journeybook"),
        "sheet": translate("FrameworksPage", "Plain workbook"),
        "sheet-csv": translate("FrameworksPage", "Plain table"),
        "standards-workbook": translate("FrameworksPage", "Workbook of ApprenticeshipStandards.org"),
        "case": translate("FrameworksPage", "CASE 1.1 package"),
        "opensalt": translate("FrameworksPage", "OpenSALT workbook"),
        "opensalt-csv": translate("FrameworksPage", "OpenSALT table"),
    }[one.name]


def _write(path: Path, content: bytes) -> None:
    with whole_file(path) as beside:
        beside.write_bytes(content)
