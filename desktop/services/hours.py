"""Hours of work and class. Entries are never changed: a correction takes one back and logs another.

All durations are minutes. The totals of an agreement are kept in the transaction that changes its hours.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, select

from desktop import words
from desktop.codes import Act, HourKind, HourState
from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.ledger.personal import Personal
from desktop.models.carry_over import CarriedHours
from desktop.models.hours import CourseResult, HourAllocation, HourDecision, HourEntry
from desktop.services import (
    acting,
    agreements,
    carried,
    events,
    frameworks,
    hour_rules,
    hour_totals,
    ledger,
    people,
    signing,
)
from desktop.services.agreements import AgreementRow
from desktop.services.columns import columns
from desktop.services.hour_decisions import decide
from desktop.services.hour_rules import DAY_MINUTES, NewEntry
from desktop.services.hour_totals import NO_FUNCTION, Changes
from desktop.services.signing import Wrote

__all__ = [
    "DAY_MINUTES",
    "NewEntry",
    "as_logged",
    "correct",
    "decide",
    "log",
    "record_course",
    "reverse",
]


def log(session: Session, *, agreement_id: str, entries: Sequence[NewEntry], by: str) -> tuple[str, ...]:
    """Log entries as pending; all of them or none. Returns their ids.

    Raises KnownError where a day lies outside the agreement, in a suspension or in the future, where a day
    would pass 24 hours over all entries of the apprentice, where parts do not sum to the entry, and where
    training names a course.
    """
    agreement = agreements.find(session, agreement_id)
    framework = frameworks.document(session, agreement.framework_id)
    hour_rules.check_logger(session, agreement, by)
    acting.sitting(session, by)
    new = hour_rules.not_yet_logged(session, agreement, entries)
    for entry in new:
        hour_rules.check_entry(framework, entry)
    events.require_open(session, agreement, [one.worked_on for one in new], "hours")
    for day in sorted({one.worked_on for one in new}):
        hour_rules.check_day(session, agreement, day, sum(one.minutes for one in new if one.worked_on == day))
    for entry in new:
        add_entry(session, agreement, entry, by)
    return tuple(one.id for one in new)


def add_entry(session: Session, agreement: AgreementRow, entry: NewEntry, by: str) -> None:
    """Write an entry that was checked, its parts, and the totals that they change."""
    course = frameworks.course_id(agreement.framework_id, entry.course) if entry.course else None
    values = {
        "id": entry.id,
        "agreement_id": agreement.id,
        "employer_id": agreement.employer_id if entry.kind is HourKind.OJT else None,
        "course_id": course,
        "kind": entry.kind,
        "worked_on": entry.worked_on,
        "minutes": entry.minutes,
        "note": words.clean(entry.note),
        "entered_by": by,
        "entered_at": ledger.now(session),
    }
    row = HourEntry.model_validate(values)
    session.add(row)
    session.flush()
    parts: list[tuple[str | None, int]] = [
        (frameworks.job_function_id(agreement.framework_id, number), minutes) for number, minutes in entry.parts.items()
    ]
    parts = parts or [(None, entry.minutes)]
    _add_parts(session, row, list(enumerate(parts)))
    _count(session, row, parts)


def _add_parts(session: Session, entry: HourEntry, parts: Iterable[tuple[int, tuple[str | None, int]]]) -> None:
    for place, (function_id, minutes) in parts:
        values = {"entry_id": entry.id, "part": place, "job_function_id": function_id, "minutes": minutes}
        session.add(HourAllocation.model_validate(values))
    session.flush()


def _count(session: Session, entry: HourEntry, parts: Iterable[tuple[str | None, int]]) -> None:
    changes: Changes = Changes()
    for function_id, minutes in parts:
        changes[entry.agreement_id, function_id or NO_FUNCTION, entry.kind, entry.state] += minutes
    hour_totals.change(session, changes)


def reverse(session: Session, *, entry_id: str, by: str, reason: str) -> str:
    """Take an entry back with a reversing entry in the same state; both stay. Returns the new id.

    The apprentice may take back what is not approved; a mentor and a coordinator everything.
    """
    entry = _entry(session, entry_id)
    agreement = agreements.find(session, entry.agreement_id)
    if not words.clean(reason):
        raise KnownError("A correction needs a reason.", "Enter the reason.")
    if entry.reverses_id or _is_reversed(session, entry.id):
        raise KnownError("These hours were taken back already.", "Log them anew if they count.")
    is_own = by == agreement.apprentice_id
    if (is_own and entry.state is HourState.APPROVED) or not (
        is_own or hour_rules.may_decide(session, agreement, by, entry.kind)
    ):
        raise KnownError("Approved hours are taken back by a mentor or a coordinator.", "Ask one of them.")
    values = {
        "agreement_id": entry.agreement_id,
        "employer_id": entry.employer_id,
        "course_id": entry.course_id,
        "kind": entry.kind,
        "worked_on": entry.worked_on,
        "minutes": -entry.minutes,
        "note": words.clean(reason),
        "state": entry.state,
        "reverses_id": entry.id,
        "entered_by": by,
        "entered_at": ledger.now(session),
    }
    row = HourEntry.model_validate(values)
    session.add(row)
    session.flush()
    _add_parts(session, row, _taken_back(session, entry.id))
    carried.take_back(session, entry.id, row.id)
    _count(session, row, _parts(session, row.id))
    acting.sitting(session, by)
    if entry.state is not HourState.PENDING:
        decision = {"entry_id": row.id, "state": entry.state, "reason": words.clean(reason), "decided_by": by}
        session.add(HourDecision.model_validate({**decision, "decided_at": ledger.now(session)}))
        _sign_reversal(session, agreement, row, by)
    return row.id


def _sign_reversal(session: Session, agreement: AgreementRow, row: HourEntry, by: str) -> None:
    signing.record(
        session,
        act=Act.HOURS_REVERSED,
        by=by,
        about=f"agreement {agreement.number}, hours of {words.long_date(row.worked_on)}",
        wrote=[
            Wrote(HourEntry, [row.id]),
            Wrote(HourAllocation, [row.id]),
            Wrote(HourDecision, [row.id], "entry_id"),
            Wrote(CarriedHours, [row.id], "entry_id"),
        ],
    )


def as_logged(session: Session, entry_id: str) -> NewEntry:
    """What an entry says, under a new id: what a correction begins with."""
    entry = _entry(session, entry_id)
    framework_id = agreements.find(session, entry.agreement_id).framework_id
    framework = frameworks.document(session, framework_id)
    numbers = {frameworks.job_function_id(framework_id, one.number): one.number for one in framework.job_functions}
    codes = {frameworks.course_id(framework_id, one.code): one.code for one in framework.courses}
    parts = {numbers[function_id]: minutes for function_id, minutes in _parts(session, entry.id) if function_id}
    course = codes.get(entry.course_id) if entry.course_id else None
    return NewEntry(entry.kind, entry.worked_on, entry.minutes, parts, course, entry.note)


def correct(session: Session, *, entry_id: str, entry: NewEntry, by: str, reason: str) -> str:
    """Take an entry back and log another in its place, which waits for approval. Returns the new id.

    Saving again after a failure corrects once.
    """
    if entry.id == entry_id:
        raise ValueError("a correction has an id of its own")
    agreement = agreements.find(session, _entry(session, entry_id).agreement_id)
    if hour_rules.not_yet_logged(session, agreement, [entry]) or not _is_reversed(session, entry_id):
        reverse(session, entry_id=entry_id, by=by, reason=reason)
        log(session, agreement_id=agreement.id, entries=[entry], by=by)
    return entry.id


def record_course(
    session: Session,
    *,
    agreement_id: str,
    course: str,
    finished_on: date,
    is_passed: bool,
    by: str,
    grade: str = "",
) -> str:
    """The outcome of a course, certified by an instructor, a mentor or a coordinator."""
    agreement = agreements.find(session, agreement_id)
    framework = frameworks.document(session, agreement.framework_id)
    if all(one.code != course for one in framework.courses):
        raise KnownError(f"There is no course {course} in {framework.title}.", "Choose one from the list.")
    if by == agreement.apprentice_id or not hour_rules.may_decide(session, agreement, by, HourKind.RI):
        raise KnownError("A course is certified by its instructor or a coordinator.", "Ask one of them.")
    grade = words.clean_line(grade)
    if len(grade) > 40:
        raise KnownError("The grade has more than 40 letters.", "Shorten it.")
    events.require_open(session, agreement, [finished_on], "a course")
    values = {
        "agreement_id": agreement.id,
        "course_id": frameworks.course_id(agreement.framework_id, course),
        "finished_on": finished_on,
        "is_passed": is_passed,
        "grade": grade,
        "recorded_by": by,
        "recorded_at": ledger.now(session),
    }
    row = CourseResult.model_validate(values)
    session.add(row)
    session.flush()
    attest_course(session, agreement, framework, row, by)
    return row.id


def attest_course(session: Session, agreement: AgreementRow, framework: Framework, row: CourseResult, by: str) -> None:
    """The entry of a course that was certified."""
    ids = {frameworks.course_id(agreement.framework_id, one.code): one for one in framework.courses}
    course = ids[row.course_id]
    signing.record(
        session,
        act=Act.COURSE_RESULT,
        by=by,
        about=f"agreement {agreement.number}, course {course.code}",
        what={"apprentice": Personal(people.name_of(session, agreement.apprentice_id)), "course": course.title},
        wrote=[Wrote(CourseResult, [row.id])],
    )


def _entry(session: Session, entry_id: str) -> HourEntry:
    entry = session.get(HourEntry, entry_id)
    if entry is None:
        raise KnownError("These hours are not in the record.", "Choose them from the list.")
    return entry


def _is_reversed(session: Session, entry_id: str) -> bool:
    return session.exec(select(HourEntry.id).where(HourEntry.reverses_id == entry_id)).first() is not None


def _parts(session: Session, entry_id: str) -> list[tuple[str | None, int]]:
    """Where the minutes of an entry count; several parts may count for one job function."""
    query = (
        columns(carried.FUNCTION.label("job_function_id"), carried.MINUTES.label("minutes"))
        .select_from(HourAllocation)
        .join(HourEntry, col(HourEntry.id) == col(HourAllocation.entry_id))
        .where(col(HourAllocation.entry_id) == entry_id, carried.COUNTS)
    )
    sums: dict[str | None, int] = {}
    for row in session.execute(carried.parts(query)):
        sums[row.job_function_id] = sums.get(row.job_function_id, 0) + row.minutes
    return list(sums.items())


def _taken_back(session: Session, entry_id: str) -> list[tuple[int, tuple[str | None, int]]]:
    """The parts of an entry as they were logged, to be reversed."""
    query = columns(HourAllocation.part, HourAllocation.job_function_id, HourAllocation.minutes)
    rows = session.execute(query.where(col(HourAllocation.entry_id) == entry_id))
    return [(row.part, (row.job_function_id, -row.minutes)) for row in rows]
