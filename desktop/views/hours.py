"""Hours: what waits for approval, the log of one apprentice, and the form that adds to it."""

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from desktop import words
from desktop.codes import OPEN_STATUSES, HourKind, HourState, Role, Status
from desktop.errors import KnownError
from desktop.services import agreements, apprentices, clock, frameworks, hour_lists, hours
from desktop.services.apprentices import ApprenticeRow
from desktop.services.hour_lists import EntryRow
from desktop.services.hours import NewEntry
from desktop.views.ask_reason import ReasonDialog
from desktop.views.hours_log import HoursLog
from desktop.views.hours_waiting import HoursWaiting
from desktop.views.key_button import add_act
from desktop.views.log_hours import LogHours, LogSubject, UnsavedDialog
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

_LOGGED = OPEN_STATUSES | {Status.SUSPENDED}


class HoursPage(RecordPage):
    """Opens on what waits, for those who approve, and on the log, for an apprentice. `open_at` an agreement
    shows what waits of it, or else its log."""

    shows = frozenset({"HourEntry", "HourDecision", "HourAllocation", "Agreement", "AgreementMentor", "StatusEvent"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__(QCoreApplication.translate("HoursPage", "Hours"), workspace, viewer)
        self._row: ApprenticeRow | None = None
        self._waiting = 0
        self.log_button = self.head.add_button(self.tr("Log of this apprentice"), self._open_current_log)
        self.back_button = self.head.add_button(self.tr("Back to approvals"), self._go_home)
        self.new_button = self.head.set_primary(self.tr("Log hours…"), self.log_new, keys="Ctrl+N")
        self.waiting = HoursWaiting()
        self.waiting.approve_wanted.connect(self._approve)
        self.waiting.return_wanted.connect(self._give_back)
        self.waiting.open_wanted.connect(self.open_log)
        self.log = HoursLog()
        self.log.correct_wanted.connect(self.correct)
        self.log.log_wanted.connect(self.log_new)
        self.form = LogHours()
        self.form.save_wanted.connect(self._save)
        self.form.cancelled.connect(self._close_form)
        self.stack = QStackedWidget()
        for part in (self.waiting, self.log, self.form):
            self.stack.addWidget(part)
        self.body.addWidget(self.stack)
        add_act(self, self.tr("Log hours…"), "Ctrl+N", self.log_new)
        add_act(self, self.tr("Search"), "Ctrl+F", self._search)
        self._go_home()

    @property
    def _is_own(self) -> bool:
        return self.viewer.role is Role.APPRENTICE

    def _go_home(self) -> None:
        self.stack.setCurrentWidget(self.log if self._is_own else self.waiting)
        (self.log if self._is_own else self.waiting).list.setFocus()
        self._show_state()

    def _search(self) -> None:
        shown = self.stack.currentWidget()
        if isinstance(shown, (HoursWaiting, HoursLog)):
            shown.bar.search.setFocus()

    @override
    def reload(self) -> None:
        if self._is_own:
            rows = self.workspace.read(apprentices.listing, person_id=self.viewer.person_id)
            self._row = max(rows, key=lambda row: (row.status in _LOGGED, row.begins), default=None)
        else:
            self._load_waiting()
            if self._row is not None:
                (self._row,) = self.workspace.read(apprentices.listing, agreement_id=self._row.agreement_id)
        self._load_log()
        self._show_state()

    def _load_waiting(self) -> None:
        kind = HourKind.RI if self.viewer.role is Role.INSTRUCTOR else None
        entries = self.workspace.read(hour_lists.waiting, mentor_id=self.viewer.mentor_id, kind=kind)
        self._waiting = sum(entry.minutes for entry in entries)
        self.waiting.show_entries(entries, self.workspace.read(clock.today))

    def _load_log(self) -> None:
        if self._row is not None:
            entries = self.workspace.read(hour_lists.log_of, agreement_id=self._row.agreement_id)
            may_write = self._row.status in _LOGGED
            self.log.show_entries(entries, self.workspace.read(clock.today), may_write=may_write)

    def _show_state(self) -> None:
        """Title, soft line and buttons for what is shown now."""
        shown, row = self.stack.currentWidget(), self._row
        self.log_button.setVisible(shown is self.waiting and bool(self.waiting.list.table.rowCount()))
        self.back_button.setVisible(shown is self.log and not self._is_own)
        self.new_button.setVisible(shown is self.log and row is not None and row.status in _LOGGED)
        if shown is self.waiting:
            self.set_title(self.tr("Hours to approve"))
            waiting = self.tr("{hours} wait for approval, the oldest first").format(hours=words.hours(self._waiting))
            self.set_soft(waiting if self._waiting else self.tr("No hours wait for approval."))
        elif shown is self.log and row is not None:
            title = self.tr("Your hours") if self._is_own else self.tr("Hours of {name}").format(name=row.name)
            self.set_title(title)
            self.set_soft(self._sums(row))

    def _sums(self, row: ApprenticeRow) -> str:
        parts = []
        for name, amount in ((self.tr("On the job"), row.ojt), (self.tr("Related instruction"), row.ri)):
            approved = self.tr("{name}: {hours} approved").format(name=name, hours=words.hours(amount.done))
            pending = self.tr("{hours} pending").format(hours=words.hours(amount.pending))
            parts.append(f"{approved}, {pending}" if amount.pending else approved)
        return " · ".join(parts)

    @override
    def open_at(self, target: Any) -> None:
        if self._is_own:
            self._go_home()
            return
        self._load_waiting()
        entries = self.waiting.all_of(str(target))
        if entries:
            self.waiting.bar.search.setText(entries[0].apprentice)
            self._go_home()
        else:
            self.open_log(str(target))

    def open_log(self, agreement_id: str) -> None:
        """Show every entry of an agreement."""
        self.attempt(lambda: self._open_log(agreement_id))

    def _open_log(self, agreement_id: str) -> None:
        agreement = self.workspace.read(agreements.find, agreement_id)
        (self._row,) = self.workspace.read(apprentices.listing, agreement_id=agreement.id)
        self._load_log()
        self.stack.setCurrentWidget(self.log)
        self.log.list.setFocus()
        self._show_state()

    def _open_current_log(self) -> None:
        entry = self.waiting.list.current() or self.waiting.list.table.rows[0]
        self.open_log(entry.agreement_id)

    def _approve(self, entries: tuple[EntryRow, ...]) -> None:
        if self._decide(entries, HourState.APPROVED):
            sum_ = words.hours(sum(entry.minutes for entry in entries))
            if len(entries) == 1:
                text = self.tr("1 entry of {name} approved, {hours}.")
            else:
                text = self.tr("{count} entries approved, {hours}.")
            text = text.format(count=len(entries), hours=sum_, name=entries[0].apprentice)
            self.message.show_message("success", text)

    def _give_back(self, entries: tuple[EntryRow, ...]) -> None:
        names = ", ".join(dict.fromkeys(entry.apprentice for entry in entries))
        sum_ = words.hours(sum(entry.minutes for entry in entries))
        sentence = self.tr("{hours} go back to {names}, who can correct them and reads your reason.")
        title, act = self.tr("Return hours"), self.tr("Return {count}").format(count=len(entries))
        reason = ReasonDialog.ask(self, title, sentence.format(hours=sum_, names=names), act)
        if reason is not None and self._decide(entries, HourState.RETURNED, reason):
            self.message.show_message(
                "success", self.tr("{hours} returned to {names}.").format(hours=sum_, names=names)
            )

    def _decide(self, entries: tuple[EntryRow, ...], state: HourState, reason: str = "") -> bool:
        ids, by = [entry.id for entry in entries], self.viewer.person_id
        return self.attempt(
            lambda: self.workspace.write(hours.decide, entry_ids=ids, state=state, by=by, reason=reason)
        )

    def log_new(self) -> None:
        """Open the empty form."""
        if self._row is not None and self.stack.currentWidget() is self.log and self.new_button.isVisibleTo(self):
            name = self.tr("Log hours") if self._is_own else self.tr("Log hours of {name}")
            self._open_form(name.format(name=self._row.name), None)

    def correct(self, entry: EntryRow) -> None:
        """Open the form filled with an entry that is not approved."""
        day = words.long_date(entry.worked_on)
        self._open_form(self.tr("Correct the hours of {day}").format(day=day), entry)

    def _open_form(self, title: str, entry: EntryRow | None) -> None:
        row = self._row
        assert row is not None
        self.message.settle()
        read = self.workspace.read
        framework = read(frameworks.document, read(agreements.find, row.agreement_id).framework_id)
        subject = LogSubject(row.agreement_id, row.name, framework, row.begins, read(clock.today))
        self.stack.setCurrentWidget(self.form)
        self.form.begin(subject, entry)
        self.set_title(title)
        returned = self.tr("Returned: {reason}").format(reason=entry.reason) if entry and entry.reason else ""
        self.set_soft(returned or f"{framework.title} · {row.employer}")
        self._show_state()

    def _save(self, entry: NewEntry, corrects: str, reason: str) -> None:
        row, by = self._row, self.viewer.person_id
        assert row is not None
        write = self.workspace.write
        try:
            if corrects:
                write(hours.correct, entry_id=corrects, entry=entry, by=by, reason=reason)
            else:
                write(hours.log, agreement_id=row.agreement_id, entries=[entry], by=by)
        except KnownError as error:
            self.form.refuse(str(error))
            return
        self._close_form()
        self.log.list.select(entry.id)
        text = (
            self.tr("{hours} of {day} corrected; they wait for approval.")
            if corrects
            else self.tr("{hours} of {day} logged; they wait for approval.")
        )
        text = text.format(hours=words.hours(entry.minutes), day=words.long_date(entry.worked_on))
        self.message.show_message("success", text)

    def _close_form(self) -> None:
        self.stack.setCurrentWidget(self.log)
        self.log.list.setFocus()
        self.refresh()

    @override
    def leave(self) -> bool:
        if self.stack.currentWidget() is not self.form or not self.form.is_touched:
            return True
        if not UnsavedDialog.ask(self):
            return False
        self._close_form()
        return True
