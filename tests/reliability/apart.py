"""An experiment in a process of its own, where nothing else is open and no thread runs, so that it may fork."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tests.reliability import disk, figures

PATIENCE = 60
ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Found:
    """`counts` and `bad` of a `figures.Figure`, with `caught` where it is a control."""

    counts: dict[str, int] = field(default_factory=dict)
    bad: list[str] = field(default_factory=list)
    caught: str = ""

    def count(self, name: str, more: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + more

    def tell(self, wrong: Iterable[str]) -> None:
        """What is bad, with how far it had come; the first of it is what a control is caught by."""
        so_far = figures.in_words({name: count for name, count in self.counts.items() if count})
        self.bad += [f"{one} (after {so_far})" for one in wrong]
        if self.bad and not self.caught:
            self.caught = f"after {so_far}"

    def is_over(self, until: float, *, is_control: bool) -> bool:
        """Whether the time of the run is up; a control is over once something is found, and waits longer for that."""
        if is_control:
            return bool(self.bad) or time.monotonic() > until + PATIENCE
        return time.monotonic() > until

    def print(self) -> None:
        print(json.dumps(asdict(self)))


def run(module: str, *arguments: object, environment: Mapping[str, str] | None = None) -> Found:
    """`python -m tests.reliability.MODULE ARGUMENTS`: what its last line says. Fails where it fails."""
    command = [sys.executable, "-m", f"tests.reliability.{module}", *map(str, arguments)]
    settings = os.environ | (environment or {})
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=settings)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return Found(**found)


def run_shares(library: Path, folder: Path, module: str, seconds: float, seed: int, *more: object) -> Found:
    """`MODULE FOLDER SECONDS SEED SHARE OF MORE` with the disk of `library`, once for each processor, all together."""
    of = os.cpu_count() or 1

    def share(number: int) -> Found:
        own = folder / str(number)
        own.mkdir()
        environment = disk.environment(library, own)
        return run(module, own, seconds, seed, number, of, *more, environment=environment)

    whole = Found()
    with ThreadPoolExecutor(of) as pool:
        for found in pool.map(share, range(of)):
            for name, count in found.counts.items():
                whole.count(name, count)
            whole.bad += found.bad
            whole.caught = whole.caught or found.caught
    return whole
