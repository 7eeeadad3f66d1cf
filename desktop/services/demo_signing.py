"""The ledger of the sample program: its history, written at once, is signed in the order in which it happened."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from desktop.codes import HourState
from desktop.database.store import SIGNERS, Report, Store
from desktop.ledger.keys import Lock, OneSigner, Sitting
from desktop.models.agreements import Agreement, PriorCredit, StatusEvent
from desktop.models.frameworks import Competency, FrameworkVersion
from desktop.models.hours import CourseResult, HourDecision, HourEntry
from desktop.models.people import Person, PersonRole
from desktop.models.sign_offs import SignOff
from desktop.services import (
    acting,
    agreements,
    clock,
    demo_cast,
    events,
    frameworks,
    hour_decisions,
    hours,
    keys,
    people,
    sign_in,
    sign_offs,
)
from desktop.services.columns import columns
from desktop.services.demo_sample import Sample
from desktop.services.sign_offs import NewRating


class _Act(NamedTuple):
    moment: datetime
    order: int
    """People before agreements, agreements before what happens under them, where all happens at one moment."""
    do: Callable[[], object]


class Cast:
    """Everyone in the sample has a sitting, and whoever is not named is the coordinator; all is seen."""

    viewer = None

    def __init__(self, coordinator: Sitting) -> None:
        self.sittings: dict[str | None, Sitting] = {None: coordinator, coordinator.person_id: coordinator}

    def sitting(self, person_id: str | None) -> Sitting | None:
        return self.sittings.get(person_id)


def is_sample(session: Session) -> bool:
    """Whether this record is the sample program, and signed."""
    return clock.is_sample(session) and acting.has_begun(session)


def enter(store: Store, *, person_id: str = "") -> None:
    """In the sample nobody is real, and everyone's passphrase is known: work as that person, or as all of them."""
    if not store.read(is_sample):
        return
    if person_id:
        store.signers = OneSigner(sign_in.sign_in(store, who=person_id, passphrase=demo_cast.PASSPHRASE))
    else:
        store.signers = store.read(_everyone)


def _everyone(session: Session) -> Cast:
    rows = [row for row in keys.listing(session) if row.revoked_by is None]
    held = {row.person_id: keys.held(session, row.person_id) for row in rows}
    first = next(one for one in held.values() if one is not None)
    lock = Lock(demo_cast.PASSPHRASE, as_in=first.locked)
    sittings = {
        row.person_id: Sitting(row.person_id, row.name, lock.open(one.locked, one.id))
        for row in rows
        if (one := held[row.person_id]) is not None and lock.fits(one.locked)
    }
    cast = Cast(sittings[rows[0].person_id])
    cast.sittings.update(sittings.items())
    return cast


def sign(sample: Sample, report: Report) -> None:
    """Sign all that was recorded, as those who did it."""
    session = sample.session
    with clock.stopped_at(_created_at(session, sample.coordinator)):
        lock = Lock(demo_cast.PASSPHRASE)
        cast = Cast(keys.begin_empty(session, person_id=sample.coordinator, passphrase=lock, is_sample=True).sitting)
    session.info[SIGNERS] = cast
    acts = sorted((*_people(sample, cast, lock), *_agreements(sample), *_hours(sample), *_sign_offs(sample)), key=_when)
    for done, act in enumerate(acts):
        if done % 100 == 0:
            report(len(demo_cast.APPRENTICES), len(demo_cast.APPRENTICES))
        with clock.stopped_at(act.moment):
            act.do()
    session.info[SIGNERS] = None


def _when(act: _Act) -> tuple[datetime, int]:
    return act.moment, act.order


def _created_at(session: Session, person_id: str) -> datetime:
    moment: datetime = session.execute(columns(Person.created_at).where(col(Person.id) == person_id)).scalar_one()
    return moment


def _people(sample: Sample, cast: Cast, lock: Lock) -> Iterator[_Act]:
    query = columns(Person.id, Person.created_at, PersonRole.role, PersonRole.employer_id)
    query = query.join(PersonRole, col(PersonRole.person_id) == col(Person.id)).order_by(col(Person.full_name))
    for row in sample.session.execute(query).all():
        yield _Act(row.created_at, 0, partial(_enter, sample.session, cast, lock, row))


def _enter(session: Session, cast: Cast, lock: Lock, row: Any) -> None:
    coordinator = cast.sittings[None]
    people.attest_role(session, row.id, row.role, row.employer_id, coordinator, is_new=True)
    if row.id in cast.sittings:
        return
    keys.register(session, person_id=row.id, passphrase=lock)
    held = keys.held(session, row.id)
    assert held is not None
    cast.sittings[row.id] = Sitting(row.id, people.name_of(session, row.id), lock.open(held.locked, held.id))


def _agreements(sample: Sample) -> Iterator[_Act]:
    session = sample.session
    for version in session.exec(select(FrameworkVersion).order_by(col(FrameworkVersion.key))).all():
        document = frameworks.document(session, version.id)
        yield _Act(version.adopted_at, 1, partial(frameworks.attest, session, document, version.id))
    for row in session.exec(select(Agreement).order_by(col(Agreement.number))).all():
        yield _Act(row.created_at, 2, partial(agreements.attest, session, row))
    for credit in session.exec(select(PriorCredit)).all():
        found = agreements.find(session, credit.agreement_id)
        yield _Act(credit.recorded_at, 3, partial(agreements.attest_credit, session, found, credit))
    for event in session.exec(select(StatusEvent).order_by(col(StatusEvent.recorded_at))).all():
        found = agreements.find(session, event.agreement_id)
        yield _Act(event.recorded_at, 4, partial(events.attest, session, found, event, event.recorded_by))


def _hours(sample: Sample) -> Iterator[_Act]:
    session = sample.session
    query = columns(
        HourDecision.id,
        HourDecision.entry_id,
        HourDecision.state,
        HourDecision.decided_by,
        HourDecision.decided_at,
        HourEntry.agreement_id,
    ).join(HourEntry, col(HourEntry.id) == col(HourDecision.entry_id))
    sittings: dict[tuple[datetime, str, HourState], list[Any]] = defaultdict(list)
    for row in session.execute(query.order_by(col(HourEntry.worked_on), col(HourDecision.id))):
        sittings[row.decided_at, row.decided_by, row.state].append(row)
    for (moment, by, state), rows in sittings.items():
        changed = [(row.entry_id, row.agreement_id) for row in rows]
        decisions = [row.id for row in rows]
        yield _Act(moment, 5, partial(hour_decisions.attest, session, changed, decisions, state, by))
    for result in session.exec(select(CourseResult).order_by(col(CourseResult.id))).all():
        agreement = agreements.find(session, result.agreement_id)
        framework = frameworks.document(session, agreement.framework_id)
        do = partial(hours.attest_course, session, agreement, framework, result, result.recorded_by)
        yield _Act(result.recorded_at, 6, do)


def _sign_offs(sample: Sample) -> Iterator[_Act]:
    """One entry for each sitting: what one signer signed under one agreement at one moment."""
    session = sample.session
    query = columns(SignOff, Competency.code).join(Competency, col(Competency.id) == col(SignOff.competency_id))
    sittings: dict[tuple[datetime, str, str], list[NewRating]] = defaultdict(list)
    for row, code in session.execute(query.order_by(col(Competency.position), col(SignOff.id))).all():
        said = NewRating(code, row.level, row.shown, row.observed_on, row.comment, row.id)
        sittings[row.recorded_at, row.agreement_id, row.signer_id].append(said)
    for (moment, agreement_id, signer), ratings in sittings.items():
        yield _Act(moment, 7, partial(_attest, session, agreement_id, ratings, signer))


def _attest(session: Session, agreement_id: str, ratings: Sequence[NewRating], signer: str) -> None:
    agreement = agreements.find(session, agreement_id)
    sign_offs.attest(session, agreement, frameworks.document(session, agreement.framework_id), ratings, signer)
