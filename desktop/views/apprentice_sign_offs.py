"""Every competency of one apprentice with its level, and the ratings of the chosen one."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop import words
from desktop.codes import Role
from desktop.frameworks.standing import CompetencyProgress, Progress, Rating
from desktop.services.evidence_lists import Grouped
from desktop.services.former_keys import Former
from desktop.tokens import SPACE, StateName
from desktop.views import agreement_words, days, style
from desktop.views.evidence_list import EvidenceList
from desktop.views.segments import Segments
from desktop.views.tables import Column, ListView, RowTable, by
from desktop.views.timeline import Entry, Timeline, scrolled
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace


@dataclass(frozen=True)
class Row:
    """One competency in the list; `place` is its order in the framework."""

    place: int
    function: str
    progress: CompetencyProgress

    @property
    def code(self) -> str:
        return self.progress.competency.code

    @property
    def state(self) -> StateName:
        if self.progress.is_complete:
            return "signed"
        if self.progress.is_pending:
            return "pending"
        return "rated_below" if self.progress.achieved else "missing"


class SignOffsPart(QWidget):
    """`reversal_wanted` carries the rating to take back."""

    reversal_wanted = Signal(object)

    def __init__(self, viewer: Viewer, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewer, self._workspace = viewer, workspace
        self._evidence: Grouped = {}
        self._former: Mapping[str, Former] = {}
        self._rows: list[Row] = []
        self._progress: Progress | None = None
        choices = (
            ("all", self.tr("All")),
            ("signed", self.tr("Signed")),
            ("pending", self.tr("Pending")),
            ("open", self.tr("Open")),
        )
        self.segments = Segments(self.tr("State"), choices)
        self.segments.chosen.connect(lambda _key: self._show())
        self.view = ListView(self.tr("Competencies"))
        self.view.show_table(RowTable(self._columns(), by("code"), self.view), sort_by=1)
        self.view.set_empty(self.tr("No competency stands here."))
        self.view.chosen.connect(self._show_chosen)
        self.title = style.label(kind="section", wraps=True)
        self.about = style.label(kind="small", soft=True, wraps=True)
        self.timeline = Timeline()
        self.timeline.acted.connect(self._on_acted)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SPACE.pane)
        splitter.addWidget(self._list())
        splitter.addWidget(self._ratings())
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def _list(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addWidget(self.segments)
        layout.addWidget(self.view, 1)
        made.setMinimumWidth(380)
        return made

    def _ratings(self) -> QWidget:
        made = QWidget()
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, SPACE.label, SPACE.button, 0)
        layout.setSpacing(SPACE.label)
        layout.addWidget(self.title)
        layout.addWidget(self.about)
        layout.addSpacing(SPACE.row)
        layout.addWidget(self.timeline)
        layout.addStretch()
        area = scrolled(made, self.tr("Ratings of the chosen competency"))
        area.setMinimumWidth(240)
        return area

    def _columns(self) -> list[Column[Row]]:
        return [
            Column("", lambda row: "", key=lambda row: row.state, mark=lambda row: row.state, sample=" "),
            Column(self.tr("Code"), lambda row: row.code, key=lambda row: row.place, kind="code", sample="00a"),
            Column(self.tr("Competency"), lambda row: row.progress.competency.title, stretch=3),
            Column(self.tr("Level"), _level, key=lambda row: _level(row) or None, end=True, sample="4"),
            Column(self.tr("Date"), _day, key=_observed, end=True, sample=days.SAMPLE),
            Column(self.tr("By"), _initials, sample="MMM"),
        ]

    def show_progress(self, progress: Progress, evidence: Grouped, former: Mapping[str, Former]) -> None:
        self._progress, self._evidence, self._former = progress, evidence, former
        pairs = [(function, one) for function in progress.functions for one in function.competencies]
        self._rows = [
            Row(place, f"{function.function.number} {function.function.title}", one)
            for place, (function, one) in enumerate(pairs)
        ]
        counts = Counter(row.state for row in self._rows)
        self.segments.set_count("all", len(self._rows))
        self.segments.set_count("signed", counts["signed"])
        self.segments.set_count("pending", counts["pending"])
        self.segments.set_count("open", counts["missing"] + counts["rated_below"])
        self._show()

    def _show(self) -> None:
        group = self.segments.value
        wanted = {"signed": {"signed"}, "pending": {"pending"}, "open": {"missing", "rated_below"}}.get(group)
        current = QPersistentModelIndex(self.view.currentIndex())
        self.view.table.replace([row for row in self._rows if wanted is None or row.state in wanted])
        if not current.isValid():
            first = next((row for row in self.view.table.rows if row.progress.ratings), None)
            shown = first or next(iter(self.view.table.rows), None)
            if shown is not None:
                self.view.select(shown.code)
        self._show_chosen(self.view.current())

    def choose(self, code: str) -> None:
        """Make a competency the chosen one."""
        self.view.select(code)

    def _show_chosen(self, row: Row | None) -> None:
        if row is None or self._progress is None:
            self.title.clear()
            self.about.clear()
            self.timeline.show_entries((), "")
            return
        self.title.setText(f"{row.code}  {row.progress.competency.title}")
        self.about.setText(row.function)
        waiting = self.tr("Asked for, not rated yet.") if row.progress.is_pending else self.tr("Never rated.")
        self.timeline.show_entries([self._entry(one) for one in row.progress.ratings], waiting)

    def _entry(self, rating: Rating) -> Entry:
        assert self._progress is not None
        scale = self._progress.framework.rating_scale
        level = scale.find(rating.level)
        completes = rating.level >= scale.completes_at
        given = self._evidence.get(rating.id)
        who = self.tr("{day} · {signer}, {role}").format(
            day=days.short_day(rating.observed_on),
            signer=rating.signer,
            role=agreement_words.role(rating.role),
        )
        return Entry(
            key=rating.id,
            state="signed" if completes else "rated_below",
            box=str(rating.level),
            head=self.tr("{word}, {shown}").format(
                word=level.word if level else str(rating.level), shown=agreement_words.shown(rating.shown)
            ),
            second=" · ".join(part for part in (who, self._origin(rating), self._key_words(rating)) if part),
            text=rating.comment,
            struck=bool(rating.reversed_why),
            note=self.tr("Reversed: {reason}").format(reason=rating.reversed_why) if rating.reversed_why else "",
            action=self.tr("Reverse…") if self._may_reverse(rating) else "",
            below=partial(EvidenceList, self._workspace, given) if given else None,
        )

    def _origin(self, rating: Rating) -> str:
        return self.tr("carried from {origin}").format(origin=rating.carried_from) if rating.carried_from else ""

    def _key_words(self, rating: Rating) -> str:
        """That the key of then is no longer used; what it signed stays valid."""
        former = self._former.get(rating.id)
        if former is None:
            return ""
        words = (
            self.tr("signed with a key that was replaced on {day}")
            if former.is_replaced
            else self.tr("signed with a key that was revoked on {day}")
        )
        return words.format(day=days.short_day(former.until.astimezone().date()))

    def _may_reverse(self, rating: Rating) -> bool:
        """Its signer and a coordinator; the service has the last word."""
        if rating.reversed_why or self._viewer.role in (Role.APPRENTICE, Role.VIEWER):
            return False
        return self._viewer.role is Role.COORDINATOR or rating.signer == self._viewer.name

    def _on_acted(self, rating_id: str) -> None:
        row: Row | None = self.view.current()
        found = next((one for one in row.progress.ratings if one.id == rating_id), None) if row else None
        if found is not None:
            self.reversal_wanted.emit(found)


def _level(row: Row) -> str:
    return str(row.progress.achieved.level) if row.progress.achieved else ""


def _observed(row: Row) -> object:
    return row.progress.achieved.observed_on if row.progress.achieved else None


def _day(row: Row) -> str:
    return days.short_day(row.progress.achieved.observed_on) if row.progress.achieved else ""


def _initials(row: Row) -> str:
    return words.initials(row.progress.achieved.signer) if row.progress.achieved else ""
