"""How hours read in lists."""

from PySide6.QtCore import QCoreApplication

from desktop.codes import HourKind, HourState
from desktop.services.hour_lists import EntryRow
from desktop.tokens import StateName


def kind_word(kind: HourKind) -> str:
    translate = QCoreApplication.translate
    if kind is HourKind.OJT:
        return translate("Hours", "On the job")
    return translate("Hours", "Related instruction")


def short_hours(minutes: float) -> str:
    """ "7 h 30", "1,912 h", "0 h 45": the same shape in a column and beside a figure."""
    whole, rest = divmod(abs(round(minutes)), 60)
    sign = "−" if minutes < 0 else ""
    return f"{sign}{whole:,} h {rest:02d}" if rest else f"{sign}{whole:,} h"


def typed(minutes: int) -> str:
    """ "7:30", as hours are entered."""
    return f"{minutes // 60}:{minutes % 60:02d}"


def given_to(entry: EntryRow) -> str:
    """Where the minutes of an entry go: a course, or the job functions with their parts."""
    translate = QCoreApplication.translate
    parts = [(number, minutes) for number, minutes in entry.parts if number]
    words = [entry.course] if entry.course else []
    one, many = translate("Hours", "JF {number}"), translate("Hours", "JF {number}: {hours}")
    if len(parts) == 1 and parts[0][1] == entry.minutes:
        words.append(one.format(number=parts[0][0]))
    else:
        words += [many.format(number=number, hours=short_hours(minutes)) for number, minutes in parts]
    return ", ".join(words)


def state_of(entry: EntryRow) -> StateName:
    if entry.is_reversed or entry.is_reversal:
        return "reversed"
    states: dict[HourState, StateName] = {
        HourState.PENDING: "pending",
        HourState.APPROVED: "signed",
        HourState.RETURNED: "returned",
    }
    return states[entry.state]


def state_word(entry: EntryRow) -> str:
    translate = QCoreApplication.translate
    if entry.is_reversed or entry.is_reversal:
        return translate("Hours", "Taken back")
    return {
        HourState.PENDING: translate("Hours", "Pending"),
        HourState.APPROVED: translate("Hours", "Approved"),
        HourState.RETURNED: translate("Hours", "Returned"),
    }[entry.state]


def matches(entry: EntryRow, kind: str, search: str) -> bool:
    """Whether an entry is of this kind ("" for both) and holds the words searched for."""
    if kind and entry.kind != kind:
        return False
    text = f"{entry.apprentice} {entry.note} {entry.reason} {given_to(entry)}".casefold()
    return all(word in text for word in search.casefold().split())
