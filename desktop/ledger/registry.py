"""Who may sign what, as the ledger itself says: keys, roles and erasures are entries signed by a coordinator."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from desktop.codes import Act, Role
from desktop.ledger.canonical import Value
from desktop.ledger.entries import Mark

GOVERNING = (Act.KEY_REGISTERED, Act.KEY_REVOKED, Act.ROLE_GIVEN, Act.ROLE_TAKEN, Act.ERASED)
"""Acts by which later entries are judged."""

COORDINATED = frozenset(
    {
        *GOVERNING,
        Act.TAKEN_OVER,
        Act.PERSON_ADDED,
        Act.AGREEMENT_MADE,
        Act.EVENT,
        Act.CREDIT,
        Act.FRAMEWORK_ADOPTED,
        Act.CARRIED_OVER,
    }
)
"""Acts that only a coordinator signs."""

RoleHeld = tuple[str, str, str]
"""A person's id, a role, and the id of the employer or nothing."""


@dataclass(slots=True)
class Key:
    person: str
    public: Ed25519PublicKey
    registered_by: int
    revoked_by: int | None = None


@dataclass(slots=True)
class Standing:
    """What all entries up to `last` say together. `record` is the id of the record, from its first entry."""

    last: Mark = field(default_factory=Mark)
    record: str = ""
    keys: dict[str, Key] = field(default_factory=dict)
    roles: set[RoleHeld] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)

    def is_coordinator(self, person: str) -> bool:
        return any(held[:2] == (person, Role.COORDINATOR.value) for held in self.roles)


def key_id_of(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()


def begin(standing: Standing, key_id: str, signer: str, what: Mapping[str, Value]) -> None:
    """Take the first entry, with which the first coordinator registers a key for themselves. ValueError where
    it says anything else."""
    record = what.get("record")
    if not isinstance(record, str) or not record:
        raise ValueError("it does not begin a record")
    if what.get("person") != signer or what.get("key") != key_id:
        raise ValueError("it does not register the key that signs it")
    _register(standing, 1, what)
    standing.record = record
    standing.roles.add((signer, Role.COORDINATOR.value, ""))


def take(standing: Standing, act: str, seq: int, what: Mapping[str, Value]) -> None:
    """Take what a governing entry says; ValueError where it makes no sense."""
    if act == Act.KEY_REGISTERED:
        replaced = what.get("replaces")
        if replaced is not None:
            _revoke(standing, seq, replaced, what.get("person"))
        _register(standing, seq, what)
    elif act == Act.KEY_REVOKED:
        _revoke(standing, seq, what.get("key"), what.get("person"))
    elif act == Act.ROLE_GIVEN:
        standing.roles |= _roles(what)
    elif act == Act.ROLE_TAKEN:
        standing.roles -= _roles(what)
    elif act == Act.ERASED:
        standing.erased |= set(_texts(what.get("erased")))


def _register(standing: Standing, seq: int, what: Mapping[str, Value]) -> None:
    person, key_id, public = _texts([what.get("person"), what.get("key"), what.get("public_key")])
    public_key = _public_key(public, key_id)
    if key_id in standing.keys:
        raise ValueError("the key was registered before")
    if any(key.person == person and key.revoked_by is None for key in standing.keys.values()):
        raise ValueError("the person has a key already")
    standing.keys[key_id] = Key(person, public_key, seq)


def _public_key(public: str, key_id: str) -> Ed25519PublicKey:
    try:
        raw = bytes.fromhex(public)
        key = Ed25519PublicKey.from_public_bytes(raw)
    except ValueError:
        raise ValueError("it registers no key") from None
    if raw.hex() != public or key_id_of(raw) != key_id:
        raise ValueError("the key is not the one it names")
    return key


def _revoke(standing: Standing, seq: int, key_id: Value, person: Value) -> None:
    key = standing.keys.get(key_id) if isinstance(key_id, str) else None
    if key is None or key.revoked_by is not None or key.person != person:
        raise ValueError("the key it revokes is not in use by that person")
    key.revoked_by = seq


def _roles(what: Mapping[str, Value]) -> set[RoleHeld]:
    held = set()
    for one in _list(what.get("roles")):
        person, role, employer = _texts(one)
        held.add((person, role, employer))
    return held


def _texts(value: Value) -> list[str]:
    texts = [one for one in _list(value) if isinstance(one, str)]
    if len(texts) != len(_list(value)):
        raise ValueError("it does not say whom or what it is about")
    return texts


def _list(value: Value) -> list[Value]:
    if isinstance(value, list):
        return value
    raise ValueError("it does not say whom or what it is about")
