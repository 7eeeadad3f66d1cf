"""The lists of the sign-off page: whose sign-offs wait, and an apprentice's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.frameworks.standing import Rating
from desktop.tokens import SPACE, StateName
from desktop.views import agreement_words, style
from desktop.views.days import short_day
from desktop.views.row_table import Column
from desktop.views.segments import Segments
from desktop.views.sign_off_queue import QueueRow
from desktop.views.sitting_items import Subject
from desktop.views.sitting_side import level_text
from desktop.views.tables import Progress, list_of


class SignOffQueue(QWidget):
    """`start_wanted` carries an agreement; `search_changed` the words to search for."""

    start_wanted = Signal(str)
    search_changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[QueueRow] = ()
        self._today = date.min
        self.segments = Segments(self.tr("Which apprentices"), (("", self.tr("All")), ("asked", self.tr("Asked for"))))
        self.segments.chosen.connect(self._show)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search apprentices"))
        self.search.setAccessibleName(self.tr("Search apprentices"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.search_changed)
        self.list = list_of(self.tr("Apprentices with something to sign"), self._columns(), "agreement_id")
        self.list.activated_row.connect(lambda row: self.start_wanted.emit(row.agreement_id))
        self.list.empty_clicked.connect(self.show_all)
        bar = QHBoxLayout()
        bar.addWidget(self.segments)
        bar.addStretch()
        bar.addWidget(self.search)
        self.search.setFixedWidth(style.metrics("body").averageCharWidth() * 32)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.margin, 0, SPACE.margin, SPACE.margin)
        layout.setSpacing(SPACE.row)
        layout.addLayout(bar)
        layout.addWidget(self.list, 1)

    def _columns(self) -> list[Column[QueueRow]]:
        return [
            Column("", lambda row: "", mark=_queue_mark, sample=" "),
            Column(
                self.tr("Apprentice"), lambda row: row.name, second=lambda row: row.framework, kind="name", stretch=4
            ),
            Column(
                self.tr("Asked for"),
                self._asked,
                key=lambda row: row.asked_on,
                second=self._since,
                stretch=3,
            ),
            Column(self.tr("Mentor"), lambda row: row.mentor, stretch=2),
            Column(
                self.tr("Core competencies"),
                lambda row: "",
                key=lambda row: row.core.done / max(row.core.required, 1),
                progress=lambda row: Progress(row.core.done, row.core.pending, row.core.required),
                stretch=2,
            ),
            Column(
                self.tr("Signed"),
                lambda row: self.tr("{done} of {whole}").format(done=row.core.done, whole=row.core.required),
                key=lambda row: row.core.done,
                second=self._pending,
                end=True,
                sample="99 of 99 M",
            ),
            Column("", lambda row: row.act, action=True, sample=self.tr("Continue")),
        ]

    def _asked(self, row: QueueRow) -> str:
        return QLocale().createSeparatedList(list(row.asked)) if row.asked else self.tr("nothing")

    def _since(self, row: QueueRow) -> str:
        if row.kept:
            return self.tr("{count} kept, not signed").format(count=row.kept)
        if row.asked_on is None:
            return ""
        return self.tr("since {day}").format(day=short_day(row.asked_on, self._today))

    def _pending(self, row: QueueRow) -> str:
        return self.tr("{count} pending").format(count=row.core.pending) if row.core.pending else ""

    def show_rows(self, rows: Sequence[QueueRow], today: date) -> None:
        self._rows, self._today = rows, today
        self.segments.set_count("", len(rows))
        self.segments.set_count("asked", sum(bool(row.asked) for row in rows))
        self._show()

    def _show(self) -> None:
        shown = [row for row in self._rows if row.asked or not self.segments.value]
        text = self.search.text().strip()
        if text:
            sentence = self.tr("No apprentice matches “{text}”.").format(text=text)
            self.list.set_empty(sentence, "", self.tr("Show all"))
        elif self.segments.value:
            self.list.set_empty(self.tr("Nobody has asked for a sign-off."), "", self.tr("Show all"))
        else:
            how = self.tr("Apprentices with open core competencies stand here.")
            self.list.set_empty(self.tr("Nothing waits to be signed."), how)
        self.list.table.replace(shown)

    def show_all(self) -> None:
        self.segments.set_value("")
        self.search.clear()
        self._show()


def _queue_mark(row: QueueRow) -> StateName:
    return "pending" if row.asked or row.kept else "missing"


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A request that waits, or a rating that was given."""

    id: str
    code: str
    title: str
    detail: str
    state: StateName
    level: str
    who: str
    how: str
    day: date


class OwnSignOffs(QWidget):
    """What an apprentice has asked for and was given; `open_wanted` carries the code of a competency."""

    open_wanted = Signal(str)
    ask_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[OwnRow, ...] = ()
        self._today = date.min
        choices = (("", self.tr("All")), ("waiting", self.tr("Waiting")), ("given", self.tr("Rated")))
        self.segments = Segments(self.tr("Which sign-offs"), choices)
        self.segments.chosen.connect(self._show)
        self.list = list_of(self.tr("Your sign-offs"), self._columns())
        self.list.activated_row.connect(lambda row: self.open_wanted.emit(row.code))
        self.list.empty_clicked.connect(self.ask_wanted)
        self.list.set_empty(
            self.tr("No sign-off was asked for or given yet."),
            self.tr("When you can show a competency, ask your mentor to sign it."),
            self.tr("Ask for sign-off…"),
        )
        bar = QHBoxLayout()
        bar.addWidget(self.segments)
        bar.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.margin, 0, SPACE.margin, SPACE.margin)
        layout.setSpacing(SPACE.row)
        layout.addLayout(bar)
        layout.addWidget(self.list, 1)

    def _columns(self) -> list[Column[OwnRow]]:
        return [
            Column("", lambda row: "", mark=lambda row: row.state, sample=" "),
            Column("", lambda row: row.code, kind="code", sample="MMM"),
            Column(self.tr("Competency"), lambda row: row.title, second=lambda row: row.detail, kind="name", stretch=5),
            Column(self.tr("Level"), lambda row: row.level, sample="3 Satisfactory M"),
            Column(self.tr("Who"), lambda row: row.who, second=lambda row: row.how, stretch=2),
            Column(
                self.tr("Date"),
                lambda row: short_day(row.day, self._today),
                key=lambda row: row.day,
                end=True,
                sample="Nov 30, 2026",
            ),
        ]

    def show_subject(self, subject: Subject, mentor: str) -> None:
        self._today = subject.today
        waiting = [self._request(subject, code, mentor) for code in _asked_codes(subject)]
        given = [_rating(subject, one) for item in subject.items for one in item.ratings]
        given.sort(key=lambda row: (row.day, row.code), reverse=True)
        self._rows = (*waiting, *given)
        self.segments.set_count("", len(self._rows))
        self.segments.set_count("waiting", len(waiting))
        self.segments.set_count("given", len(given))
        self._show()

    def _request(self, subject: Subject, code: str, mentor: str) -> OwnRow:
        item = subject.item(code)
        assert item.request is not None
        level = item.request.self_level
        own = "" if level is None else level_text(subject.framework.rating_scale, level)
        how = self.tr("Self-rating: {level}").format(level=own) if own else ""
        who = self.tr("Waits for {mentor}").format(mentor=mentor)
        day = subject.day_of(item.request.asked_at)
        return OwnRow(code, code, item.competency.title, item.request.note, "pending", "", who, how, day)

    def _show(self) -> None:
        wanted = self.segments.value
        self.list.table.replace([row for row in self._rows if wanted in ("", _group(row))])


def _group(row: OwnRow) -> str:
    return "waiting" if row.state == "pending" else "given"


def _asked_codes(subject: Subject) -> list[str]:
    asked = [item for item in subject.items if item.request]
    return [item.code for item in sorted(asked, key=lambda item: item.request.asked_at if item.request else 0)]


def _rating(subject: Subject, rating: Rating) -> OwnRow:
    scale = subject.framework.rating_scale
    completes = rating.level >= scale.completes_at
    state: StateName = "reversed" if rating.reversed_why else "signed" if completes else "rated_below"
    title = subject.item(rating.code).competency.title
    detail = rating.reversed_why or " ".join(rating.comment.split())
    return OwnRow(
        f"{rating.id} {rating.code}",
        rating.code,
        title,
        detail,
        state,
        level_text(scale, rating.level),
        rating.signer,
        agreement_words.shown(rating.shown),
        rating.observed_on,
    )
