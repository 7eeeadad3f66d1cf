"""python -m tests.reliability.operations FOLDER SECONDS SEED SHARE OF WORK [sabotaged]: kill a work before, after and
half-way through every operation on its files; this process takes every OF-th of them. Prints what it found.

Runs with the disk of `disk.c`.
"""

import random
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import Engine, create_engine

from desktop.database import upgrade
from tests.reliability import works
from tests.reliability.apart import Found
from tests.reliability.bench import DONE, Bench, Met
from tests.reliability.disk import How, Operation


def run(bench: Met, seconds: float, seed: int, share: int, of: int, *, sabotaged: bool) -> Found:
    found = Found()
    todo = points(bench.operations)
    random.Random(seed).shuffle(todo)
    until = time.monotonic() + seconds
    for at, how in todo[share::of]:
        if found.is_over(until, is_control=sabotaged):
            break
        is_done = bench.meet(at=at, how=how)[-1:] == [DONE]
        found.count("points")
        wrong = works.wrong_in(bench.place, bench.before, bench.after, is_done=is_done)
        found.tell(f"{how.name.lower()} operation {at}: {one}" for one in wrong)
    found.count("in all", len(todo) if share == 0 else 0)
    return found


def points(operations: Sequence[Operation]) -> list[tuple[int, How]]:
    """A write is met half-way too."""
    found = []
    for number, operation in enumerate(operations, start=1):
        found += [(number, How.BEFORE), (number, How.AFTER)]
        if operation.kind == "w":
            found.append((number, How.HALF))
    return found


def _careless_engine() -> AbstractContextManager[object]:
    """Sabotage: upgrades run on an engine as it comes, which begins no transaction for a change of tables."""

    def plain(path: Path, *, keeps_keys: bool) -> Engine:
        return create_engine(f"sqlite:///{path}")

    return patch.object(upgrade, "make_engine", plain)


def main(folder: str, seconds: str, seed: str, share: str, of: str, name: str, *sabotaged: str) -> None:
    work = works.all_works(Path(folder))[name]
    with _careless_engine() if sabotaged else nullcontext():
        bench = Bench(Path(folder), work)
        run(bench, float(seconds), int(seed), int(share), int(of), sabotaged=bool(sabotaged)).print()


if __name__ == "__main__":
    main(*sys.argv[1:])
