"""Approve hours or return them: many entries in a handful of statements, all of them or none."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, insert, update

from desktop import words
from desktop.codes import Act, HourState
from desktop.errors import KnownError
from desktop.models.base import new_id
from desktop.models.hours import HourAllocation, HourDecision, HourEntry
from desktop.services import agreements, carried, hour_rules, hour_totals, ledger, people, signing
from desktop.services.columns import columns
from desktop.services.hour_totals import NO_FUNCTION, Changes, chunks
from desktop.services.signing import Wrote


def decide(session: Session, *, entry_ids: Sequence[str], state: HourState, by: str, reason: str = "") -> int:
    """Approve or return entries, all of them or none; a return has a reason. Returns how many changed.

    A mentor of the apprentice and a coordinator decide on all hours, an instructor on related instruction;
    nobody on their own.
    """
    reason = words.clean(reason)
    if state is HourState.PENDING:
        raise ValueError("a decision approves or returns")
    if state is HourState.RETURNED and not reason:
        raise KnownError("Hours are returned with a reason.", "Enter the reason.")
    found = _entries(session, list(dict.fromkeys(entry_ids)))
    _check_rights(session, found, by)
    changed = [entry for entry in found if entry.state is not state]
    for entry in changed:
        _check(entry)
    if changed:
        _move(session, changed, state)
        decisions = _write(session, [entry.id for entry in changed], state, by, reason)
        attest(session, [(entry.id, entry.agreement_id) for entry in changed], decisions, state, by)
    return len(changed)


def attest(
    session: Session, changed: Sequence[tuple[str, str]], decisions: Sequence[str], state: HourState, by: str
) -> None:
    """The entry of decisions; `changed` are the ids of the entries of hours, each with that of its agreement."""
    ids = [id_ for id_, _agreement_id in changed]
    found = {agreements.find(session, one) for one in sorted({agreement_id for _id, agreement_id in changed})}
    numbers = words.listed(f"agreement {one.number}" for one in sorted(found, key=lambda one: one.number)[:5])
    signing.record(
        session,
        act=Act.HOURS_DECIDED,
        by=by,
        about=f"{numbers}, {words.counted(len(ids), 'entry', 'entries')} of hours {state}",
        wrote=[Wrote(HourEntry, ids), Wrote(HourAllocation, ids), Wrote(HourDecision, decisions)],
    )


def _entries(session: Session, ids: list[str]) -> list[Row[Any]]:
    """The entries in the order asked for; `taken_back` is the id of the one that reverses it, or None."""
    taking_back = aliased(HourEntry)
    query = columns(
        HourEntry.id,
        HourEntry.agreement_id,
        HourEntry.kind,
        HourEntry.state,
        HourEntry.worked_on,
        HourEntry.reverses_id,
        col(taking_back.id).label("taken_back"),
    ).join(taking_back, col(taking_back.reverses_id) == col(HourEntry.id), isouter=True)
    found = {row.id: row for some in chunks(ids) for row in session.execute(query.where(col(HourEntry.id).in_(some)))}
    if len(found) < len(ids):
        raise KnownError("These hours are not in the record.", "Choose them from the list.")
    return [found[id_] for id_ in ids]


def _check_rights(session: Session, found: list[Row[Any]], by: str) -> None:
    for agreement_id in sorted({entry.agreement_id for entry in found}):
        agreement = agreements.find(session, agreement_id)
        if by == agreement.apprentice_id:
            raise KnownError("Nobody approves their own hours.", "Your mentor approves them.")
        for kind in sorted({entry.kind for entry in found if entry.agreement_id == agreement_id}):
            if not hour_rules.may_decide(session, agreement, by, kind):
                raise KnownError(
                    f"{people.name_of(session, by)} cannot approve hours of this apprentice.",
                    "A mentor of theirs can.",
                )


def _check(entry: Row[Any]) -> None:
    if entry.reverses_id or entry.taken_back:
        raise KnownError("These hours were taken back.", "Decide on the entry that stands for them.")
    if entry.state is not HourState.PENDING:
        day = words.long_date(entry.worked_on)
        raise KnownError(f"The hours of {day} are {entry.state} already.", "Correct the entry instead.")


def _move(session: Session, changed: list[Row[Any]], state: HourState) -> None:
    """Take the parts of the entries out of the one sum and into the other."""
    entries = {entry.id: entry for entry in changed}
    query = (
        columns(
            HourAllocation.entry_id,
            carried.FUNCTION.label("job_function_id"),
            carried.MINUTES.label("minutes"),
        )
        .select_from(HourAllocation)
        .join(HourEntry, col(HourEntry.id) == col(HourAllocation.entry_id))
    )
    query = carried.parts(query).where(carried.COUNTS)
    changes: Changes = Changes()
    for some in chunks(list(entries)):
        for part in session.execute(query.where(col(HourAllocation.entry_id).in_(some))):
            entry = entries[part.entry_id]
            key = (entry.agreement_id, part.job_function_id or NO_FUNCTION, entry.kind)
            changes[(*key, entry.state)] -= part.minutes
            changes[(*key, state)] += part.minutes
    hour_totals.change(session, changes)


def _write(session: Session, ids: list[str], state: HourState, by: str, reason: str) -> list[str]:
    """Returns the ids of the decisions."""
    for some in chunks(ids):
        session.execute(update(HourEntry).where(col(HourEntry.id).in_(some)).values(state=state))
    moment = ledger.now(session)
    rows = [
        {"id": new_id(), "entry_id": id_, "state": state, "reason": reason, "decided_by": by, "decided_at": moment}
        for id_ in ids
    ]
    session.execute(insert(HourDecision), rows)
    return [str(row["id"]) for row in rows]
