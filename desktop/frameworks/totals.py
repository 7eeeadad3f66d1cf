"""Sums of a framework's hours and how lengths of time convert."""

from collections.abc import Iterable
from fractions import Fraction

from desktop.codes import DurationUnit
from desktop.frameworks.document import Framework, HourRange

HOURS_A_WEEK = 40
HOURS_A_MONTH = Fraction(HOURS_A_WEEK * 52, 12)
HOURS_A_YEAR = HOURS_A_WEEK * 52

_HOURS = {
    DurationUnit.HOURS: Fraction(1),
    DurationUnit.WEEKS: Fraction(HOURS_A_WEEK),
    DurationUnit.MONTHS: HOURS_A_MONTH,
}


def in_hours(length: int, unit: DurationUnit) -> Fraction:
    """Hours of full-time work in so many hours, weeks or months."""
    return length * _HOURS[unit]


def ojt_hours(framework: Framework) -> float | None:
    """OJT hours a completer must have: the framework's own figure, else the sum of its functions'."""
    functions = sum(one.ojt.required for one in framework.titled_functions())
    return framework.ojt.required or functions or None


def ri_hours(framework: Framework) -> float | None:
    """RI hours a completer must have: the framework's own figure, else courses, else functions."""
    courses = sum(one.hours.required for one in framework.courses)
    functions = sum(one.ri.required for one in framework.titled_functions())
    return framework.ri.required or courses or functions or None


def total(ranges: Iterable[HourRange]) -> HourRange:
    """The sum; a range with one bound counts as that bound, one without any as 0."""
    known = [(one.required, one.required if one.maximum is None else one.maximum) for one in ranges]
    low, high = sum((low for low, _ in known), 0.0), sum((high for _, high in known), 0.0)
    # Not validated: a sum may be larger than what a document may state.
    return HourRange.model_construct(minimum=low, maximum=high)


def is_given(hours: HourRange) -> bool:
    return hours.minimum is not None or hours.maximum is not None


def told(number: float | Fraction) -> str:
    """ "1,980 hours" or "0.25 hours"."""
    figure = f"{float(number):,.2f}".rstrip("0").rstrip(".")
    return f"{figure} {'hour' if figure == '1' else 'hours'}"


def told_range(hours: HourRange) -> str:
    """ "30 to 40 hours", or the one figure there is."""
    if hours.minimum is None or hours.maximum is None or hours.minimum == hours.maximum:
        return told(hours.required)
    return f"{told(hours.minimum).split()[0]} to {told(hours.maximum)}"
