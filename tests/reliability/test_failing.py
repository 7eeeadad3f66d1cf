"""A failing or full disk is told in words; nothing is half-done, and on a mended disk it is done once."""

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
    "an import of hours",
    "an import of a framework",
)
_VOLUMES = "signing until the disk is full"


def _counts(found: Found) -> dict[str, int]:
    return {f"of {found.counts['in all']:,} failures": found.counts["points"]}


@pytest.mark.parametrize("work", WORKS)
def test_a_failing_disk_is_told_and_the_work_is_done_on_a_mended_one(
    tmp_path: Path, library: Path, work: str, each: float, seed: int, note: Note
) -> None:
    found = apart.run_shares(library, tmp_path, "failing", each, seed, work)
    assert found.counts["points"] > 0
    note(Figure("E4", work, _counts(found), found.bad))


def test_a_program_that_says_it_is_done_whatever_comes_is_caught(
    tmp_path: Path, library: Path, each: float, seed: int, note: Note
) -> None:
    found = apart.run_shares(library, tmp_path, "failing", min(each, 10), seed, "a sign-off", "sabotaged")
    sabotage = "the error is swallowed"
    note(Figure("E4", "a sign-off", _counts(found), found.bad, control=sabotage, caught=found.caught))


def test_a_full_disk_is_told_and_signing_goes_on_once_there_is_room(
    tmp_path: Path, library: Path, each: float, seed: int, note: Note
) -> None:
    found = apart.run_shares(library, tmp_path, "full", each, seed)
    note(Figure("E4", _VOLUMES, found.counts, found.bad))
    assert found.counts["volumes filled"] > 0


def test_a_program_that_takes_no_notice_of_a_full_disk_is_caught(
    tmp_path: Path, library: Path, each: float, seed: int, note: Note
) -> None:
    found = apart.run_shares(library, tmp_path, "full", min(each, 10), seed, "sabotaged")
    note(Figure("E4", _VOLUMES, found.counts, found.bad, control="the error is swallowed", caught=found.caught))
