"""The cohort at a glance: for each framework how many are on pace, behind and paused."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.codes import OPEN_STATUSES, Status
from desktop.services.apprentices import ApprenticeRow
from desktop.tokens import SPACE
from desktop.views import progress_bar, style
from desktop.views.sections import Section

_BAR_HEIGHT = 20


class CohortGlance(QWidget):
    """A bar a framework, each part with its number; nothing without apprentices."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.section = Section(self.tr("Cohort at a glance"))
        self._bars = QVBoxLayout()
        self._bars.setSpacing(SPACE.row)
        self._legend = style.label(kind="small", soft=True, wraps=True)
        self.section.body.addLayout(self._bars)
        self.section.body.addWidget(self._legend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.section)
        self.setMinimumWidth(220)

    def show_rows(self, rows: Sequence[ApprenticeRow]) -> None:
        """Count the open and paused agreements of `rows` by framework."""
        live = [row for row in rows if row.status in OPEN_STATUSES or row.status is Status.SUSPENDED]
        while (taken := self._bars.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        whole = [0, 0, 0]
        for title in dict.fromkeys(f"{row.framework_title} {row.framework_version}" for row in live):
            counts = [0, 0, 0]
            for row in live:
                if f"{row.framework_title} {row.framework_version}" == title:
                    counts[2 if row.status is Status.SUSPENDED else int(row.is_behind)] += 1
            whole = [one + more for one, more in zip(whole, counts, strict=True)]
            self._bars.addWidget(_FrameworkBar(title, counts))
        on_pace, behind, paused = whole
        text = self.tr("Solid: on pace {on_pace}   Hatched: behind {behind}   Dotted: paused {paused}")
        self._legend.setText(text.format(on_pace=on_pace, behind=behind, paused=paused))
        self.setVisible(bool(live))


class _FrameworkBar(QWidget):
    """The name of a framework over its bar in three parts."""

    def __init__(self, title: str, counts: list[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addWidget(style.label(f"{title} · {sum(counts)}", wraps=True))
        layout.addWidget(_Parts(counts))
        words = self.tr("{title}: on pace {on_pace}, behind {behind}, paused {paused}")
        on_pace, behind, paused = counts
        self.setAccessibleName(words.format(title=title, on_pace=on_pace, behind=behind, paused=paused))


class _Parts(QWidget):
    def __init__(self, counts: list[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = counts
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(180, _BAR_HEIGHT + 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        left, whole = frame.left(), sum(self._counts)
        for place, count in enumerate(self._counts):
            width = frame.width() * count / whole
            if count:
                self._paint_part(painter, QRectF(left, frame.top(), width, frame.height()), place, count)
            left += width
        painter.setPen(QPen(style.color("border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)

    def _paint_part(self, painter: QPainter, rect: QRectF, place: int, count: int) -> None:
        if place == 0:
            painter.fillRect(rect, style.color("accent"))
        elif place == 1:
            progress_bar.hatch(painter, rect, style.scheme())
        else:
            painter.fillRect(rect, QBrush(style.color("border"), Qt.BrushStyle.Dense6Pattern))
        painter.setFont(style.font("code"))
        ground = QRectF(0, 0, painter.fontMetrics().horizontalAdvance(str(count)) + 6, rect.height() - 4)
        ground.moveCenter(rect.center())
        if place:
            painter.fillRect(ground, style.color("base"))
        painter.setPen(style.color("text" if place else "on_accent"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(count))
