"""The parts of a framework draft as a tree: head, rating scale, job functions with competencies, courses."""

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget
from typing_extensions import override

from desktop.codes import Kind
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Path
from desktop.tokens import SPACE
from desktop.views import style

SCALE: Path = ("rating_scale",)
COURSES: Path = ("courses",)

_PathRole = Qt.ItemDataRole.UserRole + 1
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2}
_CHORDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


@dataclass(frozen=True, slots=True)
class Row:
    path: Path
    above: Path | None
    text: str
    kind: str = ""
    is_head: bool = False
    is_blank: bool = False


def rows(framework: Framework) -> Iterator[Row]:
    """All parts from the top, each after the one that it stands below."""
    translate = QCoreApplication.translate
    yield Row((), None, translate("EditorTree", "Occupation, term and hours"), is_head=True)
    yield Row(SCALE, None, translate("EditorTree", "Rating scale"), is_head=True)
    blank = translate("EditorTree", "Blank slot: type a title")
    words = {Kind.CORE: translate("EditorTree", "core"), Kind.OPTIONAL: translate("EditorTree", "optional")}
    for function in framework.job_functions:
        path = ("job_functions", function.number)
        text = f"{function.number}  {blank if function.is_blank else function.title}"
        kind = "" if function.is_blank else words[function.kind]
        yield Row(path, None, text, kind, is_head=not function.is_blank, is_blank=function.is_blank)
        for one in function.competencies:
            yield Row((*path, "competencies", one.code), path, f"{one.code}  {one.title}", words[one.kind])
    yield Row(COURSES, None, translate("EditorTree", "Courses"), is_head=True)
    for course in framework.courses:
        yield Row(("courses", course.code), COURSES, f"{course.code}  {course.title}")


class EditorTree(QTreeWidget):
    """`chosen` gives the path of a part; `edit_wanted` asks for its form; `typed` is a letter typed on a blank
    slot."""

    chosen = Signal(object)
    edit_wanted = Signal()
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        # A change of the palette may come while the tree is made.
        self._rows: list[Row] = []
        self._items: dict[Path, QTreeWidgetItem] = {}
        super().__init__(parent)
        self.setAccessibleName(self.tr("Parts of the draft"))
        self.setHeaderLabels([self.tr("Part"), self.tr("Kind")])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setIndentation(SPACE.section)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        kinds = (self.tr("Kind"), *(row for row in (self.tr("core"), self.tr("optional"))))
        header.resizeSection(1, max(style.metrics("body").horizontalAdvance(one) for one in kinds) + SPACE.pane)
        self.currentItemChanged.connect(lambda item, _before: self._on_current(item))

    @property
    def path(self) -> Path:
        """The chosen part."""
        item = self.currentItem()
        return tuple(item.data(0, _PathRole)) if item is not None else ()

    def show_framework(self, framework: Framework) -> None:
        """Show what changed; the same part stays chosen, or what stands nearest, without a signal."""
        before, self._rows = self._rows, list(rows(framework))
        if [row.path for row in before] == [row.path for row in self._rows]:
            for old, new in zip(before, self._rows, strict=True):
                if old != new:
                    self._fill(self._items[new.path], new)
            return
        chosen = self._nearest(self.path, before)
        closed = {path for path, item in self._items.items() if item.childCount() and not item.isExpanded()}
        self.blockSignals(True)
        self._rebuild(closed)
        self.setCurrentItem(self._items[chosen])
        self.blockSignals(False)
        self.scrollToItem(self._items[chosen])

    def _nearest(self, path: Path, before: list[Row]) -> Path:
        """`path`, else the next part that was beside it, the one before, or the one above."""
        there = {row.path for row in self._rows}
        if path in there:
            return path
        old = next((row for row in before if row.path == path), None)
        beside = [row.path for row in before if old is not None and row.above == old.above]
        at = beside.index(path) if path in beside else 0
        wanted = [*beside[at + 1 :], *reversed(beside[:at])]
        if old is not None and old.above is not None:
            wanted = [*(one for one in wanted if one in there), old.above]
        return next((one for one in wanted if one in there), ())

    def _rebuild(self, closed: set[Path]) -> None:
        self.clear()
        self._items = {}
        tops: list[QTreeWidgetItem] = []
        for row in self._rows:
            item = QTreeWidgetItem()
            self._fill(item, row)
            self._items[row.path] = item
            if row.above is None:
                tops.append(item)
            else:
                self._items[row.above].addChild(item)
        self.addTopLevelItems(tops)
        for item in tops:
            item.setExpanded(tuple(item.data(0, _PathRole)) not in closed)

    def _fill(self, item: QTreeWidgetItem, row: Row) -> None:
        item.setData(0, _PathRole, row.path)
        item.setText(0, row.text)
        item.setText(1, row.kind)
        item.setToolTip(0, style.tip(row.text))
        item.setFont(0, style.font("code" if row.is_head else "body"))
        item.setForeground(0, self.palette().brush(QPalette.ColorRole.PlaceholderText) if row.is_blank else QBrush())
        item.setSizeHint(0, QSize(0, style.metrics("body").height() + SPACE.row))

    def select(self, path: Path, *, silently: bool = False) -> None:
        """Choose a part; nothing where it is not there."""
        item = self._items.get(path)
        if item is None:
            return
        self.blockSignals(silently)
        self.setCurrentItem(item)
        self.blockSignals(False)
        self.scrollToItem(item)
        self.viewport().update()

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(tuple(item.data(0, _PathRole)))

    def _is_on_blank(self) -> bool:
        path = self.path
        return any(row.path == path and row.is_blank for row in self._rows)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """The chosen part stays in sight when a message takes some of the room."""
        super().resizeEvent(event)
        item = self.currentItem()
        if item is not None:
            self.scrollToItem(item)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            for row in self._rows:
                self._fill(self._items[row.path], row)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in _ENTER:
            self.edit_wanted.emit()
        elif text.strip() and text.isprintable() and not event.modifiers() & _CHORDS and self._is_on_blank():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)
