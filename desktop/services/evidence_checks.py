"""Whether the files of evidence lie beside the record as they were attached, and which serve several apprentices.

Sentences name competencies and the numbers of agreements, never people.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import union
from sqlmodel import Session, col

from desktop import words
from desktop.database import backups, evidence_files
from desktop.database.store import Report, Store, nothing_to_report
from desktop.database.vault import FileState
from desktop.models.agreements import Agreement
from desktop.models.evidence import RequestEvidence, SignOffEvidence
from desktop.models.frameworks import Competency
from desktop.models.sign_offs import SignOff, SignOffRequest
from desktop.services import evidence_lists
from desktop.services.checks import NAMED, CheckRow
from desktop.services.columns import columns


@dataclass(frozen=True, slots=True, order=True)
class Use:
    """Where a file is attached."""

    number: int
    code: str
    apprentice_id: str


def check_evidence(store: Store, *, report: Report = nothing_to_report) -> tuple[CheckRow, ...]:
    """Reads every file; no save waits for it."""
    uses = store.read(_uses)
    states = evidence_lists.states(store, hashes=uses.keys(), report=report)

    def found(state: FileState) -> set[Use]:
        return {use for name in uses if states[name] is state for use in uses[name]}

    many = words.counted(len(uses), "file is", "files are")
    return (
        _told("evidence files", found(FileState.MISSING), f"{many} there", "Files of evidence are missing"),
        _told(
            "evidence unaltered",
            found(FileState.ALTERED),
            "No file was altered since it was attached",
            "Files of evidence are not those that were attached",
        ),
        _shared(uses),
    )


def recover(store: Store, *, report: Report = nothing_to_report) -> tuple[int, int]:
    """Bring missing and altered files back from the backups. Returns how many came back, and how many are in none."""
    states = evidence_lists.states(store, hashes=store.read(_uses).keys(), report=report)
    wrong = [name for name, state in states.items() if state is not FileState.THERE]
    kept = evidence_files.kept_vault(backups.folder_of(store.path), store.path)
    came = evidence_files.recover(store.vault, kept, wrong)
    return came, len(wrong) - came


def _shared(uses: Mapping[str, Collection[Use]]) -> CheckRow:
    """No fault: one picture can show two people at work. Who reads it decides."""
    several = [found for found in uses.values() if len({use.apprentice_id for use in found}) > 1]
    if not several:
        return CheckRow("evidence used once", True, "No file is used for several apprentices.")
    which = _named({use for found in several for use in found})
    many = words.counted(len(several), "file is", "files are")
    return CheckRow("evidence used once", True, f"{many} used for several apprentices: {which}.")


def _told(name: str, wrong: Collection[Use], good: str, bad: str) -> CheckRow:
    return CheckRow(name, not wrong, f"{bad}: {_named(wrong)}." if wrong else f"{good}.")


def _named(uses: Collection[Use]) -> str:
    """ "1a and 3b of agreement 2, 1a of agreement 4"."""
    codes: dict[int, list[str]] = defaultdict(list)
    for use in sorted(uses):
        if use.code not in codes[use.number]:
            codes[use.number].append(use.code)
    told = [f"{words.listed(some[:NAMED])} of agreement {number}" for number, some in list(codes.items())[:NAMED]]
    if len(codes) > NAMED:
        told.append(f"{len(codes) - NAMED:,} more")
    return ", ".join(told)


def _uses(session: Session) -> Mapping[str, Collection[Use]]:
    """Of each file."""
    names = (Agreement.number, Competency.code, Agreement.apprentice_id)
    query = union(
        columns(SignOffEvidence.sha256, *names)
        .join(SignOff, col(SignOff.id) == col(SignOffEvidence.sign_off_id))
        .join(Agreement, col(Agreement.id) == col(SignOff.agreement_id))
        .join(Competency, col(Competency.id) == col(SignOff.competency_id))
        .where(col(SignOffEvidence.sha256).is_not(None)),
        columns(RequestEvidence.sha256, *names)
        .join(SignOffRequest, col(SignOffRequest.id) == col(RequestEvidence.request_id))
        .join(Agreement, col(Agreement.id) == col(SignOffRequest.agreement_id))
        .join(Competency, col(Competency.id) == col(SignOffRequest.competency_id))
        .where(col(RequestEvidence.sha256).is_not(None)),
    )
    found: dict[str, set[Use]] = defaultdict(set)
    for sha256, *values in session.execute(query):
        found[sha256].add(Use(*values))
    return found
