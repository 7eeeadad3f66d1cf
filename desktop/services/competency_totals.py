"""How many competencies of an agreement are complete or asked for, kept by whoever changes its sign-offs."""

from sqlmodel import Session, col, update

from desktop.codes import Kind
from desktop.frameworks.document import Framework
from desktop.models.frameworks import Competency
from desktop.models.sign_offs import CompetencyTotal, SignOff, SignOffRequest, SignOffReversal
from desktop.services import carried
from desktop.services.columns import columns, given

_RATED = (
    carried.sign_offs(columns(Competency.id, Competency.kind).distinct().select_from(SignOff))
    .join(SignOffReversal, col(SignOffReversal.sign_off_id) == col(SignOff.id), isouter=True)
    .where(
        col(SignOff.agreement_id) == given("agreement_id"),
        given("completes_at") <= carried.LEVEL,
        col(SignOffReversal.sign_off_id).is_(None),
    )
)
_WAITING = carried.requests(columns(Competency.id, Competency.kind).distinct().select_from(SignOffRequest)).where(
    col(SignOffRequest.agreement_id) == given("agreement_id"), col(SignOffRequest.answered_by).is_(None)
)


def refresh(session: Session, agreement_id: str, framework: Framework) -> None:
    """Count anew how many competencies of one agreement are complete or asked for."""
    session.execute(
        update(CompetencyTotal), [{"agreement_id": agreement_id, **recount(session, agreement_id, framework)}]
    )


def recount(session: Session, agreement_id: str, framework: Framework) -> dict[str, int]:
    """The columns of CompetencyTotal, counted from the sign-offs."""
    wanted = {"agreement_id": agreement_id}
    rated = session.execute(_RATED, {**wanted, "completes_at": framework.rating_scale.completes_at})
    complete = {row.id: row.kind for row in rated}
    asked = {row.id: row.kind for row in session.execute(_WAITING, wanted)}
    return {
        "core_complete": sum(kind is Kind.CORE for kind in complete.values()),
        "optional_complete": sum(kind is Kind.OPTIONAL for kind in complete.values()),
        "core_pending": sum(kind is Kind.CORE for id_, kind in asked.items() if id_ not in complete),
    }
