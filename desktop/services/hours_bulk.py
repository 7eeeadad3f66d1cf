"""Many hours at once, by the rules of `hours.log`: few questions to the record, checks in memory, rows written
in bulk. What must be told in words is told by the rules of one entry, so that both ways say the same.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import NamedTuple

from sqlalchemy import Dialect
from sqlmodel import Session, SQLModel, col, func, insert

from desktop import words
from desktop.codes import EventKind, HourKind, HourState, Role
from desktop.database.store import Report, nothing_to_report
from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.models.agreements import Agreement, AgreementMentor, StatusEvent
from desktop.models.hours import HourAllocation, HourEntry
from desktop.services import clock, events, frameworks, hour_rules, hour_totals, hours, people
from desktop.services.agreements import AgreementRow
from desktop.services.columns import columns
from desktop.services.hour_rules import NewEntry
from desktop.services.hour_totals import NO_FUNCTION, Changes, chunks

_WRITTEN = 5_000
"""Entries between two reports."""


class Logged(NamedTuple):
    """An entry, and the agreement that it belongs to."""

    agreement: AgreementRow
    entry: NewEntry


def find(session: Session, wanted: Iterable[str]) -> dict[str, AgreementRow]:
    """Agreements by what names them, as `agreements.find` takes it; those that are not there are left out."""
    by_number: dict[int, list[str]] = defaultdict(list)
    ids: list[str] = []
    for name in dict.fromkeys(wanted):
        if name.isdecimal() and len(name) < 10:
            by_number[int(name)].append(name)
        else:
            ids.append(name)
    query = columns(*(getattr(Agreement, one.name) for one in fields(AgreementRow)))
    found: dict[str, AgreementRow] = {}
    for numbers in chunks(list(by_number)):
        for row in session.execute(query.where(col(Agreement.number).in_(numbers))):
            found |= dict.fromkeys(by_number[row.number], AgreementRow(*row))
    for some in chunks(ids):
        for row in session.execute(query.where(col(Agreement.id).in_(some))):
            found[row.id] = AgreementRow(*row)
    return found


def ids_between(session: Session, agreement_ids: Collection[str], days: Collection[date]) -> set[str]:
    """The ids of all entries of these agreements from the first to the last of `days`."""
    found: set[str] = set()
    for some in chunks(list(agreement_ids)):
        query = columns(HourEntry.id).where(
            col(HourEntry.agreement_id).in_(some), col(HourEntry.worked_on).between(min(days), max(days))
        )
        found.update(session.execute(query).scalars())
    return found


def minutes_of_days(
    session: Session, apprentice_ids: Collection[str], days: Collection[date]
) -> Counter[tuple[str, date]]:
    """Minutes by apprentice and day over all agreements, from the first to the last of `days`; returned ones do
    not count."""
    found: Counter[tuple[str, date]] = Counter()
    query = (
        columns(Agreement.apprentice_id, HourEntry.worked_on, func.sum(HourEntry.minutes).label("minutes"))
        .join(Agreement, col(Agreement.id) == col(HourEntry.agreement_id))
        .where(col(HourEntry.state) != HourState.RETURNED)
        .group_by(col(Agreement.apprentice_id), col(HourEntry.worked_on))
    )
    for some in chunks(list(apprentice_ids)):
        between = col(HourEntry.worked_on).between(min(days), max(days))
        for row in session.execute(query.where(col(Agreement.apprentice_id).in_(some), between)):
            found[row.apprentice_id, row.worked_on] = row.minutes
    return found


def check_loggers(session: Session, found: Iterable[AgreementRow], by: str) -> None:
    """Raise KnownError at the first agreement for which `by` may not log hours."""
    if people.roles_of(session, by) & {Role.COORDINATOR, Role.INSTRUCTOR}:
        return
    query = columns(AgreementMentor.agreement_id).where(col(AgreementMentor.person_id) == by)
    own = set(session.execute(query).scalars())
    for agreement in found:
        if by != agreement.apprentice_id and agreement.id not in own:
            hour_rules.check_logger(session, agreement, by)


class Checks:
    """The rules of one entry for many: what they need of the record is read once."""

    def __init__(self, session: Session, found: Collection[AgreementRow]) -> None:
        self._session = session
        self._today = clock.today(session)
        self.frameworks = documents(session, found)
        self._open = {one.id for one in found if _is_recordable(one)}
        self._pauses = _pauses(session, {one.id for one in found})
        self._good: set[object] = set()

    def allows(self, one: Logged) -> bool:
        agreement, entry = one
        shape = (agreement.framework_id, entry.kind, entry.minutes, entry.course, *entry.parts.items())
        if shape not in self._good:
            try:
                hour_rules.check_entry(self.frameworks[agreement.framework_id], entry)
            except KnownError:
                return False
            self._good.add(shape)
        return self._is_open(agreement, entry.worked_on)

    def _is_open(self, agreement: AgreementRow, day: date) -> bool:
        return (
            agreement.begins <= day <= self._today
            and agreement.id in self._open
            and not any(first <= day < last for first, last in self._pauses.get(agreement.id, ()))
        )

    def why(self, one: Logged) -> str:
        """The sentence of an entry that is not allowed."""
        try:
            hour_rules.check_entry(self.frameworks[one.agreement.framework_id], one.entry)
            events.require_open(self._session, one.agreement, [one.entry.worked_on], "hours")
        except KnownError as error:
            return error.sentence
        raise RuntimeError("the rules for many refuse what the rules for one allow")


def agreements_of(some: Iterable[Logged]) -> Collection[AgreementRow]:
    """Each agreement once."""
    return {one.agreement.id: one.agreement for one in some}.values()


def documents(session: Session, found: Iterable[AgreementRow]) -> dict[str, Framework]:
    return {id_: frameworks.document(session, id_) for id_ in {one.framework_id for one in found}}


def _is_recordable(agreement: AgreementRow) -> bool:
    try:
        events.require_recordable(agreement, "hours")
    except KnownError:
        return False
    return True


def _pauses(session: Session, agreement_ids: Collection[str]) -> dict[str, list[tuple[date, date]]]:
    """The suspensions of those agreements that ever had one."""
    query = columns(StatusEvent.agreement_id).where(col(StatusEvent.kind) == EventKind.SUSPENDED).distinct()
    return {
        id_: events.pauses(events.standing_events(events.events(session, id_)), date.max)
        for id_ in session.execute(query).scalars().all()
        if id_ in agreement_ids
    }


def write(session: Session, *, new: Sequence[Logged], by: str, report: Report = nothing_to_report) -> None:
    """Log entries that were checked, as pending. The first is written as one alone is: the session hears of it,
    and so do the pages that show hours. The others pass the session by, in which rows cost more than the file."""
    if not new:
        return
    # In the order of their ids the indexes grow at their end, and the pages of the file are written once.
    first, *others = sorted(new, key=lambda one: one.entry.id)
    hours.add_entry(session, first.agreement, first.entry, by)
    connection = session.connection()
    bulk = _Bulk(documents(session, agreements_of(new)), by, connection.dialect)
    for start in range(0, len(others), _WRITTEN):
        entries, parts = bulk.rows(others[start : start + _WRITTEN])
        connection.exec_driver_sql(bulk.insert(HourEntry, _ENTRY), entries)
        connection.exec_driver_sql(bulk.insert(HourAllocation, _PART), parts)
        report(start + len(entries), len(new))
    hour_totals.change(session, bulk.totals)
    report(len(new), len(new))


_ENTRY = (
    *("id", "agreement_id", "employer_id", "course_id", "kind", "worked_on"),
    *("minutes", "note", "state", "reverses_id", "entered_by", "entered_at"),
)
_PART = ("entry_id", "part", "job_function_id", "minutes")
_Values = tuple[str | int | None, ...]


class _Bulk:
    """Entries and parts as the values that the file keeps, and the totals of what became rows."""

    def __init__(self, used: Mapping[str, Framework], by: str, dialect: Dialect) -> None:
        self.totals: Changes = Changes()
        self._by, self._dialect = by, dialect
        self._moment = self._kept("entered_at", clock.now())
        self._state = self._kept("state", HourState.PENDING)
        self._words: dict[date | HourKind, str] = {kind: self._kept("kind", kind) for kind in HourKind}
        self._ids: dict[tuple[str, str], str] = {}
        for id_, framework in used.items():
            for function in framework.titled_functions():
                self._ids[id_, function.number] = frameworks.job_function_id(id_, function.number)

    def insert(self, model: type[SQLModel], names: Sequence[str]) -> str:
        """The statement that takes a value for each name, in their order."""
        made = insert(model).compile(dialect=self._dialect, column_keys=names)
        assert made.positiontup == list(names)
        return str(made)

    def _kept(self, name: str, value: object) -> str:
        """As the type of the column writes it."""
        process = getattr(HourEntry, name).type.dialect_impl(self._dialect).bind_processor(self._dialect)
        kept: str = process(value)
        return kept

    def rows(self, some: Iterable[Logged]) -> tuple[list[_Values], list[_Values]]:
        """The rows of the entries and those of their parts."""
        entries: list[_Values] = []
        parts: list[_Values] = []
        for agreement, entry in some:
            if entry.worked_on not in self._words:
                self._words[entry.worked_on] = self._kept("worked_on", entry.worked_on)
            kind, day = self._words[entry.kind], self._words[entry.worked_on]
            employer = agreement.employer_id if entry.kind is HourKind.OJT else None
            course = frameworks.course_id(agreement.framework_id, entry.course) if entry.course else None
            note = words.clean(entry.note) if entry.note else ""
            named = (entry.id, agreement.id, employer, course, kind, day)
            entries.append((*named, entry.minutes, note, self._state, None, self._by, self._moment))
            if not entry.parts:
                self.totals[agreement.id, NO_FUNCTION, entry.kind, HourState.PENDING] += entry.minutes
                parts.append((entry.id, 0, None, entry.minutes))
            for place, (number, minutes) in enumerate(entry.parts.items()):
                function = self._ids[agreement.framework_id, number]
                self.totals[agreement.id, function, entry.kind, HourState.PENDING] += minutes
                parts.append((entry.id, place, function, minutes))
        return entries, parts
