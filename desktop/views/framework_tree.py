"""Job functions and competencies of a framework, and all that is said of the chosen one."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QLayout,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.codes import Kind
from desktop.frameworks.document import Competency, Framework, HourRange, JobFunction
from desktop.tokens import SPACE, TypeName
from desktop.views import style
from desktop.views.forms import accessible
from desktop.views.timeline import scrolled

_CodeRole = Qt.ItemDataRole.UserRole + 1


class CompetencyTree(QWidget):
    """The tree at the start, the chosen job function or competency at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._framework: Framework | None = None
        self.tree = accessible(QTreeWidget(), self.tr("Job functions and competencies"))
        self.tree.setHeaderLabels([self.tr("Competency"), self.tr("Kind"), self.tr("Level")])
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setUniformRowHeights(True)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.tree.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.tree.currentItemChanged.connect(lambda item, _before: self._show_item(item))
        self._about = QWidget()
        self._words = QVBoxLayout(self._about)
        self._words.setContentsMargins(0, 0, SPACE.button, 0)
        self._words.setSpacing(SPACE.label)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SPACE.pane)
        area = scrolled(self._about, self.tr("About the chosen one"))
        area.setMinimumWidth(220)
        splitter.addWidget(self.tree)
        splitter.addWidget(area)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(splitter)

    def show_framework(self, framework: Framework) -> None:
        """Fill the tree anew; the chosen item stays where its code is still there."""
        before = self.tree.currentItem()
        code = before.data(0, _CodeRole) if before else None
        self._framework = framework
        self.tree.clear()
        for function in framework.titled_functions():
            item = self._item(f"{function.number}  {function.title}", function.kind, function.level, function.number)
            item.setFont(0, style.font("code"))
            self.tree.addTopLevelItem(item)
            for one in function.competencies:
                item.addChild(self._item(f"{one.code}  {one.title}", one.kind, one.level, one.code))
        self.tree.expandAll()
        self.tree.setColumnHidden(2, not any(one.level for one in framework.competencies()))
        items = self.tree.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive)
        chosen = next((one for one in items if one.data(0, _CodeRole) == code), None)
        if chosen is not None or items:
            self.tree.setCurrentItem(chosen or items[0])
        self._show_item(self.tree.currentItem())

    def _item(self, text: str, kind: Kind, level: str, code: str) -> QTreeWidgetItem:
        words = self.tr("core") if kind is Kind.CORE else self.tr("optional")
        item = QTreeWidgetItem([text, words, level])
        item.setData(0, _CodeRole, code)
        item.setToolTip(0, style.tip(text))
        item.setSizeHint(0, QSize(0, style.metrics("body").height() + SPACE.row))
        return item

    def choose(self, code: str) -> None:
        items = self.tree.findItems("*", Qt.MatchFlag.MatchWildcard | Qt.MatchFlag.MatchRecursive)
        for item in items:
            if item.data(0, _CodeRole) == code:
                self.tree.setCurrentItem(item)

    def _show_item(self, item: QTreeWidgetItem | None) -> None:
        clear(self._words)
        if item is None or self._framework is None:
            return
        code = item.data(0, _CodeRole)
        if item.parent() is None:
            self._show_function(next(one for one in self._framework.job_functions if one.number == code))
        else:
            self._show_competency(next(one for one in self._framework.competencies() if one.code == code))
        self._words.addStretch()

    def _show_function(self, function: JobFunction) -> None:
        self._say(f"{function.number}  {function.title}", "section")
        self._say(function.description)
        if function.choose:
            self._say(self.tr("%n optional one(s) must be chosen.", "", function.choose))
        for name, amount in (
            (self.tr("On-the-job training"), function.ojt),
            (self.tr("Related instruction"), function.ri),
        ):
            if text := hour_words(amount):
                self._say(self.tr("{name}: {hours}").format(name=name, hours=text))
        teaching = function.instruction
        self._part(self.tr("Related instruction"), (teaching.scope,) if teaching.scope else ())
        self._part(self.tr("Skills"), teaching.skills)
        self._part(self.tr("Knowledge"), teaching.knowledge)
        self._part(self.tr("Tools"), teaching.tools)

    def _show_competency(self, one: Competency) -> None:
        self._say(f"{one.code}  {one.title}", "section")
        self._say(one.description)
        if one.required is not None:
            self._say(self.tr("Marked required") if one.required else self.tr("Marked not required"))
        self._part(self.tr("What good looks like"), one.performance_standards)
        assert self._framework is not None
        words = {level.level: level.word for level in self._framework.rating_scale.levels}
        levels = (f"{text.level} {words.get(text.level, '')}".strip() + f": {text.text}" for text in one.level_texts)
        self._part(self.tr("Levels"), tuple(levels))
        self._part(self.tr("Without a level"), one.unplaced)
        function = self._framework.function_of(one.code)
        self._say(self.tr("Job function {number}").format(number=function.number), "code", space=SPACE.section)
        self._say(function.title)
        self._part(self.tr("Related instruction: skills"), function.instruction.skills)
        self._part(self.tr("Related instruction: knowledge"), function.instruction.knowledge)

    def _part(self, head: str, lines: tuple[str, ...]) -> None:
        if lines:
            self._say(head, "code", space=SPACE.section)
            for line in lines:
                self._say(f"· {line}" if len(lines) > 1 else line)

    def _say(self, text: str, kind: TypeName = "body", space: int = 0) -> None:
        if text:
            if space:
                self._words.addSpacing(space)
            self._words.addWidget(style.label(text, kind, wraps=True))


def hour_words(amount: HourRange) -> str:
    """ "120 to 160 h", "120 h", or nothing where none are given."""
    numbers = [one for one in (amount.minimum, amount.maximum) if one is not None]
    told = list(dict.fromkeys(f"{one:,.10g}" for one in numbers))
    return f"{' – '.join(told)} h" if told else ""


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (taken := layout.takeAt(0)) is not None:
        if (widget := taken.widget()) is not None:
            widget.hide()
            widget.deleteLater()
