"""Apprentices: the list, one of them beside it or in its place, and the form for a new one."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget
from typing_extensions import override

from desktop.codes import Role
from desktop.services import apprentices
from desktop.tokens import SPACE
from desktop.views.apprentice_detail import ApprenticeDetail
from desktop.views.apprentice_list import ApprenticeList
from desktop.views.log_hours import UnsavedDialog
from desktop.views.register import RegisterForm
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

_BESIDE_FROM = 1100
_LIST_WIDTH = 320
_PAUSE = 80
"""Milliseconds on one row before its record is read, so that the arrow keys run freely."""

REGISTER = "register"
"""What `open_at` takes for a new apprentice, beside the ids of agreements."""


class ApprenticesPage(RecordPage):
    shows = frozenset(
        {
            "Agreement",
            "AgreementMentor",
            "CarryOver",
            "CompetencyTotal",
            "CourseResult",
            "Employer",
            "HourDecision",
            "HourEntry",
            "HourTotal",
            "JobLink",
            "Person",
            "PriorCredit",
            "SignOff",
            "SignOffRequest",
            "SignOffReversal",
            "SignerKey",
            "StatusEvent",
            "WageStep",
        }
    )

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Apprentices"))
        may_register = viewer.role is Role.COORDINATOR
        self._open_id = self._wanted = ""
        self._rows: tuple[apprentices.ApprenticeRow, ...] = ()
        self.register_button: QPushButton | None = None
        if may_register:
            self.register_button = self.head.set_primary(self.tr("Register apprentice…"), self.register, "plus")
        self.list = ApprenticeList(may_register=may_register)
        self.list.opened.connect(self._open_and_enter)
        self.list.chosen.connect(self._on_chosen)
        self.list.register_wanted.connect(self.register)
        self.list.filtered.connect(self._say_count)
        self.detail = ApprenticeDetail(self)
        self.detail.closed.connect(self.close_detail)
        self.form = RegisterForm(self)
        self.form.saved.connect(self._on_saved)
        self.form.closed.connect(self._show_list)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._later.timeout.connect(self._follow)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(SPACE.pane)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(1, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.form)
        self.body.addWidget(self.stack, 1)
        if may_register:
            new = QShortcut(QKeySequence(QKeySequence.StandardKey.New), self)
            new.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            new.activated.connect(self.register)
        self._arrange()

    @override
    def reload(self) -> None:
        self.fetch(
            apprentices.listing,
            self._show_rows,
            mentor_id=self.viewer.mentor_id,
            person_id=self.viewer.apprentice_id,
        )

    def _show_rows(self, rows: tuple[apprentices.ApprenticeRow, ...]) -> None:
        self._rows = rows
        self.list.show_rows(self._rows)
        if self._wanted:
            self.list.view.select(self._wanted)
            self._wanted = ""
        known = {row.agreement_id for row in self._rows}
        if self._open_id not in known:
            self._open_id = ""
        if self.viewer.apprentice_id and len(self._rows) == 1:
            self._open_id = self._rows[0].agreement_id
        self._arrange()
        if self._open_id == self.detail.agreement_id and self._open_id:
            self.detail.reload()
        elif self._open_id:
            self.detail.show_agreement(self._open_id)

    @override
    def open_at(self, target: Any) -> None:
        """An agreement's id, or `REGISTER`."""
        if target == REGISTER:
            self.register()
        elif target:
            self.stack.setCurrentWidget(self.splitter)
            self.list.filter.clear()
            self._open_id = self._wanted = str(target)
            self.reload()

    @override
    def leave(self) -> bool:
        """A form that is begun is kept, and says so once; behind the page of signing in, where that is not seen, a
        dialog asks."""
        if self.stack.currentWidget() is not self.form or not self.form.is_begun:
            return True
        if not self.isVisible():
            return self._may_discard()
        self.message.show_message(
            "note",
            self.tr("The new apprentice is not saved yet."),
            (self.tr("Discard"), self._show_list),
        )
        return False

    def _may_discard(self) -> bool:
        dialog = UnsavedDialog(self)
        sentence = self.tr("Stay to save it. Discarded, it leaves nothing in the record.")
        dialog.say(self.tr("The new apprentice is not saved"), sentence, self.tr("Discard"))
        return bool(dialog.exec())

    def register(self) -> None:
        """Show the form for a new apprentice."""
        if self.register_button is None:
            return
        self.message.settle()
        self.stack.setCurrentWidget(self.form)
        self.form.start()
        self._arrange()

    def _show_list(self) -> None:
        self.message.clear()
        self.stack.setCurrentWidget(self.splitter)
        self._arrange()
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_saved(self, agreement_id: str) -> None:
        self.stack.setCurrentWidget(self.splitter)
        self.open_at(agreement_id)
        name = next((row.name for row in self._rows if row.agreement_id == agreement_id), "")
        self.message.clear()
        self.message.show_message("success", self.tr("{name} is in the record.").format(name=name))

    def close_detail(self) -> None:
        """Back to the whole list, on the row that was open."""
        if self.viewer.apprentice_id and len(self._rows) == 1:
            return
        closed, self._open_id = self._open_id, ""
        self._arrange()
        self.list.view.select(closed)
        self.list.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open(self, agreement_id: str) -> None:
        self._open_id = agreement_id
        self._arrange()
        self.detail.show_agreement(agreement_id)

    def _open_and_enter(self, agreement_id: str) -> None:
        self.message.settle()
        self._open(agreement_id)
        self.detail.tabs.button(self.detail.tabs.value).setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_chosen(self, agreement_id: str) -> None:
        if self._open_id and agreement_id != self._open_id and self._is_beside():
            self._later.start()

    def _follow(self) -> None:
        row = self.list.view.current()
        if row is not None and self._open_id:
            self._open(row.agreement_id)

    def _is_beside(self) -> bool:
        return self.width() >= _BESIDE_FROM

    def _arrange(self) -> None:
        """The list alone; with the open one beside it; or the open one in its place."""
        is_open, beside = bool(self._open_id), self._is_beside()
        on_form = self.stack.currentWidget() is self.form
        alone = self.viewer.apprentice_id is not None and len(self._rows) == 1
        shows_list = (not is_open or beside) and not alone
        self.set_title(self.tr("Register apprentice") if on_form else self.tr("Apprentices"))
        self.head.setVisible(shows_list or on_form)
        if self.register_button is not None:
            self.register_button.setVisible(not on_form)
        was_open = not self.detail.isHidden()
        self.list.setVisible(shows_list)
        self.detail.setVisible(is_open)
        self.list.set_narrow(is_open and beside)
        if alone:
            self.detail.set_alone()
        else:
            self.detail.set_beside(beside)
        if is_open and beside and (not was_open or self.splitter.sizes()[0] == 0):
            self.splitter.setSizes([_LIST_WIDTH, max(self.width() - _LIST_WIDTH, 1)])
        self._say_count()

    def _say_count(self) -> None:
        if self.stack.currentWidget() is self.form:
            self.set_soft(self.tr("Nothing is saved until all of it is right."))
            return
        behind = sum(row.is_behind for row in self._rows)
        text = self.tr("%n apprentice(s)", "", len(self._rows))
        if self.list.shown != len(self._rows):
            text = self.tr("{shown} of {all}").format(shown=self.list.shown, all=text)
        if behind:
            text = self.tr("{count} · {behind} behind pace").format(count=text, behind=behind)
        self.set_soft(text)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (event.oldSize().width() >= _BESIDE_FROM) != self._is_beside():
            self._arrange()
