"""What became of the parts of a framework, in the words of the window."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from desktop import words
from desktop.codes import PartKind
from desktop.frameworks.carrying import LeftOut
from desktop.frameworks.compare import Change, Comparison, PartChange
from desktop.frameworks.document import Framework
from desktop.frameworks.matching import Matched


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChangeWords", text)


def change(one: Change) -> str:
    return {
        Change.SAME: _tr("Same"),
        Change.REWORDED: _tr("Reworded"),
        Change.MOVED: _tr("Moved"),
        Change.RENUMBERED: _tr("Renumbered"),
        Change.SPLIT: _tr("Split"),
        Change.MERGED: _tr("Merged"),
        Change.NEW: _tr("New"),
        Change.RETIRED: _tr("Retired"),
        Change.TO_OPTIONAL: _tr("Core to optional"),
        Change.TO_CORE: _tr("Optional to core"),
        Change.DETAILS: _tr("Details"),
    }[one]


def changes(some: Iterable[Change]) -> str:
    """The weightiest first, the others small: "Reworded, renumbered"."""
    said = [change(one) for one in some]
    return ", ".join([*said[:1], *(word.lower() for word in said[1:])])


def kind(one: PartKind) -> str:
    return {
        PartKind.COMPETENCY: _tr("Competency"),
        PartKind.JOB_FUNCTION: _tr("Job function"),
        PartKind.COURSE: _tr("Course"),
    }[one]


def matched(one: PartChange) -> str:
    """Why two parts are taken for one."""
    if not one.before or not one.after:
        return ""
    why = {
        Matched.ID: _tr("the same id in the source"),
        Matched.CODE: _tr("the same code"),
        Matched.SAME_TEXT: _tr("the same text"),
        Matched.TEXT: _tr("the texts alone: a suggestion"),
        Matched.COMPETENCIES: _tr("its competencies: a suggestion"),
    }.get(one.matched, "")
    return _tr("Matched by {why}").format(why=why) if why else ""


def named(framework: Framework) -> str:
    return f"{framework.title} {framework.version}"


def counted(found: Comparison) -> str:
    same = sum(one.changes == (Change.SAME,) for one in found.parts)
    text = _tr("{changed} of {all} parts differ")
    return text.format(changed=len(found.parts) - same, all=len(found.parts))


def behind(one: LeftOut) -> str:
    """What of one part stays behind in a carry-over."""
    parts = [
        _tr("sign-offs: {count}").format(count=one.ratings) if one.ratings else "",
        _tr("requests: {count}").format(count=one.requests) if one.requests else "",
        _tr("course results: {count}").format(count=one.courses) if one.courses else "",
        _tr("{hours} of work").format(hours=words.hours(one.minutes)) if one.minutes else "",
        _tr("{hours} of prior credit").format(hours=words.hours(one.credit)) if one.credit else "",
    ]
    return ", ".join(part for part in parts if part)
