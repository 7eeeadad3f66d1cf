"""Which agreements would move to another version, and what of them would stay behind."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.frameworks.carrying import LeftOut
from desktop.services.carry_policies import Move, total_left_out
from desktop.tokens import SPACE
from desktop.views import change_words, style
from desktop.views.tables import Column, list_of


@dataclass(frozen=True, slots=True)
class LeftRow:
    """A part, and what of all agreements stays behind with it."""

    id: str
    left: LeftOut


class MovePreview(QWidget):
    """Agreements above, what is left out of all of them below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = style.label(kind="section", wraps=True)
        self.list = list_of(self.tr("Agreements that move"), self._columns(), "agreement_id")
        self.list.set_empty(self.tr("Nobody moves."), self.tr("Choose above who does."))
        self.left_head = style.label(kind="section", wraps=True)
        self.left = list_of(self.tr("Left out"), self._left_columns())
        self.left.set_empty(self.tr("Nothing is left out."), self.tr("Every hour and every sign-off comes along."))
        self.left.setMinimumHeight(SPACE.wide * 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.row)
        layout.addWidget(self.head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.left_head)
        layout.addWidget(self.left, 1)

    def _columns(self) -> list[Column[Move]]:
        return [
            Column(
                self.tr("Number"), lambda row: str(row.number), key=lambda row: row.number, end=True, sample="88888"
            ),
            Column(self.tr("Apprentice"), lambda row: row.name, kind="name", stretch=1),
            Column(self.tr("Left out"), self._codes, stretch=2),
        ]

    def _codes(self, row: Move) -> str:
        if not row.left_out:
            return self.tr("nothing")
        return ", ".join(f"{change_words.kind(one.kind).lower()} {one.code}" for one in row.left_out)

    def _left_columns(self) -> list[Column[LeftRow]]:
        return [
            Column(
                self.tr("Part"), lambda row: change_words.kind(row.left.kind), sample=self.tr("Job function") + "MM"
            ),
            Column(self.tr("Code"), lambda row: row.left.code, kind="code", sample="MMMM"),
            Column(self.tr("What stays behind"), lambda row: change_words.behind(row.left), stretch=1),
        ]

    def show_moves(self, moves: tuple[Move, ...]) -> None:
        whole = total_left_out(moves)
        self.head.setText(self.tr("%n agreement(s) would move", "", len(moves)))
        self.list.table.replace(moves)
        self.left_head.setText(self.tr("Left out {count}").format(count=len(whole)))
        self.left.table.replace([LeftRow(f"{one.kind} {one.code}", one) for one in whole])


def _number(row: Move) -> str:
    return str(row.number)
