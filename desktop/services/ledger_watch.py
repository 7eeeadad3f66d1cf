"""Checks of the ledger beside other work: everything on request, and what is new each time a record is opened.

Up to where it was checked is remembered on this computer, outside the record, once nothing was found wrong.
"""

from dataclasses import dataclass, replace

from sqlmodel import Session

from desktop import anchors
from desktop.anchors import Checked
from desktop.codes import Role
from desktop.database.store import Report, Store, nothing_to_report
from desktop.ledger.entries import Mark, moment_text
from desktop.services import access, checks, clock, evidence_checks, ledger, ledger_checks, ledger_lists
from desktop.services.checks import CheckRow
from desktop.services.ledger import Verdict
from desktop.services.ledger_lists import Concerned, EntryRow

SMALL = 2000
"""A ledger of so many entries is checked in less than a second, so it is checked whole where it never was."""


@dataclass(frozen=True, slots=True)
class Bad:
    """The first entry that is not as it was signed: `row` is None where it is missing."""

    seq: int
    row: EntryRow | None
    concerned: Concerned | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found: `checked` entries were looked at. `bad` is the first bad entry, where an entry is to
    blame."""

    rows: tuple[CheckRow, ...]
    checked: int
    bad: Bad | None = None

    @property
    def is_sound(self) -> bool:
        return all(row.ok for row in self.rows)


def check_all(store: Store, *, report: Report = nothing_to_report) -> Found:
    """Every check of the ledger, of the record and of its evidence. For coordinators and viewers; raises Cancelled."""
    store.read(access.require, Role.COORDINATOR, Role.VIEWER)
    found = _checked(store, None, report)
    return replace(found, rows=(*found.rows, *evidence_checks.check_evidence(store, report=report)))


def check_new(store: Store, *, report: Report = nothing_to_report) -> Found | None:
    """The entries since the last check on this computer; all of a small ledger that was never checked here. None
    where there is nothing to check, or too much."""
    record, last = store.read(ledger.record_id), store.read(ledger.mark)
    since = mark_of(anchors.checked().get(record))
    if not last.seq or (since is None and last.seq > SMALL):
        return None
    return _checked(store, since or Mark(), report)


def last_whole(session: Session) -> str:
    """The moment of the last check of everything on this computer, as the ledger writes moments; empty if never."""
    found = anchors.checked().get(ledger.record_id(session))
    return found.whole_at if found else ""


def mark_of(found: Checked | None) -> Mark | None:
    try:
        return Mark(found.seq, bytes.fromhex(found.hash), found.recorded_at) if found else None
    except ValueError:
        return None


def _checked(store: Store, since: Mark | None, report: Report) -> Found:
    verdict = ledger.verify_aside(store, since=since, report=report)
    # Everything is asked once more whether to go on, before the parts that cannot be stopped.
    report(verdict.checked, verdict.checked)
    found = store.read(_told, verdict, is_whole=since is None)
    report(verdict.checked, verdict.checked)
    if found.is_sound:
        _remember(store, verdict, is_whole=since is None)
    return found


def _told(session: Session, verdict: Verdict, *, is_whole: bool) -> Found:
    anchor = anchors.load().get(ledger.record_id(session))
    rows = ledger_checks.told(session, verdict, anchor=anchor, reads_indexes=is_whole)
    if is_whole:
        rows += checks.check_database(session)
    return Found(rows, verdict.checked, _first_bad(session, verdict))


def _first_bad(session: Session, verdict: Verdict) -> Bad | None:
    numbers = {*verdict.altered, *verdict.lacking, *verdict.rows.differing}
    if verdict.fault is not None:
        numbers.add(verdict.fault.seq)
    if not numbers:
        return None
    seq = min(numbers)
    row = next(iter(ledger_lists.rows(session, [seq])), None)
    return Bad(seq, row, ledger_lists.concerned(session, row) if row else None)


def _remember(store: Store, verdict: Verdict, *, is_whole: bool) -> None:
    last, record = verdict.standing.last, verdict.standing.record
    if not last.seq:
        return
    before = anchors.checked().get(record)
    whole_at = moment_text(clock.now()) if is_whole else before.whole_at if before else ""
    anchors.remember_checked(Checked(record, last.seq, last.hash.hex(), last.recorded_at, whole_at))
