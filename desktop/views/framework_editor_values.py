"""Values of the framework editor's forms: how they are shown, and the widgets for them."""

from PySide6.QtWidgets import QComboBox, QSizePolicy

from desktop.codes import Kind
from desktop.frameworks import typed
from desktop.frameworks.document import HourRange
from desktop.frameworks.plain import shortest
from desktop.views import style
from desktop.views.segments import Segments


def number(amount: float | None) -> str:
    return "" if amount is None else f"{shortest(amount):,}"


def least(amount: HourRange) -> str:
    return number(amount.minimum)


def most(amount: HourRange) -> str:
    return number(amount.maximum)


def with_least(amount: HourRange, value: str) -> HourRange:
    return typed.hour_range(typed.hours(value), amount.maximum)


def with_most(amount: HourRange, value: str) -> HourRange:
    return typed.hour_range(amount.minimum, typed.hours(value))


def as_text(value: str | tuple[str, ...]) -> str:
    """Several lines with one part on each."""
    return value if isinstance(value, str) else "\n".join(" ".join(one.split()) for one in value)


def long_combo() -> QComboBox:
    """A list of titles that is never wider than its place."""
    made = QComboBox()
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    made.setMinimumWidth(style.metrics("body").averageCharWidth() * 20)
    return made


def kinds(name: str, core: str, optional: str) -> Segments:
    return Segments(name, ((Kind.CORE.value, core), (Kind.OPTIONAL.value, optional)))
