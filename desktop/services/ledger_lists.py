"""The entries of the ledger as they are listed, newest first. Those that were tampered with are listed too."""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ScalarSelect, Select
from sqlmodel import Session, col, func

from desktop import words
from desktop.codes import Act, Role
from desktop.ledger.entries import Entry, moment_of
from desktop.models.agreements import Agreement
from desktop.models.keys import SignerKey
from desktop.models.ledger import LedgerEntry
from desktop.models.people import Person
from desktop.services import access, ledger_rows
from desktop.services.columns import columns

MANY = 200
"""Entries that are read for a list at once."""
_AGREEMENT = re.compile(r"agreement (\d{1,9})\b")


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An entry as far as it can be read: `recorded_at` is None, `act`, `signer` and `about` are empty or strange
    where it was tampered with. `signer` is the present name of the key's owner, `agreement` the number of the first
    agreement that it is about, and `whom` the name of its apprentice or of whoever a key is for."""

    seq: int
    recorded_at: datetime | None
    act: str
    signer: str
    about: str
    agreement: int | None
    whom: str = ""


@dataclass(frozen=True, slots=True)
class Concerned:
    """The agreement that an entry is about."""

    agreement_id: str
    number: int
    apprentice: str


def newest(
    session: Session, *, before: int | None = None, act: Act | None = None, by: str = "", many: int = MANY
) -> tuple[EntryRow, ...]:
    """The newest entries under number `before`: of one act, or signed by people whose names hold `by`. For
    coordinators and viewers."""
    access.require(session, Role.COORDINATOR, Role.VIEWER)
    query = columns(LedgerEntry.seq).order_by(col(LedgerEntry.seq).desc()).limit(many)
    if before is not None:
        query = query.where(col(LedgerEntry.seq) < before)
    if act is not None:
        query = query.where(col(LedgerEntry.act) == act.value)
    if words.clean_line(by):
        keys = _keys_of(session, by)
        if not keys:
            return ()
        query = query.where(col(LedgerEntry.key_id).in_(keys))
    return rows(session, list(session.execute(query).scalars()))


def count(session: Session) -> int:
    """The number of the last entry."""
    last: ScalarSelect[Any] = columns(func.max(LedgerEntry.seq)).scalar_subquery()
    found: int | None = session.execute(columns(last)).scalar()
    return found or 0


def rows(session: Session, numbers: Collection[int]) -> tuple[EntryRow, ...]:
    """The entries of these numbers that are there, newest first."""
    found = sorted(ledger_rows.numbered(session, sorted(numbers)), key=lambda one: -one.seq)
    keys = {one.key_id for one in found}
    query: Select[Any] = columns(SignerKey.id, Person.full_name).join(
        Person, col(Person.id) == col(SignerKey.person_id)
    )
    names = {row[0]: row[1] for row in session.execute(query.where(col(SignerKey.id).in_(keys)))}
    bodies = [body_of(one) for one in found]
    listed = [_row(one, names.get(one.key_id, ""), body) for one, body in zip(found, bodies, strict=True)]
    return tuple(_with_names(session, listed, bodies))


def _with_names(
    session: Session, listed: Sequence[EntryRow], bodies: Sequence[Mapping[str, Any]]
) -> Iterator[EntryRow]:
    """The rows with the names of those they are about."""
    people = [_person_of(body) for body in bodies]
    query = columns(Person.id, Person.full_name).where(col(Person.id).in_({one for one in people if one}))
    names = {row[0]: row[1] for row in session.execute(query)}
    query = columns(Agreement.number, Person.full_name).join(Person, col(Person.id) == col(Agreement.apprentice_id))
    numbers = {row.agreement for row in listed if row.agreement is not None}
    apprentices = {row[0]: row[1] for row in session.execute(query.where(col(Agreement.number).in_(numbers)))}
    for row, person in zip(listed, people, strict=True):
        yield replace(row, whom=names.get(person) or apprentices.get(row.agreement) or "")


def _person_of(body: Mapping[str, Any]) -> str:
    """Whose key an entry is about; empty for others."""
    what = body.get("what")
    person = what.get("person") if isinstance(what, dict) else None
    return person if isinstance(person, str) else ""


def concerned(session: Session, row: EntryRow) -> Concerned | None:
    """The agreement that an entry is about, where it is about one that is in the record."""
    if row.agreement is None:
        return None
    query = columns(Agreement.id, Agreement.number, Person.full_name)
    query = query.join(Person, col(Person.id) == col(Agreement.apprentice_id))
    found = session.execute(query.where(col(Agreement.number) == row.agreement)).first()
    return Concerned(*found) if found else None


def _keys_of(session: Session, by: str) -> Sequence[str]:
    wanted = words.clean_line(by).casefold()
    query = columns(SignerKey.id, Person.full_name).join(Person, col(Person.id) == col(SignerKey.person_id))
    return [key for key, name in session.execute(query) if wanted in name.casefold()]


def _row(entry: Entry, signer: str, body: Mapping[str, Any]) -> EntryRow:
    what = body.get("what")
    told = what.get("about") if isinstance(what, dict) else None
    about = words.clean_line(told) if isinstance(told, str) else ""
    found = _AGREEMENT.search(about)
    number = int(found[1]) if found else None
    return EntryRow(entry.seq, moment(entry.recorded_at), words.clean_line(entry.act), signer, about, number)


def body_of(entry: Entry) -> Mapping[str, Any]:
    """What an entry says; empty where that can no longer be read."""
    try:
        body = json.loads(entry.body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def moment(text: str) -> datetime | None:
    """None for what is no moment of the ledger."""
    try:
        return moment_of(text)
    except ValueError:
        return None
