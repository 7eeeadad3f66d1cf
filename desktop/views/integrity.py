"""Integrity: whether what is signed is as it was signed, and the ledger itself, entry by entry."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.anchors import Anchor
from desktop.codes import Role
from desktop.errors import Cancelled, KnownError
from desktop.services import ledger, ledger_lists, ledger_reading, ledger_watch
from desktop.services.checks import CheckRow
from desktop.services.ledger_watch import Found
from desktop.tokens import SPACE
from desktop.views import backup_words, ledger_words, style
from desktop.views.entry_details import EntryDetails
from desktop.views.entry_list import EntryList
from desktop.views.integrity_faults import IntegrityFaults
from desktop.views.remaining import Remaining
from desktop.views.segments import Segments
from desktop.views.tables import Column, ListView, RowTable, by
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Work, Workspace

_DETAILS_WIDTH = 260
_PAUSE = 80
"""Milliseconds on one entry before it is read, so that the arrow keys run freely."""


class IntegrityPage(RecordPage):
    """For coordinators and viewers. Opened at the number of an entry it shows that entry."""

    shows = frozenset({"LedgerEntry", "PersonalText"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Integrity"))
        self._work: Work | None = None
        self._anchor: Anchor | None = None
        self._remaining = Remaining()
        self.copy_button = self.head.add_button(self.tr("Copy last hash"), self.copy_hash)
        self.check_button = self.head.set_primary(self.tr("Check all"), self.check_all, "shield-check")
        self.anchor_words = style.label(soft=True, wraps=True)
        choices = (("checks", self.tr("Checks")), ("ledger", self.tr("Ledger")))
        self.segments = Segments(self.tr("Part of the page"), choices)
        self.segments.chosen.connect(lambda _key: self._show_part())
        self.faults = IntegrityFaults(may_restore=viewer.role is Role.COORDINATOR)
        self.faults.entry_wanted.connect(self.show_entry)
        self.faults.apprentice_wanted.connect(lambda id_: self.go.emit("apprentices", id_))
        self.faults.backups_wanted.connect(lambda: self.go.emit(backup_words.PAGE, None))
        self.checks = ListView(self.tr("Checks"))
        self.checks.show_table(RowTable(self._columns(), by("name"), self.checks), sortable=False)
        self.checks.empty_clicked.connect(self.check_all)
        self.entries = EntryList(self)
        self.details = EntryDetails()
        self.details.apprentice_wanted.connect(lambda id_: self.go.emit("apprentices", id_))
        self._wanted = 0
        self._pause = QTimer(self, interval=_PAUSE, singleShot=True)
        self._pause.timeout.connect(self._read_entry)
        self.entries.chosen.connect(self._want_entry)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._checks_part())
        self.stack.addWidget(self._ledger_part())
        self.body.addWidget(self.anchor_words)
        row = QHBoxLayout()
        row.addWidget(self.segments)
        row.addStretch()
        self.body.addLayout(row)
        self.body.addWidget(self.stack, 1)
        workspace.checked.connect(self._on_found)

    def _columns(self) -> list[Column[CheckRow]]:
        return [
            Column("", lambda row: "", mark=lambda row: "signed" if row.ok else "overdue", sample=" "),
            Column(self.tr("Check"), lambda row: ledger_words.check(row.name), kind="name", stretch=1),
            Column(self.tr("Found"), lambda row: row.sentence, stretch=3),
        ]

    def _checks_part(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.section)
        layout.addWidget(self.faults)
        layout.addWidget(self.checks, 1)
        return made

    def _ledger_part(self) -> QWidget:
        made = QSplitter(Qt.Orientation.Horizontal)
        made.setChildrenCollapsible(False)
        made.setHandleWidth(SPACE.pane)
        made.addWidget(self.entries)
        made.addWidget(self.details)
        self.details.setMinimumWidth(_DETAILS_WIDTH)
        made.setSizes([3 * _DETAILS_WIDTH, 2 * _DETAILS_WIDTH])
        made.setStretchFactor(0, 3)
        made.setStretchFactor(1, 2)
        return made

    @override
    def reload(self) -> None:
        read = self.workspace.read
        self._anchor = read(ledger.anchor)
        many = read(ledger_lists.count)
        self.segments.set_count("ledger", many)
        self.copy_button.setEnabled(self._anchor is not None)
        self.set_soft(self._promise())
        self.anchor_words.setText(self._standing())
        self._say_empty()
        if self.workspace.found is not None:
            self._show_found(self.workspace.found)
        self.entries.reload()

    def _promise(self) -> str:
        return self.tr(
            "Each signed act is an entry that nobody changes, removes or signs for someone else without it being found."
        )

    def _standing(self) -> str:
        if self._anchor is None:
            return self.tr("Nothing is signed in this record yet.")
        compare = self.tr("Papers and backups of that time say the same.")
        return f"{ledger_words.anchor(self._anchor)} {compare}"

    def _say_empty(self) -> None:
        last = self.workspace.read(ledger_watch.last_whole)
        how = self.tr("All of it was never checked on this computer.")
        if last:
            when = backup_words.when(datetime.fromisoformat(last))
            how = self.tr("All of it was last checked on this computer {when}, and was sound.").format(when=when)
        self.checks.set_empty(self.tr("Nothing was checked yet since this record was opened."), how)

    def _show_part(self) -> None:
        self.stack.setCurrentIndex(("checks", "ledger").index(self.segments.value))

    @override
    def open_at(self, target: Any) -> None:
        """The number of an entry, or "checks"."""
        if isinstance(target, int):
            self.show_entry(target)
        else:
            self.segments.set_value("checks")
            self._show_part()

    def show_entry(self, seq: int) -> None:
        self.segments.set_value("ledger")
        self._show_part()
        self.entries.show_from(seq)

    def _want_entry(self, seq: int) -> None:
        if seq != self._wanted:
            self._wanted = seq
            self._pause.start()

    def _read_entry(self) -> None:
        if not self._wanted:
            self.details.show_facts(None)
            return
        self.attempt(lambda: self.details.show_facts(self.workspace.read(ledger_reading.facts, seq=self._wanted)))

    def copy_hash(self) -> None:
        if self._anchor is not None:
            QGuiApplication.clipboard().setText(self._anchor.hash)
            told = self.tr("The hash of entry {number} is copied.").format(number=f"{self._anchor.seq:,}")
            self.message.show_message("success", told)

    def check_all(self) -> None:
        """Begin the check of everything, in the background; a second wish changes nothing."""
        if self._work is not None:
            return
        self._work, self._remaining = self.workspace.start(ledger_watch.check_all), Remaining()
        self.check_button.setEnabled(False)
        self._work.progressed.connect(self._tell_progress)
        self._work.finished.connect(self._on_checked)
        self._work.failed.connect(self._on_failed)
        self._tell(self.tr("Checking…"))

    def _tell(self, told: str) -> None:
        assert self._work is not None
        self.message.show_message("note", told, (self.tr("Cancel"), self._work.cancel))

    @Slot(int, int)
    def _tell_progress(self, done: int, of: int) -> None:
        if self._work is not None and of:
            told = self.tr("Checking: {done} of {of}").format(done=f"{done:,}", of=f"{of:,}")
            left = self._remaining.words(done, of)
            self._tell(f"{told}, {left}" if left else told)

    @Slot(object)
    def _on_checked(self, found: Found) -> None:
        self._end()
        self.workspace.tell_checked(found)
        wrong = sum(not row.ok for row in found.rows)
        if wrong:
            self.message.show_message("error", self._wrong_words(wrong, len(found.rows)))
        else:
            told = self.tr("All of it is sound: {checks}, {entries}.")
            entries = words.counted(found.checked, "entry", "entries")
            self.message.show_message(
                "success", told.format(checks=words.counted(len(found.rows), "check"), entries=entries)
            )

    def _wrong_words(self, wrong: int, of: int) -> str:
        return self.tr("{wrong} of {of} checks found a fault. Below is what to do now.").format(wrong=wrong, of=of)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.message.show_message("note", self.tr("The check was stopped; nothing was found out."))
            return
        told = str(error) if isinstance(error, KnownError) else self.tr("The check could not be made.")
        self.message.show_message("error", told)

    def _end(self) -> None:
        self._work = None
        self.check_button.setEnabled(True)

    @Slot(object)
    def _on_found(self, found: Found) -> None:
        self._say_empty()
        self._show_found(found)

    def _show_found(self, found: Found) -> None:
        # What is wrong stands first.
        self.checks.table.replace(sorted(found.rows, key=lambda row: row.ok))
        self.faults.show_found(found)
