"""A chart on screen, and the table of the same numbers one key away."""

from datetime import date

from PySide6.QtCore import QLocale, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget
from typing_extensions import override

from desktop import charts
from desktop.charts import Bars, Chart
from desktop.views import chart_painting, style
from desktop.views.days import qdate
from desktop.views.progress_bar import plain_number as number
from desktop.views.tables import Column, ListView, RowTable

Row = tuple[int, str, tuple[str, ...]]
"""Place, day or name, and the numbers as they are written."""


class Canvas(QWidget):
    """The painted chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart: Chart | Bars | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @override
    def sizeHint(self) -> QSize:
        width = style.metrics("body").averageCharWidth() * 40
        if isinstance(self.chart, Bars):
            return QSize(width, chart_painting.bars_height(self.chart))
        return QSize(width, style.metrics("body").height() * 10)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width() // 2, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, rect = QPainter(self), QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if isinstance(self.chart, Chart):
            chart_painting.paint_chart(painter, rect, self.chart, style.scheme(), mirrored)
        elif self.chart is not None:
            chart_painting.paint_bars(painter, rect, self.chart, style.scheme(), mirrored)
        if self.hasFocus():
            painter.setPen(QPen(style.color("accent"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class ChartView(QWidget):
    """Shows a chart; F9 changes between the picture and its numbers."""

    def __init__(self, chart: Chart | Bars | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = Canvas()
        self._numbers = ListView("")
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self._canvas)
        self._layout.addWidget(self._numbers)
        self._key = QShortcut(QKeySequence(Qt.Key.Key_F9), self)
        self._key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._key.activated.connect(self.toggle)
        if chart is not None:
            self.set_chart(chart)

    @property
    def shows_table(self) -> bool:
        return self._layout.currentWidget() is self._numbers

    @property
    def numbers(self) -> ListView:
        return self._numbers

    def set_chart(self, chart: Chart | Bars) -> None:
        self._canvas.chart = chart
        self._canvas.setAccessibleName(chart.title)
        heads, rows = _table(chart)
        if isinstance(chart, Chart) and chart.band is not None:
            name = chart.band.name
            both = (self.tr("{range}, from").format(range=name), self.tr("{range}, to").format(range=name))
            heads = (*heads[:-2], *both)
        self._canvas.setAccessibleDescription(self._description(chart, rows))
        self._numbers.setAccessibleName(self.tr("{chart} as a table").format(chart=chart.title))
        first = self.tr("Date") if isinstance(chart, Chart) else self.tr("Group")
        columns: list[Column[Row]] = [Column(first, lambda row: row[1], sample=_widest(first, rows))]
        columns += [_numbers_column(head, place) for place, head in enumerate(heads)]
        table: RowTable[Row] = RowTable(columns, lambda row: row[0], self._numbers)
        table.replace(rows)
        self._numbers.show_table(table, sortable=False)
        self._canvas.updateGeometry()
        self._canvas.update()

    def toggle(self) -> None:
        """Change between the chart and its numbers; the focus stays in this view."""
        had_focus = self._canvas.hasFocus() or self._numbers.hasFocus()
        shown: QWidget = self._canvas if self.shows_table else self._numbers
        self._layout.setCurrentWidget(shown)
        if had_focus:
            shown.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _description(self, chart: Chart | Bars, rows: list[Row]) -> str:
        """The last number of each line, or all numbers of the bars."""
        if isinstance(chart, Bars):
            names = ", ".join(part.name for part in chart.parts)
            lines = [f"{name}: {', '.join(values)}" for _, name, values in rows]
            return "; ".join([names, *lines])
        ends = [(each.name, *each.points[-1]) for each in chart.series if each.points]
        template = self.tr("{line}: {value} {unit} on {day}")
        return "; ".join(
            template.format(line=name, value=number(value), unit=chart.unit, day=_day(day)) for name, day, value in ends
        )


def _table(chart: Chart | Bars) -> tuple[tuple[str, ...], list[Row]]:
    if isinstance(chart, Bars):
        bars = [(place, bar.name, tuple(number(value) for value in bar.values)) for place, bar in enumerate(chart.bars)]
        return tuple(part.name for part in chart.parts), bars
    table = charts.as_table(chart)
    rows = [
        (place, _day(day), tuple("" if value is None else number(value) for value in values))
        for place, (day, values) in enumerate(table.rows)
    ]
    return table.heads, rows


def _widest(head: str, rows: list[Row]) -> str:
    return max([head, *(row[1] for row in rows)], key=len)


def _numbers_column(head: str, place: int) -> Column[Row]:
    return Column(head, lambda row: row[2][place], end=True, stretch=len(head) + 4)


def _day(day: date) -> str:
    return QLocale().toString(qdate(day), QLocale.FormatType.ShortFormat)
