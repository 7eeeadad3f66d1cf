"""A chart as plain data; the window and the papers paint it from the same numbers."""

import itertools
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

Line = Literal["solid", "dashed", "dotted"]
Fill = Literal["solid", "hatched", "dotted"]
Points = tuple[tuple[date, float], ...]

WIDTH: MappingProxyType[Line, float] = MappingProxyType({"solid": 2.4, "dashed": 1.4, "dotted": 1.8})
"""Pen widths, in logical pixels on screen and in points on paper."""

DASH: MappingProxyType[Line, tuple[float, ...]] = MappingProxyType(
    {"solid": (), "dashed": (5.0, 4.0), "dotted": (1.8, 3.2)}
)
"""Stroke and gap lengths in the unit of WIDTH, not in multiples of the pen."""

INK: MappingProxyType[Line, str] = MappingProxyType({"solid": "accent", "dashed": "text", "dotted": "accent"})
"""Which colour token a line takes."""

MOST_SERIES = 4


@dataclass(frozen=True)
class Series:
    """One line, its points in the order of their dates."""

    name: str
    points: Points
    line: Line = "solid"


@dataclass(frozen=True)
class Mark:
    """A point worth a dot: filled for what is, open for what is only expected."""

    name: str
    day: date
    value: float
    filled: bool = True


@dataclass(frozen=True)
class Band:
    """A range between two lines."""

    name: str
    lower: Points
    upper: Points


@dataclass(frozen=True)
class Chart:
    """Values over time; `unit` is what one counts, such as "h"; `target` is where the axis may end."""

    title: str
    unit: str
    series: tuple[Series, ...]
    marks: tuple[Mark, ...] = ()
    band: Band | None = None
    target: float | None = None

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"A chart holds at most {MOST_SERIES} series.")

    @property
    def points(self) -> Points:
        """All points of all lines, marks and the band."""
        lines = [*(each.points for each in self.series), tuple((m.day, m.value) for m in self.marks)]
        if self.band is not None:
            lines += [self.band.lower, self.band.upper]
        return tuple(point for line in lines for point in line)

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and last day, or None for a chart without points."""
        days = [day for day, _ in self.points]
        return (min(days), max(days)) if days else None

    @property
    def ticks(self) -> tuple[float, ...]:
        highest = max((value for _, value in self.points), default=0.0)
        if self.target and highest <= self.target:
            return _parts_of(self.target) or nice_ticks(self.target)
        return nice_ticks(highest)


@dataclass(frozen=True)
class Part:
    """One kind of value that the bars of a chart are made of."""

    name: str
    fill: Fill


@dataclass(frozen=True)
class Bar:
    """One bar; `values` stand in the order of the chart's parts."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Bars:
    """Bars of the same parts, each number written in its place."""

    title: str
    unit: str
    parts: tuple[Part, ...]
    bars: tuple[Bar, ...]

    def __post_init__(self) -> None:
        if any(len(bar.values) != len(self.parts) for bar in self.bars):
            raise ValueError("Each bar needs one value for each part.")

    @property
    def totals(self) -> tuple[float, ...]:
        return tuple(sum(bar.values[place] for bar in self.bars) for place in range(len(self.parts)))


@dataclass(frozen=True)
class Plane:
    """Where a day and a value stand in a rectangle.

    The value grows towards `top`, which is below `bottom` on a screen and above it on paper; `mirrored`
    lets time run from right to left.
    """

    left: float
    right: float
    top: float
    bottom: float
    first: date
    last: date
    highest: float
    mirrored: bool = False

    def x(self, day: date) -> float:
        whole = (self.last - self.first).days or 1
        part = (day - self.first).days / whole
        return self.left + (self.right - self.left) * (1 - part if self.mirrored else part)

    def y(self, value: float) -> float:
        return self.bottom + (self.top - self.bottom) * (value / self.highest if self.highest else 0.0)


def nice_ticks(maximum: float) -> tuple[float, ...]:
    """Round values from 0 to at least `maximum`, in one to five steps that read well."""
    if not math.isfinite(maximum) or maximum <= 0:
        return (0.0, 1.0)
    rough = maximum / 5
    power = 10.0 ** math.floor(math.log10(rough))
    fitting = (factor * power for factor in (1.0, 2.0, 2.5, 5.0, 10.0) if factor * power >= rough * 0.999999)
    step = next(fitting)
    if maximum >= 1 and step < 10 and step != int(step):
        step = float(math.ceil(step))
    count = math.ceil(maximum / step - 1e-9)
    return tuple(round(step * place, 10) for place in range(count + 1))


def _parts_of(target: float) -> tuple[float, ...]:
    """Whole numbers that divide a target evenly, so that the axis ends with it; none where there are none."""
    for count in (4, 3, 5, 2):
        step = target / count
        if step == int(step) and (step < 100 or step % 10 == 0):
            return tuple(step * place for place in range(count + 1))
    return ()


def month_ticks(first: date, last: date, at_most: int = 5) -> tuple[date, ...]:
    """First days of months from `first` to `last`, evenly apart, aligned to the year, at most `at_most`."""
    start = first.year * 12 + first.month - 1 + (first.day > 1)
    end = last.year * 12 + last.month - 1
    for step in _steps_in_months():
        aligned = -(-start // step) * step
        months = range(aligned, end + 1, step)
        if len(months) <= max(at_most, 1):
            return tuple(date(month // 12, month % 12 + 1, 1) for month in months)
    raise AssertionError("unreachable: some step is longer than any range of dates")


def _steps_in_months() -> Iterable[int]:
    yield from (1, 2, 3, 6)
    years = 1
    while True:
        yield years * 12
        years *= 2


@dataclass(frozen=True)
class ChartTable:
    """The numbers of a chart: heads without the column of days, and one row a day."""

    heads: tuple[str, ...]
    rows: tuple[tuple[date, tuple[float | None, ...]], ...]


def as_table(chart: Chart) -> ChartTable:
    """The same numbers as a table; the band gives two columns, its lower and upper value."""
    lines: list[tuple[str, Points]] = [(each.name, each.points) for each in chart.series]
    if chart.band is not None:
        lines += [(chart.band.name, chart.band.lower), (chart.band.name, chart.band.upper)]
    values = [dict(points) for _, points in lines]
    days = sorted({day for each in values for day in each})
    rows = tuple((day, tuple(each.get(day) for each in values)) for day in days)
    return ChartTable(tuple(name for name, _ in lines), rows)


@dataclass(frozen=True)
class Box:
    """A rectangle around its middle, whichever way is up."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        across = abs(self.x - other.x) < (self.width + other.width) / 2
        return across and abs(self.y - other.y) < (self.height + other.height) / 2


def label_places(chart: Chart, plane: Plane, sizes: tuple[tuple[float, float], ...]) -> tuple[Box, ...]:
    """Where the name of each series stands: beside its line, off all lines and other names where it can."""
    points = [_dense(plane, series.points) for series in chart.series]
    marks = [Box(plane.x(mark.day), plane.y(mark.value), 10, 10) for mark in chart.marks]
    taken: list[Box] = marks
    for own, size in zip(points, sizes, strict=True):
        boxes = [box for box in _beside(own, size) if _inside(box, plane)]
        best = min(boxes, key=lambda box: _crowd(box, points, taken), default=Box(plane.left, plane.top, 0, 0))
        taken = [*taken, best]
    return tuple(taken[len(marks) :])


def _dense(plane: Plane, points: Points) -> list[tuple[float, float]]:
    """Points of the line close enough to each other that no label slips between them."""
    corners = [(plane.x(day), plane.y(value)) for day, value in points]
    dense = corners[:1]
    for (x0, y0), (x1, y1) in itertools.pairwise(corners):
        steps = max(int(math.hypot(x1 - x0, y1 - y0) // 4), 1)
        dense += [(x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps) for n in range(1, steps + 1)]
    return dense


def _beside(line: list[tuple[float, float]], size: tuple[float, float]) -> Iterable[Box]:
    width, height = size
    for share in (0.6, 0.45, 0.75, 0.3, 0.9, 1.0, 0.15):
        if line:
            x, y = line[min(int(share * len(line)), len(line) - 1)]
            for across in (-0.55, 0.55):
                for up in (-0.8, 0.8):
                    yield Box(x + across * width, y + up * height, width, height)


def _inside(box: Box, plane: Plane) -> bool:
    low, high = sorted((plane.top, plane.bottom))
    return (
        plane.left <= box.x - box.width / 2
        and box.x + box.width / 2 <= plane.right
        and low <= box.y - box.height / 2
        and box.y + box.height / 2 <= high
    )


def _crowd(box: Box, lines: list[list[tuple[float, float]]], taken: list[Box]) -> int:
    on_lines = sum(box.meets(Box(x, y, 6, 4)) for line in lines for x, y in line)
    return on_lines + 1000 * sum(box.meets(other) for other in taken)
