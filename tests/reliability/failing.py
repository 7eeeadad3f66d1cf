"""python -m tests.reliability.failing FOLDER SECONDS SEED SHARE OF WORK [sabotaged]: let an operation on the files of a
work fail, once or from then on, then mend the disk and do the work again; this process takes every OF-th of them.

Runs with the disk of `disk.c`. Prints what it found.
"""

import errno
import random
import sys
import time
from pathlib import Path

from desktop.errors import KnownError
from tests.reliability import disk, forks, works
from tests.reliability.apart import Found
from tests.reliability.bench import DONE, REFUSED, Bench, Met
from tests.reliability.disk import How
from tests.reliability.forks import Tell
from tests.reliability.works import Act

ERRORS = (errno.EIO, errno.ENOSPC, errno.EROFS)


def run(bench: Met, seconds: float, seed: int, share: int, of: int, *, sabotaged: bool) -> Found:
    """Every second work is done again by the program while it is open; else that is closed, the record is looked at,
    and a new one does it. Sabotaged, it says that it is done whatever comes."""
    found = Found()
    failing = [(at, error) for at in range(1, len(bench.operations) + 1) for error in ERRORS]
    todo = [(at, error, how) for at, error in failing for how in (How.FAILS, How.FAILS_FROM_HERE)]
    random.Random(seed).shuffle(todo)
    until = time.monotonic() + seconds
    for turn, (at, error, how) in enumerate(todo[share::of]):
        if found.is_over(until, is_control=sabotaged):
            break
        found.count("points")
        if isinstance(bench, Bench) and turn % 2 == 0 and not sabotaged:
            told = _stays_open(bench, at, error, how)
        else:
            told = bench.meet(at=at, how=how, error=error)
        found.count("refused in words", any(line.startswith(REFUSED) for line in told))
        wrong = [] if told else ["nothing was told"]
        is_done = told[-1:] == [DONE] or sabotaged
        wrong += works.wrong_in(bench.place, bench.before, bench.after, is_done=is_done)
        if not is_done:
            wrong += _done_anew(bench)
        found.tell(f"{errno.errorcode[error]} {how.name} {at}: {one}" for one in wrong)
    found.count("in all", len(todo) if share == 0 else 0)
    return found


def _stays_open(bench: Bench, at: int, error: int, how: How) -> list[str]:
    """Once in vain, and again when the disk is mended, in one open program."""
    bench.renew()

    def twice(tell: Tell) -> None:
        try:
            with bench.planned(at=at, how=how, error=error) as act:
                _tried(act, tell)
                disk.plan(bench.place)
                _tried(act, tell)
        except KnownError as refusal:
            # The disk failed while the record was opened.
            tell(f"{REFUSED} {refusal}")

    return forks.ended(twice)


def _tried(act: Act, tell: Tell) -> None:
    try:
        act()
        tell(DONE)
    except KnownError as refusal:
        tell(f"{REFUSED} {refusal}")


def _done_anew(bench: Met) -> list[str]:
    told = bench.go_on()
    wrong = [] if told == [DONE] else [f"on a mended disk: {'; '.join(told)}"]
    return wrong + works.wrong_in(bench.place, bench.before, bench.after, is_done=True)


def main(folder: str, seconds: str, seed: str, share: str, of: str, name: str, *sabotaged: str) -> None:
    bench = Bench(Path(folder), works.all_works(Path(folder))[name])
    run(bench, float(seconds), int(seed), int(share), int(of), sabotaged=bool(sabotaged)).print()


if __name__ == "__main__":
    main(*sys.argv[1:])
