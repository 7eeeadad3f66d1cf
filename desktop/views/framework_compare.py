"""Two frameworks beside each other: what became of each part, and both texts of the chosen one."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSplitter
from typing_extensions import override

from desktop.codes import Role
from desktop.errors import KnownError
from desktop.frameworks.compare import Change, Comparison, PartChange, compare
from desktop.frameworks.details import FieldChange
from desktop.frameworks.document import Framework
from desktop.services import frameworks
from desktop.services.frameworks import FrameworkRow
from desktop.tokens import SPACE
from desktop.views import change_words, style
from desktop.views.choices import place_of
from desktop.views.forms import accessible
from desktop.views.hairline import hairline
from desktop.views.segments import Segments
from desktop.views.tables import Column, list_of
from desktop.views.two_texts import TwoTexts
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

_LIST, _TEXTS = 560, 200
_GROUPS: dict[str, frozenset[Change]] = {
    "changed": frozenset(Change) - {Change.SAME},
    "reworded": frozenset({Change.REWORDED}),
    "moved": frozenset({Change.MOVED, Change.RENUMBERED}),
    "regrouped": frozenset({Change.SPLIT, Change.MERGED}),
    "new": frozenset({Change.NEW}),
    "retired": frozenset({Change.RETIRED}),
    "kind": frozenset({Change.TO_OPTIONAL, Change.TO_CORE}),
    "details": frozenset({Change.DETAILS}),
    "same": frozenset({Change.SAME}),
}


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One part, or one field of the framework as a whole."""

    id: int
    part: PartChange | None = None
    field: FieldChange | None = None

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.part.changes if self.part else (Change.DETAILS,)


class FrameworkComparePage(RecordPage):
    """Opened at the key and version of the later framework; the earlier is the version before it."""

    shows = frozenset({"FrameworkVersion"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Compare frameworks"))
        self._found: Comparison | None = None
        self._rows: tuple[CompareRow, ...] = ()
        self.back = self.head.add_button(self.tr("Back"), self._back, "chevron-left")
        self.crosswalk_button = self.head.add_button(self.tr("Crosswalk"), lambda: self._go("framework_crosswalk"))
        if viewer.role is not Role.COORDINATOR:
            self.crosswalk_button.hide()
        self._adopted: frozenset[tuple[str, str]] = frozenset()
        if viewer.role is Role.COORDINATOR:
            self.move_button = self.head.set_primary(self.tr("Move agreements…"), lambda: self._go("framework_move"))
        self.before = accessible(QComboBox(), self.tr("Earlier framework"))
        self.after = accessible(QComboBox(), self.tr("Later framework"))
        for box in (self.before, self.after):
            box.currentIndexChanged.connect(lambda _index: self._compare())
        self.segments = Segments(self.tr("Kind of change"), self._choices())
        self.segments.chosen.connect(lambda _key: self._show())
        self.kinds = accessible(QComboBox(), self.tr("Kind of change"))
        self.kinds.activated.connect(lambda _index: self._choose(self.kinds.currentData()))
        self.kinds.hide()
        # Narrower than its buttons it gives way to the list.
        self.segments.setMinimumWidth(1)
        self.list = list_of(self.tr("Parts of both frameworks"), self._columns())
        self.list.chosen.connect(self._show_row)
        self.list.set_empty(self.tr("No part has this change."), self.tr("Choose another kind of change above."))
        self.texts = TwoTexts(self.tr("Both texts"))
        line = QHBoxLayout()
        line.setSpacing(SPACE.button)
        for name, box in ((self.tr("From"), self.before), (self.tr("to"), self.after)):
            label = style.label(name, soft=True)
            label.setBuddy(box)
            line.addWidget(label)
            line.addWidget(box, 1)
        self.splitter = QSplitter(Qt.Orientation.Vertical)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.list)
        self.splitter.addWidget(self.texts)
        self.splitter.setSizes([_LIST, _TEXTS])
        self.splitter.setStretchFactor(0, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.segments)
        self.body.addWidget(self.kinds, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(hairline())
        self.body.addWidget(self.splitter, 1)

    def _choices(self) -> tuple[tuple[str, str], ...]:
        return (
            ("changed", self.tr("All changes")),
            ("reworded", self.tr("Reworded")),
            ("moved", self.tr("Moved")),
            ("regrouped", self.tr("Split, merged")),
            ("new", self.tr("New")),
            ("retired", self.tr("Retired")),
            ("kind", self.tr("Core, optional")),
            ("details", self.tr("Details")),
            ("same", self.tr("Same")),
        )

    def _columns(self) -> list[Column[CompareRow]]:
        return [
            Column(self.tr("Before"), lambda row: _codes(row, "before"), kind="code", sample="MM, MM"),
            Column(self.tr("After"), lambda row: _codes(row, "after"), kind="code", sample="MM, MM"),
            Column(self.tr("Text"), _text, second=self._second, stretch=5),
            Column(self.tr("Change"), lambda row: change_words.changes(row.changes), stretch=2),
            Column(self.tr("Alike, of 100"), _score, key=_score_key, end=True, sample="100"),
        ]

    def _second(self, row: CompareRow) -> str:
        if row.part is None:
            return self.tr("Framework")
        name = change_words.kind(row.part.kind)
        return self.tr("{kind}, suggested").format(kind=name) if row.part.is_suggestion else name

    @override
    def reload(self) -> None:
        chosen = self.before.currentData(), self.after.currentData()
        rows = self.workspace.read(frameworks.listing)
        self._adopted = frozenset((row.key, row.version) for row in rows if row.id)
        with QSignalBlocker(self.before), QSignalBlocker(self.after):
            for box, wanted in zip((self.before, self.after), chosen, strict=True):
                box.clear()
                for row in rows:
                    box.addItem(f"{row.title} {row.version}", (row.key, row.version))
                box.setCurrentIndex(max(place_of(box, wanted), 0))
            if chosen[0] is None and len(rows) > 1:
                self.after.setCurrentIndex(1)
        self._compare()

    @override
    def open_at(self, target: Any) -> None:
        """The (key, version) of the later framework, or those of both, the earlier first."""
        self.reload()
        if isinstance(target, tuple) and isinstance(target[0], tuple):
            self._open_both(*target)
            return
        rows: tuple[FrameworkRow, ...] = self.workspace.read(frameworks.listing)
        names = [(row.key, row.version) for row in rows]
        if target not in names:
            return
        others = [name for name in names if name != target]
        kin = [name for name in others if name[0] == target[0]]
        with QSignalBlocker(self.before), QSignalBlocker(self.after):
            self.after.setCurrentIndex(names.index(target))
            earlier = [name for name in kin if names.index(name) < names.index(target)]
            wanted = next(iter([*reversed(earlier), *kin, *others]), target)
            self.before.setCurrentIndex(names.index(wanted))
        self._compare()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_both(self, *names: tuple[str, str]) -> None:
        with QSignalBlocker(self.before), QSignalBlocker(self.after):
            for box, name in zip((self.before, self.after), names, strict=True):
                box.setCurrentIndex(max(place_of(box, name), 0))
        self._compare()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _framework(self, box: QComboBox) -> Framework | None:
        name = box.currentData()
        return self.workspace.read(frameworks.find, key=name[0], version=name[1]) if name else None

    def _compare(self) -> None:
        try:
            before, after = self._framework(self.before), self._framework(self.after)
        except KnownError as error:
            self.message.show_message("error", str(error))
            return
        if before is None or after is None:
            return
        self._found = found = compare(before, after)
        self._offer()
        every: list[PartChange | FieldChange] = [*found.head, *found.parts]
        self._rows = tuple(
            CompareRow(place, part=one) if isinstance(one, PartChange) else CompareRow(place, field=one)
            for place, one in enumerate(every)
        )
        self.set_soft(change_words.counted(found))
        for key, group in _GROUPS.items():
            self.segments.set_count(key, sum(bool(group & set(row.changes)) for row in self._rows))
        self._fit_filter()
        self._show()

    @property
    def _names(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return self.before.currentData(), self.after.currentData()

    def _offer(self) -> None:
        """Two frameworks have a crosswalk; agreements are under adopted ones alone."""
        before, after = self._names
        self.crosswalk_button.setEnabled(before != after)
        if self.viewer.role is Role.COORDINATOR:
            self.move_button.setEnabled(before != after and before in self._adopted)

    def _go(self, page: str) -> None:
        self.go.emit(page, self._names)

    def _choose(self, key: str) -> None:
        self.segments.set_value(key)
        self._show()

    def _fit_filter(self) -> None:
        """The kinds of change as a row of buttons where there is room, else as a list that drops down."""
        self.kinds.clear()
        for key, _ in self._choices():
            self.kinds.addItem(self.segments.button(key).text(), key)
        self.kinds.setCurrentIndex(self.kinds.findData(self.segments.value))
        needed = sum(self.segments.button(key).minimumWidth() for key in _GROUPS)
        fits = needed <= self.width() - 2 * SPACE.margin
        self.segments.setVisible(fits)
        self.kinds.setVisible(not fits)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_filter()

    def _show(self) -> None:
        group = _GROUPS[self.segments.value]
        self.list.table.replace([row for row in self._rows if group & set(row.changes)])
        if self.list.current() is None and self.list.table.rows:
            self.list.selectRow(0)
        self._show_row(self.list.current())

    def _show_row(self, row: CompareRow | None) -> None:
        if row is None or self._found is None:
            self.texts.hide()
            return
        self.texts.show()
        heads = change_words.named(self._found.before), change_words.named(self._found.after)
        if row.part is None:
            field = row.field
            assert field is not None
            self.texts.show_texts(heads, field.before, field.after, [field.field])
            return
        show_part(self.texts, heads, row.part)

    def _back(self) -> None:
        self.go.emit("frameworks", None)


def show_part(texts: TwoTexts, heads: tuple[str, str], part: PartChange) -> None:
    """Both texts of one part, and all that speaks for the match."""
    before, after = (
        "\n".join(f"{side.code}  {side.text}" for side in sides) if len(sides) > 1 else sides[0].text if sides else ""
        for sides in (part.before, part.after)
    )
    both = bool(part.before and part.after)
    more = [
        change_words.matched(part),
        texts.tr("Alike: {score} of 100").format(score=f"{part.score:.0f}") if both else "",
        texts.tr("Words in common: {words}").format(words=", ".join(part.shared)) if both and part.shared else "",
    ]
    codes = tuple(
        f"{head} · {', '.join(side.code for side in sides)}" if sides else head
        for head, sides in zip(heads, (part.before, part.after), strict=True)
    )
    fields = [(field.field, field.before, field.after) for field in part.fields]
    texts.show_texts((codes[0], codes[1]), before, after, [" · ".join(one for one in more if one)], fields)


def _codes(row: CompareRow, side: str) -> str:
    return ", ".join(one.code for one in getattr(row.part, side)) if row.part else ""


def _text(row: CompareRow) -> str:
    if row.field is not None:
        return f"{row.field.field}: {row.field.before or '—'} → {row.field.after or '—'}"
    assert row.part is not None
    return " · ".join(" ".join(side.text.split()) for side in row.part.after or row.part.before)


def _score_key(row: CompareRow) -> float:
    return row.part.score if row.part and row.part.before and row.part.after else -1.0


def _score(row: CompareRow) -> str:
    score = _score_key(row)
    return f"{score:.0f}" if score >= 0 else ""
