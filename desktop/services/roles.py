"""Roles as entries of the ledger: given and taken by a coordinator, and the rows of people beside them."""

from sqlmodel import Session, col, delete

from desktop.codes import Act, Role
from desktop.errors import KnownError
from desktop.ledger.keys import Sitting
from desktop.ledger.personal import Personal, Spoken
from desktop.ledger.registry import RoleHeld
from desktop.models.people import PersonRole
from desktop.services import governing, people
from desktop.services.columns import columns

_IN_ONE_ENTRY = 1000


def give(session: Session, *, person_id: str, role: Role, employer_id: str | None = None, by: Sitting) -> None:
    """A role more for someone; the same role twice is one, and one entry."""
    if (person_id, role.value, employer_id or "") in held(session):
        return
    people.give_role(session, person_id=person_id, role=role, employer_id=employer_id)
    _record(session, Act.ROLE_GIVEN, person_id, role, employer_id, by)


def take(session: Session, *, person_id: str, role: Role, employer_id: str | None = None, by: Sitting) -> None:
    """A role less. Nobody takes it from themselves, so that one coordinator is always left."""
    if (person_id, role.value, employer_id or "") not in held(session):
        raise KnownError(f"{people.name_of(session, person_id)} is no {role.value}.", "Choose a role they have.")
    if person_id == by.person_id:
        raise KnownError("Nobody takes a role from themselves.", "Another coordinator does this.")
    _record(session, Act.ROLE_TAKEN, person_id, role, employer_id, by)
    is_it = (
        col(PersonRole.person_id) == person_id,
        col(PersonRole.role) == role,
        col(PersonRole.employer_id).is_(None) if employer_id is None else col(PersonRole.employer_id) == employer_id,
    )
    session.exec(delete(PersonRole).where(*is_it))


def held(session: Session) -> set[RoleHeld]:
    """All roles as the rows of people say them."""
    rows = session.execute(columns(PersonRole.person_id, PersonRole.role, PersonRole.employer_id))
    return {(person, role.value, employer or "") for person, role, employer in rows}


def record_all(session: Session, *, by: Sitting) -> None:
    """Entries for the roles that the ledger does not know: when it begins, for those that were given before."""
    unknown = sorted(held(session) - governing.standing(session).roles)
    for start in range(0, len(unknown), _IN_ONE_ENTRY):
        some = unknown[start : start + _IN_ONE_ENTRY]
        told: dict[str, Spoken] = {"about": "roles that were given before", "roles": some}
        governing.govern(session, act=Act.ROLE_GIVEN, body=told, signer=by)


def _record(session: Session, act: Act, person_id: str, role: Role, employer_id: str | None, by: Sitting) -> None:
    told: dict[str, Spoken] = {
        "about": f"the role of {role.value}",
        "name": Personal(people.name_of(session, person_id)),
        "roles": [(person_id, role.value, employer_id or "")],
    }
    governing.govern(session, act=act, body=told, signer=by)
