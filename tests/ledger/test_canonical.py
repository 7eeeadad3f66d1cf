"""The same content is written the same way, and what is written another way is not read."""

import json
import unicodedata
from enum import StrEnum

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from desktop.ledger import canonical
from desktop.ledger.canonical import LARGEST_NUMBER, Value

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
_PLAIN = st.none() | st.booleans() | st.integers(-LARGEST_NUMBER, LARGEST_NUMBER) | _TEXTS
_CONTENT = st.recursive(
    _PLAIN,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(_TEXTS.map(lambda text: unicodedata.normalize("NFC", text)), inner, max_size=4)
    ),
    max_leaves=12,
)


def _nfc(value: Value) -> Value:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): _nfc(one) for key, one in value.items()}
    return [_nfc(one) for one in value] if isinstance(value, list) else value


@given(_CONTENT)
@settings(max_examples=150, deadline=None)
def test_what_was_written_is_what_is_read_and_is_written_again(content: Value) -> None:
    written = canonical.write(content)
    assert canonical.read(written) == _nfc(content)
    assert canonical.write(canonical.read(written)) == written
    assert json.loads(written) == _nfc(content)


@given(_CONTENT, st.data())
@settings(max_examples=150, deadline=None)
def test_no_two_byte_strings_are_read_as_the_same_content(content: Value, data: st.DataObject) -> None:
    written = canonical.write(content)
    place = data.draw(st.integers(0, len(written) - 1))
    changed = bytearray(written)
    changed[place] = data.draw(st.integers(0, 255))
    assume(bytes(changed) != written)
    try:
        found = canonical.read(bytes(changed))
    except ValueError:
        return
    assert canonical.write(found) == changed != written


@given(st.permutations(["b", "a", "é", "10", "9", "A", "\U0001f600", "\uffee"]))
def test_the_order_of_keys_does_not_matter(keys: list[str]) -> None:
    assert canonical.write(dict.fromkeys(keys, 1)) == canonical.write(dict.fromkeys(sorted(keys), 1))


def test_the_form_is_the_one_that_the_manual_describes() -> None:
    said = {"b": [1, True, None], "a": "café\n\x00", "A": {}}
    assert canonical.write(said) == '{"A":{},"a":"café\\n\\u0000","b":[1,true,null]}'.encode()
    assert canonical.write("cafe\u0301") == '"café"'.encode()


class _Word(StrEnum):
    ONE = "one"


def test_a_code_is_written_as_its_text() -> None:
    assert canonical.write({"word": _Word.ONE, "tuple": (1, "x")}) == b'{"tuple":[1,"x"],"word":"one"}'


@pytest.mark.parametrize(
    "content",
    [
        1.0,
        {"hours": 7.5},
        float("nan"),
        2**53,
        -(2**53),
        10**300,
        {1: "a number as key"},
        {"é": 1, "e\u0301": 2},
        "half a character \ud800",
        b"bytes",
        {"set": {1}},
        "x" * canonical.LARGEST_BYTES,
    ],
)
def test_what_could_be_written_twice_is_refused(content: object) -> None:
    with pytest.raises(ValueError):
        canonical.write(content)


def test_content_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)
    with pytest.raises(ValueError):
        canonical.write(endless)


@pytest.mark.parametrize(
    "written",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'{"a":1}\n',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":9007199254740992}',
        b'{"a":' + b"9" * 10_000 + b"}",
        b'{"a":"\\u0041"}',
        b'{"a":"\\ud800"}',
        b'{"a":"\\/"}',
        '{"a":"e\u0301"}'.encode(),
        b"\xef\xbb\xbf{}",
        b'{"a":"\xff"}',
        b"[" * 100_000 + b"]" * 100_000,
        b"",
        b"{",
        b'"' + b"x" * canonical.LARGEST_BYTES + b'"',
    ],
)
def test_what_is_written_another_way_is_not_read(written: bytes) -> None:
    with pytest.raises(ValueError):
        canonical.read(written)
