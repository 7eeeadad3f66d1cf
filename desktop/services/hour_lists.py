"""Hours as lists: what waits for a decision, and the log of one agreement."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from desktop.codes import HourKind, HourState
from desktop.models.agreements import Agreement, AgreementMentor
from desktop.models.carry_over import CarriedHours
from desktop.models.frameworks import Course, JobFunction
from desktop.models.hours import HourAllocation, HourDecision, HourEntry
from desktop.models.people import Person
from desktop.services import access, carried
from desktop.services.columns import columns


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry. `parts` are (job function number or "", minutes); `reason` is why it was returned or taken
    back; `is_reversed` means that another entry takes it back."""

    id: str
    agreement_id: str
    apprentice: str
    kind: HourKind
    worked_on: date
    minutes: int
    state: HourState
    course: str
    note: str
    entered_at: datetime
    entered_by: str
    parts: tuple[tuple[str, int], ...]
    reason: str
    is_reversed: bool
    is_reversal: bool


def waiting(session: Session, *, mentor_id: str | None = None, kind: HourKind | None = None) -> tuple[EntryRow, ...]:
    """Entries that wait for approval, the oldest first: of one mentor's apprentices, or of all."""
    query = _entries().where(col(HourEntry.state) == HourState.PENDING)
    seen = access.own(session)
    if seen is not None:
        query = query.where(col(HourEntry.agreement_id).in_(select(Agreement.id).where(seen)))
    if kind is not None:
        query = query.where(col(HourEntry.kind) == kind)
    if mentor_id is not None:
        own = select(AgreementMentor.agreement_id).where(AgreementMentor.person_id == mentor_id)
        query = query.where(col(HourEntry.agreement_id).in_(own))
    rows = _rows(session, query)
    standing = (row for row in rows if not row.is_reversed and not row.is_reversal)
    return tuple(sorted(standing, key=lambda row: (row.worked_on, row.apprentice, row.id)))


def log_of(session: Session, *, agreement_id: str) -> tuple[EntryRow, ...]:
    """Every entry of an agreement, the latest day first."""
    access.require_seen(session, agreement_id)
    rows = _rows(session, _entries().where(col(HourEntry.agreement_id) == agreement_id))
    return tuple(sorted(rows, key=lambda row: (row.worked_on, row.entered_at, row.id), reverse=True))


def _entries() -> Select[Any]:
    apprentice, enterer, taking_back = aliased(Person), aliased(Person), aliased(HourEntry)
    return (
        columns(
            HourEntry.id,
            HourEntry.agreement_id,
            col(apprentice.full_name).label("apprentice"),
            HourEntry.kind,
            HourEntry.worked_on,
            HourEntry.minutes,
            HourEntry.state,
            col(Course.code).label("course"),
            HourEntry.note,
            HourEntry.entered_at,
            col(enterer.full_name).label("enterer"),
            HourEntry.reverses_id,
            col(taking_back.note).label("taken_back"),
            col(taking_back.id).label("taken_back_by"),
        )
        .join(Agreement, col(Agreement.id) == col(HourEntry.agreement_id))
        .join(apprentice, col(apprentice.id) == col(Agreement.apprentice_id))
        .join(enterer, col(enterer.id) == col(HourEntry.entered_by))
        .join(Course, col(Course.id) == col(HourEntry.course_id), isouter=True)
        .join(taking_back, col(taking_back.reverses_id) == col(HourEntry.id), isouter=True)
    )


def _rows(session: Session, query: Select[Any]) -> list[EntryRow]:
    found = session.execute(query).all()
    ids = [row.id for row in found]
    parts, reasons = _parts_of(session, ids), _reasons_of(session, ids)
    return [
        EntryRow(
            id=row.id,
            agreement_id=row.agreement_id,
            apprentice=row.apprentice,
            kind=row.kind,
            worked_on=row.worked_on,
            minutes=row.minutes,
            state=row.state,
            course=row.course or "",
            note=row.note,
            entered_at=row.entered_at,
            entered_by=row.enterer,
            parts=tuple(parts[row.id]),
            reason=row.taken_back or reasons.get(row.id, ""),
            is_reversed=row.taken_back_by is not None,
            is_reversal=row.reverses_id is not None,
        )
        for row in found
    ]


def _chunks(ids: list[str], size: int = 500) -> Iterable[list[str]]:
    """SQLite and PostgreSQL both limit how many values one statement takes."""
    return (ids[start : start + size] for start in range(0, len(ids), size))


def _parts_of(session: Session, ids: list[str]) -> dict[str, list[tuple[str, int]]]:
    parts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    query = (
        columns(HourAllocation.entry_id, JobFunction.number, carried.MINUTES.label("minutes"))
        .select_from(HourAllocation)
        .join(HourEntry, col(HourEntry.id) == col(HourAllocation.entry_id))
    )
    query = (
        carried.parts(query)
        .join(JobFunction, col(JobFunction.id) == carried.FUNCTION, isouter=True)
        .order_by(col(HourAllocation.part), col(CarriedHours.place))
    )
    for some in _chunks(ids):
        for row in session.execute(query.where(col(HourAllocation.entry_id).in_(some))):
            parts[row.entry_id].append((row.number or "", row.minutes))
    return parts


def _reasons_of(session: Session, ids: list[str]) -> dict[str, str]:
    reasons: dict[str, str] = {}
    query = columns(HourDecision.entry_id, HourDecision.reason).order_by(col(HourDecision.decided_at))
    for some in _chunks(ids):
        for row in session.execute(query.where(col(HourDecision.entry_id).in_(some))):
            reasons[row.entry_id] = row.reason
    return reasons
