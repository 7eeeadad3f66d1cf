"""Where records of agreements that went to another framework count: what every reader joins.

A record that the carry-over in force does not name was made since, and counts where it says itself.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, and_, case, col, func, insert, or_, select

from desktop.models.agreements import PriorCredit
from desktop.models.carry_over import (
    CarriedCourse,
    CarriedCredit,
    CarriedHours,
    CarriedRequest,
    CarriedSignOff,
    CarryOver,
)
from desktop.models.frameworks import Competency, FrameworkVersion
from desktop.models.hours import CourseResult, HourAllocation, HourEntry
from desktop.models.sign_offs import SignOff, SignOffRequest
from desktop.services.columns import columns, given

Join = Callable[[Select[Any]], Select[Any]]


def in_force(model: type[SQLModel], until: datetime | None = None) -> ColumnElement[bool]:
    """The last carry-over of the agreement that a row of `model` belongs to; the last before `until`."""
    agreement_id: Any = model.agreement_id  # type: ignore[attr-defined]
    if until is None:
        return and_(col(CarryOver.agreement_id) == agreement_id, col(CarryOver.is_current))
    earlier = aliased(CarryOver)
    last = (
        select(func.max(earlier.position))
        .where(col(earlier.agreement_id) == agreement_id, col(earlier.recorded_at) < until)
        .correlate(model)
        .scalar_subquery()
    )
    return and_(col(CarryOver.agreement_id) == agreement_id, col(CarryOver.position) == last)


SIGNED = case((col(CarriedSignOff.id).is_(None), col(SignOff.competency_id)), else_=col(CarriedSignOff.competency_id))
"""The id of the competency that a sign-off counts for, NULL where it is left out."""
ASKED = case(
    (col(CarriedRequest.id).is_(None), col(SignOffRequest.competency_id)), else_=col(CarriedRequest.competency_id)
)


def sign_offs(query: Select[Any], until: datetime | None = None) -> Select[Any]:
    """A query of SignOff, joined to the competency that each counts for; what is left out falls away."""
    carried = and_(
        col(CarriedSignOff.carry_over_id) == col(CarryOver.id), col(CarriedSignOff.sign_off_id) == SignOff.id
    )
    return (
        query.join(CarryOver, in_force(SignOff, until), isouter=True)
        .join(CarriedSignOff, carried, isouter=True)
        .join(Competency, col(Competency.id) == SIGNED)
    )


LEVEL = func.coalesce(CarriedSignOff.level, SignOff.level)
"""The level of a sign-off on the scale of the framework in force."""

own_competency = aliased(Competency)
own_version = aliased(FrameworkVersion)


def origins(query: Select[Any]) -> Select[Any]:
    """A query after `sign_offs`, joined to the competency and the version that a carried one was signed under."""
    differs = col(CarriedSignOff.competency_id) != col(SignOff.competency_id)
    return query.join(
        own_competency, and_(differs, col(own_competency.id) == col(SignOff.competency_id)), isouter=True
    ).join(own_version, col(own_version.id) == col(own_competency.framework_id), isouter=True)


def requests(query: Select[Any], until: datetime | None = None) -> Select[Any]:
    """A query of SignOffRequest, joined to the competency that each waits for; what is left out falls away."""
    carried = and_(
        col(CarriedRequest.carry_over_id) == col(CarryOver.id), col(CarriedRequest.request_id) == SignOffRequest.id
    )
    return (
        query.join(CarryOver, in_force(SignOffRequest, until), isouter=True)
        .join(CarriedRequest, carried, isouter=True)
        .join(Competency, col(Competency.id) == ASKED)
    )


FUNCTION = case(
    (col(CarriedHours.entry_id).is_(None), col(HourAllocation.job_function_id)), else_=col(CarriedHours.job_function_id)
)
"""The id of the job function that a part of an entry counts for, NULL for the total alone."""
MINUTES = func.coalesce(CarriedHours.minutes, HourAllocation.minutes)
COUNTS = or_(col(CarriedHours.is_left_out).is_(None), col(CarriedHours.is_left_out).is_(False))
"""Whether a part of an entry counts at all."""


def parts(query: Select[Any], until: datetime | None = None) -> Select[Any]:
    """A query of HourAllocation and HourEntry, joined to where the parts count: read FUNCTION and MINUTES of them,
    and ask for COUNTS."""
    carried = and_(
        col(CarriedHours.carry_over_id) == col(CarryOver.id),
        col(CarriedHours.entry_id) == col(HourAllocation.entry_id),
        col(CarriedHours.part) == col(HourAllocation.part),
    )
    return query.join(CarryOver, in_force(HourEntry, until), isouter=True).join(CarriedHours, carried, isouter=True)


def left_out_minutes(until: datetime | None = None) -> ColumnElement[int]:
    """For a query of HourEntry: the minutes of the entry that count no more, 0 for most."""
    found = (
        select(func.sum(CarriedHours.minutes))
        .join(CarryOver, col(CarryOver.id) == col(CarriedHours.carry_over_id))
        .where(in_force(HourEntry, until), col(CarriedHours.entry_id) == HourEntry.id, col(CarriedHours.is_left_out))
        .correlate(HourEntry)
        .scalar_subquery()
    )
    return func.coalesce(found, 0)


COURSE = case((col(CarriedCourse.id).is_(None), col(CourseResult.course_id)), else_=col(CarriedCourse.course_id))
"""The id of the course that a result counts for, NULL where it is left out."""


def courses(query: Select[Any], until: datetime | None = None) -> Select[Any]:
    """A query of CourseResult, joined to the course that each counts for: read COURSE of it."""
    carried = and_(
        col(CarriedCourse.carry_over_id) == col(CarryOver.id), col(CarriedCourse.result_id) == CourseResult.id
    )
    return query.join(CarryOver, in_force(CourseResult, until), isouter=True).join(CarriedCourse, carried, isouter=True)


CREDIT_FUNCTION = case(
    (col(CarriedCredit.credit_id).is_(None), col(PriorCredit.job_function_id)),
    else_=col(CarriedCredit.job_function_id),
)
CREDIT_MINUTES = func.coalesce(CarriedCredit.minutes, PriorCredit.minutes)
CREDIT_COUNTS = or_(col(CarriedCredit.is_left_out).is_(None), col(CarriedCredit.is_left_out).is_(False))


def credits(query: Select[Any], until: datetime | None = None) -> Select[Any]:  # noqa: A001
    """A query of PriorCredit, joined to where it counts: read CREDIT_FUNCTION and CREDIT_MINUTES of it, and ask for
    CREDIT_COUNTS."""
    carried = and_(
        col(CarriedCredit.carry_over_id) == col(CarryOver.id), col(CarriedCredit.credit_id) == PriorCredit.id
    )
    return query.join(CarryOver, in_force(PriorCredit, until), isouter=True).join(CarriedCredit, carried, isouter=True)


_MOVES = columns(CarryOver.from_id, CarryOver.to_id, CarryOver.recorded_at).where(
    col(CarryOver.agreement_id) == given("agreement_id")
)


def framework_then(session: Session, agreement_id: str, framework_id: str, until: datetime | None) -> str:
    """The id of the framework that an agreement stood under just before `until`; `framework_id` is today's."""
    if until is None:
        return framework_id
    moves = session.execute(_MOVES.order_by(col(CarryOver.position)), {"agreement_id": agreement_id}).all()
    before = [move.to_id for move in moves if move.recorded_at < until]
    return before[-1] if before else moves[0].from_id if moves else framework_id


def take_back(session: Session, entry_id: str, reversing_id: str) -> None:
    """The entry that reverses `entry_id` counts against it wherever it was carried to."""
    names = ("carry_over_id", "part", "place", "job_function_id", "part_id", "is_left_out")
    query = columns(*(getattr(CarriedHours, name) for name in names), CarriedHours.minutes)
    found = session.execute(query.where(col(CarriedHours.entry_id) == entry_id)).all()
    rows = [
        {**{name: getattr(row, name) for name in names}, "entry_id": reversing_id, "minutes": -row.minutes}
        for row in found
    ]
    if rows:
        session.execute(insert(CarriedHours), rows)
