"""What the statuses and events of agreements, roles, units and hours are called on screen."""

from PySide6.QtCore import QCoreApplication

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


def role_title(code: Role) -> str:
    """A role that stands by itself; `role` is for the middle of a line."""
    translate = QCoreApplication.translate
    return {
        Role.COORDINATOR: translate("Words", "Coordinator"),
        Role.MENTOR: translate("Words", "Mentor"),
        Role.INSTRUCTOR: translate("Words", "Instructor"),
        Role.APPRENTICE: translate("Words", "Apprentice"),
        Role.VIEWER: translate("Words", "Viewer"),
    }[code]


def role(code: Role) -> str:
    translate = QCoreApplication.translate
    return {
        Role.COORDINATOR: translate("Words", "coordinator"),
        Role.MENTOR: translate("Words", "mentor"),
        Role.INSTRUCTOR: translate("Words", "instructor"),
        Role.APPRENTICE: translate("Words", "apprentice"),
        Role.VIEWER: translate("Words", "viewer"),
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


def length(number: int, unit: DurationUnit) -> str:
    # lupdate sees no plural forms outside of tr(), so both are spelled out.
    translate = QCoreApplication.translate
    one, many = {
        DurationUnit.HOURS: (translate("Words", "{n} hour"), translate("Words", "{n} hours")),
        DurationUnit.WEEKS: (translate("Words", "{n} week"), translate("Words", "{n} weeks")),
        DurationUnit.MONTHS: (translate("Words", "{n} month"), translate("Words", "{n} months")),
    }[unit]
    return (one if number == 1 else many).format(n=number)


def wage(unit: WageUnit) -> str:
    translate = QCoreApplication.translate
    return {
        WageUnit.HOURLY: translate("Words", "{amount} an hour"),
        WageUnit.WEEKLY: translate("Words", "{amount} a week"),
        WageUnit.MONTHLY: translate("Words", "{amount} a month"),
        WageUnit.ANNUALLY: translate("Words", "{amount} a year"),
    }[unit]
