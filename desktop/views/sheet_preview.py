"""The first competencies of a sheet as they would be read, or why they cannot be."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop.codes import Kind
from desktop.frameworks.document import Competency, JobFunction
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import accessible
from desktop.views.framework_tree import hour_words
from desktop.views.states import IconLabel

_MOST = 24


class SheetPreview(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = accessible(QTreeWidget(), self.tr("The first competencies as they would be read"))
        self.tree.setHeaderLabels([self.tr("Competency"), self.tr("Kind"), self.tr("Level texts")])
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setUniformRowHeights(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self._mark = IconLabel("triangle-alert", "overdue")
        self._why = style.label(wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addWidget(style.label(self.tr("As it would be read"), "section"))
        layout.addLayout(self._why_row())
        layout.addWidget(self.tree, 1)
        layout.addStretch()

    def _why_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(SPACE.button)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._why, 1)
        return row

    @property
    def why(self) -> str:
        """The sentence that stands in place of the competencies; empty where they are shown."""
        return "" if self._mark.isHidden() else self._why.text()

    def show_why(self, sentence: str) -> None:
        self.tree.clear()
        self.tree.hide()
        self._mark.show()
        self._why.setText(sentence)

    def show_functions(self, functions: Sequence[JobFunction], rows: int) -> None:
        """`rows` is how many stand below the headings."""
        self._mark.hide()
        self.tree.clear()
        self.tree.show()
        left = _MOST
        for function in functions:
            if not left:
                break
            hours = hour_words(function.ojt)
            words = f"{function.number}  {function.title}" + (f" · {hours}" if hours else "")
            item = QTreeWidgetItem([words])
            item.setFont(0, style.font("code"))
            item.setToolTip(0, style.tip(words))
            self.tree.addTopLevelItem(item)
            for one in function.competencies[:left]:
                item.addChild(self._item(one))
                left -= 1
        self.tree.expandAll()
        self.tree.setColumnHidden(2, not any(one.level_texts for found in functions for one in found.competencies))
        shown = _MOST - left
        self._why.setText(self.tr("The first {shown}, of {rows} rows in all.").format(shown=shown, rows=rows))

    def _item(self, one: Competency) -> QTreeWidgetItem:
        kind = self.tr("core") if one.kind is Kind.CORE else self.tr("optional")
        item = QTreeWidgetItem([f"{one.code}  {one.title}", kind, str(len(one.level_texts))])
        item.setToolTip(0, style.tip("\n\n".join(filter(None, (one.title, one.description)))))
        item.setToolTip(2, style.tip("\n\n".join(f"{text.level}  {text.text}" for text in one.level_texts)))
        return item
