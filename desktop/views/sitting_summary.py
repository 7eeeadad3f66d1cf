"""What is about to be signed, row by row: the last look before it is in the record."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.services.evidence import NewEvidence
from desktop.services.evidence_lists import EvidenceRow
from desktop.services.sign_offs import NewRating
from desktop.tokens import SPACE
from desktop.views import agreement_words, evidence_words, style
from desktop.views.days import short_day
from desktop.views.key_button import KeyButton, add_act
from desktop.views.passphrase_row import PassphraseRow
from desktop.views.questions import button_row
from desktop.views.row_table import Column
from desktop.views.sitting_items import Subject
from desktop.views.tables import list_of
from desktop.workspace import Workspace

_LETTERS_A_FIELD = 32


@dataclass(frozen=True, slots=True)
class SummaryRow:
    code: str
    title: str
    level: str
    outcome: str
    shown: str
    day: str
    comment: str
    evidence: str


class SittingSummary(QWidget):
    """`change_wanted` carries the code of a competency to look at again. Who signed in with a passphrase gives it again
    here, once a sitting."""

    back_wanted = Signal()
    change_wanted = Signal(str)
    sign_wanted = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.passphrase = PassphraseRow(workspace)
        self.passphrase.setFixedWidth(style.metrics("body").averageCharWidth() * _LETTERS_A_FIELD)
        self.list = list_of(self.tr("What you sign"), self._columns(), "code")
        self.list.activated_row.connect(lambda row: self.change_wanted.emit(row.code))
        self.statement = style.label(soft=True, wraps=True)
        self.back_button = QPushButton(self.tr("Back"))
        self.back_button.clicked.connect(self.back_wanted)
        self.sign_button = KeyButton("", "Enter")
        self.sign_button.setProperty("primary", True)
        self.sign_button.clicked.connect(self.sign_wanted)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.button)
        foot.addWidget(self.back_button)
        foot.addSpacing(SPACE.button)
        foot.addWidget(self.statement, 1)
        foot.addWidget(self.passphrase)
        foot.addWidget(self.sign_button)
        for part in (self.back_button, self.passphrase, self.sign_button):
            foot.setAlignment(part, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.margin, SPACE.row, SPACE.margin, SPACE.row)
        layout.setSpacing(SPACE.row)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        add_act(self, self.tr("Sign"), "Return, Enter", self._enter)
        add_act(self, self.tr("Back to the ratings"), "Backspace, Alt+Left, Esc", self.back_wanted.emit)

    def _columns(self) -> list[Column[SummaryRow]]:
        return [
            Column("", lambda row: row.code, kind="code", sample="MMM"),
            Column(self.tr("Competency"), lambda row: row.title, stretch=4),
            Column(
                self.tr("Level"),
                lambda row: row.level,
                second=lambda row: row.outcome,
                kind="code",
                sample="does not complete",
            ),
            Column(self.tr("Shown"), lambda row: row.shown, sample="in related instruction"),
            Column(self.tr("Date"), lambda row: row.day, sample="Nov 30, 2026"),
            Column(self.tr("Comment"), lambda row: row.comment, stretch=3),
            Column(self.tr("Evidence"), lambda row: row.evidence, stretch=2),
            Column("", lambda row: self.tr("Change"), action=True, sample="Change"),
        ]

    def focus(self) -> None:
        """Put the focus where signing goes on."""
        (self.passphrase.field if self.passphrase.is_asked else self.sign_button).setFocus()

    def show_ratings(self, subject: Subject, ratings: Sequence[NewRating]) -> None:
        scale = subject.framework.rating_scale
        rows = []
        for one in ratings:
            level, completes = scale.find(one.level), one.level >= scale.completes_at
            rows.append(
                SummaryRow(
                    one.code,
                    subject.item(one.code).competency.title,
                    f"{one.level} {level.word}" if level else str(one.level),
                    self.tr("completes") if completes else self.tr("does not complete"),
                    agreement_words.shown(one.shown),
                    short_day(one.observed_on, subject.today),
                    " ".join(one.comment.split()),
                    self._evidence(subject, one),
                )
            )
        self.list.table.replace(rows)
        self.passphrase.begin()
        self.sign_button.setText(self.tr("Sign {count}").format(count=len(rows)))
        words = self.tr("You sign as {role} of {apprentice}. A signed rating is never changed; it can be reversed.")
        self.statement.setText(words.format(role=subject.rights.role.lower(), apprentice=subject.apprentice))

    def _evidence(self, subject: Subject, rating: NewRating) -> str:
        """What the sign-off will stand on, with what came along with the request."""
        request = subject.item(rating.code).request
        came = subject.evidence.get(request.id, ()) if request else ()
        pieces: list[NewEvidence | EvidenceRow] = [*came, *rating.evidence]
        return ", ".join(dict.fromkeys(evidence_words.name(one) for one in pieces))

    def _enter(self) -> None:
        focused = self.focusWidget()
        if focused is self.list and self.list.current() is not None:
            self.change_wanted.emit(self.list.current().code)
        elif isinstance(focused, QPushButton):
            focused.click()
        else:
            self.sign_wanted.emit()


class UnsignedDialog(QDialog):
    """Asks before ratings that were kept and not signed are lost."""

    def __init__(self, parent: QWidget | None, apprentice: str, count: int) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Ratings not signed"))
        style.paper(self)
        sentence = self.tr("Ratings of {apprentice} kept and not signed: {count}")
        how = self.tr("Stay to review and sign them. Discarded ratings leave nothing in the record.")
        self.stay = QPushButton(self.tr("Stay"))
        self.stay.setProperty("primary", True)
        self.stay.setDefault(True)
        self.stay.clicked.connect(self.reject)
        self.discard = QPushButton(self.tr("Discard {count}").format(count=count))
        self.discard.setAutoDefault(False)
        self.discard.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.setSpacing(SPACE.button)
        layout.addWidget(style.label(sentence.format(apprentice=apprentice, count=count), "section", wraps=True))
        layout.addWidget(style.label(how, wraps=True))
        layout.addSpacing(SPACE.button)
        layout.addLayout(button_row(self.stay, self.discard))
        self.setMinimumWidth(style.metrics("body").averageCharWidth() * 64)

    @classmethod
    def ask(cls, parent: QWidget | None, apprentice: str, count: int) -> bool:
        """Whether to discard them."""
        return cls(parent, apprentice, count).exec() == QDialog.DialogCode.Accepted
