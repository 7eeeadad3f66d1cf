"""The pairs of a carry-over: a table to confirm them in, and where the chosen part goes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from desktop.codes import PartKind
from desktop.frameworks.carrying import TOTAL_ONLY, Pair, Pairs, codes_of
from desktop.frameworks.compare import Change, Comparison, PartChange
from desktop.frameworks.likeness import Said, closest
from desktop.tokens import SPACE, StateName
from desktop.views import change_words, style
from desktop.views.carry_shares import LevelsDialog, SharesDialog
from desktop.views.key_button import add_act
from desktop.views.tables import Column, list_of
from desktop.views.two_texts import TwoTexts

_TABLE, _BELOW = 400, 260
_NEAREST = 5


@dataclass(frozen=True, slots=True)
class PairRow:
    """One part of the framework that the agreement is under, and where it goes; nowhere is left out."""

    id: str
    kind: PartKind
    code: str
    text: str
    to: tuple[str, ...]
    change: PartChange
    is_confirmed: bool = False
    weights: tuple[int, ...] = ()

    @property
    def is_alike(self) -> bool:
        """Same or reworded, and not more than that: what one button may confirm."""
        return Change.SPLIT not in self.change.changes and Change.MERGED not in self.change.changes and bool(self.to)

    @property
    def is_shared(self) -> bool:
        """Whether its hours go to several, each of which has a share."""
        return self.kind is PartKind.JOB_FUNCTION and len(self.to) > 1

    @property
    def pair(self) -> Pair:
        return Pair(self.kind, self.code, self.to, self.weights)


class PairsPart(QWidget):
    """`changed` after each confirmation. Enter confirms the current row and goes to the next that is open."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Comparison | None = None
        self.levels: dict[int, int] = {}
        self._texts: dict[PartKind, dict[str, str]] = {}
        self.list = list_of(self.tr("Pairs to confirm"), self._columns())
        self.list.chosen.connect(self._show_row)
        self.list.activated_row.connect(self._on_act)
        add_act(self.list, self.tr("Leave out"), "Delete", self.leave_out)
        self.texts = TwoTexts(self.tr("Both texts"))
        self.targets = list_of(self.tr("Where it goes"), self._target_columns(), "code")
        self.targets.show_table(self.targets.table, sortable=False)
        self.targets.activated_row.connect(self._on_target)
        self.share_button = QPushButton(self.tr("Share out hours…"))
        self.share_button.clicked.connect(self.share_out)
        self.share_button.hide()
        choose = QWidget()
        column = QVBoxLayout(choose)
        column.setContentsMargins(0, SPACE.row, 0, 0)
        column.setSpacing(SPACE.label)
        hint = self.tr("Goes to several where it was split, and to none where it is left out.")
        column.addWidget(style.label(hint, "small", soft=True, wraps=True))
        column.addWidget(self.targets, 1)
        column.addWidget(self.share_button, 0, Qt.AlignmentFlag.AlignLeading)
        below = QWidget()
        beside = QHBoxLayout(below)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(SPACE.pane)
        beside.addWidget(self.texts, 1)
        beside.addWidget(choose, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(below)
        self.splitter.setSizes([_TABLE, _BELOW])
        self.splitter.setStretchFactor(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def _columns(self) -> list[Column[PairRow]]:
        return [
            Column(self.tr("State"), self._state, mark=_mark, sample=self.tr("To confirm")),
            Column(self.tr("From"), lambda row: row.code, kind="code", sample="MMM"),
            Column(self.tr("Part"), lambda row: " ".join(row.text.split()), second=self._second, stretch=5),
            Column(self.tr("To"), self._to, kind="code", sample="MM, MM, MM"),
            Column(self.tr("Change"), lambda row: change_words.changes(row.change.changes), stretch=2),
            Column(self.tr("Alike, of 100"), _score, key=_key, end=True, sample="100"),
            Column("", self._act, action=True, sample=self.tr("Open again")),
        ]

    def _target_columns(self) -> list[Column["Target"]]:
        return [
            Column("", lambda row: "", mark=lambda row: "signed" if row.is_chosen else None, sample=" "),
            Column(self.tr("To"), lambda row: row.code, kind="code", sample="MMM"),
            Column(self.tr("Part"), lambda row: row.text, second=self._share, stretch=1),
            Column("", self._target_act, action=True, sample=self.tr("Take away")),
        ]

    def _share(self, row: "Target") -> str:
        if not row.of:
            return ""
        return self.tr("{weight} of {whole} of the hours").format(weight=row.weight, whole=row.of)

    def _target_act(self, row: "Target") -> str:
        return self.tr("Take away") if row.is_chosen else self.tr("Choose")

    def _state(self, row: PairRow) -> str:
        if not row.is_confirmed:
            return self.tr("To confirm")
        return self.tr("Confirmed") if row.to else self.tr("Left out")

    def _second(self, row: PairRow) -> str:
        return change_words.kind(row.kind)

    def _to(self, row: PairRow) -> str:
        return ", ".join(code or self.tr("total only") for code in row.to) or "—"

    def _act(self, row: PairRow) -> str:
        if row.is_confirmed:
            return self.tr("Open again")
        return self.tr("Confirm") if row.to else self.tr("Leave out")

    def show_pairs(self, found: Comparison, pairs: Pairs) -> None:
        """Every part of the earlier framework with what is suggested; nothing is confirmed yet."""
        self._found, self.levels = found, dict(pairs.levels)
        self._texts = codes_of(found.after)
        rows = []
        for part in found.parts:
            for side in part.before:
                pair = pairs.find(part.kind, side.code)
                id_ = f"{part.kind} {side.code}"
                rows.append(PairRow(id_, part.kind, side.code, side.text, pair.after if pair else (), part))
        self.list.table.replace(rows)
        if rows:
            self.list.selectRow(0)
        self._show_row(self.list.current())
        self.changed.emit()

    @property
    def rows(self) -> tuple[PairRow, ...]:
        return self.list.table.rows if self._found else ()

    @property
    def open(self) -> int:
        """How many parts nobody decided on yet."""
        return sum(not row.is_confirmed for row in self.rows)

    def pairs(self) -> Pairs:
        """What was decided, and for what is still open what is suggested."""
        return Pairs(tuple(row.pair for row in self.rows if row.to), self.levels)

    def choose_levels(self) -> None:
        """Say which level of the one rating scale becomes which of the other."""
        if self._found is not None:
            scales = self._found.before.rating_scale, self._found.after.rating_scale
            self.levels = LevelsDialog.ask(self, *scales, self.levels) or self.levels
            self.changed.emit()

    def share_out(self) -> None:
        """Say how the hours of the current job function are shared out among those it goes to."""
        row: PairRow | None = self.list.current()
        if row is None or not row.is_shared:
            return
        known = self._texts[row.kind]
        names = [f"{code}  {' '.join(known[code].split())}" if code else self._total() for code in row.to]
        weights = SharesDialog.ask(self, f"{row.code} {row.text}", names, row.pair.shares())
        if weights is not None:
            changed = replace(row, weights=weights, is_confirmed=True)
            self._set(changed)
            self._show_row(changed)

    def _total(self) -> str:
        return self.tr("The total alone, no job function")

    def confirm_alike(self, least: float) -> int:
        """Confirm what is the same or reworded and at least so much alike. Returns how many that were."""
        wanted = {row.id for row in self.rows if not row.is_confirmed and row.is_alike and row.change.score >= least}
        self._put([replace(row, is_confirmed=True) if row.id in wanted else row for row in self.rows])
        self._to_next_open()
        return len(wanted)

    def _put(self, rows: Sequence[PairRow]) -> None:
        self.list.table.replace(rows)
        self.changed.emit()

    def _set(self, row: PairRow) -> None:
        self._put([row if one.id == row.id else one for one in self.rows])

    def _on_act(self, row: PairRow) -> None:
        self._set(replace(row, is_confirmed=not row.is_confirmed))
        if not row.is_confirmed:
            self._to_next_open()

    def _to_next_open(self) -> None:
        rows = self.rows
        current = self.list.current()
        start = next((place for place, row in enumerate(rows) if current and row.id == current.id), 0)
        for row in (*rows[start:], *rows[:start]):
            if not row.is_confirmed:
                self.list.select(row.id)
                return

    def leave_out(self) -> None:
        """The current part goes nowhere."""
        row: PairRow | None = self.list.current()
        if row is not None:
            self._set(replace(row, to=(), weights=(), is_confirmed=True))
            self._to_next_open()
            self._show_row(self.list.current())

    def _show_row(self, row: PairRow | None) -> None:
        self.texts.setVisible(row is not None)
        if row is None or self._found is None:
            return
        heads = change_words.named(self._found.before), change_words.named(self._found.after)
        known = self._texts[row.kind]
        after = "\n".join(known.get(code, self.tr("Counts in the total alone")) for code in row.to)
        codes = f"{heads[0]} · {row.code}", f"{heads[1]} · {self._to(row)}"
        shared = ", ".join(row.change.shared)
        more = self.tr("Words in common: {words}").format(words=shared) if shared and row.to else ""
        self.texts.show_texts(codes, row.text, after, [change_words.matched(row.change), more])
        self._show_targets(row, known)

    def _show_targets(self, row: PairRow, known: dict[str, str]) -> None:
        """What it goes to first, then the nearest, then the others in their order."""
        codes = list(known)
        near = [codes[place] for _, place in closest(Said(row.text), map(Said, known.values()), _NEAREST)]
        order = list(dict.fromkeys([*(code for code in row.to if code in known), *near, *codes]))
        names = {code: " ".join(known[code].split()) for code in order}
        if row.kind is PartKind.JOB_FUNCTION:
            names[TOTAL_ONLY] = self._total()
        shares = dict(zip(row.to, row.pair.shares(), strict=True)) if row.is_shared else {}
        of = sum(shares.values())
        rows = [Target(code, name, code in row.to, shares.get(code, 0), of) for code, name in names.items()]
        rows = [one if one.is_chosen else replace(one, of=0) for one in rows]
        self.share_button.setVisible(row.is_shared)
        self.targets.table.replace(rows)

    def _on_target(self, target: "Target") -> None:
        row: PairRow | None = self.list.current()
        if row is None:
            return
        shares = dict(zip(row.to, row.pair.shares(), strict=True))
        if shares.pop(target.code, None) is None:
            shares[target.code] = 1
        weights = tuple(shares.values()) if len(set(shares.values())) > 1 else ()
        changed = replace(row, to=tuple(shares), weights=weights, is_confirmed=True)
        self._set(changed)
        self._show_row(changed)
        self.targets.select(target.code)

    def show_current(self) -> None:
        """Bring the current row back into view, once the page has its new height."""
        QTimer.singleShot(0, self.list, lambda: self.list.scrollTo(self.list.currentIndex()))


@dataclass(frozen=True, slots=True)
class Target:
    """A part that the current one may go to; `weight` of `of` is its share where the hours go to several."""

    code: str
    text: str
    is_chosen: bool
    weight: int = 0
    of: int = 0


def _mark(row: PairRow) -> StateName:
    if not row.is_confirmed:
        return "pending"
    return "signed" if row.to else "missing"


def _key(row: PairRow) -> float:
    return row.change.score if row.to else -1.0


def _score(row: PairRow) -> str:
    return f"{row.change.score:.0f}" if row.to else ""
