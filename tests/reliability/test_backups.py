"""kill -9 at random moments of a backup and of a restore: the old or the new, never between, and each backup whole."""

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
_WORK = {"backup": "a backup", "restore": "a restore"}


@pytest.mark.parametrize("work", _WORK)
def test_nothing_is_left_by_halves_wherever_it_is_killed(
    record: Path, work: str, seconds: float, seed: int, note: Note
) -> None:
    found = apart.run("killed", work, record, seconds, seed)
    note(Figure("E1", _WORK[work], found.counts, found.bad))
    assert found.counts["kills"] >= 5
    assert found.counts["backups kept" if work == "backup" else "backups in its place"], "some went through"
    assert found.counts["stopped half-way"] or seconds < 30, "some were killed half-way"


@pytest.mark.parametrize("work", _WORK)
def test_a_careless_program_is_caught(record: Path, work: str, seconds: float, seed: int, note: Note) -> None:
    found = apart.run("killed", work, record, min(seconds, 10), seed, "sabotaged")
    sabotage = "the file is written in its place, a piece at a time"
    note(Figure("E1", _WORK[work], found.counts, found.bad, control=sabotage, caught=found.caught))
