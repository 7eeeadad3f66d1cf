"""What one agreement says (ETA 671) and what happened to it, as plain rows to show."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col

from desktop.codes import DurationUnit, EventKind, HourKind, Status, WageUnit
from desktop.models.agreements import Agreement, PriorCredit, StatusEvent, WageStep
from desktop.models.frameworks import FrameworkVersion, JobFunction
from desktop.models.people import Person
from desktop.models.programs import Employer
from desktop.services import agreements, carried, events
from desktop.services.agreements import Duty
from desktop.services.columns import columns


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the wages, in cents."""

    position: int
    title: str
    cents: int
    reached_on: date | None


@dataclass(frozen=True, slots=True)
class GrantedCredit:
    """Minutes granted for what was done before; `job_function` is its number, or empty for none."""

    id: str
    kind: HourKind
    job_function: str
    minutes: int
    granted_on: date
    evidence: str


@dataclass(frozen=True, slots=True)
class PastEvent:
    """`reversed_why` is set on an event that was taken back; `stands` is True for what the status is read from."""

    id: str
    kind: EventKind
    happened_on: date
    reason: str
    recorded_at: datetime
    recorded_by: str
    reversed_why: str
    stands: bool


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """`mentors` has the mentor before the stand-ins; `events` the newest first."""

    mentors: tuple[Duty, ...]
    wage_steps: tuple[Step, ...]
    credits: tuple[GrantedCredit, ...]
    events: tuple[PastEvent, ...]
    id: str
    number: int
    apprentice: str
    status: Status
    job_title: str
    employer: str
    framework_key: str
    framework_title: str
    framework_version: str
    begins: date
    ends: date | None
    probation_length: int
    probation_unit: DurationUnit
    wage_unit: WageUnit
    journeyworker_cents: int | None
    rapids_number: str

    @property
    def last_event(self) -> PastEvent | None:
        """The one that a reversal would take back."""
        return next((one for one in self.events if one.stands), None)


def facts_of(session: Session, *, agreement_id: str) -> AgreementFacts:
    """Everything that stands in one agreement; KnownError where there is none."""
    id_ = agreements.find(session, agreement_id).id
    query = (
        columns(
            Agreement.id,
            Agreement.number,
            col(Person.full_name).label("apprentice"),
            Agreement.status,
            Agreement.job_title,
            col(Employer.name).label("employer"),
            col(FrameworkVersion.key).label("framework_key"),
            col(FrameworkVersion.title).label("framework_title"),
            col(FrameworkVersion.version).label("framework_version"),
            Agreement.begins,
            Agreement.ends,
            Agreement.probation_length,
            Agreement.probation_unit,
            Agreement.wage_unit,
            Agreement.journeyworker_cents,
            Agreement.rapids_number,
        )
        .join(Person, col(Person.id) == col(Agreement.apprentice_id))
        .join(Employer, col(Employer.id) == col(Agreement.employer_id))
        .join(FrameworkVersion, col(FrameworkVersion.id) == col(Agreement.framework_id))
        .where(col(Agreement.id) == id_)
    )
    row = session.execute(query).one()
    return AgreementFacts(
        agreements.duties(session, id_),
        _steps(session, id_),
        _credits(session, id_),
        _events(session, id_),
        *row,
    )


def _steps(session: Session, agreement_id: str) -> tuple[Step, ...]:
    query = columns(WageStep.position, WageStep.title, WageStep.cents, WageStep.reached_on)
    rows = session.execute(query.where(col(WageStep.agreement_id) == agreement_id).order_by(col(WageStep.position)))
    return tuple(Step(*row) for row in rows)


def _credits(session: Session, agreement_id: str) -> tuple[GrantedCredit, ...]:
    query = columns(
        PriorCredit.id,
        PriorCredit.kind,
        JobFunction.number,
        carried.CREDIT_MINUTES,
        PriorCredit.granted_on,
        PriorCredit.evidence,
    ).select_from(PriorCredit)
    query = (
        carried.credits(query)
        .join(JobFunction, col(JobFunction.id) == carried.CREDIT_FUNCTION, isouter=True)
        .where(col(PriorCredit.agreement_id) == agreement_id, carried.CREDIT_COUNTS)
        .order_by(col(PriorCredit.granted_on), col(PriorCredit.recorded_at))
    )
    return tuple(GrantedCredit(id_, kind, number or "", *rest) for id_, kind, number, *rest in session.execute(query))


def _events(session: Session, agreement_id: str) -> tuple[PastEvent, ...]:
    every = events.events(session, agreement_id)
    standing = {one.id for one in events.standing_events(every)}
    why = {one.reverses_id: one.reason for one in every if one.reverses_id}
    query = columns(StatusEvent.id, Person.full_name).join(Person, col(Person.id) == col(StatusEvent.recorded_by))
    by = {row.id: row.full_name for row in session.execute(query.where(col(StatusEvent.agreement_id) == agreement_id))}
    return tuple(
        PastEvent(
            one.id,
            one.kind,
            one.happened_on,
            one.reason,
            one.recorded_at,
            by.get(one.id, ""),
            why.get(one.id, ""),
            one.id in standing,
        )
        for one in reversed(every)
    )
