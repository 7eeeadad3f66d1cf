"""Progress before a carry-over and after it, and what would not come along."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop import words
from desktop.frameworks.carrying import LeftOut
from desktop.frameworks.standing import Amount, Count, Progress
from desktop.services.carry_over import Preview
from desktop.tokens import SPACE
from desktop.views import change_words, style
from desktop.views.tables import Column, ListView, RowTable, list_of


@dataclass(frozen=True, slots=True)
class StandRow:
    """One line of a progress: all of it, or one job function."""

    id: str
    name: str
    core: str
    core_more: str
    hours: str
    hours_more: str


class PreviewPart(QWidget):
    """The progress now at the start, the progress then at the end, and below what is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(style.label(kind="section", wraps=True) for _ in range(2))
        self.lists = tuple(list_of(name, self._columns()) for name in (self.tr("Now"), self.tr("Then")))
        for view in self.lists:
            view.show_table(view.table, sortable=False)
        self.left_head = style.label(kind="section", wraps=True)
        self.left = ListView(self.tr("Left out"))
        self.left.show_table(RowTable(self._left_columns(), lambda row: (row.kind, row.code), self.left))
        self.left.set_empty(self.tr("Nothing is left out."), self.tr("Every hour and every sign-off comes along."))
        self.levels = style.label(soft=True, wraps=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.wide)
        grid.setVerticalSpacing(SPACE.label)
        for column in range(2):
            grid.addWidget(self.heads[column], 0, column)
            grid.addWidget(self.lists[column], 1, column)
            grid.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.row)
        layout.addLayout(grid, 3)
        layout.addWidget(self.levels)
        layout.addWidget(self.left_head)
        layout.addWidget(self.left, 1)
        self.left.setMinimumHeight(SPACE.wide * 3)

    def _columns(self) -> list[Column[StandRow]]:
        return [
            Column("", lambda row: row.name, stretch=4),
            Column(self.tr("Core"), lambda row: row.core, second=lambda row: row.core_more, sample="188 pending"),
            Column(
                self.tr("Hours"),
                lambda row: row.hours,
                second=lambda row: row.hours_more,
                end=True,
                sample=self.tr("1,888 h 30 min pending"),
            ),
        ]

    def _left_columns(self) -> list[Column[LeftOut]]:
        return [
            Column(self.tr("Part"), lambda row: change_words.kind(row.kind), sample=self.tr("Job function") + "MM"),
            Column(self.tr("Code"), lambda row: row.code, kind="code", sample="MMMM"),
            Column(self.tr("What stays behind"), change_words.behind, stretch=1),
        ]

    def show_preview(self, found: Preview, levels: Mapping[int, int]) -> None:
        names = (self.tr("Now: {framework}"), self.tr("Then: {framework}"))
        for head, view, name, one in zip(self.heads, self.lists, names, (found.before, found.after), strict=True):
            head.setText(name.format(framework=change_words.named(one.framework)))
            view.table.replace(self._rows(one))
        self.left.table.replace(found.left_out)
        self.left_head.setText(self.tr("Left out {count}").format(count=len(found.left_out)))
        changed = {old: new for old, new in levels.items() if old != new}
        listed = words.listed(self.tr("{old} becomes {new}").format(old=old, new=new) for old, new in changed.items())
        self.levels.setText(self.tr("Levels change: {levels}.").format(levels=listed))
        self.levels.setVisible(bool(changed))

    def _rows(self, found: Progress) -> list[StandRow]:
        return [
            self._row("", self.tr("In all"), found.core, found.optional, found.ojt),
            self._row("ri", self.tr("Related instruction"), None, None, found.ri),
            StandRow("unmet", self.tr("Conditions open"), str(len(found.unmet)), "", "", ""),
            *(
                self._row(
                    f"function {one.function.number}",
                    f"{one.function.number}  {one.function.title}",
                    one.core,
                    one.optional,
                    one.ojt,
                )
                for one in found.functions
            ),
        ]

    def _row(self, id_: str, name: str, core: Count | None, optional: Count | None, hours: Amount) -> StandRow:
        more = [
            self.tr("{count} pending").format(count=core.pending) if core and core.pending else "",
            self.tr("optional {count}").format(count=_count(optional)) if optional and _count(optional) else "",
        ]
        hours_more = [
            self.tr("{hours} pending").format(hours=words.hours(hours.pending)) if hours.pending else "",
            self.tr("{hours} credited").format(hours=words.hours(hours.credit)) if hours.credit else "",
        ]
        return StandRow(
            id_,
            name,
            _count(core) if core else "",
            ", ".join(one for one in more if one),
            words.hours(hours.done),
            ", ".join(one for one in hours_more if one),
        )


def _count(count: Count) -> str:
    return f"{count.done} of {count.required}" if count.done or count.required else ""
