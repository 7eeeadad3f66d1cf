"""Who sees what: coordinators, viewers and instructors every agreement, mentors and apprentices their own."""

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col

from desktop.codes import Role
from desktop.errors import KnownError
from desktop.models.agreements import Agreement, AgreementMentor
from desktop.models.people import PersonRole
from desktop.services import acting
from desktop.services.columns import columns, given

_EVERYTHING = frozenset({Role.COORDINATOR, Role.VIEWER, Role.INSTRUCTOR})
_ROLES = columns(PersonRole.role).where(col(PersonRole.person_id) == given("person_id"))
_APPRENTICE = columns(Agreement.apprentice_id).where(col(Agreement.id) == given("agreement_id"))
_IS_MENTOR = columns(AgreementMentor.id).where(
    col(AgreementMentor.agreement_id) == given("agreement_id"), col(AgreementMentor.person_id) == given("person_id")
)


def narrowed_to(session: Session) -> str | None:
    """The id of the person at work where they see their own agreements alone; None where they see all of them."""
    viewer = acting.viewer(session)
    if viewer is None or _roles(session, viewer) & _EVERYTHING:
        return None
    return viewer


def own(session: Session) -> ColumnElement[bool] | None:
    """The condition on Agreement for lists; None where all may be seen."""
    viewer = narrowed_to(session)
    if viewer is None:
        return None
    mentored = columns(AgreementMentor.agreement_id).where(col(AgreementMentor.person_id) == viewer)
    return or_(col(Agreement.apprentice_id) == viewer, col(Agreement.id).in_(mentored))


def require_own(session: Session, agreement_id: str, apprentice_id: str) -> None:
    """Raise KnownError where the person at work may not see this agreement."""
    viewer = narrowed_to(session)
    if viewer is None or viewer == apprentice_id:
        return
    if session.execute(_IS_MENTOR, {"agreement_id": agreement_id, "person_id": viewer}).first() is None:
        raise KnownError("This is not one of your apprentices.", "Choose one from your list.")


def require_seen(session: Session, agreement_id: str) -> None:
    """The same, for an agreement of which only the id is known."""
    viewer = narrowed_to(session)
    if viewer is not None:
        apprentice = session.execute(_APPRENTICE, {"agreement_id": agreement_id}).scalar()
        require_own(session, agreement_id, apprentice or "")


def require(session: Session, *roles: Role) -> None:
    """Raise KnownError where the person at work has none of `roles`."""
    viewer = acting.viewer(session)
    if viewer is None or _roles(session, viewer) & frozenset(roles):
        return
    who = " or ".join(f"a {role}" for role in roles)
    raise KnownError(f"This is for {who}.", "Ask one of them.")


def _roles(session: Session, person_id: str) -> frozenset[Role]:
    return frozenset(session.execute(_ROLES, {"person_id": person_id}).scalars())
