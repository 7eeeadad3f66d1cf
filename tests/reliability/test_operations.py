"""A process that is killed before, after or half-way through any operation on its files leaves all or nothing."""

from pathlib import Path

import pytest

from tests.reliability import apart
from tests.reliability.apart import Found
from tests.reliability.conftest import Note
from tests.reliability.figures import Figure

pytestmark = pytest.mark.reliability

WORKS = (
    "a sign-off",
    "a sign-off on a file",
    "an upgrade",
    "a backup",
    "an encryption",
    "a way back from encryption",
    "an import of hours",
    "an import of a framework",
)


def _counts(found: Found) -> dict[str, int]:
    return {f"of {found.counts['in all']:,} points": found.counts["points"]}


@pytest.mark.parametrize("work", WORKS)
def test_all_or_nothing_is_there_wherever_it_is_killed(
    tmp_path: Path, library: Path, work: str, each: float, seed: int, note: Note
) -> None:
    found = apart.run_shares(library, tmp_path, "operations", each, seed, work)
    note(Figure("E2", work, _counts(found), found.bad))
    assert found.counts["in all"] > 100
    assert found.counts["points"]


def test_upgrades_on_an_engine_as_it_comes_are_caught(
    tmp_path: Path, library: Path, each: float, seed: int, note: Note
) -> None:
    found = apart.run_shares(library, tmp_path, "operations", each, seed, "an upgrade", "sabotaged")
    counts = _counts(found) | {"neither old nor new": len(found.bad)}
    sabotage = "SQLAlchemy’s own engine, without BEGIN IMMEDIATE"
    note(Figure("E2", "an upgrade", counts, found.bad, control=sabotage, caught=found.caught))
