"""Pairs are read back as they were told, and a file that holds none is refused in a sentence."""

import json
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.codes import PartKind
from desktop.errors import KnownError
from desktop.frameworks import carrying, pairs_file
from desktop.frameworks.carrying import Pair
from desktop.frameworks.compare import compare
from desktop.frameworks.document import Framework
from tests.frameworks import strategies


@settings(max_examples=40, deadline=None)
@given(one=strategies.frameworks(), other=strategies.frameworks())
def test_what_is_suggested_is_read_back_and_fits_both_frameworks(one: Framework, other: Framework) -> None:
    found = compare(one, other)
    pairs = carrying.suggest(found)
    read = pairs_file.read(json.dumps(pairs_file.told(found, pairs)).encode())
    assert set(read.pairs) == {pair for pair in pairs.pairs if pair.after}
    assert read.levels == pairs.levels
    carrying.check(read, found.before, found.after)


def test_a_single_code_stands_for_a_list_and_weights_are_kept() -> None:
    functions = [{"from": "1", "to": ["1", ""], "weights": [2, 1]}]
    text = json.dumps({"competencies": [{"from": "2b", "to": "2c"}], "job_functions": functions})
    found = pairs_file.read(text.encode())
    assert found.pairs == (
        Pair(PartKind.COMPETENCY, "2b", ("2c",)),
        Pair(PartKind.JOB_FUNCTION, "1", ("1", ""), (2, 1)),
    )
    assert pairs_file.read_crosswalk(text.encode()) == (("2b", "2c"),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "[]",
        "{}",
        '{"competencies": 1}',
        '{"competencies": [1]}',
        '{"competencies": [{"to": ["1a"]}]}',
        '{"competencies": [{"from": 1, "to": ["1a"]}]}',
        '{"competencies": [{"from": "1a", "to": [1]}]}',
        '{"competencies": [{"from": "1a", "to": {"a": 1}}]}',
        '{"job_functions": [{"from": "1", "to": ["1"], "weights": [1.5]}]}',
        '{"job_functions": [{"from": "1", "to": ["1"], "weights": [true]}]}',
        '{"competencies": [], "levels": {"x": 1}}',
        '{"competencies": [], "levels": {"1": "2"}}',
        '{"competencies": [], "levels": [1]}',
        "[" * 100_000,
        '{"competencies": [' + "1," * 6000 + "1]}",
    ],
)
def test_what_is_no_file_of_pairs_is_refused(text: str) -> None:
    with pytest.raises(KnownError):
        pairs_file.read(text.encode())


@given(content=st.binary(max_size=300))
def test_any_bytes_are_pairs_or_a_sentence(content: bytes) -> None:
    with suppress(KnownError):
        pairs_file.read(content)


def test_a_file_that_is_too_large_is_refused_at_once() -> None:
    begun = time.perf_counter()
    with pytest.raises(KnownError, match="larger than 4 MB"):
        pairs_file.read(b"[" * (pairs_file.LARGEST + 1))
    assert time.perf_counter() - begun < 1
