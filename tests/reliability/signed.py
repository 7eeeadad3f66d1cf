"""python -m tests.reliability.signed FOLDER SECONDS SEED [SABOTAGE]: kill -9 while a mentor signs, and look at what
was told to her. Prints what it found.
"""

import random
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlmodel import Session

from desktop.database.store import Store
from desktop.services import ledger
from tests.reliability import forks, signing
from tests.reliability.apart import Found
from tests.reliability.forks import Tell
from tests.reliability.signing import Office

LONGEST = 0.06
"""Seconds until the mentor is killed, at most: some sign-offs take that long."""
IN_ONE_FILE = 400


def run(folder: Path, seconds: float, seed: int, sabotage: str) -> Found:
    found, chance = Found(), random.Random(seed)
    office = signing.make(folder / "new.journeybook")
    record = folder / "record.journeybook"
    work = {"": _sign, "told before the commit": _tell_early, "two transactions": _sign_apart}[sabotage]
    signed: list[str] = []
    shutil.copy(folder / "new.journeybook", record)
    until = time.monotonic() + seconds
    while not found.is_over(until, is_control=bool(sabotage)):
        mentor = partial(_mentor, record, office, work)
        told = forks.killed(mentor, chance.uniform(0, LONGEST), tells_when_ready=True)
        signed += told
        found.count("kills")
        found.count("sign-offs told", len(told))
        found.count("half-written files taken back", Path(f"{record}-journal").exists())
        wrong = signing.wrong_in(record, office, signed)
        found.tell(wrong)
        if wrong or len(signed) >= IN_ONE_FILE:
            signed = []
            shutil.copy(folder / "new.journeybook", record)
    return found


Work = Callable[[Store, Office, int, Tell], None]


def _mentor(record: Path, office: Office, work: Work, tell: Tell) -> None:
    with signing.open_office(record, office) as store:
        tell("ready")
        for number in count():
            work(store, office, number, tell)


def _sign(store: Store, office: Office, number: int, tell: Tell) -> None:
    tell(signing.sign(store, office, signing.rating(office, number)))


def _tell_early(store: Store, office: Office, number: int, tell: Tell) -> None:
    """Sabotage: “signed” is told from within the transaction."""
    one, real = signing.rating(office, number), Session.commit

    def late(session: Session) -> None:
        last = ledger.mark(session)
        tell(f"{one.id} {last.seq} {last.hash.hex()}")
        real(session)

    with patch.object(Session, "commit", late):
        signing.sign(store, office, one)


def _sign_apart(store: Store, office: Office, number: int, tell: Tell) -> None:
    """Sabotage: the entry of the ledger has a transaction of its own, after that of the row."""
    real, later = ledger.append, list[dict[str, Any]]()

    def append(_session: Session, **entry: Any) -> int:
        later.append(entry)
        return 0

    one = signing.rating(office, number)
    with patch.object(ledger, "append", append):
        signing.sign(store, office, one)
    for entry in later:
        store.write(real, **entry)
    tell(signing.told(store, one))


def main(folder: str, seconds: str, seed: str, sabotage: str = "") -> None:
    run(Path(folder), float(seconds), int(seed), sabotage).print()


if __name__ == "__main__":
    main(*sys.argv[1:])
