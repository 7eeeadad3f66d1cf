"""A ledger that was touched is told by its first bad entry; each part of the checker is needed for that."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.codes import Act, Role
from desktop.ledger import chain, entries, registry
from desktop.ledger.entries import Entry, Mark
from desktop.ledger.keys import Sitting
from desktop.ledger.registry import GOVERNING, Standing
from tests.ledger.book import START, Book, Cast, registration, resigned, sitting, written

CAST = Cast()
BOOK = written(CAST)


def _fault(found: list[Entry]) -> chain.Fault | None:
    return chain.check_all(found, Standing())


def test_a_ledger_as_it_was_written_is_sound() -> None:
    standing = Standing()
    assert chain.check_all(BOOK.entries, standing) is None
    assert standing.last == BOOK.mark
    assert standing.record == "the record"
    assert {key.person for key in standing.keys.values()} == {"cora", "mia", "max"}
    assert standing.roles == {("cora", "coordinator", ""), ("mia", "mentor", "north")}
    assert standing.erased == {"ab" * 32}


def test_a_ledger_without_entries_is_sound() -> None:
    assert _fault([]) is None


_BYTES = ("prev", "body", "hash", "sig")
_TEXTS = ("key_id", "act", "recorded_at")


@given(st.data())
@settings(max_examples=250, deadline=None)
def test_any_change_of_a_byte_is_found_in_that_entry(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(BOOK.entries) - 1))
    name, entry = data.draw(st.sampled_from(_BYTES + _TEXTS)), BOOK.entries[place]
    value = getattr(entry, name)
    raw = bytearray(value if isinstance(value, bytes) else value.encode())
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= 1 << data.draw(st.integers(0, 7))
    changed = bytes(raw) if isinstance(value, bytes) else bytes(raw).decode("latin-1")
    fault = _fault([*BOOK.entries[:place], entry._replace(**{name: changed}), *BOOK.entries[place + 1 :]])
    assert fault is not None
    assert fault.seq == entry.seq


@given(st.permutations(range(len(BOOK.entries))))
@settings(max_examples=100, deadline=None)
def test_order_matters(order: list[int]) -> None:
    assume(order != sorted(order))
    assert _fault([BOOK.entries[place] for place in order]) is not None


@given(st.sets(st.integers(0, len(BOOK.entries) - 1), min_size=1))
@settings(max_examples=60, deadline=None)
def test_whatever_is_removed_before_the_last_is_found_and_the_end_alone_is_not(gone: set[int]) -> None:
    left = [entry for place, entry in enumerate(BOOK.entries) if place not in gone]
    fault = _fault(left)
    is_the_end = gone == set(range(min(gone), len(BOOK.entries)))
    # What was removed from the end is for the anchor to find.
    assert (fault is None) == is_the_end
    if fault is not None:
        assert fault.seq == min(gone) + 1


def _edited(place: int, **changes: object) -> list[Entry]:
    found = list(BOOK.entries)
    found[place] = found[place]._replace(**changes)
    return found


def _rewritten(place: int) -> list[Entry]:
    """A level raised, and all hashes from there on computed anew, by someone without a key."""
    found, prev = list(BOOK.entries), BOOK.entries[place].prev
    for at in range(place, len(found)):
        body = found[at].body.replace(b'"level":2', b'"level":4')
        digest = entries.hash_of(prev, body)
        found[at] = found[at]._replace(prev=prev, body=body, hash=digest)
        prev = digest
    return found


def _spliced() -> list[Entry]:
    """An entry that its signer wrote differently in a copy of the file, put in the place of the first."""
    other = Book(BOOK.entries[:5], START + timedelta(minutes=5))
    other.add(Act.SIGN_OFF, {"level": 4}, CAST.mia)
    return [*other.entries, *BOOK.entries[6:]]


def _added(act: Act, what: object, by: Sitting, /, **forged: object) -> list[Entry]:
    book = BOOK.fork()
    book.add(act, what, by, **forged)
    return book.entries


def _revoked_and_used() -> list[Entry]:
    book = BOOK.fork()
    book.add(Act.KEY_REVOKED, {"person": "mia", "key": CAST.mia.key_id}, CAST.cora)
    book.add(Act.SIGN_OFF, {"level": 4}, CAST.mia)
    return book.entries


def _key_for_old_key_used() -> list[Entry]:
    book, new = BOOK.fork(), sitting("mia")
    book.register(new, CAST.cora, replaces=CAST.mia.key_id)
    book.add(Act.SIGN_OFF, {"level": 4}, new)
    book.add(Act.SIGN_OFF, {"level": 4}, CAST.mia)
    return book.entries


def _begun(first: Act, what: object, **forged: object) -> list[Entry]:
    book = Book()
    book.add(first, what, CAST.cora, **forged)
    return book.entries


def _bytes_of(place: int) -> bytes:
    return BOOK.entries[place].body


_CORAS = registration(CAST.cora) | {"record": "r"}
_FUTURE = "2026-07-01T16:00:00.000000Z"

ATTACKS: dict[str, tuple[str, Callable[[], list[Entry]]]] = {
    "a level is raised": (
        "Entry 5 (sign-off, agreement 3, competency 1a, June 1, 2026) was changed outside Journeybook.",
        lambda: _edited(4, body=_bytes_of(4).replace(b'"level":2', b'"level":4')),
    ),
    "a level is raised and all hashes are made anew": ("does not bear the signature", lambda: _rewritten(4)),
    "an entry is removed": ("Entry 5 is missing", lambda: [*BOOK.entries[:4], *BOOK.entries[5:]]),
    "two histories are spliced": ("Entry 7 .* does not follow the one before", _spliced),
    "a signature is put under another entry": (
        "Entry 6 .* does not bear the signature",
        lambda: _edited(5, sig=BOOK.entries[4].sig),
    ),
    "another act is shown beside the body": (
        "something else than what is kept",
        lambda: _edited(4, act="imported"),
    ),
    "another time is shown beside the body": (
        "something else than what is kept",
        lambda: _edited(4, recorded_at=_FUTURE),
    ),
    "a stranger signs": ("no coordinator registered", lambda: _added(Act.SIGN_OFF, {}, CAST.stranger)),
    "a key no longer in use signs": ("no longer in use", _revoked_and_used),
    "the old key signs after a new one": ("Entry 13 .* no longer in use", _key_for_old_key_used),
    "a mentor signs as another": (
        "the key of another person",
        lambda: _added(Act.SIGN_OFF, {}, CAST.mia, signer={"id": "max"}),
    ),
    "a mentor makes themselves coordinator": (
        "not signed by a coordinator",
        lambda: _added(Act.ROLE_GIVEN, {"roles": [["mia", Role.COORDINATOR.value, ""]]}, CAST.mia),
    ),
    "a mentor registers a key": (
        "not signed by a coordinator",
        lambda: _added(Act.KEY_REGISTERED, registration(CAST.stranger), CAST.mia),
    ),
    "a mentor erases": ("not signed by a coordinator", lambda: _added(Act.ERASED, {"erased": []}, CAST.mia)),
    "someone gets a second key": (
        "has a key already",
        lambda: _added(Act.KEY_REGISTERED, registration(sitting("mia")), CAST.cora),
    ),
    "a key is replaced that is another person’s": (
        "not in use by that person",
        lambda: _added(Act.KEY_REGISTERED, registration(sitting("mia")) | {"replaces": CAST.max.key_id}, CAST.cora),
    ),
    "a key is registered under another id": (
        "not the one it names",
        lambda: _added(Act.KEY_REGISTERED, registration(CAST.stranger) | {"key": "ab" * 32}, CAST.cora),
    ),
    "a signer dates back": (
        "older than the one before",
        lambda: _added(Act.SIGN_OFF, {}, CAST.mia, recorded_at="2026-05-01T16:00:00.000000Z"),
    ),
    "a time is written in another way": (
        "nothing that can be read",
        lambda: _added(Act.SIGN_OFF, {}, CAST.mia, recorded_at="2026-07-01"),
    ),
    "a signer leaves out the number": (
        "something else than what is kept",
        lambda: _added(Act.SIGN_OFF, {}, CAST.mia, seq=5),
    ),
    "a signer writes in another way": (
        "nothing that can be read",
        lambda: _added(Act.SIGN_OFF, {}, CAST.mia, body=b'{"act": "sign-off"}'),
    ),
    "a signer writes no object": (
        "nothing that can be read",
        lambda: _added(Act.SIGN_OFF, {}, CAST.mia, body=b"[1]"),
    ),
    "a later form": (
        "a form that this Journeybook does not know",
        lambda: _added(Act.SIGN_OFF, {}, CAST.mia, format=2),
    ),
    "an act says nothing": ("does not say what was done", lambda: _added(Act.SIGN_OFF, None, CAST.mia)),
    "an act has no signer": ("does not say who", lambda: _added(Act.SIGN_OFF, {}, CAST.mia, signer=None)),
    "a ledger begins with something else": (
        "does not register the first coordinator",
        lambda: _begun(Act.SIGN_OFF, _CORAS),
    ),
    "a ledger begins with the key of another": (
        "does not register the key that signs it",
        lambda: _begun(Act.KEY_REGISTERED, _CORAS | registration(CAST.mia)),
    ),
    "a ledger begins without a record": (
        "does not begin a record",
        lambda: _begun(Act.KEY_REGISTERED, registration(CAST.cora)),
    ),
    "a ledger begins with no key": (
        "registers no key",
        lambda: _begun(Act.KEY_REGISTERED, _CORAS | {"public_key": "no key"}),
    ),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_each_attack_is_found_and_told_in_words(name: str) -> None:
    words, attack = ATTACKS[name]
    fault = _fault(attack())
    assert fault is not None
    assert words == fault.sentence or re.search(words, fault.sentence), fault.sentence


def _goes_unseen(name: str) -> bool:
    return _fault(ATTACKS[name][1]()) is None


@pytest.mark.parametrize(
    ("blind_to", "lets_pass"),
    [
        ("does not follow", "two histories are spliced"),
        ("was changed outside", "a level is raised"),
        ("is older than", "a signer dates back"),
        ("says something else", "another act is shown beside the body"),
        ("does not know", "a later form"),
        ("no longer in use", "a key no longer in use signs"),
        ("the key of another person", "a mentor signs as another"),
        ("not signed by a coordinator", "a mentor makes themselves coordinator"),
        ("does not register the first", "a ledger begins with something else"),
    ],
)
def test_a_checker_that_leaves_one_thing_out_lets_an_attack_pass(
    monkeypatch: pytest.MonkeyPatch, blind_to: str, lets_pass: str
) -> None:
    real = chain._require
    monkeypatch.setattr(chain, "_require", lambda is_so, else_: real(is_so or blind_to in else_, else_))
    assert _goes_unseen(lets_pass)


def test_a_checker_that_takes_any_signature_lets_forgeries_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    class Gullible:
        def verify(self, _signature: bytes, _message: bytes) -> None:
            return

        def public_bytes_raw(self) -> bytes:
            return b""

    monkeypatch.setattr(registry, "_public_key", lambda _public, _key_id: Gullible())
    assert _goes_unseen("a level is raised and all hashes are made anew")
    assert _goes_unseen("a signature is put under another entry")


def test_new_entries_alone_are_checked_from_where_the_last_check_ended() -> None:
    for seq in range(1, len(BOOK.entries) + 1):
        before, new = BOOK.entries[:seq], BOOK.entries[seq:]
        mark = Mark(seq, before[-1].hash, before[-1].recorded_at)
        standing, fault = chain.resume(mark, [one for one in before if one.act in GOVERNING])
        assert fault is None
        assert chain.check_all(new, standing) is None
        whole = Standing()
        chain.check_all(BOOK.entries, whole)
        assert (standing.last, standing.roles, standing.erased) == (whole.last, whole.roles, whole.erased)


def test_a_key_that_was_swapped_before_the_last_check_is_found_all_the_same() -> None:
    forged = resigned(BOOK.entries[1], CAST.stranger, what=registration(CAST.stranger))
    _standing, fault = chain.resume(BOOK.mark, [BOOK.entries[0], forged])
    assert fault is not None
    assert fault.seq == 2


def test_an_old_signature_stays_valid_when_its_signer_gets_a_new_key() -> None:
    book, new = BOOK.fork(), sitting("mia")
    book.register(new, CAST.cora, replaces=CAST.mia.key_id)
    book.add(Act.SIGN_OFF, {"level": 4}, new)
    standing = Standing()
    assert chain.check_all(book.entries, standing) is None
    assert standing.keys[CAST.mia.key_id].revoked_by == 11


def test_the_clock_never_goes_back_and_what_it_said_is_told() -> None:
    last = entries.moment_text(START)
    second = timedelta(seconds=1)
    assert entries.times(START + second, last) == {"recorded_at": "2026-06-01T16:00:01.000000Z"}
    after = {"recorded_at": "2026-06-01T16:00:00.000001Z"}
    for now in (START, START - second, START - timedelta(minutes=5)):
        assert entries.times(now, last) == after
    set_back = {"clock_was_set_back_to": "2026-06-01T15:54:59.000000Z"}
    assert entries.times(START - timedelta(minutes=5, seconds=1), last) == after | set_back
    assert entries.times(START, "") == {"recorded_at": last}


@pytest.mark.parametrize("text", ["", "2026-06-01", "2026-06-01T16:00:00Z", "2026-06-01T16:00:00.000000+00:00"])
def test_a_moment_is_written_one_way(text: str) -> None:
    with pytest.raises(ValueError):
        entries.moment_of(text)


def test_a_fault_never_repeats_endless_or_invisible_text() -> None:
    what = {"about": "x" * 5000 + "\u202e"}
    book = BOOK.fork()
    made = book.add(Act.SIGN_OFF, what, CAST.mia)
    fault = _fault([*BOOK.entries, made._replace(sig=bytes(64))])
    assert fault is not None
    assert len(fault.sentence) < 300
    assert "\u202e" not in fault.sentence
