"""Registering an apprentice in one go: with the framework, the employer and the mentor where they are new."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from desktop.codes import EventKind, Role
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.services import apprentices, events, frameworks, people


@dataclass(frozen=True, slots=True)
class NewMentor:
    """Someone at the employer who is not in the record yet."""

    first_name: str
    last_name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: employers, their mentors, and frameworks, adopted or shipped."""

    employers: tuple[people.EmployerRow, ...]
    mentors: tuple[people.PersonRow, ...]
    frameworks: tuple[frameworks.FrameworkRow, ...]


def choices(session: Session) -> Choices:
    return Choices(people.employers(session), people.everyone(session, role=Role.MENTOR), frameworks.listing(session))


def register(
    session: Session,
    *,
    first_name: str,
    last_name: str,
    framework: tuple[str, str],
    begins: date,
    employer_id: str = "",
    new_employer: str = "",
    mentor_id: str = "",
    new_mentor: NewMentor | None = None,
    middle_name: str = "",
    job_title: str = "",
    is_registered: bool = False,
    by: str | None = None,
) -> str:
    """A new apprentice under a drafted agreement, registered on its first day where `is_registered`.

    `framework` is the id of an adopted version and "", or "" and the key of a shipped one, which is adopted.
    Instead of an employer's or mentor's id there may be a name. Returns the id of the agreement.
    """
    framework_id, key = framework
    if not framework_id:
        framework_id = frameworks.adopt(session, framework=catalogue.find(key))
    if not employer_id:
        employer_id = people.add_employer(session, name=new_employer)
    if not mentor_id:
        mentor_id = _add_mentor(session, new_mentor, employer_id)
    agreement_id = apprentices.register(
        session,
        first_name=first_name,
        middle_name=middle_name,
        last_name=last_name,
        framework_id=framework_id,
        employer_id=employer_id,
        mentor_ids=[mentor_id],
        begins=begins,
        job_title=job_title,
    )
    if is_registered:
        events.record_event(session, agreement_id=agreement_id, kind=EventKind.REGISTERED, happened_on=begins, by=by)
    return agreement_id


def _add_mentor(session: Session, mentor: NewMentor | None, employer_id: str) -> str:
    if mentor is None:
        raise KnownError("An agreement needs a mentor.", "Choose the mentor.")
    return people.add_person(
        session,
        first_name=mentor.first_name,
        last_name=mentor.last_name,
        role=Role.MENTOR,
        employer_id=employer_id,
    )
