"""Whether a record agrees with itself: everything that is kept twice is counted anew and compared.

Sentences name the numbers of agreements, never people.
"""

import hashlib
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, and_, col, func, or_, text

from desktop import words
from desktop.codes import HourState
from desktop.database.engine import known
from desktop.errors import KnownError
from desktop.models.agreements import Agreement
from desktop.models.frameworks import FrameworkVersion
from desktop.models.hours import HourAllocation, HourDecision, HourEntry, HourTotal
from desktop.models.sign_offs import CompetencyTotal
from desktop.services import carry_checks, competency_totals, events, framework_parts, frameworks, totals
from desktop.services.columns import columns
from desktop.services.hours import DAY_MINUTES

NAMED = 10
"""How many agreements a sentence names before it counts the others."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One check: `name` is stable, `sentence` says what was found."""

    name: str
    ok: bool
    sentence: str


def check_database(session: Session) -> tuple[CheckRow, ...]:
    """Every check of the record. Where the file is damaged or records point nowhere, that alone: what is read
    from it then counts for nothing."""
    found: list[CheckRow] = []
    for check in _FIRST:
        found.append(check(session))
        if not found[-1].ok:
            return tuple(found)
    return (*found, *(_checked(session, name) for name in _CHECKS))


def _checked(session: Session, name: str) -> CheckRow:
    """Values of which nothing can be made any more fail the check that reads them, not the others."""
    try:
        return _CHECKS[name](session)
    except (DBAPIError, KnownError, LookupError, TypeError, ValueError) as error:
        if isinstance(error, DBAPIError) and known(error) is None:
            raise
        return CheckRow(name, False, "Something in the record is written as Journeybook never writes it.")


def check_file(session: Session) -> CheckRow:
    """The pages and indexes of an SQLite file; other databases keep watch over their own."""
    if not _is_sqlite(session):
        return CheckRow("file", True, "The database keeps its own files.")
    found = damage(session, "integrity_check(10)")
    if not found:
        return CheckRow("file", True, "The file is whole.")
    return CheckRow("file", False, f"The file is damaged in {words.counted(len(found), 'place')} at least.")


def damage(session: Session, pragma: str) -> list[str]:
    """What such a check of an SQLite file finds."""
    try:
        found = [str(row[0]) for row in session.execute(text(f"PRAGMA {pragma}"))]
    except UnicodeDecodeError:
        # It repeats names from the file, which need not be text any more.
        return ["unreadable"]
    return [] if found == ["ok"] else found


def check_links(session: Session) -> CheckRow:
    found = session.execute(text("PRAGMA foreign_key_check")).all() if _is_sqlite(session) else []
    if not found:
        return CheckRow("links", True, "Every record points to one that is there.")
    tables = words.listed(sorted({row[0] for row in found}))
    many = words.counted(len(found), "record points", "records point")
    return CheckRow("links", False, f"{many} nowhere, in {tables}.")


def check_frameworks(session: Session) -> CheckRow:
    rows = session.execute(
        columns(FrameworkVersion.key, FrameworkVersion.version, FrameworkVersion.document, FrameworkVersion.digest)
    )
    changed: Sequence[str] = [
        f"{row.key} {row.version}" for row in rows if hashlib.sha256(row.document.encode()).hexdigest() != row.digest
    ]
    changed = changed or framework_parts.differing(session)
    if not changed:
        return CheckRow("frameworks", True, "No framework changed since it was adopted.")
    return CheckRow("frameworks", False, f"{words.listed(changed)} changed since it was adopted.")


def check_statuses(session: Session) -> CheckRow:
    rows = session.execute(columns(Agreement.id, Agreement.number, Agreement.status)).all()
    wrong = [
        row.number
        for row in rows
        if events.status_after(events.standing_events(events.events(session, row.id))) is not row.status
    ]
    return _told("statuses", wrong, "Every status is what the events say", "The events say another status")


def check_hour_parts(session: Session) -> CheckRow:
    """The parts of each entry sum to it; an entry without parts counts as nothing."""
    query = (
        columns(Agreement.number)
        .join(HourEntry, col(HourEntry.agreement_id) == col(Agreement.id))
        .join(HourAllocation, col(HourAllocation.entry_id) == col(HourEntry.id), isouter=True)
        .group_by(col(HourEntry.id), col(Agreement.number), col(HourEntry.minutes))
        .having(func.coalesce(func.sum(HourAllocation.minutes), 0) != col(HourEntry.minutes))
    )
    wrong = _numbers(session, query)
    return _told("hour parts", wrong, "The parts of all hours sum to them", "Parts do not sum to their hours")


def check_hour_totals(session: Session) -> CheckRow:
    names = (HourTotal.agreement_id, HourTotal.job_function, HourTotal.kind, HourTotal.state, HourTotal.minutes)
    kept = {tuple(row[:4]): row.minutes for row in session.execute(columns(*names)) if row.minutes}
    counted = {key: minutes for key, minutes in totals.count_hours(session).items() if minutes}
    ids = {str(key[0]) for key in kept.keys() | counted.keys() if kept.get(key) != counted.get(key)}
    wrong = _numbers_of(session, ids)
    return _told("hour totals", wrong, "The totals of hours are what the entries sum to", "Totals of hours are wrong")


def check_hour_decisions(session: Session) -> CheckRow:
    """The state of each entry is its last decision, or pending without one."""
    place = func.row_number().over(
        partition_by=col(HourDecision.entry_id),
        order_by=(col(HourDecision.decided_at).desc(), col(HourDecision.id).desc()),
    )
    decided = columns(HourDecision.entry_id, HourDecision.state, place.label("place")).subquery()
    state = col(HourEntry.state)
    query = (
        columns(Agreement.number)
        .join(HourEntry, col(HourEntry.agreement_id) == col(Agreement.id))
        .join(decided, and_(decided.c.entry_id == col(HourEntry.id), decided.c.place == 1), isouter=True)
        .where(or_(decided.c.state != state, and_(decided.c.state.is_(None), state != HourState.PENDING)))
    )
    wrong = _numbers(session, query)
    return _told("hour decisions", wrong, "All hours stand as last decided", "Hours stand otherwise than decided")


def check_days(session: Session) -> CheckRow:
    """24 hours a day for each apprentice over all their agreements; returned hours do not count."""
    query = (
        columns(Agreement.apprentice_id)
        .join(HourEntry, col(HourEntry.agreement_id) == col(Agreement.id))
        .where(col(HourEntry.state) != HourState.RETURNED)
        .group_by(col(Agreement.apprentice_id), col(HourEntry.worked_on))
        .having(func.sum(HourEntry.minutes) > DAY_MINUTES)
    )
    people = set(session.execute(query).scalars())
    rows = session.execute(columns(Agreement.number, Agreement.apprentice_id))
    wrong = [row.number for row in rows if row.apprentice_id in people]
    return _told("days", wrong, "No day has more than 24 h", "A day has more than 24 h")


def check_competency_totals(session: Session) -> CheckRow:
    names = ("core_complete", "optional_complete", "core_pending")
    query = columns(
        Agreement.id, Agreement.number, Agreement.framework_id, *(getattr(CompetencyTotal, name) for name in names)
    ).join(CompetencyTotal, col(CompetencyTotal.agreement_id) == col(Agreement.id), isouter=True)
    wrong = []
    for row in session.execute(query).all():
        if _recount(session, row.id, row.framework_id) != {name: getattr(row, name) for name in names}:
            wrong.append(row.number)
    good = "The totals of competencies are what the sign-offs count to"
    return _told("competency totals", wrong, good, "Totals of competencies are wrong")


def check_carry_overs(session: Session) -> CheckRow:
    """Whatever was recorded under a former framework is carried to the present one, or listed as left out."""
    good, bad = "Every carry-over accounts for all hours and sign-offs", "Carry-overs do not account for everything"
    return _told("carry-overs", carry_checks.unaccounted(session), good, bad)


def _recount(session: Session, agreement_id: str, framework_id: str) -> dict[str, int] | None:
    """None where the framework can no longer be read."""
    try:
        framework = frameworks.document(session, framework_id)
    except KnownError:
        return None
    return competency_totals.recount(session, agreement_id, framework)


_FIRST = (check_file, check_links)
_CHECKS: dict[str, Callable[[Session], CheckRow]] = {
    "frameworks": check_frameworks,
    "statuses": check_statuses,
    "hour parts": check_hour_parts,
    "hour totals": check_hour_totals,
    "hour decisions": check_hour_decisions,
    "days": check_days,
    "competency totals": check_competency_totals,
    "carry-overs": check_carry_overs,
}


def _told(name: str, wrong: Collection[int], good: str, bad: str) -> CheckRow:
    if not wrong:
        return CheckRow(name, True, f"{good}.")
    numbers = sorted(set(wrong))
    named = [str(number) for number in numbers[:NAMED]]
    if len(numbers) > NAMED:
        named.append(f"{len(numbers) - NAMED:,} more")
    return CheckRow(name, False, f"{bad}: agreement{'s' if len(numbers) > 1 else ''} {words.listed(named)}.")


def _numbers(session: Session, query: Select[Any]) -> list[int]:
    return list(session.execute(query).scalars())


def _numbers_of(session: Session, ids: Iterable[str]) -> list[int]:
    wanted = set(ids)
    return [row.number for row in session.execute(columns(Agreement.id, Agreement.number)) if row.id in wanted]


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
