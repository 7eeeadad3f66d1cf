"""Apprentices as a coordinator, a mentor or an auditor sees them: the list, and one of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row
from sqlmodel import Session, case, col, func

from desktop import words
from desktop.codes import OPEN_STATUSES, Approach, EventKind, HourKind, HourState, MentorDuty, Role, Status
from desktop.frameworks.document import Framework
from desktop.frameworks.pace import share_passed
from desktop.frameworks.progress import core_required, required_ojt, required_ri
from desktop.frameworks.standing import Amount, Count
from desktop.models.agreements import Agreement, AgreementMentor, PriorCredit, StatusEvent
from desktop.models.frameworks import FrameworkVersion
from desktop.models.hours import HourTotal
from desktop.models.people import Person
from desktop.models.programs import Employer
from desktop.models.sign_offs import CompetencyTotal
from desktop.services import access, agreements, carried, clock, events, frameworks, people
from desktop.services.columns import columns

BEHIND = 0.10
"""An apprentice is behind pace where the record is this share of the whole short of what is expected today."""


@dataclass(frozen=True, slots=True)
class ApprenticeRow:
    """One agreement in the list. Amounts are minutes; `expected` is the share of the term passed, 0 to 1."""

    agreement_id: str
    number: int
    person_id: str
    name: str
    framework_key: str
    framework_title: str
    framework_version: str
    approach: Approach
    employer: str
    mentor: str
    status: Status
    begins: date
    ends: date | None
    core: Count
    ojt: Amount
    ri: Amount
    expected: float | None

    @property
    def done(self) -> float:
        """The share of the requirement that moves slowest, 0 to 1."""
        shares = [1.0]
        for amount in (self.ojt, self.ri):
            if amount.required:
                shares.append((amount.done + amount.credit) / amount.required)
        if self.core.required and self.approach is not Approach.TIME_BASED:
            shares.append(self.core.done / self.core.required)
        return min(shares)

    @property
    def is_behind(self) -> bool:
        return self.status in OPEN_STATUSES and self.expected is not None and self.done < self.expected - BEHIND


def register(
    session: Session,
    *,
    first_name: str,
    last_name: str,
    framework_id: str,
    employer_id: str,
    mentor_ids: Sequence[str],
    begins: date,
    middle_name: str = "",
    job_title: str = "",
) -> str:
    """A new apprentice with a drafted agreement, as `agreements.draft` makes it. Returns the id of the agreement."""
    person_id = people.add_person(
        session,
        first_name=first_name,
        last_name=last_name,
        middle_name=middle_name,
        role=Role.APPRENTICE,
    )
    return agreements.draft(
        session,
        apprentice_id=person_id,
        framework_id=framework_id,
        employer_id=employer_id,
        mentor_ids=mentor_ids,
        begins=begins,
        job_title=job_title,
    )


def listing(
    session: Session,
    *,
    search: str = "",
    mentor_id: str | None = None,
    person_id: str | None = None,
    statuses: frozenset[Status] | None = None,
    agreement_id: str | None = None,
    most: int | None = None,
) -> tuple[ApprenticeRow, ...]:
    """One row an agreement, by name: all, or those whose name, employer or framework holds `search`; of one
    mentor; of one person; of some statuses; not more than `most`."""
    mentor = (
        columns(AgreementMentor.agreement_id, func.min(Person.full_name).label("mentor"))
        .join(Person, col(Person.id) == col(AgreementMentor.person_id))
        .where(col(AgreementMentor.duty) == MentorDuty.MENTOR, col(AgreementMentor.until).is_(None))
        .group_by(col(AgreementMentor.agreement_id))
        .subquery()
    )
    query = (
        columns(
            Agreement.id,
            Agreement.number,
            Agreement.apprentice_id,
            Person.full_name,
            Agreement.framework_id,
            col(Employer.name).label("employer"),
            mentor.c.mentor,
            Agreement.status,
            Agreement.begins,
            Agreement.ends,
            CompetencyTotal.core_complete,
            CompetencyTotal.core_pending,
        )
        .join(Person, col(Person.id) == col(Agreement.apprentice_id))
        .join(Employer, col(Employer.id) == col(Agreement.employer_id))
        .join(CompetencyTotal, col(CompetencyTotal.agreement_id) == col(Agreement.id))
        .join(mentor, mentor.c.agreement_id == col(Agreement.id), isouter=True)
    )
    seen = access.own(session)
    if seen is not None:
        query = query.where(seen)
    if mentor_id is not None:
        own = columns(AgreementMentor.agreement_id).where(col(AgreementMentor.person_id) == mentor_id)
        query = query.where(col(Agreement.id).in_(own))
    if person_id is not None:
        query = query.where(col(Agreement.apprentice_id) == person_id)
    if agreement_id is not None:
        query = query.where(col(Agreement.id) == agreement_id)
    if statuses is not None:
        query = query.where(col(Agreement.status).in_(statuses))
    if search.strip():
        pattern = _pattern(search)
        query = query.join(FrameworkVersion, col(FrameworkVersion.id) == col(Agreement.framework_id)).where(
            func.lower(Person.full_name).like(pattern, escape="\\")
            | func.lower(Employer.name).like(pattern, escape="\\")
            | func.lower(FrameworkVersion.title).like(pattern, escape="\\")
        )
    query = query.order_by(col(Person.full_name), col(Agreement.number)).limit(most)
    rows = session.execute(query).all()
    return _rows(session, rows, agreement_id)


_LONGEST_TEXT = 2000


def _pattern(search: str) -> str:
    """`%words%` with the signs that LIKE reads escaped; NUL and its kin removed. What is longer than any text that is
    searched is cut, because the database refuses a pattern of more than 50,000 bytes."""
    text = words.clean_line(search).lower()[: _LONGEST_TEXT + 1]
    for sign in ("\\", "%", "_"):
        text = text.replace(sign, "\\" + sign)
    return f"%{text}%"


@dataclass(frozen=True, slots=True)
class _Required:
    """What a framework asks of everyone under it."""

    framework: Framework
    core: int
    ojt: int
    ri: int


def _rows(session: Session, rows: Sequence[Row[Any]], agreement_id: str | None) -> tuple[ApprenticeRow, ...]:
    totals = _totals(session, agreement_id)
    credit = _credit(session, agreement_id)
    paused = _paused(session, agreement_id)
    today = clock.today(session)
    required = {id_: _required(session, id_) for id_ in {row.framework_id for row in rows}}
    return tuple(_row(row, required[row.framework_id], totals, credit, paused.get(row.id, 0), today) for row in rows)


def _required(session: Session, framework_id: str) -> _Required:
    framework = frameworks.document(session, framework_id)
    return _Required(framework, core_required(framework), required_ojt(framework), required_ri(framework)[0])


_STATES = (HourState.APPROVED, HourState.PENDING, HourState.RETURNED)
_Minutes = Mapping[str, Sequence[Any]]
"""By agreement: its id, then the minutes of each kind in the order of `_STATES`."""
_PLACES = {kind: slice(1 + 3 * place, 4 + 3 * place) for place, kind in enumerate(HourKind)}
_NO_HOURS = ("", 0, 0, 0, 0, 0, 0)


def _row(
    row: Row[Any],
    needs: _Required,
    totals: _Minutes,
    credit: Mapping[tuple[str, HourKind], int],
    paused: int,
    today: date,
) -> ApprenticeRow:
    def amount(kind: HourKind, required: int) -> Amount:
        done, pending, returned = found[_PLACES[kind]]
        return Amount(required, done, pending, returned, credit.get((row.id, kind), 0))

    found = totals.get(row.id, _NO_HOURS)
    return ApprenticeRow(
        agreement_id=row.id,
        number=row.number,
        person_id=row.apprentice_id,
        name=row.full_name,
        framework_key=needs.framework.key,
        framework_title=needs.framework.title,
        framework_version=needs.framework.version,
        approach=needs.framework.approach,
        employer=row.employer,
        mentor=row.mentor or "",
        status=row.status,
        begins=row.begins,
        ends=row.ends,
        core=Count(needs.core, row.core_complete, row.core_pending),
        ojt=amount(HourKind.OJT, needs.ojt),
        ri=amount(HourKind.RI, needs.ri),
        expected=share_passed(needs.framework, row.begins, row.ends, today, paused),
    )


def _totals(session: Session, agreement_id: str | None) -> _Minutes:
    """One row an agreement, its sums side by side, so that ten thousand apprentices are ten thousand rows."""
    sums = (_sum_of(kind, state) for kind in HourKind for state in _STATES)
    query = columns(HourTotal.agreement_id, *sums).group_by(col(HourTotal.agreement_id))
    if agreement_id is not None:
        query = query.where(col(HourTotal.agreement_id) == agreement_id)
    return {row[0]: row for row in session.execute(query)}


def _sum_of(kind: HourKind, state: HourState) -> ColumnElement[int]:
    is_meant = (col(HourTotal.kind) == kind) & (col(HourTotal.state) == state)
    return func.sum(case((is_meant, col(HourTotal.minutes)), else_=0))


def _credit(session: Session, agreement_id: str | None) -> dict[tuple[str, HourKind], int]:
    query = columns(PriorCredit.agreement_id, PriorCredit.kind, carried.CREDIT_MINUTES.label("minutes")).select_from(
        PriorCredit
    )
    query = carried.credits(query).where(carried.CREDIT_COUNTS)
    if agreement_id is not None:
        query = query.where(col(PriorCredit.agreement_id) == agreement_id)
    sums: dict[tuple[str, HourKind], int] = defaultdict(int)
    for row in session.execute(query):
        sums[row.agreement_id, row.kind] += row.minutes
    return sums


def _paused(session: Session, agreement_id: str | None) -> dict[str, int]:
    """Days of suspension, only of those that were ever suspended."""
    query = columns(StatusEvent.agreement_id).where(col(StatusEvent.kind) == EventKind.SUSPENDED).distinct()
    if agreement_id is not None:
        query = query.where(col(StatusEvent.agreement_id) == agreement_id)
    today = clock.today(session)
    return {
        id_: events.paused_days(events.standing_events(events.events(session, id_)), today)
        for id_ in session.execute(query).scalars()
    }
