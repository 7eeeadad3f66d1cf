"""What the statuses and events of agreements, roles, units and hours are called on screen."""

import re
from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from desktop.codes import Approach, DurationUnit, EventKind, HourKind, Role, Status, WageUnit


def status(code: Status) -> str:
    translate = QCoreApplication.translate
    return {
        Status.DRAFT: translate("Words", "Draft"),
        Status.PROBATION: translate("Words", "Probation"),
        Status.ACTIVE: translate("Words", "Active"),
        Status.SUSPENDED: translate("Words", "Paused"),
        Status.CANCELLED: translate("Words", "Cancelled"),
        Status.COMPLETED: translate("Words", "Completed"),
        Status.TRANSFERRED: translate("Words", "Transferred"),
    }[code]


def event(code: EventKind) -> str:
    translate = QCoreApplication.translate
    return {
        EventKind.REGISTERED: translate("Words", "Registered"),
        EventKind.PROBATION_ENDED: translate("Words", "Probation ended"),
        EventKind.SUSPENDED: translate("Words", "Suspended"),
        EventKind.REINSTATED: translate("Words", "Reinstated"),
        EventKind.EXTENDED: translate("Words", "Extended"),
        EventKind.TRANSFERRED: translate("Words", "Transferred"),
        EventKind.CANCELLED: translate("Words", "Cancelled"),
        EventKind.COMPLETED: translate("Words", "Completed"),
        EventKind.REVERSED: translate("Words", "Last event reversed"),
    }[code]


def role(code: Role) -> str:
    translate = QCoreApplication.translate
    return {
        Role.COORDINATOR: translate("Words", "coordinator"),
        Role.MENTOR: translate("Words", "mentor"),
        Role.INSTRUCTOR: translate("Words", "instructor"),
        Role.APPRENTICE: translate("Words", "apprentice"),
    }[code]


def approach(code: Approach) -> str:
    translate = QCoreApplication.translate
    return {
        Approach.TIME_BASED: translate("Words", "Time-based"),
        Approach.COMPETENCY_BASED: translate("Words", "Competency-based"),
        Approach.HYBRID: translate("Words", "Hybrid"),
    }[code]


def shown(code: HourKind) -> str:
    translate = QCoreApplication.translate
    return {
        HourKind.OJT: translate("Words", "on the job"),
        HourKind.RI: translate("Words", "in related instruction"),
    }[code]


def kind(code: HourKind) -> str:
    translate = QCoreApplication.translate
    return {HourKind.OJT: translate("Words", "On the job"), HourKind.RI: translate("Words", "Class")}[code]


def length(number: int, unit: DurationUnit) -> str:
    translate = QCoreApplication.translate
    return {
        DurationUnit.HOURS: translate("Words", "%n hour(s)", "", number),
        DurationUnit.WEEKS: translate("Words", "%n week(s)", "", number),
        DurationUnit.MONTHS: translate("Words", "%n month(s)", "", number),
    }[unit]


def wage(unit: WageUnit) -> str:
    translate = QCoreApplication.translate
    return {
        WageUnit.HOURLY: translate("Words", "{amount} an hour"),
        WageUnit.WEEKLY: translate("Words", "{amount} a week"),
        WageUnit.MONTHLY: translate("Words", "{amount} a month"),
        WageUnit.ANNUALLY: translate("Words", "{amount} a year"),
    }[unit]


DAY_SAMPLE = "Mar 28, 2026  "
"""Fixes the width of a column of `short_day`."""


def long_day(day: date) -> str:
    """A day in prose, without its weekday."""
    return QLocale().toString(_qdate(day), _long_pattern())


def short_day(day: date, today: date | None = None) -> str:
    """A day in a list: without the year where it is this one."""
    return QLocale().toString(_qdate(day), _short_pattern(day, today))


def week_day(day: date, today: date) -> str:
    """A day with its weekday, in a list: without the year where it is this one."""
    return QLocale().toString(_qdate(day), f"ddd, {_short_pattern(day, today)}")


def short_pattern() -> str:
    """How a date field of the locale reads."""
    return _long_pattern().replace("MMMM", "MMM")


def _long_pattern() -> str:
    """The locale's own, without the weekday: "MMMM d, yyyy"."""
    return re.sub(r"\W*dddd\W*", "", QLocale().dateFormat(QLocale.FormatType.LongFormat))


def _short_pattern(day: date, today: date | None) -> str:
    pattern = short_pattern()
    if today is None or day.year != today.year:
        return pattern
    return re.sub(r"[\s,]*('[^']*')?\s*y+\W*", "", pattern)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)


def hours_beside(minutes: float) -> str:
    """Minutes beside a figure: "1,912 h 30" or "62 h"."""
    whole, rest = divmod(round(minutes), 60)
    text = QCoreApplication.translate("Words", "{hours} h").format(hours=f"{whole:,}")
    return f"{text} {rest:02d}" if rest else text
