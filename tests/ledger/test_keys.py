"""A key opens with its secret alone, and signs while its sitting lasts."""

import json
from contextlib import suppress

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import KnownError
from desktop.ledger import keys
from desktop.ledger.keys import Parameters, Sitting

pytestmark = pytest.mark.usefixtures("quick_keys")
_SECRET = "four plain words here"


def test_the_parameters_are_no_weaker_than_the_recommended_ones() -> None:
    assert Parameters() == Parameters(memory_kib=65_536, passes=3, lanes=4)


def test_a_key_opens_with_its_secret_and_no_other() -> None:
    pair = keys.new_pair()
    locked = keys.lock(pair.private, _SECRET, pair.key_id)
    assert keys.unlock(locked, _SECRET, pair.key_id) == pair.private
    for wrong in ("", _SECRET.upper(), f"{_SECRET} ", "another one entirely"):
        assert keys.unlock(locked, wrong, pair.key_id) is None


def test_the_private_key_is_not_in_what_is_stored_and_no_two_locks_are_alike() -> None:
    pair = keys.new_pair()
    one, other = (keys.lock(pair.private, _SECRET, pair.key_id) for _ in range(2))
    assert pair.private.hex() not in one
    assert not {json.loads(one)[name] for name in ("salt", "nonce", "sealed")} & set(json.loads(other).values())


def test_letters_typed_on_another_keyboard_are_the_same() -> None:
    pair = keys.new_pair()
    locked = keys.lock(pair.private, "café au lait, très chaud", pair.key_id)
    assert keys.unlock(locked, "cafe\u0301 au lait, tre\u0300s chaud", pair.key_id) == pair.private


def test_a_locked_key_put_in_the_place_of_another_does_not_open() -> None:
    mine, yours = keys.new_pair(), keys.new_pair()
    assert keys.unlock(keys.lock(mine.private, _SECRET, mine.key_id), _SECRET, yours.key_id) is None


@given(st.data())
@settings(max_examples=80, deadline=None)
def test_a_changed_byte_never_opens_and_never_breaks_the_program(data: st.DataObject) -> None:
    pair = keys.new_pair()
    locked = bytearray(keys.lock(pair.private, _SECRET, pair.key_id).encode())
    place = data.draw(st.integers(0, len(locked) - 1))
    locked[place] = data.draw(st.integers(0, 127).filter(lambda one: one != locked[place]))
    with suppress(KnownError):
        assert keys.unlock(locked.decode(), _SECRET, pair.key_id) is None


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2**40},
        {"memory_kib": True, "passes": 10**9},
        {"lanes": 0},
        {"passes": "3"},
        {"salt": ""},
        {"sealed": "zz"},
        {"nonce": None},
    ],
)
def test_a_file_that_asks_for_the_impossible_is_told_to_be_damaged(change: dict[str, object]) -> None:
    pair = keys.new_pair()
    kept = {**json.loads(keys.lock(pair.private, _SECRET, pair.key_id)), **change}
    with pytest.raises(KnownError, match="damaged"):
        keys.unlock(json.dumps(kept, sort_keys=True, separators=(",", ":")), _SECRET, pair.key_id)


@pytest.mark.parametrize("locked", ["", "[]", "null", "{}", "no JSON"])
def test_what_is_no_key_at_all_is_told_to_be_damaged(locked: str) -> None:
    with pytest.raises(KnownError, match="damaged"):
        keys.unlock(locked, _SECRET, "id")


def test_other_parameters_make_a_lock_outdated_and_it_still_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    pair = keys.new_pair()
    locked = keys.lock(pair.private, _SECRET, pair.key_id)
    assert not keys.is_outdated(locked)
    monkeypatch.setattr(keys, "PARAMETERS", Parameters(memory_kib=64, passes=2, lanes=1))
    assert keys.is_outdated(locked)
    assert keys.unlock(locked, _SECRET, pair.key_id) == pair.private


def test_a_sitting_signs_until_it_is_closed() -> None:
    pair, digest = keys.new_pair(), bytes(range(32))
    with Sitting("p", "Mia Hale", pair.private) as sitting:
        signature = sitting.sign(digest)
        assert keys.unlock(sitting.locked("another secret"), "another secret", pair.key_id) == pair.private
    Ed25519PublicKey.from_public_bytes(pair.public).verify(signature, digest)
    assert (sitting.key_id, sitting.is_open) == (pair.key_id, False)
    for act in (sitting.sign, sitting.locked):
        with pytest.raises(KnownError, match="sitting is over"):
            act(digest if act is sitting.sign else "x")
    assert pair.private.hex() not in repr(sitting)


@pytest.mark.parametrize("passphrase", ["", "short", "aaaaaaaaaaaaaaaa", "abababababab", "x" * 500, "ab" * 101])
def test_a_passphrase_that_is_easily_guessed_or_endless_is_refused(passphrase: str) -> None:
    with pytest.raises(KnownError, match="passphrase has"):
        keys.check_passphrase(passphrase)


def test_a_passphrase_of_words_will_do() -> None:
    keys.check_passphrase(_SECRET)
