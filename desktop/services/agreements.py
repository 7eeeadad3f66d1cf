"""Agreements (ETA 671, section II): who learns what, where, from whom, and with which credit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from desktop import words
from desktop.codes import (
    Act,
    DurationUnit,
    HourKind,
    MentorDuty,
    Role,
    Status,
    WageUnit,
)
from desktop.errors import KnownError
from desktop.frameworks.pace import add_months
from desktop.ledger.personal import Personal
from desktop.models.agreements import Agreement, AgreementMentor, PriorCredit, WageStep
from desktop.models.people import Person, PersonRole
from desktop.models.sign_offs import CompetencyTotal
from desktop.services import access, clock, frameworks, ledger, people, signing
from desktop.services.columns import columns, given
from desktop.services.signing import Wrote

_ROWS = columns(
    Agreement.id,
    Agreement.number,
    Agreement.apprentice_id,
    Agreement.framework_id,
    Agreement.employer_id,
    Agreement.job_title,
    Agreement.begins,
    Agreement.ends,
    Agreement.status,
)
_BY_ID = _ROWS.where(col(Agreement.id) == given("id"))
_BY_NUMBER = _ROWS.where(col(Agreement.number) == given("number"))
_DUTIES = (
    columns(
        AgreementMentor.person_id,
        Person.full_name,
        AgreementMentor.duty,
        AgreementMentor.since,
        AgreementMentor.until,
    )
    .join(Person, col(Person.id) == col(AgreementMentor.person_id))
    .where(col(AgreementMentor.agreement_id) == given("agreement_id"))
)


@dataclass(frozen=True, slots=True)
class Duty:
    """A mentor or stand-in of one agreement."""

    person_id: str
    name: str
    duty: MentorDuty
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """What verbs need to know of one agreement."""

    id: str
    number: int
    apprentice_id: str
    framework_id: str
    employer_id: str
    job_title: str
    begins: date
    ends: date | None
    status: Status


def draft(
    session: Session,
    *,
    apprentice_id: str,
    framework_id: str,
    employer_id: str,
    mentor_ids: Sequence[str],
    begins: date,
    job_title: str = "",
    ends: date | None = None,
    probation: tuple[int, DurationUnit] | None = None,
    journeyworker_cents: int | None = None,
) -> str:
    """A new agreement, not registered yet. Probation, end and wage steps are the framework's unless given.

    The first of `mentor_ids` is the mentor, the others stand in.
    """
    access.require(session, Role.COORDINATOR)
    framework = frameworks.document(session, framework_id)
    people.name_of(session, apprentice_id)
    if all(one.id != employer_id for one in people.employers(session)):
        raise KnownError("This employer is not in the record.", "Choose one from the list.")
    if not mentor_ids:
        raise KnownError("An agreement needs a mentor.", "Choose the mentor.")
    if apprentice_id in mentor_ids:
        raise KnownError("Nobody is their own mentor.", "Choose another mentor.")
    job_title = words.clean_line(job_title)
    if len(job_title) > 200:
        raise KnownError("The job title has more than 200 letters.", "Shorten it.")
    if ends is not None and ends <= begins:
        raise KnownError("An agreement ends after it begins.", "Check both dates.")
    if ends is None and framework.term.expected:
        ends = add_months(begins, framework.term.expected)
    if probation is None and framework.probation:
        probation = (framework.probation.length, framework.probation.unit)
    length, unit = probation or (0, DurationUnit.MONTHS)
    wages = framework.wages
    row = Agreement.model_validate(
        {
            "number": (session.exec(select(func.max(Agreement.number))).one() or 0) + 1,
            "apprentice_id": apprentice_id,
            "framework_id": framework_id,
            "employer_id": employer_id,
            "job_title": job_title,
            "begins": begins,
            "ends": ends,
            "probation_length": length,
            "probation_unit": unit,
            "wage_unit": wages.unit if wages else WageUnit.HOURLY,
            "journeyworker_cents": journeyworker_cents or (wages.journeyworker_cents if wages else None),
            "created_at": clock.now(),
        }
    )
    session.add(row)
    session.flush()
    _add_mentors(session, row.id, mentor_ids, begins)
    _add_wage_steps(session, row)
    session.add(CompetencyTotal.model_validate({"agreement_id": row.id}))
    session.flush()
    attest(session, row)
    return row.id


def attest(session: Session, row: Agreement) -> None:
    """The entry of an agreement that was made, with its mentors."""
    framework = frameworks.document(session, row.framework_id)
    signing.record(
        session,
        act=Act.AGREEMENT_MADE,
        by=None,
        about=f"agreement {row.number}",
        what={
            "apprentice": Personal(people.name_of(session, row.apprentice_id)),
            "framework": f"{framework.title}, version {framework.version}",
            "framework_id": row.framework_id,
        },
        wrote=[Wrote(Agreement, [row.id]), Wrote(AgreementMentor, [row.id], "agreement_id")],
    )


def _add_mentors(session: Session, agreement_id: str, mentor_ids: Sequence[str], since: date) -> None:
    known = set(
        session.exec(
            select(PersonRole.person_id).where(
                PersonRole.role == Role.MENTOR, col(PersonRole.person_id).in_(mentor_ids)
            )
        )
    )
    for place, person_id in enumerate(dict.fromkeys(mentor_ids)):
        if person_id not in known:
            raise KnownError("This person is not a mentor.", "Give them the role first.")
        duty = MentorDuty.MENTOR if place == 0 else MentorDuty.STAND_IN
        values = {"agreement_id": agreement_id, "person_id": person_id, "duty": duty, "since": since}
        session.add(AgreementMentor.model_validate(values))


def _add_wage_steps(session: Session, agreement: Agreement) -> None:
    wages = frameworks.document(session, agreement.framework_id).wages
    for position, step in enumerate(wages.steps if wages else ()):
        cents = step.cents
        if cents is None and step.percent and agreement.journeyworker_cents:
            cents = round(agreement.journeyworker_cents * step.percent / 100)
        if cents is not None:
            values = {"agreement_id": agreement.id, "position": position, "title": step.title, "cents": cents}
            session.add(WageStep.model_validate(values))


def find(session: Session, agreement_id: str) -> AgreementRow:
    """The agreement with this id or this running number; KnownError where there is none, or the person at work may
    not see it."""
    if agreement_id.isdecimal() and len(agreement_id) < 10:
        found = session.execute(_BY_NUMBER, {"number": int(agreement_id)}).first()
    else:
        found = session.execute(_BY_ID, {"id": agreement_id}).first()
    if found is None:
        raise KnownError(
            f"There is no apprentice {agreement_id} in this record.",
            "Choose one from the list of apprentices.",
        )
    agreement = AgreementRow(*found)
    access.require_own(session, agreement.id, agreement.apprentice_id)
    return agreement


def duties(session: Session, agreement_id: str) -> tuple[Duty, ...]:
    """Its mentors, the mentor before the stand-ins."""
    found = (Duty(*row) for row in session.execute(_DUTIES, {"agreement_id": agreement_id}))
    return tuple(sorted(found, key=lambda duty: (duty.duty is MentorDuty.STAND_IN, duty.since, duty.name)))


def grant_credit(
    session: Session,
    *,
    agreement_id: str,
    kind: HourKind,
    minutes: int,
    granted_on: date,
    evidence: str,
    job_function: str | None = None,
) -> str:
    """Minutes credited for what was done before (29 CFR 29.5(b)(12)), for a job function or for none."""
    access.require(session, Role.COORDINATOR)
    found = find(session, agreement_id)
    if minutes <= 0:
        raise KnownError("Credit is more than nothing.", "Enter the hours.")
    if granted_on > clock.today(session):
        raise KnownError(f"{words.long_date(granted_on)} is in the future.", "Choose today or an earlier date.")
    framework = frameworks.document(session, found.framework_id)
    if job_function is not None and all(one.number != job_function for one in framework.titled_functions()):
        raise KnownError(f"There is no job function {job_function} in {framework.title}.", "Choose another.")
    function_id = job_function and frameworks.job_function_id(found.framework_id, job_function)
    values = {
        "agreement_id": found.id,
        "kind": kind,
        "minutes": minutes,
        "granted_on": granted_on,
        "evidence": words.clean(evidence),
        "job_function_id": function_id,
        "recorded_at": ledger.now(session),
    }
    row = PriorCredit.model_validate(values)
    session.add(row)
    session.flush()
    attest_credit(session, found, row)
    return row.id


def attest_credit(session: Session, agreement: AgreementRow, row: PriorCredit) -> None:
    """The entry of credit that was granted."""
    signing.record(
        session,
        act=Act.CREDIT,
        by=None,
        about=f"agreement {agreement.number}, credit of {words.hours(row.minutes)}",
        what={"apprentice": Personal(people.name_of(session, agreement.apprentice_id))},
        wrote=[Wrote(PriorCredit, [row.id])],
    )


def coordinator_name(session: Session) -> str:
    """Who acts for the sponsor: the first coordinator, else the sponsor itself."""
    found = people.everyone(session, role=Role.COORDINATOR)
    if found:
        return found[0].name
    owner = people.sponsor(session)
    return owner.name if owner else "the sponsor"
