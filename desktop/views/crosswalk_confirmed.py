"""The pairs of a crosswalk that were confirmed: who did when, and which of them no longer hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import words
from desktop.services.crosswalks import ConfirmedPair
from desktop.tokens import StateName
from desktop.views.days import long_day
from desktop.views.key_button import add_act
from desktop.views.tables import Column, list_of


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair with the text of the competency that it comes from."""

    id: str
    pair: ConfirmedPair
    text: str


class ConfirmedPart(QWidget):
    """`withdraw_wanted` gives the id of a pair that no longer holds."""

    withdraw_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, may_write: bool) -> None:
        super().__init__(parent)
        self.zone: tzinfo = UTC
        self.list = list_of(self.tr("Confirmed pairs"), self._columns(may_write))
        self.list.set_empty(self.tr("No pair is confirmed."), self.tr("Confirm them among the suggestions."))
        if may_write:
            self.list.activated_row.connect(self._withdraw)
            add_act(self.list, self.tr("Withdraw"), "Delete", lambda: self._withdraw(self.list.current()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)

    def _columns(self, may_write: bool) -> list[Column[PairRow]]:
        found: list[Column[PairRow]] = [
            Column(self.tr("State"), self._state, mark=_mark, sample=self.tr("Withdrawn")),
            Column(self.tr("From"), lambda row: row.pair.code, kind="code", sample="MMMM"),
            Column(self.tr("Competency"), lambda row: row.text, second=lambda row: row.pair.note, stretch=1),
            Column(self.tr("To"), lambda row: row.pair.other_code, kind="code", sample="MMMM"),
            Column(
                self.tr("Says the same"),
                lambda row: words.clean_line(row.pair.other_text),
                second=lambda row: self.who(row.pair),
                stretch=1,
            ),
            Column(
                self.tr("Alike, of 100"),
                lambda row: f"{row.pair.score:.0f}",
                key=lambda row: row.pair.score,
                end=True,
                sample="100",
            ),
        ]
        if may_write:
            found.append(Column("", self._act, action=True, sample=self.tr("Withdraw")))
        return found

    def _state(self, row: PairRow) -> str:
        return self.tr("Withdrawn") if row.pair.withdrawn_at else self.tr("Confirmed")

    def _act(self, row: PairRow) -> str:
        return "" if row.pair.withdrawn_at else self.tr("Withdraw")

    def who(self, pair: ConfirmedPair) -> str:
        """Who confirmed a pair and when, and who withdrew it."""
        said = self.tr("confirmed by {name} on {day}").format(name=pair.confirmed_by, day=self._day(pair.confirmed_at))
        if pair.withdrawn_at is None:
            return said
        gone = self.tr("withdrawn by {name} on {day}").format(name=pair.withdrawn_by, day=self._day(pair.withdrawn_at))
        return f"{said}, {gone}"

    def _day(self, moment: datetime) -> str:
        return long_day(moment.astimezone(self.zone).date())

    def show_pairs(self, pairs: Sequence[ConfirmedPair], texts: Mapping[str, str]) -> None:
        """All pairs that were ever confirmed; those that hold stand first."""
        rows = [PairRow(pair.id, pair, texts.get(pair.code, "")) for pair in pairs]
        self.list.table.replace(sorted(rows, key=lambda row: row.pair.withdrawn_at is not None))

    def _withdraw(self, row: PairRow | None) -> None:
        if row is not None and row.pair.withdrawn_at is None:
            self.withdraw_wanted.emit(row.id)


def _mark(row: PairRow) -> StateName:
    return "missing" if row.pair.withdrawn_at else "signed"
