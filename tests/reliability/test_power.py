"""Whatever the disk holds when the power goes, what was told is signed."""

from pathlib import Path

import pytest

from tests.reliability import apart
from tests.reliability.conftest import Note
from tests.reliability.figures import Figure

pytestmark = pytest.mark.reliability


def test_what_was_told_is_signed_after_a_power_cut(
    tmp_path: Path, library: Path, seconds: float, seed: int, note: Note
) -> None:
    found = apart.run_shares(library, tmp_path, "power", seconds, seed)
    note(Figure("E3", "signing", found.counts, found.bad))
    assert found.counts["disks"] > found.counts["of them different"] > 50


@pytest.mark.parametrize("synchronous", ["FULL", "NORMAL", "OFF"])
def test_settings_that_are_not_enough_are_caught(
    tmp_path: Path, library: Path, synchronous: str, seed: int, note: Note
) -> None:
    found = apart.run_shares(library, tmp_path, "power", 60, seed, synchronous)
    setup = f"DELETE journal, synchronous={synchronous}"
    sabotage = "less is brought to the disk"
    note(Figure("E3", "signing", found.counts, found.bad, setup=setup, control=sabotage, caught=found.caught))
