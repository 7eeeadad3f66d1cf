"""Which door opens."""

import subprocess
import sys
from pathlib import Path

import pytest

import desktop.__main__ as front


@pytest.mark.parametrize("arguments", [[], ["--database", "x.db"], ["--database=x.db"]])
def test_nothing_but_a_record_asks_for_the_window(arguments: list[str]) -> None:
    is_window, database = front._for_window(arguments)
    assert is_window
    assert database == (Path("x.db") if arguments else None)


@pytest.mark.parametrize("arguments", [["--version"], ["framework", "list"], ["--database", "x.db", "demo"]])
def test_a_command_goes_to_the_command_line(arguments: list[str]) -> None:
    assert front._for_window(arguments) == (False, None)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a display")
def test_without_a_display_the_papers_of_the_sample_are_written_and_named(tmp_path: Path) -> None:
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-m", "desktop"],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(Path(__file__).resolve().parents[1])},
        capture_output=True,
        text=True,
        check=True,
    )
    said = done.stdout.splitlines()
    assert "no display" in said[0]
    made = [tmp_path / line for line in said[1:]]
    assert [path.name for path in made] == ["work-process-schedule.pdf", "progress-report.pdf", "cohort.xlsx"]
    assert all(path.stat().st_size > 10_000 for path in made)
