"""Roles as entries of the ledger: given and taken by a coordinator, and the rows of people beside them."""

from sqlmodel import Session, col, delete

from desktop.codes import Act, Role
from desktop.errors import KnownError
from desktop.ledger.keys import Sitting
from desktop.ledger.personal import Personal, Spoken
from desktop.ledger.registry import RoleHeld
from desktop.models.people import PersonRole
from desktop.services import acting, governing, people
from desktop.services.columns import columns

_IN_ONE_ENTRY = 1000


give = people.give_role


def take(
    session: Session, *, person_id: str, role: Role, employer_id: str | None = None, by: Sitting | None = None
) -> None:
    """A role less. Nobody takes it from themselves, so that one coordinator is always left."""
    by = by or acting.require_sitting(session)
    if (person_id, role.value, employer_id or "") not in held(session):
        raise KnownError(f"{people.name_of(session, person_id)} is no {role.value}.", "Choose a role they have.")
    if person_id == by.person_id:
        raise KnownError("Nobody takes a role from themselves.", "Another coordinator does this.")
    told: dict[str, Spoken] = {
        "about": f"the role of {role.value}",
        "name": Personal(people.name_of(session, person_id)),
        "roles": [(person_id, role.value, employer_id or "")],
    }
    governing.govern(session, act=Act.ROLE_TAKEN, body=told, signer=by)
    is_it = (
        col(PersonRole.person_id) == person_id,
        col(PersonRole.role) == role,
        col(PersonRole.employer_id).is_(None) if employer_id is None else col(PersonRole.employer_id) == employer_id,
    )
    session.exec(delete(PersonRole).where(*is_it))


def held(session: Session) -> set[RoleHeld]:
    """All roles as the rows of people say them, but that of apprentice, which gives no right over others."""
    query = columns(PersonRole.person_id, PersonRole.role, PersonRole.employer_id)
    rows = session.execute(query.where(col(PersonRole.role) != Role.APPRENTICE))
    return {(person, role.value, employer or "") for person, role, employer in rows}


def record_all(session: Session, *, by: Sitting) -> None:
    """Entries for the roles that the ledger does not know: when it begins, for those that were given before."""
    unknown = sorted(held(session) - governing.standing(session).roles)
    for start in range(0, len(unknown), _IN_ONE_ENTRY):
        some = unknown[start : start + _IN_ONE_ENTRY]
        told: dict[str, Spoken] = {"about": "roles that were given before", "roles": some}
        governing.govern(session, act=Act.ROLE_GIVEN, body=told, signer=by)
