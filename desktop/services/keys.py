"""Keys of signers: the first coordinator's, those a coordinator registers, new ones for old, and those no longer used.

A private key is stored only under its owner's passphrase. A new key never signs for an old one: what the old one
signed stays valid, and the change is an entry of the ledger.
"""

from dataclasses import dataclass

from sqlalchemy import insert, update
from sqlmodel import Session, col

from desktop.codes import Act, Role
from desktop.errors import KnownError
from desktop.ledger import keys, letters
from desktop.ledger.keys import Lock, Pair, Sitting
from desktop.ledger.personal import Personal, Spoken
from desktop.models.base import new_id
from desktop.models.keys import SignerKey
from desktop.services import acting, governing, ledger, people, roles, signed_rows
from desktop.services.columns import columns, given

_HELD = columns(SignerKey.id, SignerKey.locked, SignerKey.locked_for_recovery).where(
    col(SignerKey.person_id) == given("person_id"), col(SignerKey.revoked_by).is_(None)
)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open sitting, and the recovery code of its key, which is told this once."""

    sitting: Sitting
    recovery_code: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key that someone has or had; the numbers are entries of the ledger."""

    person_id: str
    name: str
    key_id: str
    fingerprint: str
    registered_by: int
    revoked_by: int | None


def begin(session: Session, *, person_id: str, passphrase: str) -> Opened:
    """Begin the ledger: the first coordinator registers a key for themselves, the roles that are in the record become
    entries, and what is in it is sealed. Raises KnownError where the ledger has begun."""
    opened = begin_empty(session, person_id=person_id, passphrase=passphrase)
    roles.record_all(session, by=opened.sitting)
    _take_over(session, opened.sitting)
    return opened


def begin_empty(session: Session, *, person_id: str, passphrase: str | Lock, is_sample: bool = False) -> Opened:
    """The key of the first coordinator alone, for whoever signs what is in the record one by one."""
    if ledger.mark(session, is_locked=True).seq:
        raise KnownError("The ledger of this record has begun.", "A coordinator registers more signers.")
    if Role.COORDINATOR not in people.roles_of(session, person_id):
        raise KnownError("The first signer is a coordinator.", "Choose a coordinator.")
    name = people.name_of(session, person_id)
    pair, code = keys.new_pair(), letters.new_recovery_code()
    sitting = Sitting(person_id, name, pair.private)
    said = _said(person_id, name, pair, "the first coordinator’s key") | {"record": new_id()}
    if is_sample:
        said["sample"] = True
    lock = _lock(passphrase)
    seq = governing.govern(session, act=Act.KEY_REGISTERED, body=said, signer=sitting)
    _keep(session, person_id, pair, lock, seq, code)
    return Opened(sitting, code)


def _take_over(session: Session, by: Sitting) -> None:
    """Seal what was recorded before anything was signed: by table, the number of rows and the sum of their hashes."""
    found = signed_rows.tally(session)
    if found:
        told: dict[str, Spoken] = {"about": "what was recorded before signing in was set up", "tables": found}
        ledger.append(session, act=Act.TAKEN_OVER, body=told, signer=by)


def register(session: Session, *, person_id: str, passphrase: str | Lock, by: Sitting | None = None) -> str:
    """The first key of someone, who types the passphrase themselves. Here and below the coordinator at work signs,
    unless `by` is given. Returns its id."""
    by = by or acting.require_sitting(session)
    if held(session, person_id) is not None:
        raise KnownError(
            f"{people.name_of(session, person_id)} has a key already.", "Reset it where the passphrase is lost."
        )
    return _registered(session, person_id, passphrase, by, {"about": "a new signer’s key"})


def reset(session: Session, *, person_id: str, passphrase: str, reason: str, by: Sitting | None = None) -> str:
    """A new key for someone whose passphrase is lost. The old one signs no more, and what it signed stays valid.
    Returns the id of the new one."""
    by = by or acting.require_sitting(session)
    old = _require_key(session, person_id)
    changes: dict[str, Spoken] = {"about": "a new key for an old one", "replaces": old.id}
    return _registered(session, person_id, passphrase, by, changes | {"reason": Personal(governing.required(reason))})


def recover(session: Session, *, person_id: str, code: str, passphrase: str) -> Opened:
    """A new key, passphrase and recovery code for a coordinator who has the recovery sheet."""
    old, typed = held(session, person_id), letters.recovery_code(code)
    private = keys.unlock(old.locked_for_recovery, typed, old.id) if old and old.locked_for_recovery else None
    if old is None or private is None:
        raise KnownError("This code does not open the key.", "Check the name, and that it is the newest sheet.")
    name, fresh, pair = people.name_of(session, person_id), letters.new_recovery_code(), keys.new_pair()
    lock = _lock(passphrase)
    with Sitting(person_id, name, private) as by:
        said = _said(person_id, name, pair, "a new key for an old one, by the recovery code") | {"replaces": old.id}
        seq = governing.govern(session, act=Act.KEY_REGISTERED, body=said, signer=by)
    _retire(session, old.id, seq)
    _keep(session, person_id, pair, lock, seq, fresh)
    return Opened(Sitting(person_id, name, pair.private), fresh)


def revoke(session: Session, *, person_id: str, reason: str, by: Sitting | None = None) -> None:
    """Someone signs no more. Nobody does this to themselves, so that one coordinator with a key is always left."""
    by = by or acting.require_sitting(session)
    old = _require_key(session, person_id)
    if person_id == by.person_id:
        raise KnownError("Nobody takes the key from themselves.", "Another coordinator does this.")
    name = people.name_of(session, person_id)
    said: dict[str, Spoken] = {
        "about": "a key that is no longer used",
        "person": person_id,
        "name": Personal(name),
        "key": old.id,
        "reason": Personal(governing.required(reason)),
    }
    _retire(session, old.id, governing.govern(session, act=Act.KEY_REVOKED, body=said, signer=by))


def change_passphrase(session: Session, *, passphrase: str, by: Sitting | None = None) -> None:
    """Another passphrase for the same key, set by its owner. No entry: nobody's rights change."""
    by = by or acting.require_sitting(session)
    keys.check_passphrase(passphrase)
    if _require_key(session, by.person_id).id != by.key_id:
        raise KnownError("Your key is no longer in use.", "Sign in again.")
    session.execute(update(SignerKey).where(col(SignerKey.id) == by.key_id).values(locked=by.locked(passphrase)))


@dataclass(frozen=True, slots=True)
class Held:
    """The key that someone signs with, locked."""

    id: str
    locked: str
    locked_for_recovery: str


def held(session: Session, person_id: str) -> Held | None:
    found = session.execute(_HELD, {"person_id": person_id}).first()
    return Held(*found) if found else None


def listing(session: Session) -> tuple[KeyRow, ...]:
    """All keys there are or were, in the order of their registration."""
    query = columns(SignerKey.person_id, SignerKey.id, SignerKey.registered_by, SignerKey.revoked_by)
    rows = session.execute(query.order_by(col(SignerKey.registered_by))).all()
    return tuple(
        KeyRow(person, people.name_of(session, person), id_, letters.fingerprint(id_), since, until)
        for person, id_, since, until in rows
    )


def _registered(session: Session, person_id: str, passphrase: str | Lock, by: Sitting, more: dict[str, Spoken]) -> str:
    lock = _lock(passphrase)
    name, pair = people.name_of(session, person_id), keys.new_pair()
    said = _said(person_id, name, pair, "") | more
    seq = governing.govern(session, act=Act.KEY_REGISTERED, body=said, signer=by)
    replaced = said.get("replaces")
    if isinstance(replaced, str):
        _retire(session, replaced, seq)
    _keep(session, person_id, pair, lock, seq)
    return pair.key_id


def _lock(passphrase: str | Lock) -> Lock:
    """KnownError for a passphrase that is too easily guessed."""
    if isinstance(passphrase, Lock):
        return passphrase
    keys.check_passphrase(passphrase)
    return Lock(passphrase)


def _said(person_id: str, name: str, pair: Pair, about: str) -> dict[str, Spoken]:
    return {
        "about": about,
        "person": person_id,
        "name": Personal(name),
        "key": pair.key_id,
        "public_key": pair.public.hex(),
    }


def _keep(session: Session, person_id: str, pair: Pair, lock: Lock, seq: int, code: str = "") -> None:
    row = {
        "id": pair.key_id,
        "person_id": person_id,
        "public_key": pair.public,
        "locked": lock.seal(pair.private, pair.key_id),
        "locked_for_recovery": keys.lock(pair.private, code, pair.key_id) if code else "",
        "registered_by": seq,
    }
    session.execute(insert(SignerKey), [row])


def _retire(session: Session, key_id: str, seq: int) -> None:
    """The key signs no more; its locked private half is of no use and goes."""
    spent = {"revoked_by": seq, "locked": "", "locked_for_recovery": ""}
    session.execute(update(SignerKey).where(col(SignerKey.id) == key_id).values(**spent))


def _require_key(session: Session, person_id: str) -> Held:
    found = held(session, person_id)
    if found is None:
        raise KnownError(f"{people.name_of(session, person_id)} has no key.", "A coordinator registers one.")
    return found
