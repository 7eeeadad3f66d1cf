"""How many competencies of an agreement are complete or asked for, kept by whoever changes its sign-offs."""

from sqlmodel import Session, col, select, update

from desktop.codes import Kind
from desktop.frameworks.document import Framework
from desktop.models.frameworks import Competency
from desktop.models.sign_offs import CompetencyTotal, SignOff, SignOffRequest, SignOffReversal
from desktop.services.columns import columns


def refresh(session: Session, agreement_id: str, framework: Framework) -> None:
    """Count anew how many competencies of one agreement are complete or asked for."""
    values = recount(session, agreement_id, framework)
    statement = update(CompetencyTotal).where(col(CompetencyTotal.agreement_id) == agreement_id)
    session.execute(statement.values(**values))


def recount(session: Session, agreement_id: str, framework: Framework) -> dict[str, int]:
    """The columns of CompetencyTotal, counted from the sign-offs."""
    complete = set(
        session.exec(
            select(SignOff.competency_id)
            .join(SignOffReversal, col(SignOffReversal.sign_off_id) == col(SignOff.id), isouter=True)
            .where(
                SignOff.agreement_id == agreement_id,
                col(SignOff.level) >= framework.rating_scale.completes_at,
                col(SignOffReversal.sign_off_id).is_(None),
            )
        )
    )
    asked = set(
        session.exec(
            select(SignOffRequest.competency_id).where(
                SignOffRequest.agreement_id == agreement_id, col(SignOffRequest.answered_by).is_(None)
            )
        )
    )
    kinds = _kinds(session, complete | asked)
    return {
        "core_complete": sum(kinds[one] is Kind.CORE for one in complete),
        "optional_complete": sum(kinds[one] is Kind.OPTIONAL for one in complete),
        "core_pending": sum(kinds[one] is Kind.CORE for one in asked - complete),
    }


def _kinds(session: Session, ids: set[str]) -> dict[str, Kind]:
    rows = session.execute(columns(Competency.id, Competency.kind).where(col(Competency.id).in_(ids)))
    return {row.id: row.kind for row in rows}
