"""Days on screen: in prose, in lists, and in fields, as the user's locale writes them."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit

SAMPLE = "Mar 28, 2026  "
"""Fixes the width of a column of `short_day`."""


def long_day(day: date) -> str:
    """A day in prose, without its weekday."""
    return QLocale().toString(qdate(day), _long_pattern())


def whole_day(day: date) -> str:
    """A day in prose, with its weekday, as the locale writes it."""
    return QLocale().toString(qdate(day), QLocale.FormatType.LongFormat)


def short_day(day: date, today: date | None = None) -> str:
    """A day in a list: without the year where it is this one."""
    return QLocale().toString(qdate(day), _short_pattern(day, today))


def week_day(day: date, today: date) -> str:
    """A day with its weekday, in a list: without the year where it is this one."""
    return QLocale().toString(qdate(day), f"ddd, {_short_pattern(day, today)}")


def date_edit(day: date | None = None, least: date | None = None, most: date | None = None) -> QDateEdit:
    """A date with its calendar."""
    made = QDateEdit()
    made.setCalendarPopup(True)
    made.setDisplayFormat(_pattern())
    if day is not None:
        made.setDate(qdate(day))
    if least is not None:
        made.setMinimumDate(qdate(least))
    if most is not None:
        made.setMaximumDate(qdate(most))
    return made


def qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def to_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _long_pattern() -> str:
    """The locale's own, without the weekday: "MMMM d, yyyy"."""
    return re.sub(r"\W*dddd\W*", "", QLocale().dateFormat(QLocale.FormatType.LongFormat))


def _pattern() -> str:
    """The same with a short month: "MMM d, yyyy"."""
    return _long_pattern().replace("MMMM", "MMM")


def _short_pattern(day: date, today: date | None) -> str:
    pattern = _pattern()
    if today is None or day.year != today.year:
        return pattern
    return re.sub(r"[\s,]*('[^']*')?\s*y+\W*", "", pattern)
