"""Personal texts stand beside the chain, and their hashes tell nothing without them."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.ledger import canonical, personal
from desktop.ledger.personal import Personal

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(_TEXTS, max_size=5))
@settings(max_examples=60, deadline=None)
def test_the_body_holds_hashes_and_the_texts_stand_aside_in_order(texts: list[str]) -> None:
    body, aside = personal.set_aside({"about": "agreement 3", "names": [Personal(text) for text in texts]})
    assert personal.hashes_in(canonical.write(body)) == [one.hash for one in aside]
    assert canonical.read(canonical.write(body)) == body
    for text, one in zip(texts, aside, strict=True):
        assert personal.hash_of(one.salt, one.text.encode()) == one.hash
        assert canonical.write(one.text) == canonical.write(text)


def test_a_text_that_looks_like_a_hash_is_none() -> None:
    looks = '{"personal":"' + "0" * 64 + '"}'
    body, _aside = personal.set_aside({"note": looks, looks: [looks, "{", looks]})
    assert personal.hashes_in(canonical.write(body)) == []


def test_a_name_is_not_in_the_body() -> None:
    body, _aside = personal.set_aside({"apprentice": Personal("Ada Lind"), "deep": [({"it": Personal("Lovelace")},)]})
    assert b"Ada" not in canonical.write(body)
    assert b"Lovelace" not in canonical.write(body)


def test_the_same_name_has_another_hash_each_time_so_that_it_cannot_be_guessed() -> None:
    (one,), (other,) = (personal.set_aside(Personal("Ada Lind"))[1] for _ in range(2))
    assert one.hash != other.hash
    assert one.hash != hashlib.sha256(b"Ada Lind").digest()
    assert len(one.salt) == personal.SALT_BYTES


def test_nobody_writes_a_hash_that_is_none() -> None:
    with pytest.raises(ValueError):
        personal.set_aside({"name": {"personal": "0" * 64}})
