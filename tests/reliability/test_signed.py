"""kill -9 at random moments while a mentor signs: what she was told is signed, row and entry together."""

import os
from pathlib import Path

import pytest

from tests.reliability import apart
from tests.reliability.conftest import Note
from tests.reliability.figures import Figure

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX does it"),
]


def test_what_was_told_is_signed_wherever_it_is_killed(tmp_path: Path, seconds: float, seed: int, note: Note) -> None:
    found = apart.run("signed", tmp_path, seconds, seed)
    note(Figure("E1", "signing", found.counts, found.bad))
    assert found.counts["kills"] >= 5
    assert found.counts["sign-offs told"]
    assert found.counts["half-written files taken back"], "some were killed half-way"


@pytest.mark.parametrize("sabotage", ["told before the commit", "two transactions"])
def test_a_careless_program_is_caught(tmp_path: Path, sabotage: str, seed: int, note: Note) -> None:
    found = apart.run("signed", tmp_path, 3, seed, sabotage)
    note(Figure("E1", "signing", found.counts, found.bad, control=sabotage, caught=found.caught))
