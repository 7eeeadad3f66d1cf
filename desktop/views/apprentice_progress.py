"""The progress of one apprentice: three clocks, what is missing and who acts, and the projected finish."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.codes import Approach, Role
from desktop.frameworks.standing import Amount, Count, FunctionProgress, Progress, Unmet
from desktop.tokens import SPACE, StateName
from desktop.views import style
from desktop.views.apprentice_finish import FinishSection
from desktop.views.clock import Clock, Reading
from desktop.views.hour_words import short_hours
from desktop.views.progress_bar import Progress as Bar
from desktop.views.tables import Column, ListView, RowTable
from desktop.views.viewer import Viewer

_TWO_COLUMNS_FROM = 1000
_LONG_LEGENDS_FROM = 1000


class ProgressPart(QWidget):
    """`acted` carries the condition whose button was pressed."""

    acted = Signal(str)

    def __init__(self, viewer: Viewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewer = viewer
        self._progress: Progress | None = None
        self.core, self.ojt, self.ri = (
            Clock(self.tr("Core competencies")),
            Clock(self.tr("On-the-job training")),
            Clock(self.tr("Related instruction")),
        )
        self.why = ListView(self.tr("Why is this not complete?"))
        self.why.activated_row.connect(self._act)
        self.functions = ListView(self.tr("Job functions"))
        self.finish = FinishSection()
        self._done = style.label(soft=True, wraps=True)
        clocks = QHBoxLayout()
        clocks.setSpacing(SPACE.section)
        for clock in (self.core, self.ojt, self.ri):
            clock.body.addStretch()
            clocks.addWidget(clock, 1)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.pane)
        self._grid.setVerticalSpacing(SPACE.section)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, SPACE.button, 0)
        layout.setSpacing(SPACE.section)
        layout.addLayout(clocks)
        layout.addLayout(self._grid)
        layout.addStretch()
        self._why = _titled(self.tr("Why is this not complete?"), self.why, self._done)
        self._functions = _titled(self.tr("Job functions"), self.functions)
        self.why.show_table(RowTable(self._why_columns(), lambda row: row.condition, self.why), sortable=False)
        self._columns = 0
        self._place(columns=1)

    def _place(self, *, columns: int) -> None:
        """What is missing comes first; the finish stands beside it, or under it where there is no room."""
        if columns == self._columns:
            return
        self._columns = columns
        for widget in (self._why, self._functions, self.finish):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._why, 0, 0)
        self._grid.addWidget(self._functions, 3 - columns, 0)
        rows = 3 if columns == 2 else 1
        self._grid.addWidget(self.finish, 2 - columns, columns - 1, rows, 1, Qt.AlignmentFlag.AlignTop)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, columns - 1)
        self._grid.setRowStretch(2, 1)
        self.finish.set_wide(columns == 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(columns=2 if event.size().width() >= _TWO_COLUMNS_FROM else 1)
        if (event.oldSize().width() < _LONG_LEGENDS_FROM) != (event.size().width() < _LONG_LEGENDS_FROM):
            self._show_clocks()

    def show_progress(self, progress: Progress) -> None:
        self._progress = progress
        self._show_clocks()
        self.why.table.replace(progress.unmet)
        self.why.fit_height()
        self.why.setVisible(bool(progress.unmet))
        self._done.setText(self.tr("Everything that completes this apprenticeship is done."))
        self._done.setVisible(not progress.unmet)
        self.finish.show_progress(progress)
        self._show_functions(progress)

    def _show_clocks(self) -> None:
        if self._progress is None:
            return
        progress, expected = self._progress, self._progress.expected
        self.core.setVisible(bool(progress.core.required))
        self.core.show_reading(self._count_reading(progress.core, expected))
        for clock, amount in ((self.ojt, progress.ojt), (self.ri, progress.ri)):
            clock.show_reading(self._hour_reading(amount, expected))
            clock.bar.setVisible(bool(amount.required))

    def _count_reading(self, count: Count, expected: float | None) -> Reading:
        tick = None if expected is None else float(round(expected * count.required))
        return Reading(
            figure=f"{count.done}",
            of=self.tr("of {required} signed").format(required=count.required),
            approved=self.tr("{count} signed").format(count=count.done),
            pending=self.tr("{count} pending").format(count=count.pending),
            progress=Bar(count.done, count.pending, count.required, tick),
            approved_word=self.tr("signed"),
        )

    def _hour_reading(self, amount: Amount, expected: float | None) -> Reading:
        """The bar counts credit with the approved part; the words keep them apart."""
        of = self.tr("approved, no minimum")
        if amount.required:
            of = self.tr("of {required} approved").format(required=short_hours(amount.required))
        if amount.credit:
            of = self.tr("{of}, {credit} credited").format(of=of, credit=short_hours(amount.credit))
        approved = self.tr("approved")
        if self.width() >= _LONG_LEGENDS_FROM:
            approved = self.tr("{hours} approved").format(hours=short_hours(amount.done))
        tick = None if expected is None else float(round(expected * amount.required / 60) * 60)
        return Reading(
            figure=short_hours(amount.done),
            of=of,
            approved=approved,
            pending=self.tr("{hours} pending").format(hours=short_hours(max(amount.pending, 0))),
            progress=Bar(amount.done + amount.credit, max(amount.pending, 0), amount.required, tick),
            number=short_hours,
        )

    def _why_columns(self) -> list[Column[Unmet]]:
        return [
            Column("", lambda row: "", mark=_state, sample=" "),
            Column(
                self.tr("What is missing"),
                lambda row: row.sentence,
                second=lambda row: row.detail,
                kind="name",
                stretch=3,
            ),
            Column(self.tr("Who acts"), self._who, sample="M" * 11),
            Column("", self._act_words, action=True, sample=self.tr("Ask for sign-off…")),
        ]

    def _who(self, row: Unmet) -> str:
        return self.tr("You") if row.who == self._viewer.name else row.who

    def _act_words(self, row: Unmet) -> str:
        """The act of a row, where it is the viewer's own."""
        if row.who != self._viewer.name or self._viewer.role is Role.VIEWER:
            return ""
        kind = row.condition.split("-")[0]
        if row.condition == "core-pending":
            return self.tr("Sign off…")
        if row.condition.endswith("-pending"):
            return self.tr("Decide…")
        if row.condition.endswith("-returned"):
            return self.tr("Correct entry…")
        if kind == "status" and self._viewer.role is Role.COORDINATOR:
            return self.tr("Record event…")
        if self._viewer.role is not Role.APPRENTICE:
            return ""
        return {
            "ojt": self.tr("Log hours…"),
            "ri": self.tr("Log hours…"),
            "core": self.tr("Ask for sign-off…"),
            "choose": self.tr("Ask for sign-off…"),
        }.get(kind, "")

    def _act(self, row: Unmet) -> None:
        if self._act_words(row):
            self.acted.emit(row.condition)

    def _show_functions(self, progress: Progress) -> None:
        shown = [one for one in progress.functions if one.core.required or one.optional.required or one.ojt.required]
        before = self.functions.model()
        table = RowTable(self._function_columns(progress), lambda row: row.function.number, self.functions)
        table.replace(shown)
        self.functions.show_table(table, sortable=False)
        self.functions.fit_height()
        if before is not None:
            before.deleteLater()

    def _function_columns(self, progress: Progress) -> list[Column[FunctionProgress]]:
        counts = progress.framework.approach is not Approach.TIME_BASED
        longest = max(("00", *(one.function.number for one in progress.functions)), key=len)
        columns: list[Column[FunctionProgress]] = [
            Column("", lambda row: row.function.number, kind="code", sample=longest),
            Column(self.tr("Job function"), lambda row: row.function.title, stretch=3),
            Column(self.tr("Progress"), lambda row: "", progress=_count_bar if counts else _hour_bar, sample="0" * 16),
        ]
        if counts:
            columns.append(Column(self.tr("Signed"), self._count_words, end=True, sample="88 of 88, 8 pending"))
        if progress.ojt.required:
            columns.append(Column(self.tr("Hours"), self._hour_words, end=True, sample="1,200 h 30 of 1,600 h"))
        return columns

    def _count_words(self, row: FunctionProgress) -> str:
        count = _needed(row)
        text = self.tr("{done} of {required}").format(done=count.done, required=count.required)
        if not count.pending:
            return text
        return self.tr("{count}, {pending} pending").format(count=text, pending=count.pending)

    def _hour_words(self, row: FunctionProgress) -> str:
        done = short_hours(row.ojt.done + row.ojt.credit)
        if not row.ojt.required:
            return done
        return self.tr("{done} of {required}").format(done=done, required=short_hours(row.ojt.required))


def _titled(title: str, view: ListView, *below: QWidget) -> QWidget:
    """A short list under its head; the page scrolls, not the list."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(SPACE.label)
    layout.addWidget(style.label(title, "section"))
    for widget in (view, *below):
        layout.addWidget(widget)
    layout.addStretch()
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _needed(row: FunctionProgress) -> Count:
    """Core competencies and as many optional ones as must be chosen."""
    chosen = min(row.optional.done, row.optional.required)
    return Count(row.core.required + row.optional.required, row.core.done + chosen, row.core.pending)


def _count_bar(row: FunctionProgress) -> Bar:
    count = _needed(row)
    return Bar(count.done, count.pending, count.required)


def _hour_bar(row: FunctionProgress) -> Bar:
    amount = row.ojt
    return Bar((amount.done + amount.credit) / 60, max(amount.pending, 0) / 60, amount.required / 60)


def _state(row: Unmet) -> StateName:
    states: dict[str, StateName] = {"pending": "pending", "returned": "returned"}
    return states.get(row.state, "missing")
