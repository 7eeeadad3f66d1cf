"""The sponsor, its employers, and people with their roles."""

from dataclasses import dataclass
from zoneinfo import available_timezones

from sqlmodel import Session, col, select

from desktop import words
from desktop.codes import Act, Role
from desktop.errors import KnownError
from desktop.ledger.keys import Sitting
from desktop.ledger.personal import Personal, Spoken
from desktop.models.agreements import Agreement
from desktop.models.people import Person, PersonRole
from desktop.models.programs import Employer, Sponsor
from desktop.services import access, acting, clock, governing, signing
from desktop.services.columns import columns, given
from desktop.services.signing import Wrote

_SPONSOR_LENGTHS = {
    "program_number": 40,
    "registration_agency": 200,
    "address": 400,
    "contact_name": 200,
    "contact_phone": 40,
    "contact_email": 254,
    "time_zone": 60,
}


_ROLES = columns(PersonRole.role).where(col(PersonRole.person_id) == given("person_id"))


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
    if time_zone not in available_timezones():
        raise KnownError(f"There is no time zone {words.clean_line(time_zone)}.", "Enter one such as America/New_York.")
    values = {"program_number": program_number, "time_zone": time_zone, **more}
    texts = {column: words.clean_line(text) for column, text in values.items()}
    for column, text in texts.items():
        _fits(text, _SPONSOR_LENGTHS[column], f"The {column.replace('_', ' ')}")
    row = Sponsor.model_validate({"name": _named(name, 200), **texts})
    session.add(row)
    session.flush()
    return row.id


def start_program(
    session: Session, *, sponsor: str, time_zone: str, first_name: str, last_name: str, program_number: str = ""
) -> str:
    """The first rows of a new record: the sponsor and its coordinator, whose id is returned."""
    add_sponsor(session, name=sponsor, program_number=program_number, time_zone=time_zone)
    return add_person(session, first_name=first_name, last_name=last_name, role=Role.COORDINATOR)


def sponsor(session: Session) -> SponsorRow | None:
    found = session.exec(select(Sponsor.id, Sponsor.name, Sponsor.program_number, Sponsor.time_zone)).first()
    return SponsorRow(*found) if found else None


def add_employer(session: Session, *, name: str, journeyworkers: int = 0, address: str = "") -> str:
    access.require(session, Role.COORDINATOR)
    owner = sponsor(session)
    if owner is None:
        raise KnownError("There is no sponsor yet.", "Enter the sponsor first.")
    name, address = _named(name, 200), words.clean(address)
    if session.exec(select(Employer.id).where(Employer.name == name)).first():
        raise KnownError(f"The employer {name} is in the record already.", "Choose it from the list.")
    if journeyworkers < 0:
        raise KnownError("The journeyworkers are fewer than none.", "Enter how many there are.")
    _fits(address, 400, "The address")
    row = Employer.model_validate(
        {"sponsor_id": owner.id, "name": name, "journeyworkers": journeyworkers, "address": address}
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
    """Someone new in one role; mentors name their employer. A coordinator adds them."""
    access.require(session, Role.COORDINATOR)
    first, middle, last = _named(first_name, 55), words.clean_line(middle_name), _named(last_name, 55)
    _fits(middle, 55, "A name")
    email = words.clean_line(email)
    _fits(email, 254, "The address for e-mail")
    _check_employer(session, role, employer_id)
    row = Person.model_validate(
        {
            "first_name": first,
            "middle_name": middle,
            "last_name": last,
            "full_name": " ".join(part for part in (first, middle, last) if part),
            "email": email,
            "created_at": clock.now(),
        }
    )
    session.add(row)
    session.flush()
    _add_role(session, row.id, role, employer_id)
    attest_role(session, row.id, role, employer_id, acting.sitting(session), is_new=True)
    return row.id


def give_role(
    session: Session, *, person_id: str, role: Role, employer_id: str | None = None, by: Sitting | None = None
) -> None:
    """A role more for someone in the record, signed by the coordinator at work unless `by` is given; the same role
    twice is one."""
    name_of(session, person_id)
    _check_employer(session, role, employer_id)
    if _add_role(session, person_id, role, employer_id):
        attest_role(session, person_id, role, employer_id, by or acting.sitting(session))


def _add_role(session: Session, person_id: str, role: Role, employer_id: str | None) -> bool:
    """Whether the role is new."""
    given = select(PersonRole.id).where(
        PersonRole.person_id == person_id, PersonRole.role == role, PersonRole.employer_id == employer_id
    )
    if session.exec(given).first() is not None:
        return False
    session.add(PersonRole.model_validate({"person_id": person_id, "role": role, "employer_id": employer_id}))
    session.flush()
    return True


def attest_role(
    session: Session, person_id: str, role: Role, employer_id: str | None, by: Sitting | None, *, is_new: bool = False
) -> None:
    """The entry of a role that was given. An apprentice sees and signs nothing but their own record, so only the
    others' roles decide what is valid."""
    if by is None:
        return
    wrote = [Wrote(Person, [person_id])] if is_new else []
    if role is Role.APPRENTICE:
        signing.record(session, act=Act.PERSON_ADDED, by=by.person_id, about="a new apprentice", wrote=wrote)
        return
    told: dict[str, Spoken] = {
        "about": f"the role of {role.value}",
        "name": Personal(name_of(session, person_id)),
        "roles": [(person_id, role.value, employer_id or "")],
        "rows": signing.spoken(session, wrote),
    }
    governing.govern(session, act=Act.ROLE_GIVEN, body=told, signer=by)


def _check_employer(session: Session, role: Role, employer_id: str | None) -> None:
    if role is Role.MENTOR and employer_id is None:
        raise KnownError("A mentor belongs to an employer.", "Choose the employer.")
    if employer_id is not None and session.get(Employer, employer_id) is None:
        raise KnownError("This employer is not in the record.", "Choose one from the list.")


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


def seen(session: Session, *, role: Role | None = None) -> tuple[PersonRow, ...]:
    """The same as the person at work may see it: of the apprentices, their own or themselves."""
    rows, own = everyone(session, role=role), access.own(session)
    if own is None:
        return rows
    theirs = set(session.execute(columns(Agreement.apprentice_id).where(own)).scalars())
    return tuple(row for row in rows if row.role is not Role.APPRENTICE or row.id in theirs)


def roles_of(session: Session, person_id: str) -> frozenset[Role]:
    return frozenset(session.execute(_ROLES, {"person_id": person_id}).scalars())


def name_of(session: Session, person_id: str) -> str:
    name = session.exec(select(Person.full_name).where(Person.id == person_id)).first()
    if name is None:
        raise KnownError("This person is not in the record.", "Choose someone from the list.")
    return name


def _named(text: str, longest: int) -> str:
    name = words.clean_line(text)
    if not name:
        raise KnownError("A name is missing.", "Enter the name.")
    _fits(name, longest, "A name")
    return name


def _fits(text: str, longest: int, what: str) -> None:
    if len(text) > longest:
        raise KnownError(f"{what} has more than {longest} letters.", "Shorten it.")
