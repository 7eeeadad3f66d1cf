"""kill -9 at random moments of a backup and of a restore: the old or the new, never between, and each backup whole."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

QUICK = 3
LONG = 60
SEED = os.environ.get("JOURNEYBOOK_KILL_SEED", "1")

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed as POSIX does it")


def _run(record: Path, experiment: str, seconds: float, *more: str) -> dict[str, Any]:
    arguments = [sys.executable, "-m", "tests.reliability.killed", experiment, str(record), str(seconds), SEED, *more]
    done = subprocess.run(arguments, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    print(done.stdout)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("experiment", ["backup", "restore"])
def test_nothing_is_left_by_halves_wherever_it_is_killed(record: Path, experiment: str) -> None:
    found = _run(record, experiment, QUICK)
    assert found["bad"] == []
    assert found["kills"] >= 5
    assert found["done"], "some went through, or nothing was tried"


@pytest.mark.parametrize("experiment", ["backup", "restore"])
def test_a_careless_program_is_caught(record: Path, experiment: str) -> None:
    assert _run(record, experiment, QUICK, "sabotaged")["bad"]


@pytest.mark.long
@pytest.mark.parametrize("experiment", ["backup", "restore"])
def test_nothing_is_left_by_halves_in_a_minute(record: Path, experiment: str) -> None:
    """JOURNEYBOOK_KILL_SEED says which moments."""
    found = _run(record, experiment, LONG)
    assert found["bad"] == []
    assert found["halves"], "some were killed half-way"
