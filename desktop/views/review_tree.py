"""What was read from a document as a tree, with the number of findings beside each part."""

from collections import Counter

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from desktop import words
from desktop.codes import Kind
from desktop.frameworks.document import Framework, JobFunction
from desktop.frameworks.findings import Finding, Path, Weight
from desktop.frameworks.job_architecture import JobArchitecture
from desktop.tokens import StateName
from desktop.views import icons, style
from desktop.views.review_subject import Subject

_PathRole = Qt.ItemDataRole.UserRole + 1


class ReviewTree(QTreeWidget):
    """`part_chosen` gives the path of the part in the neutral form, () for the head data."""

    part_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: dict[Path, QTreeWidgetItem] = {}
        self.setAccessibleName(self.tr("Read from the document"))
        self.setHeaderLabels([self.tr("Read from the document"), self.tr("Kind"), self.tr("Findings")])
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        body = style.metrics("body")
        for column, sample in ((1, self.tr("Optional")), (2, self.tr("Findings"))):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, body.horizontalAdvance(sample) + 32)
        self.currentItemChanged.connect(self._on_current)

    def show_subject(self, subject: Subject) -> None:
        """The same parts as before keep what is open and chosen."""
        chosen = self.chosen()
        closed = {path for path, item in self._items.items() if item.childCount() and not item.isExpanded()}
        blocked = self.blockSignals(True)
        self.clear()
        self._items = {}
        self._add((), None, self.tr("Head data: codes, term, titles"))
        if subject.framework is not None:
            self._fill(subject.framework)
        elif subject.jobs is not None:
            self._fill_jobs(subject.jobs)
        self.count(subject)
        for path, item in self._items.items():
            item.setExpanded(path not in closed)
        self.blockSignals(blocked)
        self.choose(chosen)

    def _fill(self, framework: Framework) -> None:
        for function in framework.job_functions:
            path: Path = ("job_functions", function.number)
            self._add(path, None, self._function_words(function), _kind(function.kind), is_head=True)
            for one in function.competencies:
                text = f"{one.code}  {words.clean_line(one.title)}"
                self._add((*path, "competencies", one.code), path, text, _kind(one.kind))
        if framework.courses:
            path = ("courses",)
            self._add(path, None, self.tr("Related instruction"), is_head=True)
            for course in framework.courses:
                self._add((*path, course.code), path, f"{course.code}  {words.clean_line(course.title)}")

    def _function_words(self, function: JobFunction) -> str:
        title = words.clean_line(function.title) or self.tr("blank, for the sponsor’s own")
        return f"{function.number}  {title}"

    def _fill_jobs(self, jobs: JobArchitecture) -> None:
        for category in jobs.categories:
            path: Path = ("categories", category.code)
            self._add(path, None, f"{category.code}  {category.title}", is_head=True)
            for one in category.executives:
                self._add((*path, "executives", one.code), path, f"{one.code}  {one.title}")
            for family in category.families:
                inner = (*path, "families", family.code)
                self._add(inner, path, family.title)
                for one in family.positions:
                    self._add((*inner, "positions", one.code), inner, f"{one.code}  {one.title}")

    def _add(self, path: Path, under: Path | None, text: str, kind: str = "", *, is_head: bool = False) -> None:
        item = QTreeWidgetItem([text, kind, ""])
        item.setData(0, _PathRole, path)
        item.setToolTip(0, style.tip(text))
        if is_head:
            item.setFont(0, style.font("name"))
        if under is None:
            self.addTopLevelItem(item)
        else:
            self._items[under].addChild(item)
        self._items[path] = item

    def count(self, subject: Subject) -> None:
        """Write the open and noted findings beside their parts; a job function counts those below it too."""
        totals: Counter[Path] = Counter()
        worst: dict[Path, StateName] = {}
        for finding in subject.findings:
            for path in self._above(finding.part):
                totals[path] += 1
                state = state_of(subject, finding)
                if path not in worst or _RANK[state] < _RANK[worst[path]]:
                    worst[path] = state
        for path, item in self._items.items():
            item.setText(2, str(totals[path]) if totals[path] else "")
            item.setTextAlignment(2, Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            if path in worst:
                item.setIcon(2, icons.icon(style.scheme().state(worst[path]).icon, worst[path]))
                item.setData(2, Qt.ItemDataRole.AccessibleTextRole, f"{totals[path]}, {state_word(worst[path])}")

    def _above(self, part: Path) -> list[Path]:
        """The parts of the tree that a finding about `part` counts for: the nearest, and the one above it."""
        found = [part[:length] for length in range(len(part), 0, -1) if part[:length] in self._items]
        return found or [()]

    def chosen(self) -> Path:
        item = self.currentItem()
        return tuple(item.data(0, _PathRole)) if item else ()

    def choose(self, path: Path) -> None:
        """Make the part, or the nearest above it, the current one."""
        for length in range(len(path), -1, -1):
            if path[:length] in self._items:
                self.setCurrentItem(self._items[path[:length]])
                return

    def _on_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.part_chosen.emit(tuple(item.data(0, _PathRole)))


_RANK: dict[StateName, int] = {"decide": 0, "check": 1, "note": 2, "signed": 3}


def state_of(subject: Subject, finding: Finding) -> StateName:
    """How a finding is marked: to be decided, taken as likeliest and worth a check, a note, or decided."""
    if finding.id in subject.answers:
        return "signed"
    if finding.must_answer:
        return "decide"
    return "check" if finding.can_answer else "note"


def state_word(state: StateName) -> str:
    translate = QCoreApplication.translate
    return {
        "decide": translate("ReviewTree", "Decide"),
        "check": translate("ReviewTree", "Check"),
        "note": translate("ReviewTree", "Note"),
        "signed": translate("ReviewTree", "Decided"),
    }[state]


def weight_word(finding: Finding) -> str:
    """An error says so, because it keeps even a draft out."""
    return QCoreApplication.translate("ReviewTree", "Error") if finding.weight is Weight.ERROR else ""


def _kind(kind: Kind) -> str:
    translate = QCoreApplication.translate
    return {
        Kind.CORE: translate("ReviewTree", "Core"),
        Kind.OPTIONAL: translate("ReviewTree", "Optional"),
    }[kind]
