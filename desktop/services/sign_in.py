"""Signing in: a name and a passphrase open the signer's key for one sitting.

Each try is counted in the record before the passphrase is checked, so that killing the program forgives none. From the
fifth failure in a row each costs a wait that doubles. Names that are not in the record are counted, waited for and
answered like those that are.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session, col

from desktop import words
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.ledger import keys
from desktop.ledger.keys import Sitting
from desktop.models.keys import SignerKey, SignInAttempt
from desktop.models.people import Person
from desktop.services import clock
from desktop.services import keys as signer_keys
from desktop.services.columns import columns
from desktop.services.keys import Opened

FREE_FAILURES = 4
FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(hours=1)
"""Longer would let anybody keep a mentor from signing for a day."""


@dataclass(frozen=True, slots=True)
class _Found:
    person_id: str
    name: str
    key_id: str
    locked: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Someone who has a key."""

    person_id: str
    name: str


def signers(session: Session) -> tuple[Signer, ...]:
    """Who can sign in, by name."""
    query = columns(Person.id, Person.full_name).join(SignerKey, col(SignerKey.person_id) == col(Person.id))
    rows = session.execute(query.where(col(SignerKey.revoked_by).is_(None)))
    return tuple(sorted((Signer(*row) for row in rows), key=lambda one: (one.name.casefold(), one.person_id)))


def wait_after(failures: int) -> timedelta:
    """How long after that many failures in a row the next try is refused."""
    beyond = failures - FREE_FAILURES - 1
    if beyond < 0:
        return timedelta()
    doublings: int = 2 ** min(beyond, 20)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


def sign_in(store: Store, *, who: str, passphrase: str) -> Sitting:
    """`who` is a person's id or exact full name; where two have one name, only the id will do.

    Raises KnownError, in the same words whether the name or the passphrase is wrong, and while a wait lasts.
    """
    found = store.read(_find, who)
    counted_as = hashlib.sha256((found.person_id if found else _typed(who)).encode(errors="replace")).hexdigest()
    wait = store.write_all_the_same(_count, counted_as)
    if wait:
        raise KnownError("There were too many wrong tries.", f"Wait {_in_words(wait)}, then try again.")
    private = _unlocked(found, passphrase)
    if found is None or private is None:
        raise KnownError("The name or the passphrase is wrong.", "Check both; a coordinator can set a new passphrase.")
    sitting = Sitting(found.person_id, found.name, private)
    anew = sitting.locked(passphrase) if keys.is_outdated(found.locked) else ""
    store.write_all_the_same(_forgive, counted_as, sitting.key_id, anew)
    return sitting


def recover(store: Store, *, who: str, code: str, passphrase: str) -> Opened:
    """A new passphrase for `who`, by the code of their recovery sheet. Raises KnownError in the same words whether the
    name or the code is wrong."""
    found = store.read(_find, who)
    person_id = found.person_id if found else ""
    return store.write(signer_keys.recover, person_id=person_id, code=code, passphrase=passphrase)


def _unlocked(found: _Found | None, passphrase: str) -> bytes | None:
    if found is None:
        keys.spend_the_same_time(passphrase)
        return None
    return keys.unlock(found.locked, passphrase, found.key_id)


def _typed(who: str) -> str:
    return words.clean_line(who).casefold()


def _find(session: Session, who: str) -> _Found | None:
    """The one person with that id or name who has a key."""
    name = _typed(who)
    rows = session.execute(columns(Person.id, Person.full_name))
    people = [row for row in rows if row.id == who or words.clean_line(row.full_name).casefold() == name]
    if len(people) != 1:
        return None
    held = signer_keys.held(session, people[0].id)
    return _Found(people[0].id, people[0].full_name, held.id, held.locked) if held else None


def _count(session: Session, who: str) -> timedelta:
    """Count a try as a failure, which it is until the passphrase was right; while a wait lasts, what is left of it."""
    now, row = clock.now(), session.get(SignInAttempt, who)
    if row is None:
        session.add(SignInAttempt(who=who, failures=1, last_at=now))
        return timedelta()
    left = _left(row, now)
    if not left:
        row.failures, row.last_at = row.failures + 1, now
    elif row.last_at > now:
        # The clock was set back: the wait begins anew instead of lasting until it has caught up.
        row.last_at = now
    return left


def _left(row: SignInAttempt, now: datetime) -> timedelta:
    since = max(now - row.last_at, timedelta())
    return max(wait_after(row.failures) - since, timedelta())


def _forgive(session: Session, who: str, key_id: str, locked: str) -> None:
    row = session.get(SignInAttempt, who)
    if row is not None:
        session.delete(row)
    if locked:
        session.execute(update(SignerKey).where(col(SignerKey.id) == key_id).values(locked=locked))


def _in_words(wait: timedelta) -> str:
    seconds = int(wait.total_seconds()) + 1
    if seconds <= 90:
        return words.counted(seconds, "second")
    return words.counted(-(-seconds // 60), "minute")
