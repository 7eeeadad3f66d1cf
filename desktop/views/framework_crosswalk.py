"""A crosswalk: for each competency of one framework those of another that may say the same, and what is confirmed."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.codes import Role
from desktop.errors import KnownError
from desktop.frameworks.document import Competency, Framework
from desktop.frameworks.nearest import Suggestion, suggestions
from desktop.services import clock, crosswalks, frameworks
from desktop.services.crosswalks import SUGGESTED, ConfirmedPair
from desktop.tokens import SPACE
from desktop.views import change_words, style
from desktop.views.ask_reason import LONGEST_REASON
from desktop.views.crosswalk_confirmed import ConfirmedPart
from desktop.views.crosswalk_near import NearRow, near_rows
from desktop.views.forms import accessible
from desktop.views.hairline import hairline
from desktop.views.key_button import add_act
from desktop.views.segments import Segments
from desktop.views.tables import Column, list_of
from desktop.views.two_texts import TwoTexts
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

_LISTS, _NEAR, _TEXTS = 480, 620, 180


@dataclass(frozen=True, slots=True)
class CompetencyRow:
    """A competency of the first framework, and the codes of the second that are confirmed for it."""

    code: str
    text: str
    function: str
    best: float
    confirmed: tuple[str, ...]


class FrameworkCrosswalkPage(RecordPage):
    """Opened at two (key, version). Enter confirms the chosen suggestion and goes on; 1 to 5 choose one."""

    shows = frozenset({"CrosswalkPair"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Crosswalk"))
        self._names: tuple[tuple[str, str], tuple[str, str]] | None = None
        self._both: tuple[Framework, Framework] | None = None
        self._near: dict[str, tuple[Suggestion, ...]] = {}
        self._pairs: tuple[ConfirmedPair, ...] = ()
        self.may_write = viewer.role is Role.COORDINATOR
        self.back = self.head.add_button(self.tr("Back"), self._back, "chevron-left")
        sentence = self.tr("A confirmed pair is evidence for prior credit. It is never a sign-off.")
        self.says = style.label(sentence, soft=True, wraps=True)
        self.segments = Segments(
            self.tr("Part of the crosswalk"),
            (("open", self.tr("Without a pair")), ("all", self.tr("All")), ("confirmed", self.tr("Confirmed"))),
        )
        self.segments.chosen.connect(lambda _key: self._show())
        self.note = accessible(QLineEdit(), self.tr("What speaks for the pairs (optional)"))
        self.note.setMaxLength(LONGEST_REASON)
        self.note.setPlaceholderText(self.tr("What speaks for the pairs (optional)"))
        if not self.may_write:
            # Shown before it has its place, it would be a window for a moment.
            self.note.hide()
        self.list = list_of(self.tr("Competencies"), self._columns(), "code")
        self.list.chosen.connect(lambda _row: self._show_near())
        self.list.set_empty(self.tr("Every competency has a pair."), self.tr("See Confirmed."))
        self.near = list_of(self.tr("Suggestions"), self._near_columns(), "code")
        self.near.show_table(self.near.table, sortable=False)
        self.near.chosen.connect(lambda _row: self._show_texts())
        self.texts = TwoTexts(self.tr("Both texts"))
        self.confirmed = ConfirmedPart(may_write=self.may_write)
        self.confirmed.withdraw_wanted.connect(self.withdraw)
        self._lay_out()
        self._listen()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE.section)
        bar.addWidget(self.segments)
        bar.addWidget(self.note, 1)
        bar.addStretch()
        lists = QSplitter(Qt.Orientation.Horizontal)
        lists.setChildrenCollapsible(False)
        lists.setHandleWidth(SPACE.pane)
        for view in (self.list, self.near):
            lists.addWidget(view)
        lists.setSizes([_LISTS, _NEAR])
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(lists)
        self.splitter.addWidget(self.texts)
        self.splitter.setSizes([_LISTS, _TEXTS])
        self.splitter.setStretchFactor(0, 1)
        walking = QWidget()
        layout = QVBoxLayout(walking)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)
        self.stack = QStackedWidget()
        self.stack.addWidget(walking)
        self.stack.addWidget(self.confirmed)
        self.body.addWidget(self.says)
        self.body.addLayout(bar)
        self.body.addWidget(hairline())
        self.body.addWidget(self.stack, 1)

    def _listen(self) -> None:
        """Keys that act in both lists, for those who may."""
        for view in (self.list, self.near):
            for place in range(1, SUGGESTED + 1):
                words = self.tr("Suggestion {place}").format(place=place)
                add_act(view, words, str(place), partial(self._choose, place))
        if self.may_write:
            self.list.activated_row.connect(lambda _row: self.confirm())
            self.near.activated_row.connect(lambda _row: self._act())
            for view in (self.list, self.near):
                add_act(view, self.tr("Withdraw"), "Delete", self.withdraw_chosen)

    def _columns(self) -> list[Column[CompetencyRow]]:
        return [
            Column("", lambda row: "", mark=lambda row: "signed" if row.confirmed else None, sample=" "),
            Column(self.tr("From"), lambda row: row.code, kind="code", sample="M.MM"),
            Column(self.tr("Competency"), lambda row: row.text, second=lambda row: row.function, stretch=1),
            Column(self.tr("To"), lambda row: ", ".join(row.confirmed), kind="code", sample="M.MM"),
            Column(self.tr("Best"), lambda row: f"{row.best:.0f}", key=lambda row: row.best, end=True, sample="100"),
        ]

    def _near_columns(self) -> list[Column[NearRow]]:
        found: list[Column[NearRow]] = [
            Column("", lambda row: str(row.place or ""), sample="55"),
            Column(
                self.tr("To"),
                lambda row: row.code,
                mark=lambda row: "signed" if row.pair else None,
                kind="code",
                sample="M.M",
            ),
            Column(self.tr("May say the same"), lambda row: row.text, second=self._second, stretch=1),
            Column(self.tr("Alike"), lambda row: f"{row.score:.0f}", end=True, sample="100"),
        ]
        if self.may_write:
            found.append(Column("", self._act_words, action=True, sample=self.tr("Withdraw")))
        return found

    def _act_words(self, row: NearRow) -> str:
        return self.tr("Withdraw") if row.pair else self.tr("Confirm")

    def _second(self, row: NearRow) -> str:
        if row.pair is not None:
            return self.confirmed.who(row.pair)
        return self.tr("in common: {words}").format(words=", ".join(row.shared)) if row.shared else ""

    @override
    def open_at(self, target: Any) -> None:
        """((key, version), (key, version))"""
        self._names, self._both = target, None
        self.message.clear()
        self.segments.set_value("all")
        self.reload()
        if self.list.table.rows:
            self.list.selectRow(0)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        if self._names is None:
            return
        try:
            if self._both is None:
                one, other = (self.workspace.read(frameworks.find, key=key, version=v) for key, v in self._names)
                self._both, self._near = (one, other), suggestions(one, other, most=SUGGESTED)
            one, other = self._both
            self.confirmed.zone = self.workspace.read(clock.zone)
            self._pairs = self.workspace.read(crosswalks.confirmed, before=one, after=other)
        except KnownError as error:
            self.message.show_message("error", str(error))
            return
        self._show()

    @property
    def _standing(self) -> tuple[ConfirmedPair, ...]:
        return tuple(pair for pair in self._pairs if pair.withdrawn_at is None)

    def _show(self) -> None:
        if self._both is None:
            return
        one, other = self._both
        to: dict[str, tuple[str, ...]] = {}
        for pair in self._standing:
            to[pair.code] = (*to.get(pair.code, ()), pair.other_code)
        parts = [(part.title, each) for part in one.titled_functions() for each in part.competencies]
        rows = [self._row(function, each, to) for function, each in parts]
        texts = {row.code: row.text for row in rows}
        counts = {"open": sum(not row.confirmed for row in rows), "all": len(rows), "confirmed": len(self._standing)}
        for key, count in counts.items():
            self.segments.set_count(key, count)
        names = f"{change_words.named(one)} → {change_words.named(other)}"
        done = self.tr("{done} of {all} competencies have a pair").format(done=len(to), all=len(rows))
        self.set_soft(f"{names} · {done}")
        chosen = self.segments.value
        self.stack.setCurrentIndex(1 if chosen == "confirmed" else 0)
        self.note.setVisible(self.may_write and chosen != "confirmed")
        self.confirmed.show_pairs(self._pairs, texts)
        self.list.table.replace([row for row in rows if chosen != "open" or not row.confirmed])
        if self.list.current() is None and self.list.table.rows:
            self.list.selectRow(0)
        self._show_near()

    def _row(self, function: str, one: Competency, to: dict[str, tuple[str, ...]]) -> CompetencyRow:
        best = max((near.score for near in self._near.get(one.code, ())), default=0.0)
        return CompetencyRow(one.code, " ".join(one.title.split()), function, best, to.get(one.code, ()))

    def _show_near(self) -> None:
        """The suggestions first, then what is confirmed besides, then the others in their order."""
        row: CompetencyRow | None = self.list.current()
        self.near.table.replace(())
        if row is not None and self._both is not None:
            pairs = {one.other_code: one for one in self._standing if one.code == row.code}
            rows = near_rows(row.text, self._near.get(row.code, ()), self._both[1], pairs)
            self.near.table.replace(rows)
            self.near.selectRow(0)
            self.near.scrollToTop()
        self._show_texts()

    def _show_texts(self) -> None:
        row, near = self.list.current(), self.near.current()
        self.texts.setVisible(row is not None)
        if row is None or self._both is None:
            return
        heads = [change_words.named(one) for one in self._both]
        more = [self.confirmed.who(near.pair), near.pair.note] if near and near.pair else []
        self.texts.show_texts(
            (f"{heads[0]} · {row.code}", f"{heads[1]} · {near.code}" if near else heads[1]),
            row.text,
            near.text if near else "",
            more,
        )

    def _choose(self, place: int) -> None:
        if place <= self.near.table.rowCount():
            self.near.selectRow(place - 1)

    def _act(self) -> None:
        near: NearRow | None = self.near.current()
        if near is not None and near.pair is not None:
            self.withdraw(near.pair.id)
        else:
            self.confirm()

    def confirm(self) -> None:
        """Keep the chosen suggestion as a pair, and go on to the next competency without one."""
        row, near = self.list.current(), self.near.current()
        if row is None or near is None or self._both is None:
            return
        place = self.list.table.row_of(row.code)
        if near.pair is None:
            one, other = self._both
            some: dict[str, Any] = {"before": one, "after": other, "pairs": [(row.code, near.code)]}
            some |= {"by": self.viewer.person_id, "note": self.note.text()}
            if not self.attempt(lambda: self.workspace.write(crosswalks.confirm, **some)):
                return
        rows: tuple[CompetencyRow, ...] = self.list.table.rows
        start = place if self.segments.value == "open" else place + 1
        after = next((one for one in (*rows[start:], *rows[:start]) if not one.confirmed), None)
        if after is not None:
            self.list.select(after.code)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def withdraw_chosen(self) -> None:
        """The chosen pair no longer holds."""
        near: NearRow | None = self.near.current()
        if near is not None and near.pair is not None:
            self.withdraw(near.pair.id)

    def withdraw(self, pair_id: str) -> None:
        """Say that a pair no longer holds; it stays in the record."""
        by = self.viewer.person_id
        if self.attempt(lambda: self.workspace.write(crosswalks.withdraw, pair_id=pair_id, by=by)):
            self.message.show_message("success", self.tr("The pair is withdrawn; it stays in the record."))

    def _back(self) -> None:
        self.go.emit("framework_compare", self._names)
