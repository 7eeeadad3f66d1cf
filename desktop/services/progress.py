"""The facts of one agreement, today or on any past day, put to its framework."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ScalarSelect
from sqlmodel import Session, col, select

from desktop.codes import HourKind, HourState
from desktop.frameworks.progress import measure
from desktop.frameworks.standing import Credit, DayHours, Facts, HourSum, Progress
from desktop.models.agreements import PriorCredit
from desktop.models.frameworks import Course, JobFunction
from desktop.models.hours import CourseResult, HourAllocation, HourDecision, HourEntry, HourTotal
from desktop.services import agreements, carried, clock, events, frameworks, people, sign_offs
from desktop.services.agreements import AgreementRow
from desktop.services.columns import columns
from desktop.services.hour_totals import NO_FUNCTION


def progress(session: Session, *, agreement_id: str, as_of: date | None = None) -> Progress:
    """The progress of an agreement; with `as_of`, the answer that the record gave at the end of that day."""
    agreement = agreements.find(session, agreement_id)
    today = clock.today(session)
    until = clock.end_of(session, as_of) if as_of is not None and as_of < today else None
    then = carried.framework_then(session, agreement.id, agreement.framework_id, until)
    agreement = replace(agreement, framework_id=then)
    found = facts(session, agreement, as_of if as_of is not None and until else today, until)
    return measure(frameworks.document(session, agreement.framework_id), found)


def facts(session: Session, agreement: AgreementRow, day: date, until: datetime | None) -> Facts:
    """What is recorded of one agreement under its framework; with `until`, what had been recorded before that
    moment, and `agreement` names the framework of then."""
    every = events.events(session, agreement.id)
    standing = events.standing_events(one for one in every if until is None or one.recorded_at < until)
    mentors = agreements.duties(session, agreement.id)
    in_force = [one for one in mentors if one.since <= day and (one.until is None or day <= one.until)]
    coordinator = agreements.coordinator_name(session)
    numbers = _numbers(session, agreement.framework_id)
    days = _days(session, agreement.id, until)
    return Facts(
        as_of=day,
        begins=agreement.begins,
        ends=events.end_after(standing, every, agreement.ends),
        status=events.status_after(standing),
        apprentice=people.name_of(session, agreement.apprentice_id),
        mentor=(in_force or mentors)[0].name if mentors else coordinator,
        coordinator=coordinator,
        hours=_totals(session, agreement.id, numbers)
        if until is None
        else _sums(session, agreement.id, numbers, until),
        days=days,
        ratings=sign_offs.ratings(session, agreement_id=agreement.id, until=until),
        asked=frozenset(one.code for one in sign_offs.requests(session, agreement_id=agreement.id, until=until)),
        courses_passed=_courses_passed(session, agreement.id, until),
        credits=_credits(session, agreement.id, numbers, until),
        paused_days=events.paused_days(standing, day),
    )


def _numbers(session: Session, framework_id: str) -> dict[str, str]:
    """Job function numbers by id."""
    query = columns(JobFunction.id, JobFunction.number)
    rows = session.execute(query.where(col(JobFunction.framework_id) == framework_id))
    return {row.id: row.number for row in rows}


def _totals(session: Session, agreement_id: str, numbers: dict[str, str]) -> tuple[HourSum, ...]:
    query = columns(HourTotal.job_function, HourTotal.kind, HourTotal.state, HourTotal.minutes)
    rows = session.execute(query.where(col(HourTotal.agreement_id) == agreement_id))
    return tuple(
        HourSum(
            None if row.job_function == NO_FUNCTION else numbers[row.job_function],
            row.kind,
            row.state,
            row.minutes,
        )
        for row in rows
    )


def _sums(session: Session, agreement_id: str, numbers: dict[str, str], until: datetime) -> tuple[HourSum, ...]:
    """The totals as they were, recounted from the entries and the decisions made before `until`."""
    state = _state_before(until)
    query = (
        columns(
            carried.FUNCTION.label("job_function_id"),
            HourEntry.kind,
            state.label("state"),
            carried.MINUTES.label("minutes"),
        )
        .select_from(HourAllocation)
        .join(HourEntry, col(HourEntry.id) == col(HourAllocation.entry_id))
        .where(col(HourEntry.agreement_id) == agreement_id, col(HourEntry.entered_at) < until, carried.COUNTS)
    )
    query = carried.parts(query, until)
    sums: dict[tuple[str | None, HourKind, HourState], int] = defaultdict(int)
    for row in session.execute(query):
        number = numbers[row.job_function_id] if row.job_function_id else None
        sums[number, row.kind, row.state or HourState.PENDING] += row.minutes
    return tuple(HourSum(*key, minutes) for key, minutes in sums.items())


def _state_before(until: datetime) -> ScalarSelect[HourState]:
    """The last decision on an entry before `until`; NULL while it waited."""
    return (
        select(HourDecision.state)
        .where(col(HourDecision.entry_id) == col(HourEntry.id), col(HourDecision.decided_at) < until)
        .order_by(col(HourDecision.decided_at).desc(), col(HourDecision.id).desc())
        .limit(1)
        .correlate(HourEntry)
        .scalar_subquery()
    )


def _days(session: Session, agreement_id: str, until: datetime | None) -> tuple[DayHours, ...]:
    state = col(HourEntry.state) if until is None else _state_before(until)
    minutes = col(HourEntry.minutes) - carried.left_out_minutes(until)
    query = columns(HourEntry.worked_on, HourEntry.kind, state.label("state"), minutes.label("minutes")).where(
        col(HourEntry.agreement_id) == agreement_id
    )
    if until is not None:
        query = query.where(col(HourEntry.entered_at) < until)
    sums: dict[tuple[date, HourKind], list[int]] = defaultdict(lambda: [0, 0])
    for row in session.execute(query):
        found = row.state or HourState.PENDING
        if found is not HourState.RETURNED:
            sums[row.worked_on, row.kind][found is HourState.PENDING] += row.minutes
    return tuple(DayHours(*key, *minutes) for key, minutes in sorted(sums.items()))


def _courses_passed(session: Session, agreement_id: str, until: datetime | None) -> frozenset[str]:
    query = (
        carried.courses(columns(Course.code).select_from(CourseResult), until)
        .join(Course, col(Course.id) == carried.COURSE)
        .where(col(CourseResult.agreement_id) == agreement_id, col(CourseResult.is_passed))
    )
    if until is not None:
        query = query.where(col(CourseResult.recorded_at) < until)
    return frozenset(session.execute(query).scalars())


def _credits(
    session: Session, agreement_id: str, numbers: dict[str, str], until: datetime | None
) -> tuple[Credit, ...]:
    query = columns(
        carried.CREDIT_FUNCTION.label("job_function_id"), PriorCredit.kind, carried.CREDIT_MINUTES.label("minutes")
    ).select_from(PriorCredit)
    query = carried.credits(query, until).where(col(PriorCredit.agreement_id) == agreement_id, carried.CREDIT_COUNTS)
    if until is not None:
        query = query.where(col(PriorCredit.recorded_at) < until)
    rows = session.execute(query)
    return tuple(
        Credit(numbers[row.job_function_id] if row.job_function_id else None, row.kind, row.minutes) for row in rows
    )
