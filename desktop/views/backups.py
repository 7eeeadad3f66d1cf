"""Backups: those that are kept, one more, a restore for a trial, and a restore in earnest."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog
from typing_extensions import override

from desktop.codes import Role
from desktop.errors import Cancelled, KnownError
from desktop.services import backups, encryption, restores
from desktop.services.backups import Backup, Standing
from desktop.views import backup_words
from desktop.views.restore_dialog import RestoreDialog
from desktop.views.tables import Column, ListView, RowTable
from desktop.views.unlock_record import UnlockRecord
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Work, Workspace


class BackupsPage(RecordPage):
    """A coordinator restores; everyone can back up and try."""

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Backups"))
        self.may_restore = viewer.role is Role.COORDINATOR
        self._work: Work | None = None
        self.try_button = self.head.add_button(self.tr("Try a restore"), self.try_restore, "rotate-ccw")
        if self.may_restore:
            self.file_button = self.head.add_button(self.tr("Restore a file…"), self.restore_file, "upload")
        self.now_button = self.head.set_primary(self.tr("Back up now"), self.back_up, "save")
        self.list = ListView(self.tr("Backups"))
        self.list.show_table(RowTable(self._columns(), lambda row: row.path.name, self.list), sortable=False)
        self.list.set_empty(
            self.tr("There is no backup yet."), self.tr("One is made each time this record is closed, if it changed.")
        )
        if self.may_restore:
            self.list.activated_row.connect(lambda row: self.restore(row.path))
        self.body.addWidget(self.list, 1)
        workspace.backed_up.connect(self._on_backed_up)

    def _columns(self) -> list[Column[Backup]]:
        columns: list[Column[Backup]] = [
            Column(
                self.tr("Made"),
                lambda row: backup_words.begun(backup_words.when(row.made_at)),
                second=backup_words.reason,
                sample="Nov 30, 2026 00:00 M",
            ),
            Column(self.tr("Holds"), lambda row: backup_words.holds(row.counts), stretch=3),
            Column(self.tr("Size"), backup_words.size, end=True, kind="code", sample="1,000.0 MB"),
        ]
        if self.may_restore:
            columns.append(Column("", lambda _row: self.tr("Restore…"), action=True, sample=self.tr("Restore…")))
        return columns

    @override
    def reload(self) -> None:
        rows = backups.listing(self.workspace.path)
        standing = backups.standing(self.workspace.path)
        self.list.table.replace(rows)
        self.set_soft(self._about(standing, len(rows)))
        self.try_button.setEnabled(bool(rows))
        if standing.trouble:
            self.message.show_message("error", standing.trouble)

    def _about(self, standing: Standing, many: int) -> str:
        if standing.newest is None:
            return ""
        newest = backup_words.when(standing.newest.made_at)
        count = self.tr("%n backup(s), the newest from {when}.", "", many).format(when=newest)
        return f"{count} {backup_words.trial(standing)}"

    @Slot()
    def _on_backed_up(self) -> None:
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    @override
    def open_at(self, target: Any) -> None:
        """ "now" backs up."""
        if target == "now":
            self.back_up()

    def back_up(self) -> None:
        work = self._begin(self.workspace.start(backups.back_up), self.tr("Backing up…"))
        if work is not None:
            work.finished.connect(self._on_made)

    @Slot(object)
    def _on_made(self, made: Backup) -> None:
        self._end()
        self.reload()
        words = self.tr("Backed up and checked: {size}.").format(size=backup_words.size(made))
        self.message.show_message("success", words)

    def try_restore(self) -> None:
        work = self._begin(self.workspace.start(restores.try_restore), self.tr("Restoring the newest for a trial…"))
        if work is not None:
            work.finished.connect(self._on_tried)

    @Slot(object)
    def _on_tried(self, said: str) -> None:
        self._end()
        self.reload()
        self.message.show_message("success", said)

    def restore_file(self) -> None:
        words, kinds = self.tr("Restore a backup"), self.tr("Records (*.db);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, words, "", kinds)
        if name:
            self.restore(Path(name))

    def restore(self, path: Path) -> None:
        """Show what it would do; then prepare it, and ask whoever opened the record to let it in."""
        try:
            if encryption.is_locked(path) and not UnlockRecord.ask(self.window(), path):
                return
            preview = restores.preview(self.workspace.path, path)
        except KnownError as error:
            self.message.show_message("error", str(error))
            return
        if not RestoreDialog.ask(self, preview):
            return
        work = self._begin(self.workspace.start(restores.prepare, backup=path), self.tr("Preparing the restore…"))
        if work is not None:
            work.finished.connect(self._on_prepared)

    @Slot(object)
    def _on_prepared(self, done: object) -> None:
        self._end()
        self.message.settle()
        self.workspace.restore_wanted.emit(done)

    def _begin(self, work: Work, words: str) -> Work | None:
        """One piece of work at a time, with a way to stop it."""
        if self._work is not None:
            work.cancel()
            return None
        self._work = work
        self._enable(is_free=False)
        self.message.show_message("note", words, (self.tr("Cancel"), work.cancel))
        work.failed.connect(self._on_failed)
        return work

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.message.clear()
            return
        words = str(error) if isinstance(error, KnownError) else self.tr("The backup could not be made or read.")
        self.message.show_message("error", words)

    def _end(self) -> None:
        self._work = None
        self._enable(is_free=True)
        self.workspace.backed_up.emit()

    def _enable(self, *, is_free: bool) -> None:
        for button in (self.now_button, self.try_button):
            button.setEnabled(is_free)
        if self.may_restore:
            self.file_button.setEnabled(is_free)
        self.list.setEnabled(is_free)
