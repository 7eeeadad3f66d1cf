"""One entry of the ledger: what was done, bound to the entry before it and to its signer."""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from desktop.codes import Act
from desktop.ledger import canonical
from desktop.ledger.canonical import Value

FIRST = bytes(32)
"""What the first entry has in the place of the hash before it."""
FORMAT = 1
SET_BACK = timedelta(minutes=5)
"""A clock this far behind the last entry was set back; less is the wobble of two computers."""


class Entry(NamedTuple):
    """As it is stored. `body` is canonical JSON, `key_id` the hash of the public key in hexadecimal; `act` and
    `recorded_at` repeat the body, so that entries can be listed without reading it."""

    seq: int
    prev: bytes
    body: bytes
    hash: bytes
    sig: bytes
    key_id: str
    act: str
    recorded_at: str


class Mark(NamedTuple):
    """Where a ledger stands, or stood."""

    seq: int = 0
    hash: bytes = FIRST
    recorded_at: str = ""


def hash_of(prev: bytes, body: bytes) -> bytes:
    """SHA-256 over the hash before in hexadecimal, a line feed, and the body."""
    return hashlib.sha256(prev.hex().encode() + b"\n" + body).digest()


def moment_text(moment: datetime) -> str:
    """Always of the same length, so that moments sort as texts: 2026-06-01T16:00:00.000000Z."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def moment_of(text: str) -> datetime:
    """ValueError for what `moment_text` does not write."""
    if len(text) != 27 or text[4:20:3] != "--T::." or text[26] != "Z":
        raise ValueError("not a moment of the ledger")
    return datetime.fromisoformat(text)


def times(now: datetime, before: str) -> dict[str, str]:
    """When an entry is recorded that follows one of the moment `before` (empty for none): never earlier. Where
    the clock was set back, what it said stands beside it."""
    if not before or moment_text(now) > before:
        return {"recorded_at": moment_text(now)}
    last = moment_of(before)
    recorded = {"recorded_at": moment_text(last + timedelta(microseconds=1))}
    return recorded if last - now <= SET_BACK else recorded | {"clock_was_set_back_to": moment_text(now)}


def make(
    after: Mark,
    act: Act,
    what: Value,
    signer: Mapping[str, Value],
    now: datetime,
    key_id: str,
    sign: Callable[[bytes], bytes],
) -> Entry:
    """The entry that follows `after`; `signer` names who signs, `sign` signs a hash with the key `key_id`."""
    timed = times(now, after.recorded_at)
    body = canonical.write(
        {
            "act": act.value,
            "format": FORMAT,
            "key": key_id,
            "seq": after.seq + 1,
            "signer": signer,
            "what": what,
            **timed,
        }
    )
    digest = hash_of(after.hash, body)
    return Entry(after.seq + 1, after.hash, body, digest, sign(digest), key_id, act.value, timed["recorded_at"])
