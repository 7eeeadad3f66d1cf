"""python -m tests.reliability.replay FOLDER SECONDS SEED EXPERIMENT [SYNCHRONOUS]: the statements of some sign-offs,
played through the disk of `sql_disk.py`, so that killing, failing and cutting the power need no compiler. Prints what
it found.
"""

import errno
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

from desktop.database import engine
from tests.reliability import disk, failing, operations, power, signing, works
from tests.reliability.apart import Found
from tests.reliability.bench import DONE
from tests.reliability.signing import Office
from tests.reliability.works import RECORD


class Replayed:
    """A `Bench` of some sign-offs, whose acts are their statements."""

    def __init__(self, folder: Path, many: int, synchronous: str = "EXTRA") -> None:
        self.place, self._folder = folder / "place", folder
        self.office = signing.make(folder / "new.journeybook")
        self._statements = folder / "statements.json"
        self.renew()
        self.before = works.stand(self.place)
        statements = _recorded(self.place / RECORD, self.office, many)
        wanted = [f"PRAGMA synchronous={synchronous}" if "synchronous" in one else one for one in statements]
        self._statements.write_text(json.dumps(wanted), encoding="utf-8")
        self.after = works.stand(self.place)
        self.renew()
        if self.go_on(log=str(folder / "log"))[-1:] != [DONE]:
            raise RuntimeError("the statements cannot be played again")
        self.operations = list(disk.read_log((folder / "log").read_bytes()))

    def renew(self) -> None:
        shutil.rmtree(self.place, ignore_errors=True)
        self.place.mkdir()
        shutil.copy(self._folder / "new.journeybook", self.place / RECORD)

    def meet(self, **plan: Any) -> list[str]:
        self.renew()
        return self.go_on(**plan)

    def go_on(self, *, at: int = 0, how: int = 0, error: int = 0, log: str = "") -> list[str]:
        if not at and not log and works.stand(self.place).counts == self.after.counts:
            # The program knows by its id what it signed before an error; statements do not.
            return [DONE]
        name = errno.errorcode.get(error, "")
        command = [sys.executable, "-m", "tests.reliability.sql_disk", self.place / RECORD, self._statements]
        done = subprocess.run(
            [*command, str(at), str(int(how)), name, log], capture_output=True, text=True, check=False
        )
        if done.returncode not in (0, -signal.SIGKILL):
            raise RuntimeError(done.stderr)
        return done.stdout.splitlines()


def _recorded(record: Path, office: Office, many: int) -> list[str]:
    """The statements of some sign-offs with their values; after a blank what was told."""
    said: list[str] = []
    real = engine.connect_with

    def traced(*arguments: Any) -> sqlite3.Connection:
        connection = real(*arguments)
        connection.set_trace_callback(said.append)
        return connection

    with patch.object(engine, "connect_with", traced), signing.open_office(record, office) as store:
        # How the connection is set up decides what a power cut leaves.
        said[:] = [one for one in said if one.startswith("PRAGMA") and "=" in one]
        for number in range(many):
            line = signing.sign(store, office, signing.rating(office, number))
            if many > 1:
                said.append(f" {line}")
    # A statement is told again for each of its triggers.
    return [one for one, before in zip(said, ["", *said], strict=False) if one != before]


def _killed(folder: Path, seconds: float, seed: int) -> Found:
    return operations.run(Replayed(folder, 1), seconds, seed, 0, 1, sabotaged=False)


def _failing(folder: Path, seconds: float, seed: int) -> Found:
    return failing.run(Replayed(folder, 1), seconds, seed, 0, 1, sabotaged=False)


def _cut_off(folder: Path, seconds: float, seed: int, synchronous: str = "EXTRA") -> Found:
    bench = Replayed(folder, power.SIGN_OFFS, synchronous)
    bench.renew()
    watched = power.Watched(bench.place, bench.office, bench.operations)
    return power.run(watched, seconds, seed, 0, 1, stops=synchronous != "EXTRA")


def main(folder: str, seconds: str, seed: str, experiment: str, *more: str) -> None:
    do = {"killed": _killed, "failing": _failing, "power": _cut_off}[experiment]
    do(Path(folder), float(seconds), int(seed), *more).print()


if __name__ == "__main__":
    main(*sys.argv[1:])
