"""Home of a mentor, an instructor and a coordinator: what waits for them, what blocks most first."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.codes import Role
from desktop.services import home
from desktop.services.apprentices import ApprenticeRow
from desktop.services.home import Group, QueueItem
from desktop.tokens import SPACE, StateName
from desktop.views import days, style
from desktop.views.cohort_glance import CohortGlance
from desktop.views.empty import EmptyState
from desktop.views.row_table import Column, RowTable
from desktop.views.segments import Segments
from desktop.views.states import MarkLabel
from desktop.views.tables import ListView, by
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

_STATES: dict[Group, StateName] = {Group.OVERDUE: "overdue", Group.WEEK: "due", Group.WATCH: "watch"}


class HomePage(RecordPage):
    """The queue, grouped; beside it the cohort at a glance."""

    shows = frozenset({"HourEntry", "SignOff", "SignOffRequest", "StatusEvent", "Agreement", "AgreementMentor"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__(QCoreApplication.translate("HomePage", "What waits for you"), workspace, viewer)
        if viewer.role is Role.COORDINATOR:
            self.set_title(self.tr("What needs you today"))
        self._items: tuple[QueueItem, ...] = ()
        self._page = "all"
        self._today = date.min
        choices = (
            ("all", self.tr("All")),
            ("sign_offs", self.tr("Sign-offs")),
            ("hours", self.tr("Hours")),
            ("apprentices", self.tr("Agreements and pace")),
        )
        self.segments = Segments(self.tr("What to show"), choices)
        self.segments.chosen.connect(self._choose)
        self.groups = {group: _GroupList(group, self) for group in Group}
        self.empty = EmptyState(
            self.tr("Nothing waits for you."),
            self.tr("Hours to approve, sign-offs that were asked for, and dates that come near stand here."),
        )
        self.empty.clicked.connect(lambda: self.go.emit("apprentices", "register"))
        self.glance = CohortGlance()
        self._lay_out()

    def _lay_out(self) -> None:
        queue = QVBoxLayout()
        queue.setContentsMargins(0, 0, SPACE.label, 0)
        queue.setSpacing(SPACE.section)
        for group in self.groups.values():
            group.view.activated_row.connect(self._open)
            group.view.chosen.connect(lambda _item, view=group.view: self._follow(view))
            queue.addWidget(group)
        queue.addWidget(self.empty)
        queue.addStretch()
        self._queue = QWidget()
        style.paper(self._queue)
        self._queue.setLayout(queue)
        self._scroller = QScrollArea()
        self._scroller.setFrameShape(QFrame.Shape.NoFrame)
        self._scroller.setWidgetResizable(True)
        self._scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroller.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroller.setWidget(self._queue)
        bar = QHBoxLayout()
        bar.addWidget(self.segments)
        bar.addStretch()
        start = QVBoxLayout()
        start.setSpacing(SPACE.section)
        start.addLayout(bar)
        start.addWidget(self._scroller, 1)
        panes = QHBoxLayout()
        panes.setSpacing(SPACE.pane)
        panes.addLayout(start, 3)
        panes.addWidget(self.glance, 1, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(panes, 1)

    @override
    def reload(self) -> None:
        viewer = self.viewer
        self.fetch(home.overview, self._show_overview, role=viewer.role, person_id=viewer.person_id)

    def _show_overview(self, found: home.Overview) -> None:
        self._today, self._items = found.today, found.items
        words = self.tr("1 apprentice") if len(found.rows) == 1 else self.tr("{n} apprentices")
        count = words.format(n=len(found.rows))
        parts = (days.whole_day(found.today), found.sponsor, count)
        self.set_soft(" · ".join(part for part in parts if part))
        self._fill_segments()
        self._show()
        self.glance.show_rows(found.rows)
        self._show_start(found.rows)

    def _show_start(self, rows: Sequence[ApprenticeRow]) -> None:
        """An empty record says what comes first."""
        if rows or self.viewer.role is not Role.COORDINATOR:
            self.empty.say(
                self.tr("Nothing waits for you."),
                self.tr("Hours to approve, sign-offs that were asked for, and dates that come near stand here."),
            )
            return
        self.empty.say(
            self.tr("No apprentice is registered yet."),
            self.tr("Register the first one: with the framework, the employer, the mentor and the day of beginning."),
            self.tr("Register apprentice…"),
        )

    def _fill_segments(self) -> None:
        for key in ("all", "sign_offs", "hours", "apprentices"):
            self.segments.set_count(key, sum(key in ("all", item.page) for item in self._items))

    def _choose(self, key: str) -> None:
        self._page = key
        self._show()

    def _show(self) -> None:
        shown = [item for item in self._items if self._page in ("all", item.page)]
        for group, part in self.groups.items():
            part.show_items([item for item in shown if item.group is group], self._today)
        self.empty.setVisible(not shown)

    def _follow(self, view: ListView) -> None:
        """The lists are as high as their rows, so the page scrolls to the row that the keys reach."""
        if view.hasFocus():
            row = view.visualRect(view.currentIndex())
            place = view.viewport().mapTo(self._queue, row.center())
            self._scroller.ensureVisible(place.x(), place.y(), 0, row.height())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """In a new window the keys begin in the first group, so that Enter opens what blocks most."""
        super().showEvent(event)
        first = next((part.view for part in self.groups.values() if part.view.table.rowCount()), None)
        if first is not None and QApplication.focusWidget() is None:
            first.setFocus()

    def _open(self, item: QueueItem) -> None:
        self.go.emit(item.page, item.agreement_id)


class _GroupList(QWidget):
    """The head of a group with its mark and count, and its rows."""

    def __init__(self, group: Group, parent: QWidget) -> None:
        super().__init__(parent)
        self._today = date.min
        self._words = {
            Group.OVERDUE: self.tr("Overdue"),
            Group.WEEK: self.tr("Coming up"),
            Group.WATCH: self.tr("Watch"),
        }[group]
        self._head = MarkLabel(style.scheme().state(_STATES[group]).icon, _STATES[group], self._words, "section")
        self.view = ListView(self._words)
        self.view.show_table(RowTable(self._columns(_STATES[group]), by("id"), self.view), sortable=False)
        self.view.horizontalHeader().hide()
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addWidget(self._head)
        layout.addWidget(self.view)

    def _columns(self, state: StateName) -> list[Column[QueueItem]]:
        return [
            Column("", lambda item: "", mark=lambda item: state, sample=" "),
            Column(self.tr("What"), lambda item: item.title, second=lambda item: item.detail, kind="name", stretch=3),
            Column(self.tr("Who"), lambda item: item.apprentice, second=lambda item: item.employer, stretch=2),
            Column(self.tr("Due"), self._due, second=self._distance, sample="Nov 29, 2026 M"),
            Column(self.tr("Act"), lambda item: item.act, action=True, end=True, sample="Open agreement MM"),
        ]

    def _due(self, item: QueueItem) -> str:
        if item.due is None:
            return self.tr("no date")
        return days.short_day(item.due, self._today)

    def _distance(self, item: QueueItem) -> str:
        if item.due is None:
            return ""
        left = (item.due - self._today).days
        if left < 0:
            words = self.tr("1 day late") if left == -1 else self.tr("{n} days late")
            return words.format(n=-left)
        if left == 0:
            return self.tr("today")
        return (self.tr("in 1 day") if left == 1 else self.tr("in {n} days")).format(n=left)

    def show_items(self, items: Sequence[QueueItem], today: date) -> None:
        self._today = today
        self._head.text.setText(f"{self._words}   {len(items)}")
        self.view.table.replace(items)
        self.view.fit_height()
        self.setVisible(bool(items))
