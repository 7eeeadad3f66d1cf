"""Codes survive being printed, read and typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import KnownError
from desktop.ledger import letters

_IDS = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(_IDS, _IDS)
@settings(max_examples=60)
def test_a_fingerprint_is_eight_groups_of_four_and_differs_with_the_key(one: str, other: str) -> None:
    assert [len(group) for group in letters.fingerprint(one).split()] == [4] * 8
    assert (letters.fingerprint(one) == letters.fingerprint(other)) == (one[:40] == other[:40])


def test_a_code_is_read_however_it_is_typed() -> None:
    for _ in range(50):
        code = letters.new_recovery_code()
        assert [len(group) for group in code.split("-")] == [5] * 5
        misread = code.replace("0", "o").replace("1", "l")
        for typed in (code, code.lower(), code.replace("-", " "), f"  {code.replace('-', '')}\n", misread):
            assert letters.recovery_code(typed) == code


def test_codes_are_never_the_same() -> None:
    assert len({letters.new_recovery_code() for _ in range(200)}) == 200


def test_most_slips_are_told() -> None:
    code = letters.new_recovery_code()
    told = 0
    for place in range(len(code) - 1):
        if code[place] == "-":
            continue
        slip = code[:place] + ("7" if code[place] != "7" else "8") + code[place + 1 :]
        try:
            letters.recovery_code(slip)
        except KnownError:
            told += 1
    assert told > 15


@pytest.mark.parametrize("typed", ["", "ABC", "U" * 25, "é" * 25, "0" * 26, "\0" * 25, "0" * 100_000])
def test_what_is_no_code_is_refused(typed: str) -> None:
    with pytest.raises(KnownError, match="not a recovery code"):
        letters.recovery_code(typed)
