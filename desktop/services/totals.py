"""Totals of hours and competencies, counted anew from what they sum up."""

from collections.abc import Mapping

from sqlmodel import Session, col, delete, func, insert

from desktop.codes import HourKind, HourState
from desktop.models.agreements import Agreement
from desktop.models.hours import HourAllocation, HourEntry, HourTotal
from desktop.services import carried, competency_totals, frameworks
from desktop.services.columns import columns
from desktop.services.hour_totals import NO_FUNCTION


def count_hours(
    session: Session, agreement_id: str | None = None
) -> Mapping[tuple[str, str, HourKind, HourState], int]:
    """Minutes by agreement, job function (or "-"), kind and state, summed from the parts of the entries: of one
    agreement, or of all."""
    function = func.coalesce(carried.FUNCTION, NO_FUNCTION)
    query = (
        columns(
            HourEntry.agreement_id,
            function.label("job_function"),
            HourEntry.kind,
            HourEntry.state,
            func.sum(carried.MINUTES).label("minutes"),
        )
        .select_from(HourEntry)
        .join(HourAllocation, col(HourAllocation.entry_id) == col(HourEntry.id))
        .group_by(col(HourEntry.agreement_id), function, col(HourEntry.kind), col(HourEntry.state))
    )
    query = carried.parts(query).where(carried.COUNTS)
    if agreement_id is not None:
        query = query.where(col(HourEntry.agreement_id) == agreement_id)
    rows = session.execute(query)
    return {(row.agreement_id, row.job_function, row.kind, row.state): row.minutes for row in rows}


def rebuild(session: Session, agreement_id: str | None = None) -> None:
    """Replace every total, or those of one agreement, by its recount: after hours were written in bulk or carried
    to another framework."""
    out = delete(HourTotal)
    session.execute(out if agreement_id is None else out.where(col(HourTotal.agreement_id) == agreement_id))
    names = ("agreement_id", "job_function", "kind", "state", "minutes")
    counted = count_hours(session, agreement_id)
    rows = [dict(zip(names, (*key, minutes), strict=True)) for key, minutes in counted.items()]
    if rows:
        session.execute(insert(HourTotal), rows)
    query = columns(Agreement.id, Agreement.framework_id)
    if agreement_id is not None:
        query = query.where(col(Agreement.id) == agreement_id)
    for row in session.execute(query).all():
        competency_totals.refresh(session, row.id, frameworks.document(session, row.framework_id))
