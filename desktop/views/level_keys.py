"""The levels of a rating as keys: press the digit, or choose with the mouse."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.tokens import RADIUS, SPACE, Scheme
from desktop.views import icons, style

Note = Literal["completes", "reason", ""]
Level = tuple[int, str, str, Note]
"""Digit, word, what it means, and whether it completes the competency or needs a reason."""

_WRAP = Qt.TextFlag.TextWordWrap
_START = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class _Places:
    cap: QRect
    word: QRect
    meaning: QRect
    note: QRect
    mark: QRect


class LevelKey(QAbstractButton):
    """One row: digit cap, word, meaning, and the note at its end."""

    def __init__(self, level: Level, word_width: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.value, self._word, self._meaning, self._note = level
        self._word_width = word_width
        self.setCheckable(True)
        self.setText(style.caption(f"{self.value} {self._word}"))
        parts = (f"{self.value} {self._word}", self._meaning, self._note_text())
        self.setAccessibleName(", ".join(part for part in parts if part))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _note_text(self) -> str:
        notes = {"completes": self.tr("completes"), "reason": self.tr("needs a reason"), "": ""}
        return notes[self._note]

    def _places(self, width: int) -> _Places:
        """Where the parts stand; the meaning wraps in what the others leave."""
        body, line = style.metrics("body"), style.metrics("code").height()
        cap = line + SPACE.button - 2
        note = style.metrics("small").horizontalAdvance(self._note_text()) + 2 if self._note else 0
        mark = icons.SMALL + 6 if self._note == "completes" else 0
        word_left = SPACE.button + cap + SPACE.row
        meaning_left = word_left + self._word_width + SPACE.section
        room = max(width - meaning_left - SPACE.section - note - mark - SPACE.row, 40)
        wrapped = body.boundingRect(QRect(0, 0, room, 10_000), _WRAP, self._meaning).height()
        height = max(cap + SPACE.row, wrapped + SPACE.row)
        right = width - SPACE.row
        return _Places(
            QRect(SPACE.button, (height - cap) // 2, cap, cap),
            QRect(word_left, 0, self._word_width + SPACE.label, height),
            QRect(meaning_left, 0, room, height),
            QRect(right - note, 0, note, height),
            QRect(right - note - mark, (height - icons.SMALL) // 2, icons.SMALL, icons.SMALL),
        )

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._places(width).word.height()

    @override
    def sizeHint(self) -> QSize:
        width = style.metrics("body").averageCharWidth() * 60
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        width = style.metrics("body").averageCharWidth() * 30
        return QSize(width, self.heightForWidth(self.width()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, scheme = QPainter(self), style.scheme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_frame(painter, scheme)
        places = self._places(self.width())
        self._paint_cap(painter, scheme, self._mirror(places.cap))
        painter.setPen(QColor(scheme.text if self.isEnabled() else scheme.soft))
        painter.setFont(style.font("code"))
        painter.drawText(self._mirror(places.word), _START, self._word)
        painter.setFont(style.font("body"))
        painter.setPen(QColor(scheme.text if self.isChecked() else scheme.soft))
        painter.drawText(self._mirror(places.meaning), _START | _WRAP, self._meaning)
        ink = "signed" if self.isChecked() and self._note == "completes" else "soft"
        painter.setPen(QColor(scheme.color(ink)))
        painter.setFont(style.font("small"))
        painter.drawText(self._mirror(places.note), _END, self._note_text())
        if self._note == "completes":
            mark = icons.pixmap("circle-check", ink, icons.SMALL, self)
            painter.drawPixmap(self._mirror(places.mark).topLeft(), mark)

    def _paint_frame(self, painter: QPainter, scheme: Scheme) -> None:
        strong = self.isChecked() or self.hasFocus()
        thick = 2 if strong else 1
        painter.setPen(QPen(QColor(scheme.accent if strong else scheme.border), thick))
        ground = scheme.selection if self.isChecked() else scheme.base
        painter.setBrush(QColor(scheme.alternate if self.underMouse() and not self.isChecked() else ground))
        edge = thick / 2
        frame = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        painter.drawRoundedRect(frame, RADIUS.control, RADIUS.control)
        if self.isChecked() and self.hasFocus():
            # A checked key has the accent frame already, so the focus shows as a second line inside it.
            painter.setPen(QPen(QColor(scheme.text), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(frame.adjusted(2, 2, -2, -2), 2, 2)

    def _paint_cap(self, painter: QPainter, scheme: Scheme, cap: QRect) -> None:
        checked = self.isChecked()
        painter.setPen(QPen(QColor(scheme.accent if checked else scheme.line), 1))
        painter.setBrush(QColor(scheme.accent if checked else scheme.alternate))
        painter.drawRoundedRect(QRectF(cap).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS.control, RADIUS.control)
        painter.setPen(QColor(scheme.on_accent if checked else scheme.text))
        painter.setFont(style.font("section"))
        painter.drawText(cap, Qt.AlignmentFlag.AlignCenter, str(self.value))

    def _mirror(self, rect: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            return rect
        return QRect(self.width() - rect.right() - 1, rect.y(), rect.width(), rect.height())


class LevelKeys(QWidget):
    """One exclusive group of keys; `chosen` gives the digit of the level."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE.label)

    @property
    def keys(self) -> tuple[LevelKey, ...]:
        return tuple(key for key in self._group.buttons() if isinstance(key, LevelKey))

    def set_levels(self, levels: tuple[Level, ...]) -> None:
        """Show these levels from the top; nothing is chosen."""
        for key in self.keys:
            self._group.removeButton(key)
            self._layout.removeWidget(key)
            key.hide()
            key.deleteLater()
        width = max((style.metrics("code").horizontalAdvance(level[1]) for level in levels), default=0)
        for level in levels:
            key = LevelKey(level, width)
            self._group.addButton(key, level[0])
            self._layout.addWidget(key)
        if levels:
            self.setFocusProxy(self.keys[0])

    @property
    def value(self) -> int | None:
        """The digit of the chosen level."""
        chosen = self._group.checkedId()
        return None if chosen < 0 else chosen

    def set_value(self, value: int | None) -> None:
        """Show a level as chosen without announcing it; None leaves none chosen."""
        self._group.setExclusive(False)
        for key in self.keys:
            key.setChecked(key.value == value)
        self._group.setExclusive(True)

    def choose(self, value: int) -> bool:
        """Press the key of a digit, as a window's shortcut does; False where there is no such level."""
        key = self._group.button(value)
        if key is None or not key.isEnabled():
            return False
        key.setFocus(Qt.FocusReason.ShortcutFocusReason)
        key.click()
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (event.text().isdecimal() and self.choose(int(event.text()))):
            super().keyPressEvent(event)
