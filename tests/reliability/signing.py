"""A small record in which a mentor signs, and what must hold of it whatever became of it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from unittest.mock import patch

from sqlmodel import Session

from desktop.codes import Act, EventKind, HourKind, Role
from desktop.database.store import Store, create_store, open_store
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.ledger import keys as key_rules
from desktop.ledger.keys import Sitting
from desktop.models.base import new_id
from desktop.services import (
    agreements,
    apprentices,
    checks,
    events,
    frameworks,
    keys,
    ledger,
    ledger_checks,
    people,
    sign_in,
    sign_offs,
)
from desktop.services.sign_offs import NewRating
from tests.conftest import Everyone

_PASSPHRASE = "four plain words here"
_DAY = date(2026, 6, 1)
_LIGHT = key_rules.Parameters(memory_kib=32, passes=1, lanes=1)
"""Keys that open at once: these experiments are not about guessing."""


@dataclass(frozen=True, slots=True)
class Office:
    """A mentor at work, with an open sitting, and the agreement she signs under; its framework rates `codes`."""

    mentor: Sitting
    coordinator: Sitting
    agreement: str
    codes: tuple[str, ...]


def make(path: Path) -> Office:
    """A new record at `path`, closed again, in which nothing is signed yet but keys and roles."""
    with patch.object(key_rules, "PARAMETERS", _LIGHT), create_store(path) as store:
        cora, mia, agreement = store.write(_fill)
        coordinator = store.write(keys.begin, person_id=cora, passphrase=_PASSPHRASE).sitting
        store.write(keys.register, person_id=mia, passphrase=_PASSPHRASE, by=coordinator)
        mentor = sign_in.sign_in(store, who=mia, passphrase=_PASSPHRASE)
    codes = [one.code for function in _framework().titled_functions() for one in function.competencies]
    return Office(mentor, coordinator, agreement, tuple(codes))


def _framework() -> frameworks.Framework:
    return catalogue.find("sample-help-desk")


def _fill(session: Session) -> tuple[str, str, str]:
    who = {"first_name": "Cora", "last_name": "Hale"}
    cora = people.start_program(session, sponsor="Hudson Works", time_zone="America/New_York", **who)
    north = people.add_employer(session, name="North Labs", journeyworkers=4)
    mia = people.add_person(session, first_name="Mia", last_name="Hale", role=Role.MENTOR, employer_id=north)
    begins = date(2026, 1, 5)
    agreement = apprentices.register(
        session,
        first_name="Ada",
        last_name="Lind",
        framework_id=frameworks.adopt(session, framework=_framework()),
        employer_id=north,
        mentor_ids=[mia],
        begins=begins,
    )
    events.record_event(session, agreement_id=agreement, kind=EventKind.REGISTERED, happened_on=begins, by=cora)
    return cora, mia, agreements.find(session, agreement).id


def rating(office: Office, number: int) -> NewRating:
    """One that no other has been: the levels and competencies take turns, and every one has an id of its own."""
    return NewRating(office.codes[number % len(office.codes)], 1 + number % 4, HourKind.OJT, _DAY, id=new_id())


def sign(store: Store, office: Office, one: NewRating) -> str:
    """Sign once, or again after a failure, as the program does; what to tell the person once it returns."""
    signed = {"agreement_id": office.agreement, "ratings": [one], "signer_id": office.mentor.person_id}
    store.write(sign_offs.sign_off, **signed)
    return told(store, one)


def told(store: Store, one: NewRating) -> str:
    """ "id seq hash" of a sign-off that was committed."""
    last = store.read(ledger.mark)
    return f"{one.id} {last.seq} {last.hash.hex()}"


def open_office(path: Path, office: Office) -> Store:
    store = open_store(path)
    at_work: dict[str | None, Sitting] = {one.person_id: one for one in (office.mentor, office.coordinator)}
    store.signers = Everyone(at_work | {None: office.coordinator})
    return store


def wrong_in(path: Path, office: Office, signed: list[str]) -> list[str]:
    """What does not hold of a record in which all of `signed` was told to the person, and nothing else."""
    try:
        with open_office(path, office) as store:
            found = [*store.read(checks.check_database), *store.read(ledger_checks.check_ledger)]
    except KnownError as error:
        return [f"it does not open: {error}"]
    wrong = [f"{row.name}: {row.sentence}" for row in found if not row.ok]
    return wrong + _compared(path, signed)


def _compared(path: Path, signed: list[str]) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        rows = {row for (row,) in connection.execute("SELECT id FROM sign_off")}
        acts = connection.execute("SELECT body FROM ledger_entry WHERE act = ?", (Act.SIGN_OFF.value,))
        bodies = [body for (body,) in acts]
        hashes = dict(connection.execute("SELECT seq, hex(hash) FROM ledger_entry"))
    wrong = []
    for line in signed:
        id_, seq, digest = line.split()
        if id_ not in rows or hashes.get(int(seq), "").lower() != digest:
            wrong.append(f"sign-off {id_} was told and is lost")
    if len(rows) != len(bodies) or not all(any(row in body for body in bodies) for row in rows):
        wrong.append(f"{len(rows)} sign-offs have {len(bodies)} entries: they are torn apart")
    return wrong
