"""The sponsor, its employers, and people with their roles."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from desktop import words
from desktop.codes import Role
from desktop.errors import KnownError
from desktop.models.people import Person, PersonRole
from desktop.models.programs import Employer, Sponsor
from desktop.services.columns import columns


@dataclass(frozen=True, slots=True)
class SponsorRow:
    id: str
    name: str
    program_number: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class EmployerRow:
    id: str
    name: str
    journeyworkers: int


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Someone in one role; `employer` is empty for the sponsor's own people."""

    id: str
    name: str
    role: Role
    employer: str


def add_sponsor(session: Session, *, name: str, program_number: str = "", time_zone: str, **more: str) -> str:
    """The one sponsor of this record. Raises KnownError where there is one already."""
    if session.exec(select(Sponsor.id)).first():
        raise KnownError("This record has its sponsor already.", "Start a new record for another sponsor.")
    row = Sponsor.model_validate(
        {"name": _named(name), "program_number": program_number, "time_zone": time_zone, **more}
    )
    session.add(row)
    session.flush()
    return row.id


def sponsor(session: Session) -> SponsorRow | None:
    found = session.exec(select(Sponsor.id, Sponsor.name, Sponsor.program_number, Sponsor.time_zone)).first()
    return SponsorRow(*found) if found else None


def add_employer(session: Session, *, name: str, journeyworkers: int = 0, address: str = "") -> str:
    owner = sponsor(session)
    if owner is None:
        raise KnownError("There is no sponsor yet.", "Enter the sponsor first.")
    row = Employer.model_validate(
        {
            "sponsor_id": owner.id,
            "name": _named(name),
            "journeyworkers": journeyworkers,
            "address": words.clean(address),
        }
    )
    session.add(row)
    session.flush()
    return row.id


def employers(session: Session) -> tuple[EmployerRow, ...]:
    rows = session.exec(select(Employer.id, Employer.name, Employer.journeyworkers).order_by(col(Employer.name)))
    return tuple(EmployerRow(*row) for row in rows)


def add_person(
    session: Session,
    *,
    first_name: str,
    last_name: str,
    role: Role,
    employer_id: str | None = None,
    middle_name: str = "",
    email: str = "",
) -> str:
    """Someone new in one role; mentors name their employer."""
    first, middle, last = _named(first_name), words.clean_line(middle_name), _named(last_name)
    if role is Role.MENTOR and employer_id is None:
        raise KnownError("A mentor belongs to an employer.", "Choose the employer.")
    row = Person.model_validate(
        {
            "first_name": first,
            "middle_name": middle,
            "last_name": last,
            "full_name": " ".join(part for part in (first, middle, last) if part),
            "email": words.clean_line(email),
        }
    )
    session.add(row)
    session.flush()
    give_role(session, person_id=row.id, role=role, employer_id=employer_id)
    return row.id


def give_role(session: Session, *, person_id: str, role: Role, employer_id: str | None = None) -> None:
    session.add(PersonRole.model_validate({"person_id": person_id, "role": role, "employer_id": employer_id}))
    session.flush()


def everyone(session: Session, *, role: Role | None = None) -> tuple[PersonRow, ...]:
    """One row for each person in each role: coordinators, mentors, instructors, then apprentices."""
    query = (
        columns(Person.id, Person.full_name, PersonRole.role, Employer.name)
        .join(PersonRole, col(PersonRole.person_id) == col(Person.id))
        .join(Employer, col(Employer.id) == col(PersonRole.employer_id), isouter=True)
    )
    if role is not None:
        query = query.where(col(PersonRole.role) == role)
    order = list(Role)
    rows = (PersonRow(id_, name, role_, employer or "") for id_, name, role_, employer in session.execute(query))
    return tuple(sorted(rows, key=lambda row: (order.index(row.role), row.name.casefold(), row.id)))


def roles_of(session: Session, person_id: str) -> frozenset[Role]:
    query = columns(PersonRole.role).where(col(PersonRole.person_id) == person_id)
    return frozenset(session.execute(query).scalars())


def name_of(session: Session, person_id: str) -> str:
    name = session.exec(select(Person.full_name).where(Person.id == person_id)).first()
    if name is None:
        raise KnownError("This person is not in the record.", "Choose someone from the list.")
    return name


def _named(text: str) -> str:
    name = words.clean_line(text)
    if not name:
        raise KnownError("A name is missing.", "Enter the name.")
    return name
