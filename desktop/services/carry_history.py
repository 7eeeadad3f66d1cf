"""What was carried over under an agreement, as plain rows to show."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from desktop.models.carry_over import CarriedPart, CarryOver
from desktop.models.frameworks import FrameworkVersion
from desktop.models.people import Person
from desktop.services import agreements
from desktop.services.columns import columns


@dataclass(frozen=True, slots=True)
class PastCarryOver:
    """One line of the history of an agreement. `takes_back` marks a reversal; `is_undone` one that was reversed."""

    id: str
    recorded_at: datetime
    recorded_by: str
    from_title: str
    from_version: str
    to_title: str
    to_version: str
    reason: str
    takes_back: bool
    is_undone: bool
    pairs: int


def history(session: Session, *, agreement_id: str) -> tuple[PastCarryOver, ...]:
    """Every carry-over of an agreement, the latest first."""
    agreement = agreements.find(session, agreement_id)
    rows = session.exec(
        select(CarryOver).where(CarryOver.agreement_id == agreement.id).order_by(col(CarryOver.position).desc())
    ).all()
    undone = {row.reverses_id for row in rows}
    return tuple(_past(session, row, row.id in undone) for row in rows)


def _past(session: Session, row: CarryOver, is_undone: bool) -> PastCarryOver:
    names = columns(FrameworkVersion.title, FrameworkVersion.version)
    here, there = (
        session.execute(names.where(col(FrameworkVersion.id) == id_)).one() for id_ in (row.from_id, row.to_id)
    )
    by = session.execute(columns(Person.full_name).where(col(Person.id) == row.recorded_by)).scalar_one()
    confirmed = columns(func.count()).where(
        col(CarriedPart.carry_over_id) == row.id, col(CarriedPart.to_code).is_not(None)
    )
    return PastCarryOver(
        id=row.id,
        recorded_at=row.recorded_at,
        recorded_by=by,
        from_title=here.title,
        from_version=here.version,
        to_title=there.title,
        to_version=there.version,
        reason=row.reason,
        takes_back=row.reverses_id is not None,
        is_undone=is_undone,
        pairs=session.execute(confirmed).scalar_one(),
    )
