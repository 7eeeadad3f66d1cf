"""The same on a disk that needs no compiler: the statements of sign-offs through a file layer in Python."""

import os
from pathlib import Path

import pytest

from tests.reliability import apart
from tests.reliability.conftest import Note
from tests.reliability.figures import OURS, Figure

pytestmark = [
    pytest.mark.reliability,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX does it"),
]
_BY = f"{OURS}, statements by APSW"


def test_killed_at_an_operation_the_sign_off_is_there_or_not(
    tmp_path: Path, each: float, seed: int, note: Note
) -> None:
    found = apart.run("replay", tmp_path, each, seed, "killed")
    assert found.counts["points"] > 2
    note(Figure("E2", "a sign-off", _of("points", found.counts), found.bad, setup=_BY))


def test_a_failing_operation_leaves_nothing_and_the_same_again_signs(
    tmp_path: Path, each: float, seed: int, note: Note
) -> None:
    found = apart.run("replay", tmp_path, each, seed, "failing")
    assert found.counts["points"] > 2
    note(Figure("E4", "a sign-off", _of("failures", found.counts), found.bad, setup=_BY))


def test_a_power_cut_leaves_what_was_told(tmp_path: Path, each: float, seed: int, note: Note) -> None:
    found = apart.run("replay", tmp_path, each, seed, "power")
    assert found.counts["disks"] > 10
    note(Figure("E3", "signing", found.counts, found.bad, setup=_BY))


def test_settings_that_are_not_enough_are_caught(tmp_path: Path, seed: int, note: Note) -> None:
    found = apart.run("replay", tmp_path, 60, seed, "power", "FULL")
    setup = "DELETE journal, synchronous=FULL, statements by APSW"
    sabotage = "less is brought to the disk"
    note(Figure("E3", "signing", found.counts, found.bad, setup=setup, control=sabotage, caught=found.caught))


def _of(what: str, counts: dict[str, int]) -> dict[str, int]:
    return {f"of {counts['in all']:,} {what}": counts["points"]}
