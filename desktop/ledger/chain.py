"""Checking a ledger entry by entry. The first bad one is named in words; nothing after it is believed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cryptography.exceptions import InvalidSignature

from desktop import words
from desktop.ledger import canonical, registry
from desktop.ledger.canonical import Value
from desktop.ledger.entries import FORMAT, Entry, Mark, hash_of, moment_of
from desktop.ledger.registry import Standing

_LONGEST = 160


@dataclass(frozen=True, slots=True)
class Fault:
    """The first entry that is not as it was signed."""

    seq: int
    sentence: str


class _Wrong(Exception):
    """What is wrong with an entry, as the end of a sentence that begins with it."""


Content = Mapping[str, Value]


def check(entry: Entry, standing: Standing) -> tuple[Content, None] | tuple[None, Fault]:
    """The body of `entry`, if it follows what stands and is signed by someone who may sign it; `standing` then
    includes it. Else the fault, and `standing` may not be used any more."""
    try:
        if entry.seq != standing.last.seq + 1:
            return None, Fault(standing.last.seq + 1, f"Entry {standing.last.seq + 1:,} is missing.")
        _require(entry.prev == standing.last.hash, "does not follow the one before it: entries were removed or moved")
        body = _genuine(entry)
        _require(str(body["recorded_at"]) > standing.last.recorded_at, "is older than the one before it")
        _signed(entry, body, standing)
    except _Wrong as wrong:
        return None, Fault(entry.seq, f"{_named(entry)} {wrong}.")
    standing.last = Mark(entry.seq, entry.hash, entry.recorded_at)
    return body, None


def check_all(entries: Iterable[Entry], standing: Standing) -> Fault | None:
    """The first fault of several entries, None where all are sound."""
    for entry in entries:
        _body, fault = check(entry, standing)
        if fault is not None:
            return fault
    return None


def resume(mark: Mark, governing: Iterable[Entry]) -> tuple[Standing, Fault | None]:
    """What stands at `mark`, up to which everything was checked before: from the entries on keys, roles and
    erasures alone, each checked by its own hash and signature."""
    standing = Standing()
    for entry in governing:
        try:
            _signed(entry, _genuine(entry), standing)
        except _Wrong as wrong:
            return standing, Fault(entry.seq, f"{_named(entry)} {wrong}.")
    standing.last = mark
    return standing, None


def _require(is_so: bool, else_: str) -> None:
    if not is_so:
        raise _Wrong(else_)


def _genuine(entry: Entry) -> Content:
    """The body of an entry that is unchanged, in itself."""
    _require(hash_of(entry.prev, entry.body) == entry.hash, "was changed outside Journeybook")
    try:
        body = canonical.read(entry.body)
        _require(isinstance(body, dict), "holds nothing that can be read")
        assert isinstance(body, dict)
        moment_of(str(body.get("recorded_at")))
    except ValueError:
        raise _Wrong("holds nothing that can be read") from None
    _require(body.get("format") == FORMAT, "was written in a form that this Journeybook does not know")
    told = (body.get("seq"), body.get("key"), body.get("act"), body.get("recorded_at"))
    _require(
        told == (entry.seq, entry.key_id, entry.act, entry.recorded_at),
        "says something else than what is kept beside it",
    )
    _require(isinstance(body.get("what"), dict), "does not say what was done")
    return body


def _signed(entry: Entry, body: Content, standing: Standing) -> None:
    """Take an entry that is signed by a registered key of its signer, and by a coordinator where it must be."""
    signer, what = body.get("signer"), body["what"]
    person = signer.get("id") if isinstance(signer, dict) else None
    assert isinstance(what, dict)
    _require(isinstance(person, str), "does not say who signed it")
    is_first = entry.seq == 1
    try:
        if is_first:
            _require(entry.act == registry.GOVERNING[0], "does not register the first coordinator")
            registry.begin(standing, entry.key_id, str(person), what)
        key = standing.keys.get(entry.key_id)
        if key is None:
            raise _Wrong("is signed with a key that no coordinator registered")
        _require(key.revoked_by is None, "is signed with a key that was no longer in use")
        _require(key.person == person, "is signed with the key of another person")
        key.public.verify(entry.sig, entry.hash)
        if is_first:
            return
        if entry.act in registry.COORDINATED:
            _require(standing.is_coordinator(str(person)), "is not signed by a coordinator")
        if entry.act in registry.GOVERNING:
            registry.take(standing, entry.act, entry.seq, what)
    except InvalidSignature:
        raise _Wrong("does not bear the signature of its signer") from None
    except ValueError as error:
        raise _Wrong(f"cannot be: {error}") from None


def _named(entry: Entry) -> str:
    """ "Entry 26 (sign-off, agreement 3, competency 1a, June 1, 2026)", as far as the body still says so."""
    try:
        body = json.loads(entry.body.decode(errors="replace"))
        what = body["what"]
        said = [body["act"], what.get("about", ""), words.long_date(date.fromisoformat(body["recorded_at"][:10]))]
        told = words.clean_line(", ".join(str(one) for one in said if one))[:_LONGEST]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        told = ""
    return f"Entry {entry.seq:,} ({told})" if told else f"Entry {entry.seq:,}"
