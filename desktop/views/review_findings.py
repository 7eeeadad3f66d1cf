"""The findings of one framework: a list by weight, and beside it the readings of the chosen one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.frameworks.findings import Answer, Entry, Finding
from desktop.frameworks.reading import Passed
from desktop.tokens import SPACE, StateName
from desktop.views import icons, style
from desktop.views.forms import accessible
from desktop.views.review_subject import Subject
from desktop.views.review_tree import state_of, state_word, weight_word
from desktop.views.segments import Segments
from desktop.views.tables import Column, ListView, RowTable

_KeyRole = Qt.ItemDataRole.UserRole + 1
_ANSWER_WIDTH = 380
_LEAST_WIDTH = 260


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding, or a passage that the reader passed over."""

    id: str
    state: StateName
    word: str
    about: str
    where: str
    says: str
    taken: str
    finding: Finding | None = None
    passed: Passed | None = None


class FindingsPane(QWidget):
    """`answered` carries an `Answer`; `row_chosen` the row, or None."""

    answered = Signal(object)
    row_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[FindingRow] = []
        self._subject: Subject | None = None
        choices = (
            ("all", self.tr("All")),
            ("decide", self.tr("Decide")),
            ("check", self.tr("Check")),
            ("note", self.tr("Notes")),
            ("signed", self.tr("Decided")),
            ("passed", self.tr("Passed over")),
        )
        self.segments = Segments(self.tr("Findings shown"), choices)
        self.segments.chosen.connect(lambda _key: self._fill())
        self.view = ListView(self.tr("Findings"))
        self.view.show_table(RowTable(self._columns(), lambda row: row.id, self.view), sortable=False)
        self.view.chosen.connect(self._on_row)
        self.answer = AnswerPane()
        self.view.activated_row.connect(lambda _row: self.answer.focus())
        self.answer.answered.connect(self.answered)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self.view)
        splitter.addWidget(self.answer)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([2 * _ANSWER_WIDTH, _ANSWER_WIDTH])
        head = QHBoxLayout()
        head.setSpacing(SPACE.section)
        head.addWidget(style.label(self.tr("Findings"), "section"))
        head.addWidget(self.segments)
        head.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE.label, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addLayout(head)
        layout.addWidget(splitter, 1)

    def _columns(self) -> list[Column[FindingRow]]:
        return [
            Column("", lambda row: row.word, mark=lambda row: row.state, sample=self.tr("Decided M")),
            Column(self.tr("About"), lambda row: row.about, second=lambda row: row.where, kind="name", stretch=2),
            Column(self.tr("What the source says"), lambda row: row.says, stretch=5),
            Column(self.tr("Taken as"), lambda row: row.taken, stretch=2),
        ]

    def show_subject(self, subject: Subject, passed: Sequence[Passed]) -> None:
        """What is to be decided first, then what to check, then the notes; each in the order of the source."""
        self._subject = subject
        rows = [self._row(subject, finding) for finding in subject.findings]
        rows.sort(key=lambda row: ("decide", "check", "note", "signed").index(row.state))
        rows += [self._passed_row(number, one) for number, one in enumerate(passed)]
        self._rows = rows
        for key in ("decide", "check", "note", "signed"):
            self.segments.set_count(key, sum(row.state == key for row in rows if row.passed is None))
        self.segments.set_count("all", len(subject.findings))
        self.segments.set_count("passed", len(passed))
        self._fill()

    def _row(self, subject: Subject, finding: Finding) -> FindingRow:
        state = state_of(subject, finding)
        undecided = state == "decide" and not finding.taken
        return FindingRow(
            id=finding.id,
            state=state,
            word=(weight_word(finding) if state == "decide" else "") or state_word(state),
            about=finding.about,
            where="; ".join(place.words for place in finding.places[:2]),
            says=finding.says,
            taken=self.tr("undecided") if undecided else subject.taken(finding),
            finding=finding,
        )

    def _passed_row(self, number: int, one: Passed) -> FindingRow:
        return FindingRow(
            id=f"passed {number}",
            state="note",
            word=self.tr("Passed over"),
            about=one.place.words,
            where="",
            says=one.text,
            taken=one.why,
            passed=one,
        )

    def _fill(self) -> None:
        wanted = self.segments.value
        self.view.table.replace([row for row in self._rows if _is_in(row, wanted)])
        empty = self.tr("Nothing is left to decide.") if wanted == "decide" else self.tr("There are none.")
        self.view.set_empty(empty)
        self._on_row(self.view.current())

    def _on_row(self, row: FindingRow | None) -> None:
        subject = self._subject
        finding = row.finding if row is not None else None
        self.answer.show_finding(finding, subject.answers.get(finding.id) if subject and finding else None)
        self.row_chosen.emit(row)

    def choose(self, finding_id: str) -> bool:
        return self.view.select(finding_id)

    def next_open(self) -> bool:
        """Go to the next finding to be decided, round the end; False where none is left."""
        open_ = [row.id for row in self._rows if row.state == "decide"]
        if not open_:
            return False
        if self.segments.value not in ("all", "decide"):
            self.segments.choose("all")
        here = self.view.current()
        ids = [row.id for row in self._rows]
        start = ids.index(here.id) + 1 if here is not None and here.id in ids else 0
        following = [one for one in ids[start:] + ids[:start] if one in open_]
        self.choose(following[0])
        self.answer.focus()
        return True


def _is_in(row: FindingRow, wanted: str) -> bool:
    if wanted == "all":
        return row.passed is None
    return row.passed is not None if wanted == "passed" else row.passed is None and row.state == wanted


class _Choices(QListWidget):
    """`picked` is a click on a reading, or its digit, or Enter or Space on it."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._pick)

    def _pick(self, index: QModelIndex) -> None:
        if index.isValid():
            self.picked.emit(index.data(_KeyRole))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._pick(self.currentIndex())
        elif event.text().isdecimal() and 0 < int(event.text()) <= self.count():
            self._pick(self.model().index(int(event.text()) - 1, 0))
        else:
            super().keyPressEvent(event)


class AnswerPane(QWidget):
    """The whole sentence of a finding, its readings, and a field where another may be typed."""

    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding: Finding | None = None
        self.about = style.label(kind="name", wraps=True)
        self.says = style.label(wraps=True)
        self.choices = accessible(_Choices(), self.tr("Readings of the source"))
        self.choices.picked.connect(self._choose)
        self.field = accessible(QLineEdit(), self.tr("Another reading"))
        self.field.returnPressed.connect(self._type)
        self.take = QPushButton(self.tr("Take it"))
        self.take.clicked.connect(self._type)
        self._typing = QWidget()
        typing = QHBoxLayout(self._typing)
        typing.setContentsMargins(0, 0, 0, 0)
        typing.setSpacing(SPACE.button)
        typing.addWidget(self.field, 1)
        typing.addWidget(self.take)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.section, 0, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addWidget(self.about)
        layout.addWidget(self.says)
        layout.addWidget(self.choices, 1)
        layout.addWidget(self._typing)
        layout.addStretch()
        self.setMinimumWidth(_LEAST_WIDTH)

    def show_finding(self, finding: Finding | None, answer: Answer | None) -> None:
        self._finding = finding
        self.about.setText(finding.about if finding else "")
        self.says.setText(finding.says if finding else self.tr("Choose a finding to see its readings."))
        self._fill_choices(finding, answer)
        typed = finding is not None and finding.entry is not None
        self._typing.setVisible(typed)
        if finding is not None and finding.entry is not None:
            self.field.setPlaceholderText(self._hint(finding.entry))
            self.field.setText(answer.typed if answer else "")

    def _fill_choices(self, finding: Finding | None, answer: Answer | None) -> None:
        self.choices.clear()
        chosen = answer.choice if answer else ""
        for number, choice in enumerate(finding.choices if finding else (), start=1):
            words = f"{number}  {choice.words}"
            if finding and choice.key == finding.taken_key and not answer:
                words = self.tr("{reading} (taken until decided)").format(reading=words)
            item = QListWidgetItem(words)
            item.setData(_KeyRole, choice.key)
            if choice.key == chosen:
                item.setIcon(icons.icon("circle-check", "signed"))
                item.setFont(style.font("name"))
            self.choices.addItem(item)
            if choice.key == (chosen or (finding.taken_key if finding else "")):
                self.choices.setCurrentItem(item)
        self.choices.setVisible(self.choices.count() > 0)

    def _hint(self, entry: Entry) -> str:
        return {
            Entry.TEXT: self.tr("or type it"),
            Entry.WHOLE: self.tr("or type a whole number"),
            Entry.HOURS: self.tr("or type the hours"),
            Entry.SPLIT: self.tr("or so many paragraphs a level, such as 1 2 1"),
        }[entry]

    def focus(self) -> None:
        """Where the answer is given."""
        target = self.choices if self.choices.count() else self.field
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.choices.count() and self.choices.currentRow() < 0:
            self.choices.setCurrentRow(0)

    def _choose(self, key: str) -> None:
        if self._finding is not None:
            self.answered.emit(Answer(self._finding.id, choice=key))

    def _type(self) -> None:
        if self._finding is not None and self.field.text().strip():
            self.answered.emit(Answer(self._finding.id, typed=self.field.text()))
