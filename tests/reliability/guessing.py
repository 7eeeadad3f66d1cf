"""Guessing someone's passphrase in Journeybook itself, as fast as its rule of waits allows.

python -m tests.reliability.guessing RECORD SECONDS SEED [sabotaged]: the same in processes that are killed.
"""

import os
import random
import signal
import statistics
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest import mock

from sqlmodel import Session, select

from desktop.codes import Role
from desktop.database.store import Store, create_store, open_store
from desktop.errors import KnownError
from desktop.ledger import keys as key_rules
from desktop.models.keys import SignInAttempt
from desktop.services import clock, keys, people, sign_in
from tests.reliability.apart import Found

PASSPHRASE = "four plain words here"
NAME = "Cora Hale"
DAY = timedelta(days=1)
LONGEST = 0.3
"""Seconds until a guessing process is killed, at most: twice what a guess takes."""
START = datetime(2026, 6, 1, 16, tzinfo=UTC)
QUICK = key_rules.Parameters(memory_kib=32, passes=1, lanes=1)


def record(path: Path, *, is_quick: bool) -> Path:
    """A record with one coordinator, whose key is locked with the real parameters, or with quick ones where the
    count of guesses matters and not their price."""

    def fill(session: Session) -> None:
        people.add_sponsor(session, name="Hudson Works", program_number="2025-NY-1", time_zone="America/New_York")
        cora = people.add_person(session, first_name="Cora", last_name="Hale", role=Role.COORDINATOR)
        keys.begin(session, person_id=cora, passphrase=PASSPHRASE).sitting.close()

    parameters = QUICK if is_quick else key_rules.PARAMETERS
    with mock.patch.object(key_rules, "PARAMETERS", parameters), create_store(path) as store:
        store.write(fill)
    return path


def is_answered(store: Store, who: str = NAME) -> bool:
    """One wrong guess: True if the passphrase was tried, False if a wait still lasted."""
    try:
        sign_in.sign_in(store, who=who, passphrase="not this one at all").close()
    except KnownError as error:
        return "wrong tries" not in error.sentence
    raise AssertionError("a wrong passphrase opened the key")


def guesses_of_days(path: Path, until: float, *, most: int) -> list[int]:
    """How many guesses are answered on each day that passes, by someone who tries at once, half-way through each
    wait, shortly before its end and at its end. At least one day; it stops at `most` guesses of one day."""
    days, now = [0], START
    with mock.patch.object(key_rules, "PARAMETERS", QUICK), open_store(path) as store:
        while days[-1] < most:
            if now >= START + len(days) * DAY:
                if time.monotonic() > until:
                    return days
                days.append(0)
            with clock.stopped_at(now):
                days[-1] += is_answered(store)
                left = store.read(_wait_left)
            for share in (0.5, 0.999):
                with clock.stopped_at(now + share * left):
                    days[-1] += bool(left) and is_answered(store)
            now += max(left, timedelta(milliseconds=50))
    return days


def _wait_left(session: Session) -> timedelta:
    row = session.exec(select(SignInAttempt)).one()
    return sign_in.wait_after(row.failures)


def guesses_by_rule(*, days: int) -> int:
    """The guesses that the rule allows from the first one on."""
    spent, guesses = timedelta(), 0
    while spent < days * DAY:
        guesses += 1
        spent += sign_in.wait_after(guesses)
    return guesses


def killed(path: Path, until: float, chance: random.Random) -> Found:
    """Guess in processes that are killed at random moments, each when no wait lasts any more. It is bad where more
    had begun to try the passphrase than the record counts."""
    found = Found({"kills": 0, "attempts begun": 0, "attempts counted": 0})
    while time.monotonic() < until or found.counts["kills"] < 5:
        found.count("kills")
        found.count("attempts begun", _is_tried(path, START + 2 * found.counts["kills"] * DAY, chance))
        with open_store(path) as store:
            found.counts["attempts counted"] = store.read(_failures)
        if found.counts["attempts counted"] < found.counts["attempts begun"]:
            found.tell(["a guess was forgiven"])
    return found


def _is_tried(path: Path, now: datetime, chance: random.Random) -> bool:
    """Whether a process that guesses had come to try the passphrase when it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _guess_and_tell(path, now, writing)
    os.close(writing)
    time.sleep(chance.uniform(0, LONGEST))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as told:
        return bool(told.read())


def _guess_and_tell(path: Path, now: datetime, writing: int) -> None:
    """In a process of its own, which never returns: one guess, told just before the passphrase is tried."""
    real = key_rules.unlock

    def unlock(locked: str, secret: str, key_id: str) -> bytes | None:
        os.write(writing, b"x")
        return real(locked, secret, key_id)

    try:
        key_rules.unlock = unlock
        with open_store(path) as store, clock.stopped_at(now):
            is_answered(store)
    finally:
        os._exit(0)


def _count_afterwards() -> None:
    """Count a failure once it is known to be one."""
    count, find = sign_in._count, sign_in._find

    def sabotaged(store: Store, *, who: str, passphrase: str) -> None:
        found = store.read(find, who)
        assert found is not None
        key_rules.unlock(found.locked, passphrase, found.key_id)
        store.write(count, found.person_id)
        raise KnownError("The name or the passphrase is wrong.")

    sign_in.sign_in = sabotaged  # type: ignore[assignment]


def _failures(session: Session) -> int:
    return sum(session.exec(select(SignInAttempt.failures)))


@dataclass(frozen=True, slots=True)
class Price:
    """What a guess costs: seconds on the clock, and of the processor for a wrong passphrase and for a wrong name."""

    guesses: int
    seconds: float
    passphrase: float
    name: float


def price(path: Path, until: float) -> Price:
    """Wrong passphrases and wrong names in turn, with the real parameters; medians, since others use the machine."""
    lasted: list[float] = []
    worked: dict[str, list[float]] = {NAME: [], "Nobody Here": []}
    with open_store(path) as store:
        while time.monotonic() < until or len(lasted) < 10:
            for who, found in worked.items():
                with clock.stopped_at(START + len(lasted) * DAY):
                    began, ran = time.perf_counter(), time.process_time()
                    assert is_answered(store, who)
                    found.append(time.process_time() - ran)
                    lasted.append(time.perf_counter() - began)
    return Price(len(lasted), *map(statistics.median, (lasted, *worked.values())))


def main(path: str, seconds: str, seed: str, *sabotaged: str) -> None:
    if sabotaged:
        _count_afterwards()
    killed(Path(path), time.monotonic() + float(seconds), random.Random(seed)).print()


if __name__ == "__main__":
    main(*sys.argv[1:])
