"""The projected finish: the date, its range, what holds it, and the way there as a chart."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.charts import Chart
from desktop.codes import Approach, Status
from desktop.frameworks.pace import NAMES
from desktop.frameworks.standing import Progress
from desktop.reports.progress_charts import charts
from desktop.tokens import SPACE
from desktop.views import agreement_words, days, style
from desktop.views.chart_view import ChartView
from desktop.views.row_delegate import BAR
from desktop.views.sections import Section


class Hint(QFrame):
    """A sentence worth a glance: alternate ground, accent bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = style.label(wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SPACE.row + BAR, SPACE.button, SPACE.row + BAR, SPACE.button)
        layout.addWidget(self.label)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.color("alternate"))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - BAR if mirrored else 0
        painter.fillRect(QRect(left, 0, BAR, self.height()), style.color("accent"))


class FinishSection(Section):
    """Narrow beside the lists, or wide above them with the chart at its end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        head = style.label(self.tr("Projected finish"), "section")
        self.figure = style.label(kind="figure", wraps=True)
        self.range = style.label(soft=True, wraps=True)
        self.against = style.label(soft=True, wraps=True)
        self.hint = Hint()
        self.chart = ChartView()
        text = QVBoxLayout()
        text.setSpacing(SPACE.label)
        for widget in (head, self.figure, self.range, self.against):
            text.addWidget(widget)
        text.addSpacing(SPACE.label)
        text.addWidget(self.hint)
        text.addStretch()
        self._parts = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._parts.setSpacing(SPACE.row)
        self._parts.addLayout(text, 2)
        self._parts.addWidget(self.chart, 3)
        self.body.addLayout(self._parts)

    def set_wide(self, is_wide: bool) -> None:
        direction = QBoxLayout.Direction
        self._parts.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        self._parts.setSpacing(SPACE.pane if is_wide else SPACE.row)

    def show_progress(self, progress: Progress) -> None:
        plan = progress.projection
        if plan is None:
            self._show_none(progress)
        else:
            self.figure.setText(days.long_day(plan.finish) if plan.finish else self.tr("Cannot be told"))
            self.hint.label.setText(plan.sentence)
            self.range.setText(self._range(progress))
            self.against.setText(self._against(progress))
        for label in (self.range, self.against):
            label.setVisible(bool(label.text()))
        self.hint.setVisible(bool(self.hint.label.text()))
        self.chart.set_chart(_chart(progress))

    def _show_none(self, progress: Progress) -> None:
        status = progress.facts.status
        if progress.is_complete:
            self.figure.setText(self.tr("Complete"))
            ended = status is Status.COMPLETED
            self.hint.label.setText("" if ended else self.tr("A coordinator can record the completion."))
        else:
            self.figure.setText(agreement_words.status(status))
            self.hint.label.setText(self.tr("No finish is projected while the agreement is not open."))
        self.range.clear()
        self.against.clear()

    def _range(self, progress: Progress) -> str:
        plan = progress.projection
        if plan is None or plan.earliest is None or plan.latest is None:
            return ""
        template = self.tr("8 in 10: {earliest} to {latest}")
        return template.format(earliest=days.short_day(plan.earliest), latest=days.short_day(plan.latest))

    def _against(self, progress: Progress) -> str:
        """How far the finish lies from the end of the agreement."""
        plan, ends = progress.projection, progress.facts.ends
        if plan is None or plan.finish is None or ends is None:
            return ""
        late = (plan.finish - ends).days
        when = days.long_day(ends)
        if abs(late) < 7:
            return self.tr("With the agreement’s end on {day}").format(day=when)
        weeks = abs(late) // 7
        if late > 0:
            return self.tr("%n week(s) after the agreement’s end on {day}", "", weeks).format(day=when)
        return self.tr("%n week(s) before the agreement’s end on {day}", "", weeks).format(day=when)


def _chart(progress: Progress) -> Chart:
    """The way of what finishes last; without a projection, of what the approach counts."""
    found = {chart.title: chart for chart in charts(progress)}
    counted = "ojt" if progress.framework.approach is Approach.TIME_BASED else "core"
    binding = progress.projection.binding if progress.projection else counted
    return found.get(NAMES[binding]) or found[NAMES[counted]]
