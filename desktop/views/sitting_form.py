"""The middle of a sitting: one competency, how and when it was shown, its level, and a comment."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop import words
from desktop.codes import HourKind, Kind
from desktop.frameworks.document import Competency, RatingLevel
from desktop.services.sign_offs import COMMENT_LENGTH, NewRating
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.comment import CommentEdit
from desktop.views.days import date_edit, qdate, to_date
from desktop.views.evidence_box import EvidenceBox
from desktop.views.forms import FieldRow
from desktop.views.hint_box import HintBox
from desktop.views.key_button import KeyButton
from desktop.views.level_keys import Level, LevelKeys, Note
from desktop.views.segments import Segments
from desktop.views.sitting_items import Item, Subject
from desktop.views.states import MarkLabel
from desktop.workspace import Workspace


class RatingForm(QScrollArea):
    """Fields of one rating. `level_chosen` comes with each press of a level, `same_wanted` asks for the
    comment of the rating before, `entered` is Enter in the comment."""

    level_chosen = Signal(int)
    same_wanted = Signal()
    entered = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._levels: tuple[Level, ...] = ()
        self._begins = date.min
        self.above = style.label(kind="small", soft=True, wraps=True)
        self.competency = style.label(kind="lead", wraps=True)
        self.description = style.label(soft=True, wraps=True)
        self.shown = Segments(
            self.tr("Shown"),
            ((HourKind.OJT.value, self.tr("On the job")), (HourKind.RI.value, self.tr("In related instruction"))),
        )
        self.day = date_edit()
        self.day_row = FieldRow(self.tr("Observed on"), self.day, check=self._check_day)
        self.role = style.label()
        self.good = HintBox(self.tr("What good looks like here"))
        self.keys = LevelKeys()
        self.keys.chosen.connect(self._on_level)
        self._comment_label = style.label(kind="small", soft=True)
        self.same = KeyButton(self.tr("Same as last"), "Ctrl+L")
        self.same.setProperty("quiet", True)
        self.same.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.same.clicked.connect(self.same_wanted)
        self.comment = CommentEdit(self.tr("Comment"))
        self.comment.entered.connect(self.entered)
        self._comment_label.setBuddy(self.comment)
        self.error = MarkLabel("triangle-alert", "overdue", "", "small")
        self.error.text.setForegroundRole(QPalette.ColorRole.BrightText)
        self.error.hide()
        self.evidence = EvidenceBox(workspace)
        self._how, self._below = QWidget(), QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        style.paper(inner)
        self.column = QVBoxLayout(inner)
        self.column.setContentsMargins(SPACE.margin, SPACE.section, SPACE.margin, SPACE.section)
        self.column.setSpacing(SPACE.row)
        text = QVBoxLayout()
        text.setSpacing(SPACE.label)
        text.addWidget(self.above)
        text.addWidget(self.competency)
        text.addWidget(self.description)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(SPACE.label)
        below.addLayout(self._comment_head())
        below.addWidget(self.comment)
        below.addWidget(self.error)
        below.addSpacing(SPACE.button)
        below.addWidget(self.evidence)
        self.column.addLayout(text)
        self._fill_how()
        self.column.addWidget(self._how)
        self.column.addWidget(self.good)
        self.column.addWidget(self.keys)
        self.column.addWidget(self._below)
        self.column.addStretch()
        self.setWidget(inner)
        self.evidence.take_drops(inner)

    def _fill_how(self) -> None:
        grid = QGridLayout(self._how)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(SPACE.section)
        grid.setVerticalSpacing(SPACE.label)
        shown = style.label(self.tr("Shown"), "small", soft=True)
        signing = style.label(self.tr("Signing as"), "small", soft=True)
        top = Qt.AlignmentFlag.AlignTop
        grid.addWidget(shown, 0, 0)
        grid.addWidget(self.shown, 1, 0, top)
        grid.addWidget(self.day_row, 0, 1, 2, 1, top)
        grid.addWidget(signing, 0, 2)
        grid.addWidget(self.role, 1, 2)
        grid.setColumnStretch(3, 1)

    def _comment_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self._comment_label, 1, Qt.AlignmentFlag.AlignBottom)
        head.addWidget(self.same)
        return head

    def set_subject(self, subject: Subject) -> None:
        """Take over what is the same for all competencies of a sitting."""
        self._begins = subject.begins
        self.role.setText(subject.rights.role)
        self.day.setMaximumDate(qdate(subject.today))
        only = subject.rights.only
        for kind in HourKind:
            button = self.shown.button(kind.value)
            button.setEnabled(subject.rights.may_sign and only in (None, kind))
            button.setToolTip("" if only in (None, kind) else self.tr("A mentor signs work on the job."))
        self.keys.setEnabled(subject.rights.may_sign)
        for part in (self._how, self._below):
            part.setVisible(subject.rights.may_sign)

    def show_item(self, item: Item, subject: Subject, rating: NewRating | None, shown: HourKind, day: date) -> None:
        """Show a competency with what was kept of it, or else nothing chosen, `shown` and `day`."""
        function, one = item.function, item.competency
        kind = self.tr("Core") if one.kind is Kind.CORE else self.tr("Optional")
        title = self.tr("Job function {number}: {title}").format(number=function.number, title=function.title)
        self.above.setText(" · ".join(part for part in (title, kind, one.level or function.level) if part))
        self.competency.setText(f"{one.code}  {one.title}")
        described = "\n".join(part for part in (one.description, *one.unplaced) if part.strip())
        self.description.setText(described)
        self.description.setVisible(bool(described))
        self.good.show_points(one.performance_standards)
        self._show_levels(subject, one)
        self.keys.set_value(rating.level if rating else None)
        self.shown.set_value((rating.shown if rating else shown).value)
        observed = rating.observed_on if rating else day
        self.day.setDate(qdate(observed))
        self.comment.setPlainText(rating.comment if rating else "")
        self.evidence.show_pieces(subject.agreement_id, rating.evidence if rating else ())
        self.day_row.set_error("")
        self.show_error("")
        self._label_comment()
        self.verticalScrollBar().setValue(0)

    def _show_levels(self, subject: Subject, competency: Competency) -> None:
        scale = subject.framework.rating_scale
        own = {one.level: one.text for one in competency.level_texts}

        def note(level: RatingLevel) -> Note:
            if level.needs_reason:
                return "reason"
            return "completes" if level.level >= scale.completes_at else ""

        levels = tuple(
            (one.level, one.word, own.get(one.level, one.meaning), note(one)) for one in reversed(scale.levels)
        )
        if levels != self._levels:
            self._levels = levels
            self.keys.set_levels(levels)
            order: list[QWidget] = [self.day, *self.keys.keys, self.comment]
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)
                after.show()  # at once, since what is not shown yet cannot have the focus
        # While none is chosen Tab would stop at each of them.
        for key in self.keys.keys[1:]:
            key.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        for key in self.keys.keys[:1]:
            key.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _on_level(self, level: int) -> None:
        self.show_error("")
        self._label_comment()
        self.level_chosen.emit(level)

    def _needs_reason(self) -> bool:
        return any(level[0] == self.keys.value and level[3] == "reason" for level in self._levels)

    def _label_comment(self) -> None:
        self._comment_label.setText(
            self.tr("Comment: the reason for this level") if self._needs_reason() else self.tr("Comment (optional)")
        )

    def press_level(self, level: int, *, stay: bool) -> None:
        """Choose a level by its digit; with `stay` the focus remains where it is, in the comment."""
        if not self.keys.isEnabled() or all(one[0] != level for one in self._levels):
            return
        if stay:
            self.keys.set_value(level)
            self._on_level(level)
        else:
            self.keys.choose(level)

    def rating(self, item: Item, id_: str = "") -> NewRating | None:
        """What the fields say, under the id of an earlier rating if there is one; None without a level."""
        level = self.keys.value
        if level is None:
            return None
        comment = words.clean(self.comment.toPlainText())
        shown, given = HourKind(self.shown.value), self.evidence.pieces()
        made = NewRating(item.code, level, shown, self._day(), comment, evidence=given)
        return replace(made, id=id_) if id_ else made

    @property
    def has_more(self) -> bool:
        """Whether something was entered beside the level."""
        is_given = self.evidence.is_busy or bool(self.evidence.pieces())
        return is_given or bool(self.comment.toPlainText().strip())

    def check(self) -> bool:
        """Whether the fields can be kept; else the error stands at the field, which has the focus."""
        if not self.day_row.check():
            self.day.setFocus()
            return False
        text = words.clean(self.comment.toPlainText())
        if self.keys.value is None:
            self.show_error(self.tr("No level is chosen. Press its digit."))
            self.focus_keys()
        elif self._needs_reason() and not text:
            self.show_error(self.tr("This level needs a reason. Say why: absent, not covered, …"))
            self.comment.setFocus()
        elif len(text) > COMMENT_LENGTH:
            longest = f"{COMMENT_LENGTH:,}"
            self.show_error(
                self.tr("The comment is longer than {longest} letters. Shorten it.").format(longest=longest)
            )
            self.comment.setFocus()
        elif self.evidence.is_busy:
            self.show_error(self.tr("A file is still being added. Wait a moment, then do it again."))
        else:
            return True
        return False

    def show_error(self, sentence: str) -> None:
        self.error.text.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.comment.setAccessibleDescription(sentence)
        if sentence:
            self.ensureWidgetVisible(self.error)

    def focus_keys(self) -> None:
        """Put the focus on the chosen level, else on the first."""
        chosen = next((key for key in self.keys.keys if key.isChecked()), None)
        (chosen or self.keys).setFocus(Qt.FocusReason.OtherFocusReason)

    def _day(self) -> date:
        return to_date(self.day.date())

    def _check_day(self) -> str:
        if self._day() >= self._begins:
            return ""
        begins = words.long_date(self._begins)
        return self.tr("This date is before the agreement began on {begins}. Choose a later date.").format(
            begins=begins
        )
