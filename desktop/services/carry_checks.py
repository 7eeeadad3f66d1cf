"""Agreements whose carry-overs do not account for everything under them."""

from typing import Any

from sqlalchemy import Select
from sqlmodel import Session, and_, col, func, or_, select

from desktop.models.agreements import Agreement
from desktop.models.carry_over import CarriedHours, CarriedSignOff, CarryOver
from desktop.models.frameworks import Competency, JobFunction
from desktop.models.hours import HourAllocation, HourEntry
from desktop.models.sign_offs import SignOff
from desktop.services.columns import columns


def unaccounted(session: Session) -> set[int]:
    """The numbers of agreements that stand elsewhere than their last carry-over took them, whose carried hours do
    not sum to the entries, or that have sign-offs or hours under another framework which no carry-over names."""
    queries = (_elsewhere(), _wrong_sums(), _stray_sign_offs(), _stray_hours())
    return {number for query in queries for number in session.execute(query).scalars()}


def _elsewhere() -> Select[Any]:
    last = (
        columns(CarryOver.agreement_id, func.max(CarryOver.position).label("position"))
        .group_by(col(CarryOver.agreement_id))
        .subquery()
    )
    is_last = col(CarryOver.position) == last.c.position
    return (
        columns(Agreement.number)
        .join(CarryOver, col(CarryOver.agreement_id) == col(Agreement.id))
        .join(last, last.c.agreement_id == col(Agreement.id))
        .where(or_(is_last != col(CarryOver.is_current), and_(is_last, CarryOver.to_id != Agreement.framework_id)))
    )


def _wrong_sums() -> Select[Any]:
    return (
        columns(Agreement.number)
        .select_from(CarriedHours)
        .join(HourEntry, col(HourEntry.id) == col(CarriedHours.entry_id))
        .join(Agreement, col(Agreement.id) == col(HourEntry.agreement_id))
        .group_by(col(CarriedHours.carry_over_id), col(HourEntry.id), col(Agreement.number), col(HourEntry.minutes))
        .having(func.sum(CarriedHours.minutes) != col(HourEntry.minutes))
    )


def _stray_sign_offs() -> Select[Any]:
    named = (
        select(CarriedSignOff.id)
        .join(CarryOver, col(CarryOver.id) == col(CarriedSignOff.carry_over_id))
        .where(col(CarryOver.is_current), col(CarriedSignOff.sign_off_id) == col(SignOff.id))
        .where(col(CarryOver.agreement_id) == col(SignOff.agreement_id))
        .correlate(SignOff)
    )
    return (
        columns(Agreement.number)
        .select_from(SignOff)
        .join(Competency, col(Competency.id) == col(SignOff.competency_id))
        .join(Agreement, col(Agreement.id) == col(SignOff.agreement_id))
        .where(col(Competency.framework_id) != col(Agreement.framework_id), ~named.exists())
    )


def _stray_hours() -> Select[Any]:
    named = (
        select(CarriedHours.entry_id)
        .join(CarryOver, col(CarryOver.id) == col(CarriedHours.carry_over_id))
        .where(col(CarryOver.is_current), col(CarriedHours.entry_id) == col(HourAllocation.entry_id))
        .correlate(HourAllocation)
    )
    return (
        columns(Agreement.number)
        .select_from(HourAllocation)
        .join(JobFunction, col(JobFunction.id) == col(HourAllocation.job_function_id))
        .join(HourEntry, col(HourEntry.id) == col(HourAllocation.entry_id))
        .join(Agreement, col(Agreement.id) == col(HourEntry.agreement_id))
        .where(col(JobFunction.framework_id) != col(Agreement.framework_id), ~named.exists())
    )
