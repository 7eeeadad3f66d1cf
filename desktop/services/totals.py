"""Totals of hours and competencies, counted anew from what they sum up."""

from collections.abc import Mapping

from sqlmodel import Session, col, delete, func, insert

from desktop.codes import HourKind, HourState
from desktop.models.agreements import Agreement
from desktop.models.hours import HourAllocation, HourEntry, HourTotal
from desktop.services import competency_totals, frameworks
from desktop.services.columns import columns
from desktop.services.hour_totals import NO_FUNCTION


def count_hours(session: Session) -> Mapping[tuple[str, str, HourKind, HourState], int]:
    """Minutes by agreement, job function (or "-"), kind and state, summed from the parts of the entries."""
    function = func.coalesce(col(HourAllocation.job_function_id), NO_FUNCTION)
    query = (
        columns(
            HourEntry.agreement_id,
            function.label("job_function"),
            HourEntry.kind,
            HourEntry.state,
            func.sum(HourAllocation.minutes).label("minutes"),
        )
        .join(HourAllocation, col(HourAllocation.entry_id) == col(HourEntry.id))
        .group_by(col(HourEntry.agreement_id), function, col(HourEntry.kind), col(HourEntry.state))
    )
    rows = session.execute(query)
    return {(row.agreement_id, row.job_function, row.kind, row.state): row.minutes for row in rows}


def rebuild(session: Session) -> None:
    """Replace every total by its recount: after hours were written in bulk."""
    session.execute(delete(HourTotal))
    names = ("agreement_id", "job_function", "kind", "state", "minutes")
    rows = [dict(zip(names, (*key, minutes), strict=True)) for key, minutes in count_hours(session).items()]
    if rows:
        session.execute(insert(HourTotal), rows)
    query = columns(Agreement.id, Agreement.framework_id)
    for row in session.execute(query).all():
        competency_totals.refresh(session, row.id, frameworks.document(session, row.framework_id))
