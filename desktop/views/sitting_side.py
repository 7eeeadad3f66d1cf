"""The right pane of a sitting: what the apprentice asked for, and the ratings so far."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.frameworks.document import RatingScale
from desktop.frameworks.standing import Rating
from desktop.services.sign_offs import Request
from desktop.tokens import RADIUS, SPACE
from desktop.views import agreement_words, icons, style
from desktop.views.days import short_day
from desktop.views.evidence_list import EvidenceList
from desktop.views.hairline import hairline
from desktop.views.sitting_items import Item, Subject
from desktop.workspace import Workspace

_BOX = 22


class Beads(QWidget):
    """The level of a rating in a box, on the line that leads to the one before it."""

    def __init__(self, rating: Rating, is_last: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rating, self._is_last = rating, is_last
        self.setFixedWidth(_BOX + 1)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_BOX + 1, _BOX)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = (_BOX + 1) / 2
        if not self._is_last:
            painter.setPen(QPen(style.color("border"), 1))
            painter.drawLine(int(middle), _BOX + SPACE.label, int(middle), self.height())
        box = QRect(0, 0, _BOX, _BOX)
        taken_back = bool(self._rating.reversed_why)
        painter.setPen(QPen(style.color("line" if taken_back else "border"), 1))
        painter.setBrush(style.color("base"))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS.control, RADIUS.control)
        if taken_back:
            inset = (_BOX - icons.SMALL) // 2
            painter.drawPixmap(inset, inset, icons.pixmap("rotate-ccw", "reversed", icons.SMALL, self))
            return
        painter.setPen(style.color("text"))
        painter.setFont(style.font("code"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(self._rating.level))


class SidePane(QFrame):
    """Shows one competency at a time."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._content: QWidget | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def show_item(self, item: Item, subject: Subject) -> None:
        if self._content is not None:
            self._content.hide()
            self._layout.removeWidget(self._content)
            self._content.deleteLater()
        self._content = QWidget()
        self._layout.addWidget(self._content)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.button)
        if item.request:
            self._add_request(column, item.request, subject)
            column.addSpacing(SPACE.button)
            column.addWidget(hairline())
            column.addSpacing(SPACE.button)
        column.addWidget(style.label(self.tr("Earlier ratings"), "code", wraps=True))
        if not item.ratings:
            column.addWidget(style.label(self.tr("None yet."), soft=True))
        timeline = QVBoxLayout()
        timeline.setSpacing(0)
        for rating in item.ratings:
            timeline.addLayout(self._entry(rating, subject, rating is item.ratings[-1]))
        column.addLayout(timeline)
        column.addStretch()

    def _add_request(self, column: QVBoxLayout, request: Request, subject: Subject) -> None:
        day = short_day(subject.day_of(request.asked_at), subject.today)
        title = self.tr("Asked for by {name}, {day}").format(name=subject.apprentice, day=day)
        column.addWidget(style.label(title, "code", wraps=True))
        if request.self_level is not None:
            row = QHBoxLayout()
            row.setSpacing(SPACE.button)
            row.addWidget(style.label(self.tr("Self-rating"), soft=True))
            level = level_text(subject.framework.rating_scale, request.self_level)
            row.addWidget(style.label(level, "code", wraps=True), 1)
            column.addLayout(row)
        if request.note:
            column.addWidget(style.label(self.tr("“{note}”").format(note=request.note), wraps=True))
        given = subject.evidence.get(request.id)
        if given:
            column.addWidget(EvidenceList(self._workspace, given))

    def _entry(self, rating: Rating, subject: Subject, is_last: bool) -> QHBoxLayout:
        scale = subject.framework.rating_scale
        found = scale.find(rating.level)
        day = short_day(rating.observed_on, subject.today)
        who = " · ".join((rating.signer, agreement_words.role_title(rating.role), agreement_words.shown(rating.shown)))
        words = QVBoxLayout()
        words.setContentsMargins(0, 1, 0, 0 if is_last else SPACE.row)
        words.setSpacing(0)
        head = style.label(f"{found.word if found else rating.level} · {day}", "name", wraps=True)
        parts = [head, style.label(who, "small", soft=True, wraps=True)]
        if rating.carried_from:
            origin = self.tr("Carried from {origin}").format(origin=rating.carried_from)
            parts.append(style.label(origin, "small", soft=True, wraps=True))
        if rating.comment:
            parts.append(style.label(rating.comment, wraps=True))
        if rating.reversed_why:
            for label in parts:
                _strike(label)
            reason = self.tr("Reversed: {reason}").format(reason=rating.reversed_why)
            parts.append(style.label(reason, "small", wraps=True))
        for label in parts:
            words.addWidget(label)
        given = subject.evidence.get(rating.id)
        if given:
            words.addWidget(EvidenceList(self._workspace, given))
        row = QHBoxLayout()
        row.setSpacing(SPACE.row)
        row.addWidget(Beads(rating, is_last))
        row.addLayout(words, 1)
        return row


def level_text(scale: RatingScale, level: int) -> str:
    """ "3 Satisfactory"."""
    found = scale.find(level)
    return f"{level} {found.word}" if found else str(level)


def _strike(label: QLabel) -> None:
    struck = QFont(label.font())
    struck.setStrikeOut(True)
    label.setFont(struck)
