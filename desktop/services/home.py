"""What waits for someone today: the queue of a mentor and of a coordinator, what blocks most first."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session, col, func

from desktop import words
from desktop.codes import EventKind, HourKind, HourState, Role, Status
from desktop.frameworks.pace import add_months
from desktop.models.agreements import AgreementMentor, StatusEvent
from desktop.models.hours import HourEntry
from desktop.models.sign_offs import SignOffRequest
from desktop.services import apprentices, carried, clock, people, sign_offs
from desktop.services.apprentices import ApprenticeRow
from desktop.services.columns import columns

NOTICE_DAYS = 45
"""Days to tell the registration agency of an event: 29 CFR 29.5(b)(19)."""
HOURS_WAIT_DAYS = 14
WEEK_DAYS = 7
"""A coordinator sees what is with others only when its limit comes within a week."""
QUIET_DAYS = 28


class Group(StrEnum):
    OVERDUE = "overdue"
    WEEK = "this week"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class QueueItem:
    """One thing to do. `page` and `agreement_id` say where the act is done; `due` is the day it must be."""

    group: Group
    title: str
    detail: str
    apprentice: str
    employer: str
    agreement_id: str
    due: date | None
    act: str
    page: str

    @property
    def id(self) -> str:
        return f"{self.agreement_id} {self.title}"


@dataclass(frozen=True, slots=True)
class Overview:
    """All that Home shows: the queue, and every apprentice that it was made from."""

    today: date
    sponsor: str
    items: tuple[QueueItem, ...]
    rows: tuple[ApprenticeRow, ...]


def overview(session: Session, *, role: Role, person_id: str) -> Overview:
    """Home of this person in this role, from one snapshot."""
    rows = apprentices.listing(session, mentor_id=person_id if role is Role.MENTOR else None)
    today, owner = clock.today(session), people.sponsor(session)
    return Overview(today, owner.name if owner else "", _queue(session, rows, today, role), rows)


def queue(session: Session, *, role: Role, person_id: str) -> tuple[QueueItem, ...]:
    """What waits for this person in this role, by group, then by due date."""
    return overview(session, role=role, person_id=person_id).items


def _queue(session: Session, rows: tuple[ApprenticeRow, ...], today: date, role: Role) -> tuple[QueueItem, ...]:
    if role is Role.APPRENTICE:
        return ()
    found: list[QueueItem] = [*_hours(session, rows, today, role), *_requests(session, rows, today, role)]
    if role is Role.COORDINATOR:
        found = [item for item in found if item.due is None or (item.due - today).days < WEEK_DAYS]
        found += [*_drafts(rows, today), *_notices(session, rows, today), *_ends(rows, today)]
    if role in (Role.COORDINATOR, Role.MENTOR):
        found += [*_behind(rows), *_quiet(session, rows, today)]
    order = list(Group)
    return tuple(sorted(found, key=lambda i: (order.index(i.group), i.due or date.max, i.apprentice, i.title)))


def counts(session: Session, *, role: Role, person_id: str) -> dict[str, int]:
    """How many sign-offs and hours wait for this person, by page, from two quick counts."""
    if role in (Role.APPRENTICE, Role.VIEWER):
        return {}
    asked = carried.requests(columns(func.count(func.distinct(SignOffRequest.id))).select_from(SignOffRequest)).where(
        col(SignOffRequest.answered_by).is_(None)
    )
    taken_back = columns(HourEntry.reverses_id).where(col(HourEntry.reverses_id).is_not(None))
    logged = (
        columns(func.count())
        .select_from(HourEntry)
        .where(col(HourEntry.state) == HourState.PENDING, col(HourEntry.reverses_id).is_(None))
        .where(col(HourEntry.id).not_in(taken_back))
    )
    if role is Role.INSTRUCTOR:
        logged = logged.where(col(HourEntry.kind) == HourKind.RI)
    if role is Role.MENTOR:
        own = columns(AgreementMentor.agreement_id).where(col(AgreementMentor.person_id) == person_id)
        asked = asked.where(col(SignOffRequest.agreement_id).in_(own))
        logged = logged.where(col(HourEntry.agreement_id).in_(own))
    return {"sign_offs": session.execute(asked).scalar_one(), "hours": session.execute(logged).scalar_one()}


def _item(
    row: ApprenticeRow, group: Group, title: str, detail: str, due: date | None, act: str, page: str
) -> QueueItem:
    return QueueItem(group, title, detail, row.name, row.employer, row.agreement_id, due, act, page)


def _group(due: date, today: date) -> Group:
    return Group.OVERDUE if due < today else Group.WEEK


def _hours(session: Session, rows: Iterable[ApprenticeRow], today: date, role: Role) -> Iterator[QueueItem]:
    """Hours that wait for approval, one line an apprentice; an instructor decides on related instruction alone."""
    kinds = [HourKind.RI] if role is Role.INSTRUCTOR else list(HourKind)
    query = (
        columns(
            HourEntry.agreement_id,
            func.sum(HourEntry.minutes).label("minutes"),
            func.min(HourEntry.worked_on).label("oldest"),
        )
        .where(col(HourEntry.state) == HourState.PENDING, col(HourEntry.kind).in_(kinds))
        .group_by(col(HourEntry.agreement_id))
    )
    waiting = {row.agreement_id: row for row in session.execute(query) if row.minutes > 0}
    for row in rows:
        if row.agreement_id in waiting:
            oldest = waiting[row.agreement_id].oldest
            due = oldest + timedelta(days=HOURS_WAIT_DAYS)
            title = f"Approve or return {words.hours(waiting[row.agreement_id].minutes)}"
            who = f" with {row.mentor}" if row.mentor else ""
            detail = f"Waiting since {words.short_date(oldest)}{who}"
            yield _item(row, _group(due, today), title, detail, due, "Open hours", "hours")


def _requests(session: Session, rows: Iterable[ApprenticeRow], today: date, role: Role) -> Iterator[QueueItem]:
    by_agreement: dict[str, list[sign_offs.Request]] = {}
    for request in sign_offs.requests(session):
        by_agreement.setdefault(request.agreement_id, []).append(request)
    for row in rows:
        asked = by_agreement.get(row.agreement_id)
        if asked:
            day = asked[0].asked_at.astimezone(clock.zone(session)).date()
            due = day + timedelta(days=HOURS_WAIT_DAYS)
            title = f"Sign off {words.listed(request.code for request in asked)}"
            who = f", with {row.mentor}" if role is Role.COORDINATOR and row.mentor else ""
            detail = f"Asked on {words.short_date(day)}{who}"
            yield _item(
                row,
                _group(due, today),
                title,
                detail,
                due,
                "Open sign-offs" if role is Role.COORDINATOR else "Start",
                "sign_offs",
            )


def _drafts(rows: Iterable[ApprenticeRow], today: date) -> Iterator[QueueItem]:
    for row in rows:
        if row.status is Status.DRAFT:
            due = row.begins + timedelta(days=NOTICE_DAYS)
            detail = f"{NOTICE_DAYS} days from {words.short_date(row.begins)} · 29 CFR 29.5(b)(11)"
            title = "Register the agreement with the agency"
            yield _item(row, _group(due, today), title, detail, due, "Open agreement", "apprentices")


def _notices(session: Session, rows: Iterable[ApprenticeRow], today: date) -> Iterator[QueueItem]:
    """Events whose notice to the agency falls due within the last two weeks of its 45 days, or just did."""
    kinds = (EventKind.SUSPENDED, EventKind.CANCELLED, EventKind.COMPLETED, EventKind.TRANSFERRED)
    statuses = {Status.SUSPENDED, Status.CANCELLED, Status.COMPLETED, Status.TRANSFERRED}
    query = (
        columns(StatusEvent.agreement_id, func.max(StatusEvent.happened_on).label("day"))
        .where(col(StatusEvent.kind).in_(kinds))
        .group_by(col(StatusEvent.agreement_id))
    )
    days = {row.agreement_id: row.day for row in session.execute(query)}
    for row in rows:
        if row.status not in statuses or row.agreement_id not in days:
            continue
        due = days[row.agreement_id] + timedelta(days=NOTICE_DAYS)
        if abs((due - today).days) <= NOTICE_DAYS:
            detail = f"{NOTICE_DAYS} days from {words.short_date(days[row.agreement_id])} · 29 CFR 29.5(b)(19)"
            title = f"Tell the agency: {row.status}"
            yield _item(row, _group(due, today), title, detail, due, "Open agreement", "apprentices")


def _ends(rows: Iterable[ApprenticeRow], today: date) -> Iterator[QueueItem]:
    for row in rows:
        if row.status in (Status.ACTIVE, Status.PROBATION) and row.ends and row.ends <= add_months(today, 1):
            title = "The agreement ends" if row.ends >= today else "The agreement has ended"
            detail = f"{row.core.done} of {row.core.required} signed; complete, extend or cancel it"
            yield _item(row, _group(row.ends, today), title, detail, row.ends, "See why", "apprentices")


def _behind(rows: Iterable[ApprenticeRow]) -> Iterator[QueueItem]:
    for row in rows:
        if row.is_behind:
            detail = f"{row.core.done} of {row.core.required} signed, {words.hours(row.ri.done)} of class"
            yield _item(row, Group.WATCH, "Behind pace", detail, None, "See why", "apprentices")


def _quiet(session: Session, rows: Iterable[ApprenticeRow], today: date) -> Iterator[QueueItem]:
    query = columns(HourEntry.agreement_id, func.max(HourEntry.worked_on).label("last")).group_by(
        col(HourEntry.agreement_id)
    )
    last = {row.agreement_id: row.last for row in session.execute(query)}
    for row in rows:
        latest = last.get(row.agreement_id, row.begins)
        days = (today - latest).days
        if row.status in (Status.ACTIVE, Status.PROBATION) and days >= QUIET_DAYS:
            detail = f"Last hours {words.short_date(latest)}"
            yield _item(row, Group.WATCH, f"No hours for {days} days", detail, None, "Open hours", "hours")
